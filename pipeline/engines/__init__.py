"""Who computes: an engine takes batches and gives back their results, in any order."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pipeline.work import Batch, Result, Setup, Worker


class Engine(Protocol):
    """Runs batches somewhere."""

    def run(self, setup: Setup, batches: Iterator[Batch | None]) -> Iterator[Result]:
        """The result of each batch. `batches` gives None when the next one depends on results that are still out."""
        ...


def spare_pandas() -> None:
    """Keep this process from importing pandas: no stage uses it, and pyarrow would, for a second, at its first array."""
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]


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
