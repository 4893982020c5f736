"""Stretches of a text, sorted once, so that what overlaps one of them is told without a look at all the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from pipeline.tables import SILENT, Segment


class Stretches:
    """Stretches of a text in any order; they may overlap each other."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        # The furthest end up to each: the stretch before may hold the next one.
        self._ends = list(accumulate((end for _, end in ordered), max))

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them has a character in common with a stretch that is not empty."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start


def content_segments(segments: Iterable[Segment]) -> list[Segment]:
    """The segments that tables may be filled from, in order."""
    return [s for s in segments if s.role not in SILENT]
