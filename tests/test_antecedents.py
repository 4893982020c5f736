"""Antecedents: which of several people of one surname a surname alone goes back to."""

from __future__ import annotations

import pytest

from pipeline.people.antecedents import Record, find_antecedent

NONE: frozenset[str] = frozenset()
ANN, BEN = 0, 1


def records(ann: list[int], ben: list[int]) -> list[Record]:
    return [Record("f", ann, {"foreign", "minister"}), Record("m", ben, {"spokesperson"})]


@pytest.mark.parametrize(
    ("ann", "ben", "at", "gender", "title", "found"),
    [
        ([10], [50], 60, "f", NONE, ANN),  # Ms
        ([10], [50], 60, None, frozenset({"minister"}), ANN),
        ([10], [500], 60, None, NONE, ANN),  # the only one named so far
        ([10, 20, 30, 40], [50], 60, None, NONE, ANN),  # named more often
        ([10], [5000], 5100, None, NONE, BEN),  # named just before, the other long ago
        ([10], [50], 60, None, NONE, None),  # either
    ],
)
def test_find_antecedent(
    ann: list[int], ben: list[int], at: int, gender: str | None, title: frozenset[str], found: int | None
) -> None:
    assert find_antecedent(records(ann, ben), at, gender, title) == found
