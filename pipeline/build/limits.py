"""The time limit: ends a block that takes too long, whatever catches exceptions inside it."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
from collections.abc import Iterator

AGAIN = 1.0
"""Seconds after which a block that went on all the same is ended anew."""


class Overtime(BaseException):
    """A document took longer than it may. No `Exception`: neither a stage nor a reader's package may catch it."""


@contextlib.contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise Overtime in the block once it has run so long; None is no limit.

    It takes effect between two steps of the interpreter: a loop inside compiled code is for those to end who watch over the
    process.
    """
    if seconds is None:
        yield
    elif seconds <= 0:
        raise Overtime
    else:
        main = threading.current_thread() is threading.main_thread()
        with _alarm(seconds) if main else _watchdog(seconds):
            yield


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise Overtime

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _watchdog(seconds: float) -> Iterator[None]:
    """The same for a thread other than the main one, which alarms do not reach: another thread raises in it."""
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    worker = ctypes.c_ulong(threading.get_ident())
    over = threading.Event()

    def watch() -> None:
        pause = seconds
        while not over.wait(pause):
            raise_in(worker, ctypes.py_object(Overtime))
            pause = AGAIN

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        over.set()
        raise_in(worker, None)
