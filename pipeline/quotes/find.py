"""Quotes: what was said, inside marks and without them."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.quotes import cues as cue_words
from pipeline.quotes.cues import Cue, CueWords, find_cues
from pipeline.quotes.headlines import Headline, read_headline
from pipeline.quotes.reported_clauses import find_contents
from pipeline.quotes.reporting_clauses import Found, Host, find_cue, find_hosts, subject_of
from pipeline.quotes.turns import Turn, find_turns
from pipeline.resources import Models
from pipeline.tables import Document, Entity, Quote
from pipeline.text.annotated import Text
from pipeline.text.quotation_marks import Mark as Mark

NAMING = "en/naming_words.txt"
CONNECTIVES = "en/connectives.txt"
ROLES = "en/role_nouns.txt"
SMALL = "en/title_words.txt"
FIELDS = "en/form_labels.txt"
READS: tuple[str, ...] = (*cue_words.READS, NAMING, CONNECTIVES, ROLES, SMALL, FIELDS)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Reporting verbs, words that announce a name, connectives, nouns for those who speak, small words of titles."""

    words: CueWords
    naming: Mapping[str, str]
    openers: frozenset[tuple[str, ...]]
    speaking: frozenset[str]
    small: frozenset[str]
    fields: frozenset[str]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    openers = frozenset(tuple(line.split()) for line in models.lines(CONNECTIVES))
    small = frozenset(models.lines(SMALL))
    speaking = frozenset((*models.pairs(ROLES), "ministry", "kremlin"))
    fields = frozenset(models.lines(FIELDS))
    return Lexicon(cue_words.read_cue_words(models), models.pairs(NAMING), openers, speaking, small, fields)


_WORD = re.compile(r"\w+(?:[.'’-]\w+)*")


def find_reports(
    text: Text,
    entities: Sequence[Entity],
    lexicon: Lexicon,
) -> list[Quote]:
    """Reported words, direct, mixed and indirect, before their speakers are known."""
    if not len(text):
        return []
    syntax, document, outer, bounds = text, text.document, text.outer_marks, text.paragraphs
    turns = find_turns(text.view, bounds, lexicon.fields)
    depth = _without_labels(syntax, text.depth, turns)
    cues = find_cues(syntax, lexicon.words, depth)
    rows = [_turn_row(document, turn) for turn in turns]
    rows += _marked(document, syntax, find_hosts(syntax, outer, depth, bounds, cues), depth, cues, turns, lexicon)
    for content in find_contents(syntax, cues, depth, lexicon.openers):
        start, end = syntax.starts[content.start], syntax.ends[content.end - 1]
        rows.append(_with_cue(syntax, _row(document, start, end, "indirect", content.rule), content.cue))
    headline = read_headline(document, entities, lexicon.speaking)
    if headline is not None and not any(row.start < headline.end for row in rows):
        rows.append(_headline_row(document, headline))
    return _placed(rows)


def _placed(rows: Sequence[Quote]) -> list[Quote]:
    """The rows in order, each stretch once a kind, marked words inside a reported clause with that clause as parent."""
    found: list[Quote] = []
    clause: Quote | None = None
    seen: set[str] = set()
    for row in sorted(rows, key=lambda r: (r.start, -r.end, r.kind)):
        if row.quote_id in seen:
            continue
        seen.add(row.quote_id)
        if row.kind == "indirect":
            clause = row
        elif clause is not None and row.end <= clause.end and row.parent_quote is None and row.rule != "turn":
            row = dataclasses.replace(row, parent_quote=clause.quote_id)
        found.append(row)
    return found


def _without_labels(syntax: Text, depth: list[int], turns: Sequence[Turn]) -> list[int]:
    """The depths, -1 for the tokens of turn labels, which belong to no sentence."""
    for turn in turns:
        first = bisect_left(syntax.starts, turn.label_start)
        for i in range(first, min(first + 24, len(depth))):
            if turn.previous is not None or syntax.starts[i] >= turn.start:
                break
            depth[i] = -1
    return depth


def _row(document: Document, start: int, end: int, kind: str, rule: str) -> Quote:
    return Quote(
        doc_id=document.doc_id,
        quote_id=f"{document.doc_id}:{start}{'i' if kind == 'indirect' else ''}",
        start=start,
        end=end,
        text=document.text[start:end],
        kind=kind,
        rule=rule,
    )


def _with_cue(syntax: Text, row: Quote, cue: Cue) -> Quote:
    """The row with its cue, its source phrase and its addressee."""
    source, audience = cue.source, cue.audience
    return dataclasses.replace(
        row,
        cue=syntax.piece(cue.start, cue.end),
        cue_start=syntax.starts[cue.start],
        cue_end=syntax.ends[cue.end - 1],
        speaker=None if source is None else syntax.piece(*source),
        speaker_start=None if source is None else syntax.starts[source[0]],
        speaker_end=None if source is None else syntax.ends[source[1] - 1],
        audience=None if audience is None else syntax.piece(*audience),
    )


