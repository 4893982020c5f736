"""Claim forms: what a claim of a stance is, and the pieces its pattern is put together from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.votes.countries import LIST, ONE


@dataclass(frozen=True, slots=True)
class Claim:
    """A pattern of a stance; group `who` holds the countries.

    rule: its name. stance: None where the groups `yes`, `no`, `abstain` tell it. needs: what its sentence must also hold (`text`: a
    text that can be voted on; `near`: one, or what is said before; `vote`: a vote; None).
    """

    rule: str
    stance: str | None
    pattern: re.Pattern[str]
    needs: str | None = None


WHO = rf"(?P<who>{LIST})"
"""One country or a list of them, captured."""
ONE_WHO = rf"(?P<who>{ONE})"
"""One country, captured."""
ADVERB = r"(?:also|has|have|had|jointly|formally|then|earlier|together|again|itself|each|both|all|today|first|recently|\w+ly)"
"""What may stand between a country and its verb."""


def compile_claim(pattern: str) -> re.Pattern[str]:
    """A pattern of a claim, without regard to case; raises re.error for one that is none."""
    return re.compile(pattern, re.IGNORECASE)
