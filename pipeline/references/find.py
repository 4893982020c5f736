"""References: documents cited by number, register or accepted name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.gazetteer.future_treaties import is_unwritten
from pipeline.gazetteer.load import Gazetteer, load_treaties
from pipeline.references.by_number import Citation, Pattern, Reading, find_citations, find_drafts, read_patterns
from pipeline.references.resolutions import Organs, find_resolutions, read_organs
from pipeline.references.titles import Heads, find_titled, read_heads
from pipeline.resources import Models
from pipeline.tables import SILENT, Reference, Segment
from pipeline.text.annotated import Text

READS: tuple[str, ...] = ("en/reference.toml", "kb/treaties.csv", "kb/macros.txt")
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    patterns: tuple[Pattern, ...]
    organs: Organs
    heads: Heads
    treaties: Gazetteer
    by_symbol: Mapping[str, str]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    table = models.toml("en/reference.toml")
    treaties = load_treaties(models)
    return Lexicon(
        patterns=read_patterns(table["pattern"]),
        organs=read_organs(table),
        heads=read_heads(table["names"]),
        treaties=treaties,
        by_symbol={cited_as(t.symbol, t.name): t.id for t in treaties.things.values()},
    )


def find_references(text: Text, lexicon: Lexicon) -> list[Reference]:
    """The documents a text cites."""
    document = text.document
    spoken = _spoken(text.view, text.segments)
    headline = [(s.start, s.end) for s in text.segments if s.role == "title"]
    found = [
        *find_citations(spoken, lexicon.patterns),
        *find_resolutions(spoken, lexicon.organs),
        *_treaties(text, lexicon.treaties),
    ]
    found += find_drafts(spoken, found)
    found += (c for c in find_titled(spoken, lexicon.heads) if not any(s <= c.start < e for s, e in headline))
    return [
        Reference(
            doc_id=document.doc_id,
            start=c.start,
            end=c.end,
            text=document.text[c.start : c.end],
            symbol=c.symbol,
            kind=c.kind,
            title=_title(spoken, c),
            entity_id=_entity(c, lexicon.by_symbol),
            rule=c.rule,
        )
        for c in _chosen(c for c in found if c.kind != "treaty" or not is_unwritten(spoken, c.start))
    ]


def _spoken(text: str, segments: Sequence[Segment]) -> str:
    """The text with chrome blanked, so that offsets stay."""
    pieces, at = [], 0
    for segment in segments:
        if segment.role in SILENT:
            pieces += [text[at : segment.start], "\n" * (segment.end - segment.start)]
            at = segment.end
    return "".join([*pieces, text[at:]])


def _treaties(text: Text, treaties: Gazetteer) -> Iterator[Citation]:
    """Treaties, laws and accords by their names."""
    matches = treaties.matches(text.forms)
    said = {name.thing for _, _, names in matches for name in names if name.sure}
    for start, end, names in matches:
        # A short form that may mean something else is the treaty's in a text that has its name in full.
        sure = {name.thing for name in names if name.sure} or {n.thing for n in names if n.thing in said}
        if len(sure) == 1:
            thing = treaties.things[sure.pop()]
            yield Citation(
                text.starts[start],
                text.ends[end - 1],
                cited_as(thing.symbol, thing.name),
                thing.kind,
                "known-name",
                Reading.KNOWN_NAME,
            )


def cited_as(symbol: str | None, name: str) -> str:
    """How the table cites a treaty: by its number in the Council of Europe's series, otherwise by its full name."""
    return symbol if symbol is not None and symbol.startswith("CETS ") else name


def _chosen(found: Iterable[Citation]) -> list[Citation]:
    """Without overlap: numbers before names, a known name before one read off the page, unless that goes on to the right."""
    kept: list[Citation] = []
    for c in sorted(found, key=lambda c: (c.reading, c.start - c.end, c.start)):
        # What is kept stands in order and apart, so that only its neighbours are looked at.
        first = bisect_right(kept, c.start, key=lambda k: k.end)
        end = bisect_left(kept, c.end, key=lambda k: k.start)
        rivals = kept[first:end]
        forwards = c.reading is Reading.FORWARDS
        if not rivals or (forwards and all(k.reading is Reading.KNOWN_NAME and c.start < k.start for k in rivals)):
            kept[first:end] = [c]
    return [c for i, c in enumerate(kept) if not (i and c.register and _repeats(kept[i - 1], c))]


def _repeats(before: Citation, after: Citation) -> bool:
    """Whether a register number in brackets only repeats the treaty named before it."""
    return before.symbol == after.symbol or (before.kind == "treaty" and after.start - before.end < 3)


_TITLE_AFTER = re.compile(
    r"[^\S\n]*,?(?: of [^\n“\"«,]{4,24},?)? ?(?:\([^()\n]{0,40}\) ?)?,? ?(?:entitled|titled|called|named|dubbed|on)\s+"
    r"“([^”\n]{8,300})”"
)
_TITLE_BEFORE = re.compile(
    r"“([^“”\n]{8,300})”,?\s*"
    r"(?:\((?:[\w\s.,/-]{0,60})|(?:contained )?(?:in |as )?(?:document |draft |draft resolution )?)$"
)


def _title(text: str, citation: Citation) -> str | None:
    """The quoted title that stands beside a number."""
    if citation.reading:
        return None
    after = _TITLE_AFTER.match(text, citation.end)
    if after is None:
        after = _TITLE_BEFORE.search(text[max(0, citation.start - 380) : citation.start])
    if after is None:
        return None
    return after[1].rstrip(",.")


def _entity(citation: Citation, by_symbol: Mapping[str, str]) -> str | None:
    """The id in `knowledge`: of a known treaty, or made of the symbol; none for a name that is only read off the page."""
    if citation.symbol is None or citation.symbol in by_symbol:
        return by_symbol.get(citation.symbol or "")
    return f"doc:{citation.symbol}" if citation.reading is Reading.NUMBER else None
