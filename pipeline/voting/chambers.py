"""Chambers: which body held a vote, and whether it is a plenary, a committee or a council."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.knowledge import Models
from pipeline.naming.curated import Ministry
from pipeline.tables import Entity
from pipeline.voting.ballots import either

READS = ("en/votes.toml", "kb/ministries.csv")
"""Files of `models/` this module reads."""


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Patterns of bodies that vote."""

    strong: re.Pattern[str]
    weak: re.Pattern[str]
    spoken: re.Pattern[str]
    acts: re.Pattern[str]
    lawmakers: re.Pattern[str]
    parliaments: Mapping[str, str]
    """ISO 3166-1 alpha-3 → the own name of the country's parliament."""


@dataclass(frozen=True, slots=True)
class Chamber:
    """A body that may have voted, where the text names it."""

    name: str
    id: str | None
    start: int
    end: int


def load_body_words(models: Models) -> BodyWords:
    """The patterns from `models/`; raises KnowledgeError naming file and line."""
    words: dict[str, Any] = models.toml("en/votes.toml")["bodies"]
    return BodyWords(
        strong=re.compile(rf"\b(?:{either(words['strong'])})\b", re.IGNORECASE),
        weak=re.compile(rf"\b\w*(?:{either(words['weak'])})\b", re.IGNORECASE),
        spoken=re.compile(rf"\b(?:{either(words['spoken'])})\s+$", re.IGNORECASE),
        acts=re.compile(
            r"(?:\s?\([^)]{0,60}\)|[’']s)?(?:, (?:the|an?|its) [^,.;:\n]{3,80}(?=,))?,?\s"
            r"(?:(?:has|have|had|then|also|today|\w+ly|again|(?:this|on|at|in|by)\b[^.;:\n]{0,60}?),?\s){0,3}"
            rf"(?:{either(words['acts'])})\b",
            re.IGNORECASE,
        ),
        lawmakers=re.compile(rf"(?:[’']s?)? (?:{either(words['lawmakers'])})\b(?! [a-z]*ary\b)"),
        parliaments={
            row.iso3: row.name for row in models.csv("kb/ministries.csv", Ministry) if row.office == "parliament"
        },
    )


def find_chambers(text: str, entities: Sequence[Entity], words: BodyWords) -> list[Chamber]:
    """The named bodies of a text that can hold a vote, in order; weaker ones only where there is none else.

    A country's parliament is one also where no name of its own is said (`Greece's parliament`, `Swedish lawmakers`); a court where
    the text goes on to speak of it.
    """
    strong, weak = [], []
    court = text.count("the Court ") + text.count("The Court ") >= _OFTEN
    for entity in entities:
        if entity.label in ("GPE", "NORP") and entity.country and (said := words.lawmakers.match(text, entity.end)):
            name = words.parliaments.get(entity.country)
            if name is not None:
                strong.append(Chamber(name, f"parliament:{entity.country}", entity.start, said.end()))
        if entity.label != "ORG":
            continue
        name = entity.name or entity.text
        chamber = Chamber(name, entity.entity_id, entity.start, entity.end)
        if _is_one(words.strong, name) or _is_one(words.strong, entity.text) or (court and _COURT.search(name)):
            strong.append(chamber)
        elif words.weak.search(name):
            weak.append(chamber)
    often = Counter(chamber.name for chamber in weak if _LEAGUE.search(chamber.name)).most_common(1)
    if strong and often and often[0][1] >= max(Counter(chamber.name for chamber in strong).values()):
        strong += [chamber for chamber in weak if chamber.name == often[0][0]]
        strong.sort(key=lambda chamber: chamber.start)
    return strong or weak


_OPENINGS = ("House of", "Chamber of", "Meeting of", "Session of", "Union of")


def _is_one(strong: re.Pattern[str], name: str) -> bool:
    """A name whose head is a body that votes: no `Panel of Experts of the 1718 Committee`."""
    found, of = strong.search(name), name.find(" of ")
    return found is not None and (of < 0 or found.start() < of or name.startswith(_OPENINGS))


_LEAGUE = re.compile(r"\b(?:League|Forum|Organi[sz]ation of|Community|Agency)\b")
"""Bodies that vote themselves, where a text speaks more of them than of any council."""
_COURT = re.compile(r"\bCourt\b")
_OFTEN = 2
_AFTER = 20
_AGENT = re.compile(r"\b(?:by|in|at|before)\s(?:the\s)?(?:(?:UN|U\.N\.|whole|full)\s)?$", re.IGNORECASE)


def chamber_in(
    text: str, chambers: Sequence[Chamber], begin: int, end: int, place: tuple[int, int], words: BodyWords
) -> tuple[int, Chamber] | None:
    """(doubt, chamber) of the body of one sentence that fits a vote at `place` best: 0 it acts, 1 it is named, 2 it is only spoken of."""
    best: tuple[int, int, Chamber] | None = None
    at = bisect_left([chamber.start for chamber in chambers], begin)
    for chamber in chambers[at:]:
        if chamber.start >= end:
            break
        before = text[max(begin, chamber.start - 150) : chamber.start]
        if words.acts.match(text, chamber.end, end) or _AGENT.search(before):
            doubt = 0
        elif words.spoken.search(before):
            doubt = 2
        else:
            doubt = 1
        # What stands before is the subject sooner than what follows after `and`.
        distance = chamber.start - place[1] + _AFTER if chamber.start >= place[1] else place[0] - chamber.end
        if best is None or (doubt, distance) < best[:2]:
            best = (doubt, distance, chamber)
    return (best[0], best[2]) if best else None


def stage_of(body: str) -> str:
    """plenary, committee or council, by the body's name."""
    lower = body.lower()
    if re.search(r"\b(?:sub)?committee\b|\bcommission\b", lower.split(" of ")[0]):
        return "committee"
    if re.search(r"\b(?:council|board)\b", lower):
        return "council"
    return "plenary"
