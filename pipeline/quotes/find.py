"""Quotes: what was said, inside marks and without them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.offices.lexicon import OFFICES, load_offices
from pipeline.page.doc_type import SPOKEN
from pipeline.quotes import cues as cue_words
from pipeline.quotes import reported_clauses
from pipeline.quotes.cues import Cue, CueKind, CueWords, find_cues
from pipeline.quotes.headlines import find_headline
from pipeline.quotes.kind import MarkWords, Stretch, kind_of
from pipeline.quotes.reported_clauses import ClauseWords, find_contents
from pipeline.quotes.reporting_clauses import Host, denied_before, find_cue, find_hosts, subject_of
from pipeline.quotes.reports import Layout, Report
from pipeline.quotes.set_out import find_set_out
from pipeline.quotes.turns import Turn, find_turns
from pipeline.resources import Models
from pipeline.tables import Document, Entity, Quote
from pipeline.text.annotated import Text
from pipeline.text.quotation_marks import Mark

NAMING = "en/naming_words.txt"
SMALL = "en/title_words.txt"
MOTTOS = "en/motto_nouns.txt"
SHOWS = "en/inscription_words.txt"
LEAD_INS = "en/lead_in_words.txt"
FIELDS = "en/form_labels.txt"
READS: tuple[str, ...] = (
    *cue_words.READS,
    *reported_clauses.READS,
    NAMING,
    OFFICES,
    SMALL,
    MOTTOS,
    SHOWS,
    LEAD_INS,
    FIELDS,
)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Reporting verbs, words around marks, connectives, nouns for those who speak, labels of forms."""

    words: CueWords
    marks: MarkWords
    clauses: ClauseWords
    speaking: frozenset[str]
    lead_ins: frozenset[str]
    fields: frozenset[str]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon(
        words=cue_words.read_cue_words(models),
        marks=MarkWords(
            naming=models.pairs(NAMING),
            mottos=frozenset(models.lines(MOTTOS)),
            small=frozenset(models.lines(SMALL)),
            shows=frozenset(models.lines(SHOWS)),
        ),
        clauses=reported_clauses.read_clause_words(models),
        speaking=frozenset((*load_offices(models).general, "ministry", "kremlin")),
        lead_ins=frozenset(models.lines(LEAD_INS)),
        fields=frozenset(models.lines(FIELDS)),
    )


def find_reports(text: Text, entities: Sequence[Entity], lexicon: Lexicon) -> list[Report]:
    """Reported words, direct, mixed and indirect, before their speakers are known."""
    if not len(text):
        return []
    turns = find_turns(text.view, text.paragraphs, lexicon.fields) if text.document.doc_type in SPOKEN else []
    depth = _without_labels(text, text.depth, turns)
    cues = find_cues(text, lexicon.words, depth)
    found = [_turn(text.document, turn) for turn in turns]
    found += _marked(text, depth, cues, turns, lexicon)
    for content in find_contents(text, cues, depth, lexicon.clauses):
        start, end = text.starts[content.start], text.ends[content.end - 1]
        row = _row(text.document, start, end, "indirect", content.rule)
        found.append(_with_cue(text, Report(row, Layout.CLAUSE), content.cue))
    if not turns:
        found += _set_out(text, cues, lexicon)
    headline = find_headline(text.document, entities, lexicon.speaking)
    if headline is not None and not any(report.row.start < headline.row.end for report in found):
        found.append(headline)
    return _placed(found)


def _placed(reports: Sequence[Report]) -> list[Report]:
    """The reports in order, each stretch once a kind, marked words inside a reported clause with that clause as parent.

    Words that the clause says somebody agreed to or expected are the reporter's: `they accepted “an early date”, X said`.
    """
    found: list[Report] = []
    clause: Report | None = None
    seen: set[str] = set()
    for report in sorted(reports, key=lambda r: (r.row.start, -r.row.end, r.row.kind)):
        row = report.row
        if row.quote_id in seen:
            continue
        seen.add(row.quote_id)
        if row.kind == "indirect":
            clause = report
        elif clause is not None and row.end <= clause.row.end and row.parent_quote is None and report.is_marked:
            report = report.changed(parent_quote=clause.row.quote_id)
            inner = row.cue_start is not None and clause.row.start <= row.cue_start < clause.row.end
            if inner and report.weak:
                report = report.like(clause, "clause-speaker")
        found.append(report)
    return found


def _without_labels(text: Text, depth: list[int], turns: Sequence[Turn]) -> list[int]:
    """The depths, -1 for the tokens of turn labels, which belong to no sentence."""
    for turn in turns:
        first = bisect_left(text.starts, turn.label_start)
        for i in range(first, min(first + 24, len(depth))):
            if turn.previous is not None or text.starts[i] >= turn.start:
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


def _with_cue(text: Text, report: Report, cue: Cue) -> Report:
    """The report with its cue, its source phrase and its addressee."""
    if cue.source is not None:
        report = report.from_source(text, cue.source, report.row.rule)
    return report.changed(
        cue=text.piece(cue.start, cue.end),
        cue_start=text.starts[cue.start],
        cue_end=text.ends[cue.end - 1],
        audience=None if cue.audience is None else text.piece(*cue.audience),
    )


