"""Headlines that report: `Ready for talks — minister`, `Minister: ready for talks`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.tables import Document, Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The words a headline reports and its source, in characters of the text."""

    start: int
    end: int
    source_start: int
    source_end: int


_DASH = re.compile(r"(?P<words>\S.*\S)\s+[-—–]{1,2}\s+(?P<source>[^-—–:]{2,60})$")
_COLON = re.compile(r"(?P<source>[^:“\"‘]{2,60}):\s+(?P<words>\S.*\S)$")
_PREPOSITIONS = frozenset(
    {"on", "in", "at", "for", "to", "with", "from", "about", "regarding", "concerning", "of", "by"}
)
_WORD = re.compile(r"[\w’'-]+")


def read_headline(document: Document, entities: Sequence[Entity], speaking: Collection[str]) -> Headline | None:
    """The report a headline makes, where its source is a person, a body or a country, or a noun for one that speaks."""
    if document.title_start is None or document.title_end is None:
        return None
    base, end = document.title_start, document.title_end
    title = document.text[base:end]
    for pattern, labels in ((_DASH, ("PERSON", "ORG", "GPE")), (_COLON, ("PERSON",))):
        match = pattern.match(title)
        if match is None or len(_WORD.findall(match["words"])) < 3 or match["words"][0] in '“"‘«„':
            continue
        first, last = base + match.start("source"), base + match.end("source")
        if _speaks(document.text, first, last, [e for e in entities if e.label in labels], speaking):
            return Headline(
                start=base + match.start("words"), end=base + match.end("words"), source_start=first, source_end=last
            )
    return None


def _speaks(text: str, first: int, last: int, entities: Sequence[Entity], speaking: Collection[str]) -> bool:
    """Whether a stretch is a name that may speak, at its end, or ends in a noun for one that speaks."""
    words = _WORD.findall(text[first:last])
    if not words or len(words) > 6 or words[0].lower() in _PREPOSITIONS:
        return False  # `Statement by the Spokesperson – on Haiti`
    if words[-1].lower() in speaking or " ".join(words[-2:]).lower() in speaking:
        return True
    return any(e.start < last and first < e.end and e.end >= last - 1 for e in entities)
