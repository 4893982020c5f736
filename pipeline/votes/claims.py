"""Claims: the patterns in which a sentence says what a country did on a text, over the shadow of `actors`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.resources import Models
from pipeline.votes.claim_patterns import Claim, compile_claim
from pipeline.votes.patterns import either
from pipeline.votes.sponsors import sponsor_claims
from pipeline.votes.voters import voter_claims

READS = ("en/stances.toml", "en/multilateral_seats.txt")
"""Files of `models/` this module reads."""


@dataclass(frozen=True, slots=True)
class Stirs:
    """Patterns without one of which a stretch is not looked at. stems: the letters each begins with, found far sooner."""

    stems: Sequence[str]
    pattern: re.Pattern[str]

    def __contains__(self, folded: str) -> bool:
        """Whether one of them stands in a stretch whose case is folded."""
        return any(stem in folded for stem in self.stems) and bool(self.pattern.search(folded))


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """The claims, and the words by which one is judged."""

    claims: Sequence[Claim]
    texts: re.Pattern[str]
    loose: re.Pattern[str]
    others: re.Pattern[str]
    sponsoring: Stirs
    voting: Stirs
    negation: re.Pattern[str]
    wish: re.Pattern[str]
    back: re.Pattern[str]
    first: re.Pattern[str]
    homes: re.Pattern[str]
    issuers: re.Pattern[str]
    forums: re.Pattern[str]
    excepted: re.Pattern[str]
    day: re.Pattern[str]
    role: re.Pattern[str]
    bare: Mapping[str, str]
    seats: frozenset[str]


def load_claims(models: Models) -> ClaimWords:
    """The claims from `models/`; raises KnowledgeError naming file and line."""
    words: dict[str, Any] = models.toml("en/stances.toml")
    return ClaimWords(
        claims=[
            *sponsor_claims(words),
            *voter_claims(words),
        ],
        texts=_words(words["texts"]["nouns"]),
        loose=_words(words["texts"]["loose"]),
        others=compile_claim(
            rf"\b(?:{either(words['texts']['others'])})(?:,| (?:was|were|is|been|being|jointly))*\s*$"
        ),
        negation=_words(words["negation"]["words"]),
        wish=_words(words["negation"]["wish"]),
        back=_words(words["actors"]["back"]),
        first=_words(words["actors"]["first"]),
        homes=compile_claim(rf"\b(?:{either(words['actors']['homes'])})\s$"),
        issuers=compile_claim(rf"(?:{either(words['actors']['homes'])})\b"),
        forums=_words(words["voting"]["forums"]),
        excepted=compile_claim(rf"\b(?:{either(words['voting']['excepted'])})\s$"),
        day=compile_claim(rf"\b(?:{either(words['voting']['day'])})"),
        role=_words(words["actors"]["roles"]),
        sponsoring=_stirs(words["stirs"]["sponsoring"]),
        voting=_stirs(words["stirs"]["voting"]),
        bare=words["lists"]["bare"],
        seats=frozenset(models.lines("en/multilateral_seats.txt")),
    )


_STEM = re.compile(r"(?:\\b)?([a-z ]+?)(?=[a-z][?*{]|[^a-z ]|$)")


def _stirs(forms: Sequence[str]) -> Stirs:
    stems = [found[1] if (found := _STEM.match(form)) else "" for form in forms]
    return Stirs(sorted(set(stems), key=len), re.compile(rf"(?:{either(forms)})"))


def _words(forms: Sequence[str]) -> re.Pattern[str]:
    return compile_claim(rf"(?<![\w-])(?:{either(forms)})(?!\w)")