def _turn_row(document: Document, turn: Turn) -> Quote:
    """A paragraph of a transcript turn, its label as the source phrase."""
    row = _row(document, turn.start, turn.end, "direct", "turn")
    return dataclasses.replace(
        row,
        speaker=document.text[turn.label_start : turn.label_end],
        speaker_start=turn.label_start,
        speaker_end=turn.label_end,
        continues=None if turn.previous is None else f"{document.doc_id}:{turn.previous}",
    )


def _headline_row(document: Document, headline: Headline) -> Quote:
    """What a headline reports, its source set off by a dash or a colon."""
    row = _row(document, headline.start, headline.end, "indirect", "headline")
    return dataclasses.replace(
        row,
        speaker=document.text[headline.source_start : headline.source_end],
        speaker_start=headline.source_start,
        speaker_end=headline.source_end,
    )


def _marked(
    document: Document,
    syntax: Text,
    hosts: Sequence[Host],
    depth: Sequence[int],
    cues: Sequence[Cue],
    turns: Sequence[Turn],
    lexicon: Lexicon,
) -> Iterator[Quote]:
    """The marked stretches that report words."""
    starts = [cue.start for cue in cues]
    begins = [turn.start for turn in turns]
    accepted: Quote | None = None
    before: Host | None = None
    for host in hosts:
        start, end = _stripped(document.text, host.mark)
        found = find_cue(syntax, depth, host, cues, starts)
        at = bisect_right(begins, start) - 1
        turn = turns[at] if at >= 0 and end <= turns[at].end else None
        kind = _kind(syntax, host, found, lexicon, before, in_turn=turn is not None)
        if kind is None or start >= end or (turn is not None and turn.start >= start - 1 and turn.end <= end + 1):
            continue
        row = _row(document, start, end, kind, "alone" if host.alone else "open")
        if found is not None:
            row = dataclasses.replace(_with_cue(syntax, row, found.cue), rule=found.rule)
        else:
            row = _signed(document.text, host, row) or _with_subject(syntax, depth, host, row)
        if turn is not None:
            row = dataclasses.replace(row, parent_quote=f"{document.doc_id}:{turn.start}")
        if (
            before is not None
            and accepted is not None
            and not before.mark.closed
            and host.paragraph == before.paragraph + 1
            and host.start == host.first
        ):
            row = dataclasses.replace(row, continues=accepted.quote_id)
        accepted, before = row, host
        yield row


_LABEL = re.compile(r"([A-Z][A-Z’'.-]*[A-Z](?: [A-Z][A-Z’'.-]*[A-Z.]){0,4}):\s+")
_NAME = r"(?:[^\W\d_a-z][\w’'-]*\.?|of|de|van|von|bin|al)"
_SIGNATURE = re.compile(
    rf"[”\"’'»]?\s{{0,3}}(?:[-–—―]{{1,2}}|\()\s?({_NAME}(?:[ \u00a0]{_NAME}){{0,5}}?)(?=[\s.;)]*(?:\n|$)|,)"
)


def _signed(text: str, host: Host, row: Quote) -> Quote | None:
    """The row with the label inside its marks (`“MINISTER: …”`) or the signature after them (`“…” — Name`) as source."""
    label = _LABEL.match(text, row.start, row.end)
    if label is not None:
        row = _row_at(row, text, label.end())
        return dataclasses.replace(
            row, speaker=label[1], speaker_start=label.start(1), speaker_end=label.end(1), rule="turn-label"
        )
    signature = _SIGNATURE.match(text, row.end) if host.alone or host.ended else None
    if signature is None:
        return None
    return dataclasses.replace(
        row, speaker=signature[1], speaker_start=signature.start(1), speaker_end=signature.end(1), rule="signature"
    )


def _row_at(row: Quote, text: str, start: int) -> Quote:
    """The row with a later start."""
    quote_id = f"{row.doc_id}:{start}"
    return dataclasses.replace(row, start=start, text=text[start : row.end], quote_id=quote_id)


def _stripped(text: str, mark: Mark) -> tuple[int, int]:
    """A marked stretch without the blanks at its edges."""
    words = text[mark.start : mark.end]
    return mark.start + len(words) - len(words.lstrip()), mark.start + len(words.rstrip())


def _with_subject(syntax: Text, depth: Sequence[int], host: Host, row: Quote) -> Quote:
    """The row with the subject of the sentence around it, or the owner of the words, as its source."""
    source = None if host.alone else subject_of(syntax, depth, host)
    if source is None:
        return row
    return dataclasses.replace(
        row,
        speaker=syntax.piece(*source),
        speaker_start=syntax.starts[source[0]],
        speaker_end=syntax.ends[source[1] - 1],
        rule="subject",
    )


