"""Votes: tallies bound to the body that voted and the text it voted on."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from pipeline import ballots, chambers, known_votes, tallies
from pipeline.ballots import Grammar, either
from pipeline.chambers import BodyWords, Chamber
from pipeline.knowledge import Models
from pipeline.known_votes import KnownVotes, Resolution
from pipeline.segments import SILENT
from pipeline.tables import Date, Document, Entity, Number, Reference, Segment, Vote
from pipeline.tallies import Figure, Tally

READS: tuple[str, ...] = (*ballots.READS, *known_votes.READS)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    grammar: Grammar
    bodies: BodyWords
    known: KnownVotes
    terms: re.Pattern[str]
    today: re.Pattern[str]
    past: re.Pattern[str]
    coverage: re.Pattern[str]
    parts: re.Pattern[str]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    words: dict[str, Any] = models.toml("en/votes.toml")
    dates = words["dates"]
    return Lexicon(
        grammar=ballots.load_grammar(models),
        bodies=chambers.load_body_words(models),
        known=known_votes.load_known(models),
        terms=re.compile(rf"\b(?:{either(dates['terms'])})\s+(?:the\s+)?$", re.IGNORECASE),
        today=re.compile(rf"\b(?:{either(dates['today'])})\b", re.IGNORECASE),
        past=re.compile(rf"\b(?:{either(dates['past'])})\b", re.IGNORECASE),
        coverage=re.compile(either(dates["coverage"]), re.IGNORECASE | re.MULTILINE),
        parts=re.compile(rf"\b(?:{either(words['parts']['words'])})\b", re.IGNORECASE),
    )


def find_votes(
    doc: Doc,
    document: Document,
    segments: Sequence[Segment],
    quantities: Sequence[Number],
    entities: Sequence[Entity],
    references: Sequence[Reference],
    dates: Sequence[Date],
    lexicon: Lexicon,
) -> list[Vote]:
    """The tallies a text reports."""
    figures = [
        Figure(row.start, row.end, int(row.value))
        for row in quantities
        if row.kind == "cardinal" and row.value is not None and row.value_high is None and row.value == int(row.value)
    ]
    found = tallies.find_tallies(document.text, figures, lexicon.grammar)
    silent = [(s.start, s.end) for s in segments if s.role in SILENT]
    found = [t for t in found if not any(start < t.end and t.start < end for start, end in silent)]
    found = [t for i, t in enumerate(found) if not _repeats(t, found[:i])]
    if not found:
        return []
    context = _context(doc, document, entities, references, dates, found, lexicon)
    rows: list[Vote] = []
    for index in range(len(found)):
        rows.append(_vote(index, rows, context))
    return rows


def _repeats(tally: Tally, earlier: Sequence[Tally]) -> bool:
    """A single figure of a tally told before (`The nine countries that voted against were …`)."""
    if len(tally.clauses) != 1:
        return False
    role, value = tally.clauses[0].role, tally.clauses[0].value
    return any(
        other.count(role) == value and (len(other.clauses) > 1 or tally.start - other.end < 600) for other in earlier
    )


@dataclass(frozen=True, slots=True)
class _Context:
    """What the votes of one text share."""

    document: Document
    text: str
    sentences: tuple[list[int], list[int]]
    chambers: list[Chamber]
    references: list[Reference]
    dates: list[Date]
    found: list[Tally]
    meeting: datetime.date | None
    lexicon: Lexicon

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """First and last character of the sentences that a stretch touches."""
        starts, ends = self.sentences
        first = max(0, bisect_right(starts, start) - 1)
        last = max(first, bisect_left(ends, end))
        return starts[first], ends[min(last, len(ends) - 1)]

    def before(self, begin: int) -> tuple[int, int] | None:
        """The sentence that ends before `begin`, when it stands in the same paragraph."""
        starts, ends = self.sentences
        at = bisect_left(starts, begin) - 1
        if at < 0 or "\n\n" in self.text[ends[at] : begin] or "\n\n" in self.text[starts[at] : begin].rstrip("\n"):
            return None
        return starts[at], ends[at]


_UN_SYMBOL = re.compile(r"[A-Z]+/[\w./-]+")


def _context(
    doc: Doc,
    document: Document,
    entities: Sequence[Entity],
    references: Sequence[Reference],
    dates: Sequence[Date],
    found: list[Tally],
    lexicon: Lexicon,
) -> _Context:
    text = document.text
    starts, ends = [], []
    for sent in doc.sents:
        starts.append(sent.start_char)
        ends.append(sent.end_char)
    cited = [
        row for row in references if row.symbol and row.kind in ("resolution", "other") and _UN_SYMBOL.match(row.symbol)
    ]
    days = [row for row in dates if row.type == "DATE" and row.value]
    meeting = document.published if lexicon.coverage.search(text[:600]) else None
    bodies = chambers.find_chambers(entities, lexicon.bodies)
    return _Context(document, text, (starts or [0], ends or [len(text)]), bodies, cited, days, found, meeting, lexicon)


def _vote(index: int, rows: Sequence[Vote], context: _Context) -> Vote:
    """One tally as a row."""
    tally, text = context.found[index], context.text
    begin, end = context.sentence(tally.start, tally.end)
    same = _told_before(tally, rows)
    part = bool(context.lexicon.parts.search(text, max(begin, tally.start - 140), tally.end))
    symbol = _symbol(index, begin, end, part, context) or (same.symbol if same else None)
    source = "text" if symbol else None
    outcome = _outcome(index, begin, end, context)
    chamber = _chamber(tally, begin, end, symbol, outcome, rows, context)
    known = context.lexicon.known.by_symbol.get(known_votes.plain_symbol(symbol)) if symbol else None
    if symbol is None and not part and tally.clauses:
        known = _known(tally, chamber[0], begin, end, context)
        symbol, source = (known.symbol, "knowledge") if known else (None, None)
    if chamber[0] is None and symbol:
        chamber = known_votes.body_of(symbol) or chamber
    outcome = _settled(outcome, tally, chamber[0], known, same, part)
    day = _day(tally, begin, end, outcome, context) or (same.date if same else None)
    return Vote(
        doc_id=context.document.doc_id,
        start=tally.start,
        end=tally.end,
        text=text[tally.start : tally.end],
        in_favour=tally.count("in_favour"),
        against=tally.count("against"),
        abstained=tally.count("abstained"),
        absent=tally.count("absent"),
        body=chamber[0],
        body_id=chamber[1],
        stage=chambers.stage_of(chamber[0]) if chamber[0] else None,
        symbol=symbol,
        symbol_source=source,
        title=known.title if known else _title(begin, end, context),
        date=day,
        outcome=outcome,
        rule=tally.agreement or "-".join(sorted({clause.form for clause in tally.clauses})),
    )


def _told_before(tally: Tally, rows: Sequence[Vote]) -> Vote | None:
    """An earlier row with the same three figures: a voting list repeats the tally above it."""
    counts = [tally.count(role) for role in ("in_favour", "against", "abstained")]
    if sum(count is not None for count in counts) < 2:
        return None
    for row in reversed(rows):
        if [row.in_favour, row.against, row.abstained] == counts:
            return row
    return None


def _symbol(index: int, begin: int, end: int, part: bool, context: _Context) -> str | None:
    """The symbol the text gives the vote: the nearest in its sentence on its side of other tallies, else the only one before."""
    tally, found = context.found[index], context.found
    low = max([begin, *(t.end for t in found[:index] if t.end <= tally.start)])
    high = min([end, *(t.start for t in found[index + 1 :] if t.start >= tally.end)])
    beside = [row for row in context.references if low <= row.start and row.end <= high]
    before = [row for row in beside if row.end <= tally.start]
    inside = [row for row in beside if row.start < tally.end and tally.start < row.end]
    after = [row for row in beside if row.start >= tally.end]
    if inside:
        return _adopted(inside)
    if before:
        return _adopted([row for row in reversed(before) if before[-1].start - row.start < 90])
    if after:
        return _adopted([row for row in after if row.start - after[0].start < 90])
    if part:
        return None
    previous = context.before(begin)
    if previous is None or any(previous[0] <= t.start < previous[1] for t in found):
        return None
    cited = [row for row in context.references if previous[0] <= row.start < previous[1]]
    return cited[0].symbol if len({row.symbol for row in cited}) == 1 else None


def _adopted(rows: Sequence[Reference]) -> str | None:
    """Of symbols that stand together, the nearest first, that of the text as adopted (`A/C.1/74/L.58, issued as A/RES/74/33`)."""
    for row in rows:
        if row.symbol and "/RES/" in row.symbol:
            return row.symbol
    return rows[0].symbol


def _outcome(index: int, begin: int, end: int, context: _Context) -> str | None:
    """What the nearest word of the sentence says: before the tally, else after it, else in the sentence before."""
    tally, text = context.found[index], context.text
    previous = [t.end for t in context.found[:index] if t.end <= tally.start]
    following = [t.start for t in context.found[index + 1 :] if t.start >= tally.end]
    low, high = max([begin, *previous]), min([end, *following])
    if tally.agreement:
        low, high = max(begin, tally.start - 40), tally.end
    before = _cues(text, low, tally.end, context)
    after = _cues(text, tally.end, high, context)
    lost = [cue for cue in after if cue[2] == "rejected"]
    if lost and not any(cue[2] == "elected" for cue in before):
        return "rejected"
    if before:
        return max(before)[2]
    if after:
        return min(after)[2]
    if previous and max(previous) > begin:
        return max(_cues(text, begin, tally.start, context), default=(0, 0, ""))[2] or None
    sentence = context.before(begin)
    if sentence is not None:
        cues = [c for c in _cues(text, *sentence, context) if not text[c[0] : c[1]].lower().startswith("to ")]
        return max(cues)[2] if cues else None
    return None


def _cues(text: str, begin: int, end: int, context: _Context) -> list[tuple[int, int, str]]:
    """(start, end, outcome) of the words of outcome in a stretch, those of rejection covering others."""
    cues: list[tuple[int, int, str]] = []
    for name, pattern in context.lexicon.grammar.outcomes.items():
        for match in pattern.finditer(text, begin, end):
            if not any(start < match.end() and match.start() < stop for start, stop, _ in cues):
                cues.append((match.start(), match.end(), name))
    return cues


def _settled(
    outcome: str | None, tally: Tally, body: str | None, known: Resolution | None, same: Vote | None, part: bool
) -> str | None:
    """The outcome by the word, by what body it was, or by the figures."""
    if tally.agreement == "consensus":
        return "consensus"
    if outcome == "retained":
        return None
    if outcome == "approved" and not (body and chambers.stage_of(body) == "committee"):
        return "adopted"
    if outcome == "adopted" and body and chambers.stage_of(body) == "committee" and "General Assembly" in body:
        return "approved"
    if outcome is not None:
        return outcome
    if same is not None:
        return same.outcome
    if known is not None or tally.agreement:
        return "adopted"
    favour, against = tally.count("in_favour"), tally.count("against")
    if part or favour is None or against is None:
        return None
    # The Security Council needs nine (Charter, Article 27).
    enough = 9 if body == "United Nations Security Council" else 0
    return "adopted" if favour > max(against, enough - 1) else "rejected"


def _chamber(
    tally: Tally, begin: int, end: int, symbol: str | None, outcome: str | None, rows: Sequence[Vote], context: _Context
) -> tuple[str | None, str | None]:
    """(name, id) of the body: by the symbol of its resolution, in the sentence, before it, in the document."""
    resolved = known_votes.body_of(symbol) if symbol else None
    if resolved and outcome != "approved":
        return resolved
    text, words = context.text, context.lexicon.bodies
    place = (tally.start, tally.end)
    here = chambers.chamber_in(text, context.chambers, begin, end, place, words)
    if here is not None and here[0] < 2:
        return here[1].name, here[1].id
    if resolved:
        return resolved
    paragraph = text.rfind("\n\n", 0, begin) + 1
    before = chambers.chamber_in(text, context.chambers, paragraph, begin, place, words)
    if before is not None and before[0] < 2:
        return before[1].name, before[1].id
    if rows and rows[-1].body and (rows[-1].start >= paragraph or len({c.name for c in context.chambers}) == 1):
        return rows[-1].body, rows[-1].body_id
    usual = _usual(begin, context)
    if outcome == "elected" and usual[1] in known_votes.ELECTED:
        return known_votes.GENERAL_ASSEMBLY
    return usual


def _usual(begin: int, context: _Context) -> tuple[str | None, str | None]:
    """The last body that acted before a place, else the one the text names most."""
    acting = [c for c in context.chambers if context.lexicon.bodies.acts.match(context.text, c.end)]
    nearest = [c for c in acting if c.start < begin][-1:] or acting[:1]
    if nearest:
        return nearest[0].name, nearest[0].id
    if not context.chambers:
        return None, None
    counted = Counter((c.name, c.id) for c in context.chambers)
    return counted.most_common(1)[0][0]


def _known(tally: Tally, body: str | None, begin: int, end: int, context: _Context) -> Resolution | None:
    """The one known resolution with these figures, when a title, a day or a year beside them agrees."""
    favour, against, abstained = (tally.count(role) for role in ("in_favour", "against", "abstained"))
    if favour is None:
        return None
    near = context.text[max(0, begin - 900) : end + 500]
    fitting = []
    for row in context.lexicon.known.by_favour.get(favour, ()):
        counts = (against, row.against), (abstained, row.abstained)
        if any(told is not None and told != known for told, known in counts):
            continue
        if body and known_votes.plain_symbol(row.symbol) and not _same_body(row, body):
            continue
        told = sum(value is not None for value in (favour, against, abstained))
        if _agrees(row, near, told, context):
            fitting.append(row)
    return fitting[0] if len(fitting) == 1 else None


def _same_body(row: Resolution, body: str) -> bool:
    resolved = known_votes.body_of(row.symbol)
    return resolved is None or resolved[0] == body


def _agrees(row: Resolution, near: str, told: int, context: _Context) -> bool:
    """Beyond doubt: the title is in the text, or three figures and the day or the subject agree."""
    published = context.document.published
    if published is not None and (published - row.date).days < 0:
        return False
    overlap = known_votes.title_overlap(row, near)
    dated = any(day.value == row.date.isoformat() for day in context.dates)
    recent = published is not None and (published - row.date).days <= 14
    if told >= 3:
        return overlap >= 0.5 or dated or recent
    if told == 2:
        return overlap >= 0.8 or ((dated or recent) and overlap >= 0.4)
    return overlap >= 0.9 and (dated or recent or str(row.date.year) in near)


def _day(tally: Tally, begin: int, end: int, outcome: str | None, context: _Context) -> datetime.date | None:
    """The day of the vote as the text gives it: in the sentence, in the one before, or the day of the meeting told of."""
    told = _days(begin, end, tally, context)
    if told is not None:
        return told or None
    text, lexicon, published = context.text, context.lexicon, context.document.published
    if lexicon.today.search(text, begin, end):
        return published
    comma = text.find(",", tally.end, tally.end + 40)
    if lexicon.past.search(text, max(begin, tally.start - 140), min(end, comma if comma >= 0 else tally.end + 40)):
        return None
    previous = context.before(begin)
    if previous is not None and _cues(text, *previous, context):
        told = _days(*previous, tally, context)
        if told is not None:
            return told or None
        if lexicon.today.search(text, *previous):
            return published
    if context.meeting is not None:
        return context.meeting
    return published if _reports_meeting(begin, context) else None


_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")


def _days(begin: int, end: int, tally: Tally, context: _Context) -> datetime.date | Any:
    """The nearest day of a stretch; False where it only names a month or a year; None where it names nothing."""
    best: tuple[int, datetime.date] | None = None
    vague = False
    for row in context.dates:
        if (
            row.end <= begin
            or row.start >= end
            or context.lexicon.terms.search(context.text, max(0, row.start - 28), row.start)
        ):
            continue
        if not _ISO_DAY.match(row.value or ""):
            month = re.match(r"\d{4}(?:-\d\d|-W\d\d)?$", row.value or "")
            vague = vague or (month is not None and row.start < tally.end)
            continue
        day = datetime.date.fromisoformat((row.value or "")[:10])
        if context.document.published and day > context.document.published:
            continue
        distance = max(tally.start - row.end, row.start - tally.end, 0)
        if best is None or distance < best[0]:
            best = (distance, day)
    if best is not None:
        return best[1]
    return False if vague else None


def _reports_meeting(begin: int, context: _Context) -> bool:
    """The text tells of a meeting of its own day (`the Council this morning adopted …`)."""
    lexicon, text = context.lexicon, context.text
    for chamber in context.chambers:
        if chamber.start >= begin:
            break
        act = lexicon.bodies.acts.match(text, chamber.end)
        if act is None:
            continue
        sentence = context.sentence(chamber.start, chamber.end)
        if lexicon.today.search(text, sentence[0], min(sentence[1], act.end() + 40)):
            return True
    return False


_TITLED = re.compile(
    r"(?:titled|entitled|called|dubbed|on|document|text|resolution|draft)[,:]?\s[“\"‘]([^”\"’\n]{8,240})[”\"’]"
)


def _title(begin: int, end: int, context: _Context) -> str | None:
    """A title in quotation marks in the sentence."""
    match = _TITLED.search(context.text, begin, end)
    return match[1].rstrip(",") if match else None
