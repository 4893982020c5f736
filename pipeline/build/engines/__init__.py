"""Who computes: an engine takes batches and gives back their results, in any order."""

from __future__ import annotations

import gc
import sys
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pipeline.build.batches import Batch, Result, Setup
    from pipeline.build.work import Worker


TRIES = 2
"""Failures of a text alone after which it is set aside."""


class EngineError(Exception):
    """The workers cannot be started; the message says why."""


class Engine(Protocol):
    """Runs batches somewhere."""

    def run(self, setup: Setup, batches: Iterator[Batch | None]) -> Iterator[Result]:
        """The result of each batch. `batches` gives None when the next one depends on results that are still out."""
        ...


class _NoPandas(MetaPathFinder):
    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("a build does without pandas", name=name)


def spare_pandas() -> None:
    """Keep this process from importing pandas: no stage uses it, and pyarrow would, for a second, at its first array."""
    if "pandas" not in sys.modules and not any(isinstance(finder, _NoPandas) for finder in sys.meta_path):
        sys.meta_path.insert(0, _NoPandas())


def spare_command_line() -> None:
    """Keep spaCy from importing its command line, which nothing here uses: a third of what its import costs."""
    if "spacy" not in sys.modules:
        for name in ("spacy.cli", "spacy.cli.info"):
            sys.modules.setdefault(name, ModuleType(name))
        sys.modules["spacy.cli.info"].__dict__.setdefault("info", None)


def spare_collector() -> None:
    """Let the collector of cyclic garbage come round seldom: a build makes millions of objects that stay, and hardly a cycle."""
    gc.set_threshold(100_000, 50, 100)


def spare_all() -> None:
    """All these economies, in a process that belongs to the build alone."""
    spare_pandas()
    spare_command_line()
    spare_collector()


class Attempts:
    """The batches of a build and what became of them: what both a lost worker and a stage's slip leave is tried again.

    A batch that fails is taken apart, and each of its texts tried alone; a text that fails twice alone, or takes longer
    than it may, is set aside.
    """

    def __init__(self, batches: Iterator[Batch | None]) -> None:
        self._batches = batches
        self._again: deque[Batch] = deque()
        self._pieces: dict[int, list[Result]] = {}
        self._missing: dict[int, int] = {}
        self._failures: Counter[tuple[str, str]] = Counter()
        self.exhausted = False

    def next(self) -> Batch | None:
        """The next batch to try; None when there is none now, or none any more (then `exhausted` is true)."""
        if self._again:
            return self._again.popleft()
        if self.exhausted:
            return None
        try:
            return next(self._batches)
        except StopIteration:
            self.exhausted = True
            return None

    def again(self, batch: Batch) -> None:
        """Try a batch again that nobody has begun."""
        self._again.append(batch)

    def done(self, batch: Batch, result: Result) -> Iterator[Result]:
        """The result of the whole batch, once it is there."""
        from pipeline.build.batches import merged

        if batch.number not in self._missing:
            yield result
            return
        self._pieces.setdefault(batch.number, []).append(result)
        self._missing[batch.number] -= 1
        if not self._missing[batch.number]:
            del self._missing[batch.number]
            yield merged(self._pieces.pop(batch.number))

    def failed(self, batch: Batch, code: str, message: str) -> Iterator[Result]:
        """Try again, or give up: first with the bare row of the text alone, then without even that."""
        from pipeline.build.batches import Batch, set_aside

        if len(batch.items) > 1:
            self._missing[batch.number] = len(batch.items)
            self._again += [Batch(batch.number, [item], batch.emit) for item in batch.items]
            return
        item = batch.items[0]
        if batch.failure is not None:
            code, message = batch.failure
            yield from self.done(batch, set_aside(batch, code, message.replace(_BARE, _ASIDE)))
            return
        self._failures[item.path, item.entry] += 1
        if self._failures[item.path, item.entry] < TRIES and code != "time-limit":
            self._again.append(batch)
        else:
            self._again.append(replace(batch, failure=(code, message + _BARE)))


_BARE = "; the document has no rows but those of its page"
_ASIDE = "; it is set aside and has no rows"


class Here:
    """This process: soonest for small corpora, since nothing else has to start."""

    def __init__(self) -> None:
        self._worker: Worker | None = None

    def run(self, setup: Setup, batches: Iterator[Batch | None]) -> Iterator[Result]:
        """One batch after the other."""
        from pipeline.build.work import Worker

        attempts = Attempts(batches)
        while (batch := attempts.next()) is not None or not attempts.exhausted:
            if batch is None:
                raise RuntimeError("a batch waits for a result, and none is out")
            if self._worker is None or replace(self._worker.setup, corpus=setup.corpus) != setup:
                self._worker = Worker(setup)
            self._worker.setup = setup
            try:
                result = self._worker.process(batch)
            except Exception as error:
                yield from attempts.failed(batch, "worker-failed", f"{type(error).__name__}: {str(error)[:200]}")
            else:
                yield from attempts.done(batch, result)
