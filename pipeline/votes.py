"""Votes: tallies bound to the body that voted and the text it voted on."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.knowledge import Models
from pipeline.segments import SILENT
from pipeline.syntax import Syntax
from pipeline.tables import Date, Document, Entity, Number, Reference, Segment, Vote
from pipeline.voting import ballots, chambers, known_votes, outcomes, tallies, voted_texts
from pipeline.voting.accounts import Account, Lexicon
from pipeline.voting.ballots import either
from pipeline.voting.known_votes import Resolution
from pipeline.voting.tallies import Figure, Tally

READS: tuple[str, ...] = (*ballots.READS, *chambers.READS, *known_votes.READS)
"""Files of `models/` this stage reads."""


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
        cited=voted_texts.cited_pattern(words["cited"]),
        cited_lead=voted_texts.lead_pattern(words["cited"]),
        named_after=voted_texts.naming_pattern(words["cited"]),
    )


def find_votes(
    syntax: Syntax,
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
    counted = {row.start for row in quantities}
    # `Twelve Council members` names no body called Twelve Council.
    entities = [entity for entity in entities if entity.start not in counted]
    account = _account(syntax, document, entities, references, dates, found, lexicon)
    rows: list[Vote] = []
    for index in range(len(found)):
        rows.append(_vote(index, rows, account))
    return _headline_named(rows, segments, account)


def _headline_named(rows: list[Vote], segments: Sequence[Segment], account: Account) -> list[Vote]:
    """The rows, that of a headline without a symbol with the text and the day of the vote that the lead tells."""
    if len(rows) < 2 or not rows[1].symbol or rows[0].symbol or rows[0].start >= _headline_end(segments):
        return rows
    first, lead = rows[0], rows[1]
    counts = [(row.in_favour, row.against, row.abstained) for row in (first, lead)]
    agrees = all(told is None or told == known for told, known in zip(*counts, strict=True))
    spoken = [
        set(_LONG_WORD.findall(account.text[slice(*account.sentence(row.start, row.end))].lower()))
        for row in (first, lead)
    ]
    if not agrees or (first.outcome == "consensus") != (lead.outcome == "consensus") or len(spoken[0] & spoken[1]) < 2:
        return rows
    same = {
        name: getattr(lead, name)
        for name in ("body", "body_id", "stage", "symbol", "symbol_source", "title", "outcome")
    }
    return [dataclasses.replace(first, date=first.date or lead.date, **same), *rows[1:]]


_LONG_WORD = re.compile(r"[^\W\d_]{5,}")


def _headline_end(segments: Sequence[Segment]) -> int:
    return max((segment.end for segment in segments if segment.role == "title"), default=0)


def _repeats(tally: Tally, earlier: Sequence[Tally]) -> bool:
    """A single figure of a tally told before (`The nine countries that voted against were …`)."""
    if len(tally.clauses) != 1:
        return False
    role, value = tally.clauses[0].role, tally.clauses[0].value
    return any(
        other.count(role) == value and (len(other.clauses) > 1 or tally.start - other.end < 600) for other in earlier
    )


_UN_SYMBOL = re.compile(r"[A-Z]+/[\w./-]+")


def _account(
    syntax: Syntax,
    document: Document,
    entities: Sequence[Entity],
    references: Sequence[Reference],
    dates: Sequence[Date],
    found: list[Tally],
    lexicon: Lexicon,
) -> Account:
    text = document.text
    starts = [syntax.starts[first] for first, _ in syntax.sentences]
    ends = [syntax.ends[end - 1] for _, end in syntax.sentences]
    cited = [
        row
        for row in references
        if row.symbol
        and row.rule != "un-press-release"
        and (row.kind == "resolution" or (row.kind == "other" and _UN_SYMBOL.match(row.symbol)))
    ]
    days = [row for row in dates if row.type == "DATE" and row.value]
    meeting = document.published if lexicon.coverage.search(text[:600]) else None
    bodies = chambers.find_chambers(text, entities, lexicon.bodies)
    return Account(document, text, (starts or [0], ends or [len(text)]), bodies, cited, days, found, meeting, lexicon)


def _vote(index: int, rows: Sequence[Vote], account: Account) -> Vote:
    """One tally as a row."""
    tally, text = account.found[index], account.text
    begin, end = account.sentence(tally.start, tally.end)
    same = _told_before(tally, rows)
    part = bool(account.lexicon.parts.search(text, max(begin, tally.start - 140), tally.end))
    told = outcomes.day_told(tally, begin, end, account)
    symbol = voted_texts.symbol_of(index, begin, end, part, told, account) or (same.symbol if same else None)
    source = "text" if symbol else None
    outcome = outcomes.outcome_of(index, begin, end, account)
    chamber = _chamber(tally, begin, end, symbol, outcome, rows, account)
    known = account.lexicon.known.by_symbol.get(known_votes.plain_symbol(symbol)) if symbol else None
    if symbol is None and not part and tally.clauses and outcome != "rejected":
        known = _known(tally, chamber[0], begin, end, account)
        symbol, source = (known.symbol, "knowledge") if known else (None, None)
    if chamber[0] is None and symbol:
        chamber = known_votes.body_of(symbol) or chamber
    if chamber[0] == "United Nations Security Council" and outcomes.is_vetoed(tally, end, account):
        outcome = "rejected"
    outcome = outcomes.settled(outcome, tally, chamber[0], known, same, part)
    day = _day(tally, (begin, end), symbol, known, account) or (same.date if same else None)
    return Vote(
        doc_id=account.document.doc_id,
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
        title=known.title if known else _title(begin, end, account),
        date=day,
        outcome=outcome,
        rule=tally.agreement or "-".join(sorted({clause.form for clause in tally.clauses})),
    )


def _day(
    tally: Tally, sentence: tuple[int, int], symbol: str | None, known: Resolution | None, account: Account
) -> datetime.date | None:
    """The day of the vote; that of the known vote where the day told cannot be one of the text voted on."""
    day = outcomes.day_of(tally, *sentence, account)
    numbered = _NUMBERED_IN.search(account.text, max(sentence[0], tally.start - 45), tally.start)
    wrong = numbered is not None and day is not None and day.year != int(numbered[1])
    if symbol and not (voted_texts.in_session(symbol, day) and voted_texts.in_year(symbol, day)):
        wrong = True
    if not wrong:
        return day
    return known.date if known else None


_NUMBERED_IN = re.compile(r"\(((?:19|20)\d\d)\),? (?:(?:which|was|adopted|approved|passed|by|with|a vote of) ){0,4}$")
"""Right before a tally: the year of the resolution it is of, `resolution 1701 (2006), adopted by`."""


def _told_before(tally: Tally, rows: Sequence[Vote]) -> Vote | None:
    """An earlier row with the same three figures: a voting list repeats the tally above it."""
    counts = [tally.count(role) for role in ("in_favour", "against", "abstained")]
    if sum(count is not None for count in counts) < 2:
        return None
    for row in reversed(rows):
        if [row.in_favour, row.against, row.abstained] == counts:
            return row
    return None


def _chamber(
    tally: Tally, begin: int, end: int, symbol: str | None, outcome: str | None, rows: Sequence[Vote], account: Account
) -> tuple[str | None, str | None]:
    """(name, id) of the body: by the symbol of its resolution, in the sentence, before it, in the document."""
    resolved = known_votes.body_of(symbol) if symbol else None
    if resolved and outcome != "approved":
        return resolved
    text, words = account.text, account.lexicon.bodies
    place = (tally.start, tally.end)
    here = chambers.chamber_in(text, account.chambers, begin, end, place, words)
    if here is not None and here[0] < 2:
        return here[1].name, here[1].id
    if resolved:
        return resolved
    paragraph = text.rfind("\n\n", 0, begin) + 1
    before = chambers.chamber_in(text, account.chambers, paragraph, begin, place, words)
    if before is not None and before[0] < 2:
        return before[1].name, before[1].id
    if rows and rows[-1].body and (rows[-1].start >= paragraph or len({c.name for c in account.chambers}) == 1):
        return rows[-1].body, rows[-1].body_id
    if _AT_UN.search(text, begin, end) and (tally.count("in_favour") or 0) > _COUNCIL_SEATS:
        return known_votes.GENERAL_ASSEMBLY
    usual = _usual(begin, account)
    if outcome == "elected" and usual[1] in known_votes.ELECTED:
        return known_votes.GENERAL_ASSEMBLY
    return usual


_AT_UN = re.compile(r"\b(?:at|in) the (?:UN|U\.N\.|United Nations)\b(?! [A-Z])", re.IGNORECASE)
_COUNCIL_SEATS = 54
"""Members of the largest council of the United Nations, the Economic and Social Council."""


def _usual(begin: int, account: Account) -> tuple[str | None, str | None]:
    """The last body that acted before a place, else the one the text names most."""
    acting = [c for c in account.chambers if account.lexicon.bodies.acts.match(account.text, c.end)]
    nearest = [c for c in acting if c.start < begin][-1:] or acting[:1]
    if nearest:
        return nearest[0].name, nearest[0].id
    if not account.chambers:
        return None, None
    counted = Counter((c.name, c.id) for c in account.chambers)
    return counted.most_common(1)[0][0]


def _known(tally: Tally, body: str | None, begin: int, end: int, account: Account) -> Resolution | None:
    """The one known resolution with these figures, when a title, a day or a year beside them agrees."""
    favour, against, abstained = (tally.count(role) for role in ("in_favour", "against", "abstained"))
    if favour is None:
        return None
    near = account.text[max(0, begin - 900) : end + 500]
    fitting = []
    for row in account.lexicon.known.by_favour.get(favour, ()):
        counts = (against, row.against), (abstained, row.abstained)
        if any(told is not None and told != known for told, known in counts):
            continue
        if body and known_votes.plain_symbol(row.symbol) and not _same_body(row, body):
            continue
        told = sum(value is not None for value in (favour, against, abstained))
        if _agrees(row, near, told, account):
            fitting.append(row)
    return fitting[0] if len(fitting) == 1 else None


def _same_body(row: Resolution, body: str) -> bool:
    resolved = known_votes.body_of(row.symbol)
    return resolved is None or resolved[0] == body


def _agrees(row: Resolution, near: str, told: int, account: Account) -> bool:
    """Beyond doubt: the title is in the text, or three figures and the day or the subject agree."""
    published = account.document.published
    if published is not None and (published - row.date).days < 0:
        return False
    overlap = known_votes.title_overlap(row, near)
    dated = any(day.value == row.date.isoformat() for day in account.dates)
    cited = any(
        known_votes.plain_symbol(cited.symbol or "") == known_votes.plain_symbol(row.symbol)
        for cited in account.references
    )
    recent = published is not None and (published - row.date).days <= 14
    if told >= 3:
        return overlap >= 0.5 or dated or recent or cited
    if told == 2:
        return overlap >= 0.8 or ((dated or recent) and overlap >= 0.4)
    return overlap >= 0.9 and (dated or recent or str(row.date.year) in near)


_TITLED = re.compile(
    r"(?:titled|entitled|called|dubbed|on|document|text|resolution|draft)[,:]?\s[“\"‘]([^”\"’\n]{8,240})[”\"’]"
)


def _title(begin: int, end: int, account: Account) -> str | None:
    """A title in quotation marks in the sentence."""
    match = _TITLED.search(account.text, begin, end)
    return match[1].rstrip(",") if match else None
