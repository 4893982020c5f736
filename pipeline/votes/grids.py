"""Grids: tallies in tables, whose figures stand under the names of the sides."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.votes.figures import Clause, Figure, Form, Tally
from pipeline.votes.patterns import Grammar


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell. role: the side whose name it is. figure: the number that it is."""

    start: int
    end: int
    role: str | None
    figure: Figure | None


_CELL = re.compile(r"[^|\t\n]+")
_RULED = re.compile(r"[\s:=_-]+")
_PARTED = re.compile(r"[|\t]|\n\n")


def find_grids(text: str, figures: Sequence[Figure], grammar: Grammar) -> list[Tally]:
    """The rows of tables as tallies: two or more sides in cells beside each other, then rows with as many figures."""
    found: list[Tally] = []
    for match in grammar.table.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        found += _rows(list(_cells(text, match.start(), figures, grammar)))
    return found


def _cells(text: str, start: int, figures: Sequence[Figure], grammar: Grammar) -> Iterator[_Cell]:
    """The cells from a place on, up to the first one that is as long as a sentence."""
    starts = [figure.start for figure in figures]
    for match in _CELL.finditer(text, start):
        if _RULED.fullmatch(match[0]):
            continue
        words = match[0].strip()
        if len(words) > _LONGEST:
            return
        begin = match.start() + match[0].index(words)
        at = bisect_left(starts, begin)
        whole = at < len(figures) and figures[at].start == begin and figures[at].end == begin + len(words)
        yield _Cell(begin, begin + len(words), grammar.side_of(words), figures[at] if whole else None)


_LONGEST = 160
"""Characters of a cell at most."""


def _rows(cells: Sequence[_Cell]) -> Iterator[Tally]:
    """The tallies of a grid whose first cells name its sides."""
    sides = 0
    while sides < len(cells) and cells[sides].role:
        sides += 1
    roles = [cell.role or "" for cell in cells[:sides]]
    if sides < 2 or len(set(roles)) < sides:
        return
    at, label = sides, 0
    while at + sides <= len(cells) and label <= _LABELS:
        row = cells[at : at + sides]
        if all(cell.figure for cell in row):
            yield _tally(row, roles)
            at, label = at + sides, 0
        else:
            at, label = at + 1, label + 1


_LABELS = 3
"""Cells before the figures of a row at most: the text, its title, its number."""


def _tally(row: Sequence[_Cell], roles: Sequence[str]) -> Tally:
    clauses = [
        Clause(cell.start, cell.end, role, cell.figure.value, cell.figure, Form.TABLE, True)
        for cell, role in zip(row, roles, strict=True)
        if cell.figure is not None
    ]
    return Tally(row[0].start, row[-1].end, tuple(clauses))
