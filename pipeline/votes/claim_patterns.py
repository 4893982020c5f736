"""Claim forms: what a claim of a stance is, and the pieces its pattern is put together from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from pipeline.votes.countries import LIST, ONE


class Need(Enum):
    """What else must be told: a text in the sentence, or before it; a vote in the sentence, or before
    it in the paragraph; what can be voted on, anywhere before."""

    TEXT = 1
    NEAR = 2
    VOTE = 3
    TOLD = 4
    MATTER = 5


MINORITY = "minority"
"""The stance of those whom the smaller figure counts."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A pattern of a stance; group `who` holds the countries.

    rule: its name. stance: None where the groups `yes`, `no`, `abstain` tell it, MINORITY where the figures do. needs: what
    must also be told. adjectival: the country is named by an adjective (`the Russian draft`). of_text: no other paper is meant.
    """

    rule: str
    stance: str | None
    pattern: re.Pattern[str]
    needs: Need | None = None
    adjectival: bool = False
    of_text: bool = False


WHO = rf"(?P<who>{LIST})"
"""One country or a list of them, captured."""
ONE_WHO = rf"(?P<who>{ONE})"
"""One country, captured."""
ADVERB = r"(?:also|has|have|had|jointly|formally|then|earlier|together|again|itself|each|both|all|today|first|recently|\w+ly)"
"""What may stand between a country and its verb."""


def compile_claim(pattern: str) -> re.Pattern[str]:
    """A pattern of a claim, without regard to case; raises re.error for one that is none."""
    return re.compile(pattern, re.IGNORECASE)
