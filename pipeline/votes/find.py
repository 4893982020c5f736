"""Votes: tallies bound to the body that voted and the text it voted on."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.gazetteer import known_votes
from pipeline.gazetteer.known_votes import Near, Resolution
from pipeline.resources import Models
from pipeline.tables import SILENT, Date, Entity, Number, Reference, Segment, Vote
from pipeline.text.annotated import Text
from pipeline.text.spans import Stretches
from pipeline.votes import bodies, outcomes, patterns, tallies, voted_texts
from pipeline.votes.evidence import Account, Lexicon
from pipeline.votes.figures import Figure, Tally
from pipeline.votes.patterns import ROLES, either

READS: tuple[str, ...] = (*patterns.READS, *bodies.READS, *known_votes.READS)
"""Files of `models/` this stage reads."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    words: dict[str, Any] = models.toml("en/votes.toml")
    dates = words["dates"]
    return Lexicon(
        grammar=patterns.load_grammar(models),
        bodies=bodies.load_body_words(models),
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
    text: Text,
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
    found = tallies.find_tallies(text.view, figures, lexicon.grammar)
    silent = Stretches((s.start, s.end) for s in text.segments if s.role in SILENT)
    found = _told_once([t for t in found if not silent.overlap(t.start, t.end)])
    if not found:
        return []
    counted = {row.start for row in quantities}
    # `Twelve Council members` names no body called Twelve Council.
    entities = [entity for entity in entities if entity.start not in counted]
    account = _account(text, entities, references, dates, found, lexicon)
    rows: list[Vote] = []
    told: dict[Counts, Vote] = {}
    for tally in found:
        row = _vote(tally, told, rows[-1] if rows else None, account)
        rows.append(row)
        told[row.in_favour, row.against, row.abstained] = row
    return _headline_named(rows, text.segments, account)


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


Counts = tuple[int | None, int | None, int | None]
"""Votes for, against and abstentions."""


def _told_once(found: Sequence[Tally]) -> list[Tally]:
    """The tallies without single figures of one told before (`The nine countries that voted against were …`)."""
    kept: list[Tally] = []
    told: set[tuple[str, int]] = set()
    lately: dict[tuple[str, int], int] = {}
    """Role and figure → the end of the last tally that tells nothing else."""
    for tally in found:
        figures = {(role, value) for role in ROLES if (value := tally.count(role)) is not None}
        if len(tally.clauses) != 1:
            told |= figures
            kept.append(tally)
            continue
        figure = next(iter(figures))
        if figure not in told and tally.start - lately.get(figure, -_LATELY) >= _LATELY:
            kept.append(tally)
        lately[figure] = max(tally.end, lately.get(figure, 0))
    return kept


_LATELY = 600
"""Characters within which a figure that stands alone is told again."""


_UN_SYMBOL = re.compile(r"[A-Z]+/[\w./-]+")


def _account(
    syntax: Text,
    entities: Sequence[Entity],
    references: Sequence[Reference],
    dates: Sequence[Date],
    found: list[Tally],
    lexicon: Lexicon,
) -> Account:
    document, text = syntax.document, syntax.view
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
    voting_bodies = bodies.find_chambers(text, entities, lexicon.bodies)
    return Account(
        document, text, (starts or [0], ends or [len(text)]), voting_bodies, cited, days, found, meeting, lexicon
    )


def _vote(tally: Tally, told_before: Mapping[Counts, Vote], last: Vote | None, account: Account) -> Vote:
    """One tally as a row; told_before: figures → the last row with them, last: the row before."""
    text = account.text
    begin, end = account.sentence(tally.start, tally.end)
    same = _told_before(tally, told_before)
    part = bool(account.lexicon.parts.search(text, max(begin, tally.start - 140), tally.end))
    told = outcomes.day_told(tally, begin, end, account)
    symbol = voted_texts.symbol_of(tally, begin, end, part, told, account) or (same.symbol if same else None)
    source = "text" if symbol else None
    outcome = outcomes.outcome_of(tally, begin, end, account)
    body = _chamber(tally, begin, end, symbol, outcome, last, account)
    chamber = _holder(body, begin, end, symbol, outcome, account)
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
        stage=bodies.stage_of(chamber[0]) if chamber[0] else None,
        symbol=symbol,
        symbol_source=source,
        title=known.title if known else _title(begin, end, account),
        date=day,
        outcome=outcome,
        rule=tally.rule,
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


def _told_before(tally: Tally, told: Mapping[Counts, Vote]) -> Vote | None:
    """The last row with the same figures, two at least: a voting list repeats the tally above it."""
    counts = (tally.count("in_favour"), tally.count("against"), tally.count("abstained"))
    return told.get(counts) if sum(count is not None for count in counts) >= 2 else None


def _chamber(
    tally: Tally, begin: int, end: int, symbol: str | None, outcome: str | None, last: Vote | None, account: Account
) -> tuple[str | None, str | None]:
    """(name, id) of the body: by the symbol of its resolution, in the sentence, before it, in the document."""
    resolved = known_votes.body_of(symbol) if symbol else None
    if resolved and outcome != "approved":
        return resolved
    here = account.chambers.inside(begin, end, (tally.start, tally.end))
    if here is not None and here[0] < 2:
        return here[1].name, here[1].id
    if resolved:
        return resolved
    paragraph = account.paragraph(begin)
    before = account.chambers.before(paragraph, begin)
    if before is not None:
        return before.name, before.id
    if last is not None and last.body and (last.start >= paragraph or account.chambers.alone):
        return last.body, last.body_id
    if _AT_UN.search(account.text, begin, end) and (tally.count("in_favour") or 0) > _COUNCIL_SEATS:
        return known_votes.GENERAL_ASSEMBLY
    usual = account.chambers.usual(begin)
    if outcome == "elected" and usual[1] in known_votes.ELECTED:
        return known_votes.GENERAL_ASSEMBLY
    return usual


def _holder(
    body: tuple[str | None, str | None],
    begin: int,
    end: int,
    symbol: str | None,
    outcome: str | None,
    account: Account,
) -> tuple[str | None, str | None]:
    """(name, id) of the body that voted: who elects the members of a council, which `General Assembly committee` it was."""
    if outcome == "elected" and body[1] in known_votes.ELECTED:
        return known_votes.GENERAL_ASSEMBLY
    committee = known_votes.committee_of(symbol) if symbol else None
    if committee and body == known_votes.GENERAL_ASSEMBLY:
        return committee
    if body == known_votes.GENERAL_ASSEMBLY and _A_COMMITTEE.search(account.text, begin, end):
        named = [c for c in account.chambers.named if c.name.endswith(f" Committee of the {body[0]}")]
        return (named[0].name, named[0].id) if named else body
    return body


_A_COMMITTEE = re.compile(r"\bGeneral Assembly(?:[’']s)? committee\b")
_AT_UN = re.compile(r"\b(?:at|in) the (?:UN|U\.N\.|United Nations)\b(?! [A-Z])", re.IGNORECASE)
_COUNCIL_SEATS = 54
"""Members of the largest council of the United Nations, the Economic and Social Council."""


def _known(tally: Tally, body: str | None, begin: int, end: int, account: Account) -> Resolution | None:
    """The one known resolution with these figures, when a title, a day or a year beside them agrees."""
    favour, against, abstained = (tally.count(role) for role in ("in_favour", "against", "abstained"))
    if favour is None:
        return None
    near = known_votes.Near(account.text[max(0, begin - 900) : end + 500])
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


def _agrees(row: Resolution, near: Near, told: int, account: Account) -> bool:
    """Beyond doubt: the title is in the text, or three figures and the day or the subject agree."""
    published = account.document.published
    if published is not None and (published - row.date).days < 0:
        return False
    overlap = known_votes.title_overlap(row, near)
    dated = row.date.isoformat() in account.days_named
    cited = known_votes.plain_symbol(row.symbol) in account.symbols
    recent = published is not None and (published - row.date).days <= 14
    if told >= 3:
        return overlap >= 0.5 or dated or recent or cited
    if told == 2:
        return overlap >= 0.8 or ((dated or recent) and overlap >= 0.4)
    return overlap >= 0.9 and (dated or recent or str(row.date.year) in near.text)


_TITLED = re.compile(
    r"(?:titled|entitled|called|dubbed|on|document|text|resolution|draft)[,:]?\s[“\"‘]([^”\"’\n]{8,240})[”\"’]"
)


def _title(begin: int, end: int, account: Account) -> str | None:
    """A title in quotation marks in the sentence."""
    match = _TITLED.search(account.text, begin, end)
    return match[1].rstrip(",") if match else None
