"""Antecedents: which of several people of one surname a surname alone goes back to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_MARGIN = 2
"""How many times more often than anybody else of the name somebody must have been named."""
_NEAR, _FAR = 600, 3
"""Characters back to the last of the name; how many times farther away the next one must be."""


@dataclass(slots=True, eq=False)
class Record:
    """Where a text has named one person so far, and by which titles. gender: m, f or None."""

    gender: str | None = None
    places: list[int] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)


def find_antecedent(records: Sequence[Record], at: int, gender: str | None, title: frozenset[str]) -> int | None:
    """The number of the record that a surname at a place goes back to, None where two are about as likely.

    gender, title: what the words before the surname tell. Sieves from the surest on: the gender, the title, the only one
    named so far, the one named most, the one named last.
    """
    left = [n for n, r in enumerate(records) if gender is None or r.gender in (gender, None)]
    left = _narrowed(left, [n for n in left if gender is not None and records[n].gender == gender])
    left = _narrowed(left, [n for n in left if title and title <= records[n].titles])
    left = _narrowed(left, [n for n in left if records[n].places and records[n].places[0] < at])
    if len(left) < 2:
        return left[0] if left else None
    return _most_named(records, left) if (recent := _last_named(records, left, at)) is None else recent


def _narrowed(all_left: list[int], fitting: list[int]) -> list[int]:
    """Those that fit, or all where none does."""
    return fitting or all_left


def _most_named(records: Sequence[Record], left: Sequence[int]) -> int | None:
    """The one named at least twice as often as any other."""
    first, second, *_ = sorted(left, key=lambda n: -len(records[n].places))
    return first if len(records[first].places) >= _MARGIN * len(records[second].places) else None


def _last_named(records: Sequence[Record], left: Sequence[int], at: int) -> int | None:
    """The one named shortly before, where all others were named long before and not more often."""
    gaps = {n: min((at - p for p in records[n].places if p < at), default=at + _NEAR) for n in left}
    first, second, *_ = sorted(left, key=lambda n: gaps[n])
    near = gaps[first] <= _NEAR and gaps[second] >= _FAR * gaps[first] and gaps[second] > _NEAR
    return first if near and len(records[first].places) * _MARGIN >= len(records[second].places) else None