def _kind(
    syntax: Text, host: Host, found: Found | None, lexicon: Lexicon, before: Host | None, *, in_turn: bool
) -> str | None:
    """direct or mixed; None for a title, a term, a nickname."""
    inside = syntax.view[host.mark.start : host.mark.end].strip()
    words = _WORD.findall(inside)
    near = found is not None and found.rule in ("colon", "lead", "tail")
    speech = near and found is not None and found.cue.kind in ("say", "tell", "ask", "act", "pledge")
    complete = inside[-1:] in ".,!?…—–" and (inside[:1].isupper() or not inside[:1].isalpha())
    reported = found is not None and (near or found.cue.kind in ("say", "tell"))
    cited = host.first > 0 and syntax.forms[host.first - 1] == ":" and complete and len(words) > 3
    if not words or (in_turn and not reported and not cited):
        return None
    if len(words) < 3:
        return "direct" if complete and speech and (inside[:1].isupper() or inside[-1:] in "!?") else None
    announced = _announced(syntax, host, lexicon)
    if announced == "always" and not (near and found is not None and found.rule == "colon"):
        return None
    if announced == "thing" and (len(words) <= 4 or _titled(words, lexicon.small) or _nominal(syntax, host)):
        return None
    if (
        found is None
        and not host.alone
        and ((_apposed(syntax, host) and _nominal(syntax, host)) or _motto(syntax, host))
    ):
        return None
    if _titled(words, lexicon.small) and not (speech and found is not None and _utterance(host, found)):
        return None
    if len(words) <= 4 and not near and _term(syntax, host):
        return None
    resumed = before is not None and before.end >= host.first and before.paragraph == host.paragraph
    sentence = inside[:1].isupper() or not inside[:1].isalnum()
    if (sentence and (complete or near or host.alone)) or (resumed and host.ended):
        return "direct"
    return "mixed"


def _utterance(host: Host, found: Found) -> bool:
    """Whether words with capitals stand where only words said stand."""
    return found.rule == "colon" or (found.rule == "tail" and host.start == host.first)


def _titled(words: Sequence[str], small: frozenset[str]) -> bool:
    """Whether words are written as a title: all but the small ones with a capital."""
    heavy = [w for w in words if w.lower() not in small]
    capital = sum(w[0].isupper() or w[0].isdigit() for w in heavy)
    return len(heavy) >= 2 and capital == len(heavy) and words[0][0].isupper() | words[0][0].isdigit()


def _announced(syntax: Text, host: Host, lexicon: Lexicon) -> str | None:
    """Whether the words before the marks announce a name or a title: always, thing, or not."""
    before = syntax.words[max(0, host.first - 3) : host.first]
    if before[-3:] == ["so", "-", "called"]:
        return "always"
    return next((lexicon.naming[w] for n in (3, 2, 1) if (w := " ".join(before[-n:])) in lexicon.naming), None)


def _apposed(syntax: Text, host: Host) -> bool:
    """Whether a stretch stands between commas, or before a document's symbol: `The second, “…” (A/C.1/79/L.8), passed`."""
    after = syntax.forms[host.last] if host.last < len(syntax) else ""
    bracket = syntax.view[host.mark.end : host.mark.end + 40].lstrip('”"’» ')
    before = syntax.forms[host.first - 1] if host.first else ""
    return bool(_SYMBOL.match(bracket)) or (before == "," and after in (",", "("))


_SYMBOL = re.compile(r"\((?:documents? |contained in |draft |resolutions? )?[A-Z]+/[\w./-]+|\(resolution \d")


def _motto(syntax: Text, host: Host) -> bool:
    """Whether the sentence names a motto before the marks: `the theme for this year, “…”`."""
    start = syntax.sentences[syntax.sentence_of[host.first]][0] if host.first < len(syntax) else host.first
    return not {"theme", "motto", "slogan"}.isdisjoint(syntax.words[start : host.first])


def _nominal(syntax: Text, host: Host) -> bool:
    """Whether a stretch starts with a capital inside a sentence and has no finite verb and no full stop: a title."""
    inside = range(host.first + 1, host.last)
    if not syntax.view[host.mark.start].isupper() or host.ended:
        return False
    return not any(syntax.tags[i] in ("VBD", "VBZ", "VBP", "MD", "PRP") for i in inside)


def _term(syntax: Text, host: Host) -> bool:
    """Whether a short stretch is a noun phrase whose article stands before the marks."""
    opening = next((i for i in range(host.first, host.last) if syntax.forms[i][0].isalpha()), host.first)
    if syntax.tags[opening] in ("IN", "TO"):
        return False
    if not host.first or syntax.tags[host.first - 1] not in ("DT", "PRP$", "JJ", "NN", "NNP", "POS", "CD"):
        return False
    return not any(syntax.tags[i][0] in "VMP" for i in range(host.first, host.last))
