"""Figures of votes: what a clause and a tally are, and the shadow of a text in which they are searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from pipeline.votes.patterns import BRACKET, FIGURE


@dataclass(frozen=True, slots=True)
class Figure:
    """A whole number of a text that may count votes."""

    start: int
    end: int
    value: int


class Form(IntEnum):
    """How a clause tells its figure; a higher form wins a figure that two forms claim."""

    ZERO = 0
    AGENT = 1
    RECEIVED = 2
    PAIR = 3
    SCORE = 4
    AFTER = 5
    HEAD = 6
    TABLE = 7

    @property
    def label(self) -> str:
        """The form's name in `rule`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Clause:
    """One figure (None: `none against`) and its role. voted: it says itself that it counts votes. sided: it names its side."""

    start: int
    end: int
    role: str
    value: int
    figure: Figure | None
    form: Form
    voted: bool
    sided: bool = True


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures of one vote as a text tells them; a vote without figures has an `agreement` (consensus, unanimous).

    repeats: it only heads the lists of a vote that is told beside it.
    """

    start: int
    end: int
    clauses: tuple[Clause, ...] = ()
    agreement: str | None = None
    repeats: bool = False

    def count(self, role: str) -> int | None:
        """The figure of a role, None where the text gives none."""
        return next((clause.value for clause in self.clauses if clause.role == role), None)

    @property
    def counts(self) -> tuple[int | None, int | None, int | None]:
        """Votes in favour, against and abstentions."""
        return self.count("in_favour"), self.count("against"), self.count("abstained")

    @property
    def told(self) -> int:
        """How many figures it gives."""
        return sum(value is not None for value in self.counts)

    @property
    def roles(self) -> list[tuple[int, str]]:
        """(start, side) of each figure."""
        return [(clause.figure.start, clause.role) for clause in self.clauses if clause.figure]

    @property
    def rule(self) -> str:
        """How it is told, for the `rule` of its row."""
        return self.agreement or "-".join(sorted({clause.form.label for clause in self.clauses}))


def shadow_of(text: str, figures: Sequence[Figure]) -> str:
    """The text with figures and brackets covered, as long as the text."""
    pieces, at = [], 0
    for figure in figures:
        pieces += [text[at : figure.start], FIGURE * (figure.end - figure.start)]
        at = figure.end
    covered = "".join((*pieces, text[at:])).replace("\t", " ")
    return _BRACKETS.sub(_cover, covered)


_BRACKETS = re.compile(r"\((?:[^()\n]|\n(?!\n)|\([^()\n]*\)){0,6000}\)|\[[^\[\]\n]{0,3000}\]")
_ALONE = re.compile(rf"[(\[]\s?{FIGURE}+\s?[)\]]")
_SHORT = 60
"""Characters of a bracket whose figures may count votes: a longer one is a list of voters."""


def _cover(match: re.Match[str]) -> str:
    inside = match[0]
    if FIGURE in inside and (_ALONE.fullmatch(inside) or len(inside.replace(FIGURE, "")) < _SHORT):
        return inside
    return BRACKET * len(inside)
