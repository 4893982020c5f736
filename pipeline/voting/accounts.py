"""Accounts: what the votes of one text are judged by — its sentences, bodies, citations, days, and the words of `votes.toml`."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pipeline.tables import Date, Document, Reference
from pipeline.voting.ballots import Grammar
from pipeline.voting.chambers import BodyWords, Chamber
from pipeline.voting.known_votes import KnownVotes
from pipeline.voting.tallies import Tally


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
    parts: re.Pattern[str]
    cited: re.Pattern[str]
    cited_lead: re.Pattern[str]
    named_after: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Account:
    """What the votes of one text share."""

    document: Document
    text: str
    sentences: tuple[list[int], list[int]]
    chambers: list[Chamber]
    references: list[Reference]
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

    def cues(self, begin: int, end: int) -> list[tuple[int, int, str]]:
        """(start, end, outcome) of the words of outcome in a stretch, those of rejection covering others."""
        cues: list[tuple[int, int, str]] = []
        for name, pattern in self.lexicon.grammar.outcomes.items():
            for match in pattern.finditer(self.text, begin, end):
                if not any(start < match.end() and match.start() < stop for start, stop, _ in cues):
                    cues.append((match.start(), match.end(), name))
        return cues
