"""What a build tells while it runs and when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.build import driver
    from pipeline.build.run import Summary

EVERY = 10.0
"""Seconds between two lines where there is no terminal."""


class Progress:
    """A bar on a terminal, a line every ten seconds elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.bar: Any = None
        self.told = time.monotonic()
        self.started = self.told

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.close()

    def show(self, progress: driver.Progress) -> None:
        """Tell how far the build is."""
        if self.quiet or not progress.total:
            return
        if sys.stderr.isatty():
            if self.bar is None:
                from tqdm import tqdm

                self.bar = tqdm(total=progress.total, unit=" documents", dynamic_ncols=True)
            self.bar.update(progress.done - self.bar.n)
        elif time.monotonic() - self.told > EVERY:
            self.told = time.monotonic()
            rate = progress.done / (self.told - self.started)
            print(f"{progress.done} of {progress.total} documents, {rate:.0f} a second", file=sys.stderr, flush=True)


def print_summary(summary: Summary, tables: Sequence[str], *, timings: bool = False) -> None:
    """Print documents, rows a table, errors, seconds."""
    errors, warnings = summary.severities.get("error", 0), summary.severities.get("warning", 0)
    if summary.nothing:
        print(f"nothing to do: {summary.documents} documents are up to date ({summary.seconds:.2f} s)")
    else:
        print(f"{summary.documents} documents, {summary.worked} worked on, {summary.parsed} parsed")
        shown = [name for name in summary.rows if not tables or name in tables]
        print("rows: " + ", ".join(f"{name} {summary.rows[name]:,}" for name in shown))
    if errors or warnings or not summary.nothing:
        where = "; see the table errors" if errors or warnings else ""
        print(f"{errors} errors, {warnings} warnings{where}")
    for note in summary.notes:
        print(note)
    if not summary.nothing:
        print(f"{summary.seconds:.1f} s")
    if timings:
        for name, seconds in sorted(summary.stages.items(), key=lambda item: -item[1]):
            print(f"{seconds:8.2f} s  {name}")
