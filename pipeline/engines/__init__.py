"""Who computes: an engine takes batches and gives back their results, in any order."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pipeline.work import Batch, Result, Setup, Worker


class Engine(Protocol):
    """Runs batches somewhere."""

    def run(self, setup: Setup, batches: Iterator[Batch | None]) -> Iterator[Result]:
        """The result of each batch. `batches` gives None when the next one depends on results that are still out."""
        ...


class _NoPandas(MetaPathFinder):
    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError("a build does without pandas", name=name)


def spare_pandas() -> None:
    """Keep this process from importing pandas: no stage uses it, and pyarrow would, for a second, at its first array."""
    if "pandas" not in sys.modules and not any(isinstance(finder, _NoPandas) for finder in sys.meta_path):
        sys.meta_path.insert(0, _NoPandas())


class Here:
    """This process: soonest for small corpora, since nothing else has to start."""

    def run(self, setup: Setup, batches: Iterator[Batch | None]) -> Iterator[Result]:
        """One batch after the other."""
        from pipeline.work import Worker

        worker: Worker | None = None
        for batch in batches:
            if batch is not None:
                worker = worker or Worker(setup)
                yield worker.process(batch)
