"""The engine of one machine: a process a core, each with its own model, watched over by the build."""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path

from pipeline.build.batches import Batch, Result, Setup
from pipeline.build.engines import Attempts, EngineError
from pipeline.build.limits import Overtime

STARTS = 5
"""Processes in a row that may die before they are ready, until the build gives up."""

OVERDUE = 2.5
"""Limits of a text after which its worker is ended: one is for reading it and for its stages, one for its parse."""


class _Process:
    """A worker process and the batch it works on."""

    def __init__(self, setup: Setup, module: str) -> None:
        ours, theirs = socket.socketpair()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[3]), *_python_path()])}
        # One process a core: threads of the numerical libraries would only get in each other's way.
        environment |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        # Its own process group: Ctrl-C goes to the build alone, which then ends its workers.
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=environment,
            process_group=0,
        )
        theirs.close()
        self.connection = Connection(ours.detach())
        self.ready = False
        self.batch: Batch | None = None
        self.deadline = float("inf")
        self.send(setup)

    def send(self, message: object) -> None:
        """Hand something to the process; that it is gone shows when it is asked for its answer."""
        try:
            self.connection.send(message)
        except OSError:
            self.kill()

    def kill(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """End the process and let go of it."""
        self.kill()
        self.connection.close()


def _python_path() -> list[str]:
    return [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]


class Local:
    """A fixed number of worker processes; one that dies is replaced, and what it worked on is tried again.

    module: what a worker runs.
    """

    def __init__(self, jobs: int, module: str = "pipeline.build.engines.local") -> None:
        self.jobs = jobs
        self.module = module
        self._setup: Setup | None = None
        self._workers: list[_Process] = []
        self._stillborn = 0

    def run(self, setup: Setup, batches: Iterator[Batch | None]) -> Iterator[Result]:
        """The result of each batch, as they come. Raises EngineError when no worker can be started."""
        attempts = Attempts(batches)
        self._setup = setup
        try:
            while self._hand_out(attempts):
                now = time.monotonic()
                until = min((w.deadline for w in self._workers if w.batch), default=now + 1)
                ready = wait([w.connection for w in self._workers], max(0.0, min(until - now, 60.0)))
                heard = [self._attend(worker, ready, attempts) for worker in list(self._workers)]
                # Workers go on while their last results are taken in.
                self._hand_out(attempts)
                for results in heard:
                    yield from results
        finally:
            for worker in self._workers:
                worker.close()
            self._workers = []

    def _hand_out(self, attempts: Attempts) -> bool:
        """Give each idle worker a batch, starting workers as they are needed; False when all is done."""
        assert self._setup is not None
        while True:
            idle = next((w for w in self._workers if w.batch is None), None)
            if idle is None and len(self._workers) >= self.jobs:
                return True
            batch = attempts.next()
            if batch is None:
                return any(w.batch is not None for w in self._workers) or not attempts.exhausted
            if idle is None:
                idle = _Process(self._setup, self.module)
                self._workers.append(idle)
            idle.batch = batch
            idle.send(batch)
            if idle.ready:
                idle.deadline = self._deadline()

    def _deadline(self) -> float:
        """When a batch that is begun now is overdue: its worker ends a text itself, unless it is deaf to its own alarm."""
        seconds = self._setup.seconds if self._setup is not None else 0.0
        return time.monotonic() + OVERDUE * seconds if seconds else float("inf")

    def _attend(self, worker: _Process, ready: Sequence[object], attempts: Attempts) -> Iterator[Result]:
        """What has become of a worker's batch; a worker that is overdue is ended."""
        if worker.connection in ready:
            return self._hear(worker, attempts)
        if worker.batch is None or time.monotonic() <= worker.deadline:
            return iter(())
        self._workers.remove(worker)
        worker.close()
        seconds = self._setup.seconds if self._setup is not None else 0.0
        return attempts.failed(worker.batch, "time-limit", f"took more than {seconds:g} s")

    def _hear(self, worker: _Process, attempts: Attempts) -> Iterator[Result]:
        """Take a worker's message, or note that it died; the results are told when they are asked for."""
        batch = worker.batch
        try:
            kind, content = worker.connection.recv()
        except (EOFError, OSError):
            self._workers.remove(worker)
            worker.close()
            if worker.ready:
                if batch is not None:
                    code = worker.process.returncode
                    cause = signal.Signals(-code).name if code < 0 else f"exit status {code}"
                    return attempts.failed(batch, "worker-died", f"the process that worked on it died ({cause})")
            else:
                # Nobody's fault but the machine's: the text was not begun.
                self._stillborn += 1
                if self._stillborn >= STARTS:
                    raise EngineError(f"{STARTS} workers in a row died before they were ready") from None
                if batch is not None:
                    attempts.again(batch)
            return iter(())
        if kind == "ready":
            worker.ready = True
            self._stillborn = 0
            worker.deadline = self._deadline()
        elif kind == "broken":
            raise EngineError(content)
        elif batch is not None:
            worker.batch = None
            worker.deadline = float("inf")
            done = kind == "result"
            return attempts.done(batch, content) if done else attempts.failed(batch, "worker-failed", content)
        return iter(())


def _limit_memory(most: int) -> None:
    """Let this process have so many bytes and no more: beyond, a text fails and not the machine."""
    if most:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def serve(connection: Connection) -> None:
    """The worker's side: one batch after the other, until the build closes the connection."""
    from pipeline.build.engines import spare_all
    from pipeline.build.work import Worker

    spare_all()
    try:
        setup: Setup = connection.recv()
        _limit_memory(setup.memory)
        worker = Worker(setup)
        if setup.preload:
            _ = worker.nlp
    except EOFError:
        return
    except Exception as error:
        connection.send(("broken", f"{type(error).__name__}: {error}"))
        return
    connection.send(("ready", None))
    # Word lists and model stay as long as this process: the collector need not go through them again and again.
    gc.freeze()
    while True:
        batch = connection.recv()
        try:
            answer: tuple[str, object] = ("result", worker.process(batch))
        except (Exception, Overtime) as error:
            answer = ("failed", f"{type(error).__name__}: {str(error)[:200]}")
        connection.send(answer)


def main() -> None:
    """Serve the build that gave this process its connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # When the build has gone, so do we.
    with contextlib.suppress(EOFError, OSError):
        serve(Connection(int(sys.argv[1])))


if __name__ == "__main__":
    main()
