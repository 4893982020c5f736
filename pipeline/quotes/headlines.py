"""Headlines that report: `Ready for talks — minister`, `Minister: ready for talks`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline.quotes.reports import Layout, Report
from pipeline.tables import Document, Entity, Quote

_DASH = re.compile(r"(?P<words>\S.*\S)\s+[-—–]{1,2}\s+(?P<source>[^-—–:]{2,60})$")
_TAIL = re.compile(r"(?P<words>\S.*[^\s:]):\s+(?P<source>[^-—–:“‘]{2,60})$")
_COLON = re.compile(r"(?P<source>[^:“‘]{2,60}):\s+(?P<words>\S.*\S)$")
_PATTERNS = ((_DASH, ("PERSON", "ORG", "GPE")), (_TAIL, ("PERSON", "ORG")), (_COLON, ("PERSON",)))
"""How headlines set off their source, and what a name there must be."""
_PREPOSITIONS = frozenset(
    ["about", "at", "by", "concerning", "for", "from", "in", "of", "on", "regarding", "to", "with"]
)
_WORD = re.compile(r"[\w’-]+")
_LONGEST = 6
"""Words of the longest source a headline gives."""


def find_headline(document: Document, entities: Sequence[Entity], speaking: Collection[str]) -> Report | None:
    """What the headline reports, where its source is a person, a body or a country, or a noun for one that speaks."""
    if document.title_start is None or document.title_end is None:
        return None
    base, title = document.title_start, document.text[document.title_start : document.title_end]
    for pattern, labels in _PATTERNS:
        match = pattern.match(title)
        if match is None or len(_WORD.findall(match["words"])) < 3 or match["words"][0] in "“‘":
            continue
        first, last = base + match.start("source"), base + match.end("source")
        if _speaks(document.text, first, last, [e for e in entities if e.label in labels], speaking):
            return _report(document, (base + match.start("words"), base + match.end("words")), (first, last))
    return None


def _report(document: Document, words: tuple[int, int], source: tuple[int, int]) -> Report:
    """The words of a headline with their source, given by their characters."""
    row = Quote(
        doc_id=document.doc_id,
        quote_id=f"{document.doc_id}:{words[0]}i",
        start=words[0],
        end=words[1],
        text=document.text[slice(*words)],
        kind="indirect",
        speaker=document.text[slice(*source)],
        speaker_start=source[0],
        speaker_end=source[1],
        rule="headline",
    )
    return Report(row, Layout.HEADLINE)


def _speaks(text: str, first: int, last: int, entities: Sequence[Entity], speaking: Collection[str]) -> bool:
    """Whether a stretch is a name that may speak, at its end, or ends in a noun for one that speaks."""
    words = [word.lower() for word in _WORD.findall(text[first:last])]
    if not words or len(words) > _LONGEST or words[0] in _PREPOSITIONS:
        return False  # `Statement by the Spokesperson – on Haiti`
    if any(noun in speaking for noun in (words[-1], words[-1].removesuffix("s"), " ".join(words[-2:]))):
        return True
    return any(e.start < last and first < e.end and e.end >= last - 1 for e in entities)
