"""Meetings made by chance: votes with their figures, texts and voters, written in the layouts that houses use."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

BODY = "First Committee of the United Nations General Assembly"
COUNTRIES = {
    "Albania": "ALB", "Belarus": "BLR", "Chad": "TCD", "Chile": "CHL", "Cuba": "CUB", "Denmark": "DNK", "Ecuador": "ECU",
    "Fiji": "FJI", "Ghana": "GHA", "Haiti": "HTI", "Iceland": "ISL", "Kenya": "KEN", "Mongolia": "MNG", "Nepal": "NPL",
    "Norway": "NOR", "Oman": "OMN", "Palau": "PLW", "Peru": "PER", "Qatar": "QAT", "Togo": "TGO", "Tunisia": "TUN", "Zambia": "ZMB",
}  # fmt: skip


@dataclass(frozen=True)
class Ballot:
    """One vote: the symbol of its text, and who voted how."""

    symbol: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    abstained: tuple[str, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Votes in favour, against and abstentions."""
        return len(self.yes), len(self.no), len(self.abstained)

    def said(self, template: str) -> str:
        """A sentence or list with the vote's names and figures."""
        f, a, x = self.counts
        lists = {"F": _joined(self.yes), "A": _joined(self.no), "X": _joined(self.abstained)}
        verb = "approved" if f > a else "rejected"
        return template.format(s=self.symbol, f=f, a=a, x=x, verb=verb, **lists)

    def stances(self) -> set[tuple[str, str]]:
        """(country, stance) of everybody who voted."""
        sides = (("in_favour", self.yes), ("against", self.no), ("abstained", self.abstained))
        return {(COUNTRIES[name], side) for side, names in sides for name in names}


def _joined(names: Sequence[str]) -> str:
    return ", ".join(names)


def draw(chance: random.Random, layout: str) -> list[Ballot]:
    """Two to six votes with different figures, or one where the layout is of one vote."""
    ballots: list[Ballot] = []
    numbers = chance.sample(range(10, 90), 6)
    wanted = 1 if layout in ALONE else chance.randint(2, 6)
    while len(ballots) < wanted:
        names = chance.sample(sorted(COUNTRIES), chance.randint(9, len(COUNTRIES)))
        first = chance.randint(3, len(names) - 4)
        second = chance.randint(first + 2, len(names) - 2)
        ballot = Ballot(
            f"A/C.1/79/L.{numbers[len(ballots)]}",
            tuple(names[:first]), tuple(names[first:second]), tuple(names[second:]),
        )  # fmt: skip
        if len(ballot.no) != len(ballot.yes) and ballot.counts not in [other.counts for other in ballots]:
            ballots.append(ballot)
    return ballots


TOLD = "The Committee {verb} draft resolution {s} by a recorded vote of {f} in favour to {a} against, with {x} abstentions."
LISTS = "In favour: {F}\nAgainst: {A}\nAbstaining: {X}"


def _each(template: str) -> Callable[[Sequence[Ballot]], str]:
    return lambda ballots: "\n\n".join(ballot.said(template) for ballot in ballots)


def _by_country(ballots: Sequence[Ballot]) -> str:
    words = {"in_favour": "in favour", "against": "against", "abstained": "abstained"}
    codes = {code: name for name, code in COUNTRIES.items()}
    pieces = []
    for ballot in ballots:
        lines = [f"* {codes[code]} — {words[side]}" for code, side in sorted(ballot.stances())]
        pieces.append(ballot.said(TOLD) + "\n\n" + "\n".join(lines))
    return "\n\n".join(pieces)


def _table(ballots: Sequence[Ballot]) -> str:
    rows = [ballot.said("| {s} | {f} | {a} | {x} |") for ballot in ballots]
    head = "Votes of the First Committee\n\n| Text | In favour | Against | Abstained |\n|---|---|---|---|\n"
    return head + "\n".join(rows)


def _cells(ballots: Sequence[Ballot]) -> str:
    rows = [ballot.said("{s}\n\n{f}\n\n{a}\n\n{x}") for ballot in ballots]
    return "\n\n".join(["Votes of the First Committee", "Text", "In favour", "Against", "Abstentions", *rows])


BEFORE = (
    "A recorded vote was taken on draft resolution {s}.\n\nIn favour:\n{F}\n\nAgainst:\n{A}\n\nAbstaining:\n{X}\n\n"
)
ALONE = ("by country", "cells")
"""Layouts of one vote: lines that a page repeats are taken for its furniture."""
LAYOUTS: dict[str, tuple[Callable[[Sequence[Ballot]], str], str]] = {
    "brackets": (
        _each("By a vote of {f} in favour ({F}) to {a} against ({A}), with {x} abstentions ({X}), the Committee {verb} {s}."),
        "all",
    ),
    "lists after": (_each(TOLD + "\n\n" + LISTS), "all"),
    "lists before": (_each(BEFORE + "Draft resolution {s} was {verb} by {f} votes in favour to {a}, with {x} abstentions."), "all"),
    "labels alone": (_each(TOLD + "\n\nIn favour:\n{F}\n\nAgainst:\n{A}\n\nAbstaining:\n{X}"), "all"),
    "counted labels": (_each(TOLD + "\n\nIn favour ({f}): {F}.\n\nAgainst ({a}): {A}.\n\nAbstaining ({x}): {X}."), "all"),
    "one line": (_each(TOLD + " In favour: {F}. Against: {A}. Abstaining: {X}."), "all"),
    "by country": (_by_country, "all"),
    "table": (_table, "none"),
    "cells": (_cells, "none"),
    "score": (_each("Draft resolution {s} was {verb} by the Committee in a {f}-{a}-{x} vote."), "none"),
    "taken up": (
        _each("The Committee took up draft resolution {s}.\n\nIt {verb} the draft by {f} in favour to {a} against, with {x} abstentions."),
        "none",
    ),
    "sentences": (
        _each("On draft resolution {s}, {f} states voted in favour. Another {a} voted against and {x} abstained."),
        "none",
    ),
    "opponents": (_each("Draft {s} was {verb} with {f} votes for, {a} against ({A}) and {x} abstentions."), "against"),
}  # fmt: skip
"""Name → how a meeting is written, and which voters it names."""


def written(layout: str, ballots: Sequence[Ballot], *, wrapped: bool) -> str:
    """The meeting in a layout, wrapped at 72 columns or not."""
    text = LAYOUTS[layout][0](ballots)
    if wrapped:
        text = "\n".join(textwrap.fill(line, 72, break_on_hyphens=False) for line in text.split("\n"))
    return f"{BODY}\n\nNEW YORK, 6 November 2024 – The First Committee met on Wednesday.\n\n{text}\n"


def expected(layout: str, ballot: Ballot) -> set[tuple[str, str]]:
    """(country, stance) that the layout tells of a vote."""
    named = LAYOUTS[layout][1]
    return {(country, side) for country, side in ballot.stances() if named in ("all", side)}
