"""Accounts: what the votes of one text are judged by — its sentences, bodies, citations, days, and the words of `votes.toml`."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from pipeline.gazetteer.known_votes import KnownVotes, plain_symbol
from pipeline.tables import Date, Document, Entity, Reference
from pipeline.votes.bodies import BodyWords, Chamber, Chambers
from pipeline.votes.figures import Tally
from pipeline.votes.patterns import Grammar, either

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")
"""A date's value that is a day."""
_RECENT = 7
"""Days before a release in which what it tells happened, if it says no more."""


@dataclass(frozen=True, slots=True)
class AgendaWords:
    """Patterns of texts that are taken up. opens: what takes one up. names: what a text is called. whole: not a part of it."""

    opens: re.Pattern[str]
    names: re.Pattern[str]
    other: re.Pattern[str]


def load_agenda(words: Mapping[str, Any]) -> AgendaWords:
    """The patterns of `votes.toml`."""
    return AgendaWords(
        *(re.compile(rf"\b(?:{either(words['agenda'][name])})", re.IGNORECASE) for name in ("opens", "names", "other"))
    )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge the votes stage goes by."""

    grammar: Grammar
    bodies: BodyWords
    known: KnownVotes
    terms: re.Pattern[str]
    today: re.Pattern[str]
    past: re.Pattern[str]
    coverage: re.Pattern[str]
    motions: Mapping[str, re.Pattern[str]]
    cited: re.Pattern[str]
    cited_lead: re.Pattern[str]
    named_after: re.Pattern[str]
    agenda: AgendaWords


@dataclass(frozen=True)
class Account:
    """What the votes of one text share; what all of them ask is told once, for a text may tell thousands of votes."""

    document: Document
    text: str
    sentences: tuple[list[int], list[int]]
    chambers: Chambers
    references: list[Reference]
    entities: list[Entity]
    dates: list[Date]
    found: list[Tally]
    meeting: datetime.date | None
    lexicon: Lexicon

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """First and last character of the sentences that a stretch touches."""
        starts, ends = self.sentences
        first = max(0, bisect_right(starts, start) - 1)
        last = max(first, bisect_left(ends, end))
        return starts[first], ends[min(last, len(ends) - 1)]

    def before(self, begin: int) -> tuple[int, int] | None:
        """The sentence that ends before `begin`, when it stands in the same paragraph."""
        starts, ends = self.sentences
        at = bisect_left(starts, begin) - 1
        if at < 0 or "\n\n" in self.text[ends[at] : begin] or "\n\n" in self.text[starts[at] : begin].rstrip("\n"):
            return None
        return starts[at], ends[at]

    def after(self, end: int) -> tuple[int, int] | None:
        """The sentence that begins after `end`, when it stands in the same paragraph."""
        starts, ends = self.sentences
        at = bisect_left(starts, end)
        if at >= len(starts) or "\n\n" in self.text[end : starts[at]]:
            return None
        return starts[at], ends[at]

    def paragraph(self, place: int) -> int:
        """Where the paragraph of a place begins, its second line break included."""
        at = bisect_right(self._breaks, place - 2)
        return self._breaks[at - 1] + 1 if at else 0

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in re.finditer(r"\n(?=\n)", self.text)]

    def alone(self, tally: Tally, begin: int, end: int) -> tuple[int, int]:
        """The stretch around a tally within another one, up to the tallies before and after it."""
        starts, ends = self._tallies
        before, after = bisect_right(ends, tally.start), bisect_left(starts, tally.end)
        low = max(begin, ends[before - 1]) if before else begin
        high = min(end, starts[after]) if after < len(starts) else end
        return low, high

    def tells(self, begin: int, end: int) -> bool:
        """Whether a tally begins in a stretch."""
        starts, _ = self._tallies
        return bisect_left(starts, begin) < bisect_left(starts, end)

    @cached_property
    def _tallies(self) -> tuple[list[int], list[int]]:
        return [tally.start for tally in self.found], sorted(tally.end for tally in self.found)

    def cited(self, begin: int, end: int) -> list[Reference]:
        """The resolutions whose citations begin in a stretch."""
        return self.references[bisect_left(self._cited, begin) : bisect_left(self._cited, end)]

    @cached_property
    def _cited(self) -> list[int]:
        return [row.start for row in self.references]

    @cached_property
    def symbols(self) -> frozenset[str]:
        """The symbols of all resolutions that are cited, without their years."""
        return frozenset(plain_symbol(row.symbol or "") for row in self.references)

    def days(self, begin: int, end: int) -> list[Date]:
        """The dates that have a character in a stretch."""
        starts, ends = self._dates
        return self.dates[bisect_right(ends, begin) : bisect_left(starts, end)]

    @cached_property
    def _dates(self) -> tuple[list[int], list[int]]:
        # The furthest end up to each, should one stand in another.
        return [row.start for row in self.dates], list(accumulate((row.end for row in self.dates), max))

    @cached_property
    def days_named(self) -> frozenset[str]:
        """The values of all dates."""
        return frozenset(row.value or "" for row in self.dates)

    @cached_property
    def first_meetings(self) -> dict[str, tuple[int, datetime.date]]:
        """Body → where the text first says that it acted on a day of the week before the release, and which; under "": any body."""
        found: dict[str, tuple[int, datetime.date]] = {}
        for number, chamber in enumerate(self.chambers.named):
            acts = self.chambers.acts[number]
            if acts is not None and chamber.name not in found and (day := self._day_acted(chamber, acts)):
                found[chamber.name] = chamber.start, day
                found.setdefault("", (chamber.start, day))
        return found

    def _day_acted(self, chamber: Chamber, acts: int) -> datetime.date | None:
        """The day that the sentence gives to what a body did; acts: the end of the words that say what."""
        published = self.document.published
        if published is None:
            return None
        begin, end = self.sentence(chamber.start, chamber.end)
        end = min(end, acts + 40)
        if self.lexicon.today.search(self.text, begin, end):
            return published
        for row in self.days(chamber.end, end):
            if chamber.end <= row.start and ISO_DAY.match(row.value or ""):
                day = datetime.date.fromisoformat((row.value or "")[:10])
                term = self.lexicon.terms.search(self.text, max(0, row.start - 28), row.start)
                if not term and 0 <= (published - day).days <= _RECENT:
                    return day
        return None

    def cues(self, begin: int, end: int) -> list[tuple[int, int, str]]:
        """(start, end, outcome) of the words of outcome in a stretch, those of rejection covering others."""
        return self.lexicon.grammar.cues(self.text, begin, end)