def _turn(document: Document, turn: Turn) -> Report:
    """A paragraph of a transcript turn, its label as the source phrase."""
    row = _row(document, turn.start, turn.end, "direct", "turn")
    return Report(row, Layout.TURN).changed(
        speaker=document.text[turn.label_start : turn.label_end],
        speaker_start=turn.label_start,
        speaker_end=turn.label_end,
        continues=None if turn.previous is None else f"{document.doc_id}:{turn.previous}",
    )


def _set_out(text: Text, cues: Sequence[Cue], lexicon: Lexicon) -> Iterator[Report]:
    """The paragraphs set out without marks after a lead-in."""
    for words in find_set_out(text, cues, lexicon.lead_ins):
        row = _row(text.document, words.start, words.end, "direct", "set-out")
        yield _with_cue(text, Report(row, Layout.SET_OUT), words.cue)


def _marked(
    text: Text, depth: Sequence[int], cues: Sequence[Cue], turns: Sequence[Turn], lexicon: Lexicon
) -> Iterator[Report]:
    """The marked stretches that report words."""
    starts = [cue.start for cue in cues]
    begins = [turn.start for turn in turns]
    accepted: Report | None = None
    before: Host | None = None
    for host in find_hosts(text, text.outer_marks, depth, text.paragraphs, cues):
        start, end = _stripped(text.view, host.mark)
        turn = _turn_around(turns, begins, start, end)
        if start >= end or (turn is not None and turn.start >= start - 1 and turn.end <= end + 1):
            continue
        stretch = Stretch(
            text=text,
            host=host,
            found=find_cue(text, depth, host, cues, starts),
            words_of=lexicon.marks,
            in_turn=turn is not None,
            denied=denied_before(host, cues, starts),
            resumes=accepted is not None and before is not None and _resumes(host, before, accepted),
        )
        kind = kind_of(stretch)
        if kind is None:
            continue
        report = _sourced(stretch, depth, _row(text.document, start, end, kind, ""))
        if turn is not None:
            report = report.changed(parent_quote=f"{text.document.doc_id}:{turn.start}")
        if accepted is not None and before is not None and _goes_on(host, before):
            report = report.changed(continues=accepted.row.quote_id)
        accepted, before = report, host
        yield report


def _turn_around(turns: Sequence[Turn], begins: Sequence[int], start: int, end: int) -> Turn | None:
    """The turn that a stretch stands in."""
    at = bisect_right(begins, start) - 1
    return turns[at] if at >= 0 and end <= turns[at].end else None


def _resumes(host: Host, before: Host, accepted: Report) -> bool:
    """Whether a stretch goes on from a direct quote in its sentence: `“…,” he said, “…”`."""
    return before.end >= host.first and before.paragraph == host.paragraph and accepted.row.kind == "direct"


def _goes_on(host: Host, before: Host) -> bool:
    """Whether a stretch opens the paragraph after one whose mark was not closed."""
    return not before.mark.closed and host.paragraph == before.paragraph + 1 and host.start == host.first


def _sourced(stretch: Stretch, depth: Sequence[int], row: Quote) -> Report:
    """A marked stretch with the source that its cue, its label, its signature or its sentence shows."""
    text, host, found = stretch.text, stretch.host, stretch.found
    if found is not None:
        weak = found.cue.kind is CueKind.ACT
        cued = Report(row, Layout.CUED, weak).changed(rule=found.place.value)
        return _with_cue(text, cued, found.cue)
    signed = _signed(text.view, host, row)
    if signed is not None:
        return signed
    if host.alone:
        return Report(row, Layout.ALONE).changed(rule="alone")
    source = subject_of(text, depth, host)
    if source is None:
        return Report(row, Layout.OPEN).changed(rule="open")
    return Report(row, Layout.OWNED).from_source(text, source, "subject")


_LABEL = re.compile(r"([A-Z][A-Z’.-]*[A-Z](?: [A-Z][A-Z’.-]*[A-Z.]){0,4}):\s+")
_NAME = r"(?:[^\W\d_a-z][\w’-]*\.?|of|de|van|von|bin|al)"
_SIGNATURE = re.compile(
    rf"[”’]?\s{{0,3}}(?:[-–—]{{1,2}}|(?<!\n)\()\s?({_NAME}(?: {_NAME}){{0,5}}?)(?=[\s.;)]*(?:\n|$)|,)"
)


def _signed(view: str, host: Host, row: Quote) -> Report | None:
    """The label inside the marks (`“MINISTER: …”`) or the signature after them (`“…” — Name`) as source."""
    label = _LABEL.match(view, row.start, row.end)
    if label is not None:
        start = label.end()
        report = Report(row, Layout.LABELLED).changed(
            start=start, text=view[start : row.end], quote_id=f"{row.doc_id}:{start}", rule="turn-label"
        )
    else:
        label = _SIGNATURE.match(view, row.end) if host.alone or host.ended else None
        report = Report(row, Layout.SIGNED).changed(rule="signature")
    if label is None:
        return None
    return report.changed(speaker=label[1], speaker_start=label.start(1), speaker_end=label.end(1))


def _stripped(view: str, mark: Mark) -> tuple[int, int]:
    """A marked stretch without the blanks at its edges."""
    words = view[mark.start : mark.end]
    return mark.start + len(words) - len(words.lstrip()), mark.start + len(words.rstrip())
