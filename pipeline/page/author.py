"""Authors: the person whose words a whole text is, an address, a statement, a letter, from its headline or byline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.page.doc_type import SPOKEN
from pipeline.tables import Document, Entity, Segment


@dataclass(frozen=True, slots=True)
class Patterns:
    """What a headline says before and after the name of the person whose words a text is."""

    owner: re.Pattern[str]
    by: re.Pattern[str]


def author_patterns(spoken: str) -> Patterns:
    """The patterns for a regular expression of what a person's words are called: `address|remarks|…`."""
    return Patterns(
        re.compile(rf"[’']s?\s+(?:\w+\s+){{0,2}}{spoken}\b", re.IGNORECASE),
        re.compile(rf"\b{spoken}\b(?:\s+[\w’'-]+){{0,3}}?\s+(?:by|of|from)\b[^;:]{{0,120}}$", re.IGNORECASE),
    )


_TURNS = re.compile(r"(?m)^\s*(?:Q\s|Q:|QUESTION\b|[A-Z][A-Z .’'-]{3,60}:\s)")
_QUOTED = re.compile(r"[“\"][^”\"“]{0,1500}[”\"]")
_I = re.compile(r"\b(?:I|I[’'](?:m|ve|d|ll)|[Mm]y)\b")
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_FEWEST = 2
"""First persons outside quotation marks that make a text its author's own."""


def find_author(
    document: Document, segments: Sequence[Segment], entities: Sequence[Entity], patterns: Patterns
) -> Entity | None:
    """The mention of the one person a first-person text is by, or None: no first person, turns of several, two names."""
    if document.doc_type in SPOKEN:
        return None
    text = document.text
    body = _QUOTED.sub(" ", "\n".join(text[s.start : s.end] for s in segments if s.role in ("body", "list")))
    if len(_TURNS.findall(body)) > 1:
        return None
    singular, plural = len(_I.findall(body)), len(_WE.findall(body))
    people = [e for e in entities if e.label == "PERSON"]
    in_title = _in_title(document, people, patterns)
    if in_title is not None:
        return in_title if singular + plural >= _FEWEST else None
    if singular < _FEWEST and not (singular and plural) and plural < 2 * _FEWEST:
        return None
    signed: dict[str | None, Entity] = {}
    for segment in segments:
        if segment.role == "byline":
            for person in people:
                if segment.start <= person.start < segment.end:
                    signed.setdefault(person.entity_id or person.name or person.text, person)
    return next(iter(signed.values())) if len(signed) == 1 else None


def _in_title(document: Document, people: Sequence[Entity], patterns: Patterns) -> Entity | None:
    """The person whose address, statement or letter the headline says it is."""
    start, end = document.title_start, document.title_end
    if start is None or end is None:
        return None
    title = document.text[start:end]
    found = [
        person
        for person in people
        if start <= person.start < end
        and (patterns.owner.match(title, person.end - start) or patterns.by.search(title, 0, person.start - start))
    ]
    return found[0] if found else None
