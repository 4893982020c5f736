"""Votes: one frame a vote, filled with the body that voted, the text it voted on, the day and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.gazetteer import known_votes
from pipeline.gazetteer.known_votes import Near, Resolution
from pipeline.resources import Models
from pipeline.tables import SILENT, Date, Entity, Error, Number, Reference, Vote
from pipeline.text.annotated import Text
from pipeline.text.spans import Stretches
from pipeline.votes import bodies, outcomes, patterns, tallies, voted_texts
from pipeline.votes.agenda import Agenda
from pipeline.votes.evidence import Account, Lexicon, load_agenda
from pipeline.votes.figures import Figure, Form, Tally
from pipeline.votes.frame import Frame, Meeting
from pipeline.votes.organs import organ_of
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
        motions={
            name: re.compile(rf"\b(?:{either(forms)})\b", re.IGNORECASE) for name, forms in words["motion"].items()
        },
        cited=voted_texts.cited_pattern(words["cited"]),
        cited_lead=voted_texts.lead_pattern(words["cited"]),
        named_after=voted_texts.naming_pattern(words["cited"]),
        agenda=load_agenda(words),
    )


def find_tallies(text: Text, quantities: Sequence[Number], lexicon: Lexicon) -> list[Tally]:
    """The tallies a text tells, none of what the page only repeats; the heads of voting lists are marked."""
    figures = [
        Figure(row.start, row.end, int(row.value))
        for row in quantities
        if row.kind == "cardinal" and row.value is not None and row.value_high is None and row.value == int(row.value)
    ]
    figures = [figure for figure in figures if figure.value <= _MOST]
    silent = Stretches((s.start, s.end) for s in text.segments if s.role in SILENT)
    found = tallies.find_tallies(text.view, figures, lexicon.grammar)
    return _with_repeats(_told_once([tally for tally in found if not silent.overlap(tally.start, tally.end)]))


_MOST = 3000
"""Votes in the largest parliament at most."""


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


def _with_repeats(found: Sequence[Tally]) -> list[Tally]:
    """The tallies, those that head the voting lists of the one before or after marked."""
    marked: list[Tally] = []
    for number, tally in enumerate(found):
        beside = [*(t for t in marked[-1:] if not t.repeats), *found[number + 1 : number + 2]]
        heads = bool(tally.clauses) and all(clause.form is Form.HEAD for clause in tally.clauses)
        marked.append(replace(tally, repeats=heads and any(_repeats(tally, other) for other in beside)))
    return marked


def _repeats(heads: Tally, other: Tally) -> bool:
    """Whether the figures of a voting list's heads are those of a tally told in words."""
    if all(clause.form is Form.HEAD for clause in other.clauses) or other.told < 2:
        return False
    pairs = zip(heads.counts, other.counts, strict=True)
    return heads.told >= 2 and all(a == b or a is None or b is None for a, b in pairs)


def find_votes(
    text: Text,
    tallies: Sequence[Tally],
    entities: Sequence[Entity],
    references: Sequence[Reference],
    dates: Sequence[Date],
    lexicon: Lexicon,
) -> list[Vote | Error]:
    """The votes a text reports; what is doubtful in one comes back as a row of `errors` beside it."""
    tallies = [tally for tally in tallies if not tally.repeats]
    if not tallies:
        return []
    account = _account(text, entities, references, dates, tallies, lexicon)
    meeting = Meeting(account, Agenda(account, lexicon.agenda))
    for tally in tallies:
        meeting.add(_filled(tally, meeting))
    rows = _headline_named([frame.row(account) for frame in meeting.frames], text)
    return [*rows, *_doubts(meeting)]


def _doubts(meeting: Meeting) -> Iterator[Error]:
    document = meeting.account.document
    for frame in meeting.frames:
        if frame.doubt is not None:
            yield Error(
                path=document.path,
                doc_id=document.doc_id,
                stage="votes",
                severity="warning",
                code="vote-doubtful",
                message=frame.doubt,
                start=frame.tally.start,
                end=frame.tally.end,
            )


def _account(
    text: Text,
    entities: Sequence[Entity],
    references: Sequence[Reference],
    dates: Sequence[Date],
    tallies: Sequence[Tally],
    lexicon: Lexicon,
) -> Account:
    starts = [text.starts[first] for first, _ in text.sentences]
    ends = [text.ends[end - 1] for _, end in text.sentences]
    cited = [row for row in references if _can_be_voted_on(row, text.view)]
    # `3-2-11` in a tally is no day.
    scores = Stretches((c.start, c.end) for tally in tallies for c in tally.clauses if c.form is Form.SCORE)
    days = [row for row in dates if row.type == "DATE" and row.value and not scores.overlap(row.start, row.end)]
    # `Twelve Council members` names no body called Twelve Council.
    counted = {clause.figure.start for tally in tallies for clause in tally.clauses if clause.figure}
    named = [entity for entity in entities if entity.start not in counted]
    return Account(
        document=text.document,
        text=text.view,
        sentences=(starts or [0], ends or [len(text.view)]),
        chambers=bodies.find_chambers(text.view, named, lexicon.bodies),
        references=cited,
        entities=named,
        dates=days,
        found=list(tallies),
        meeting=outcomes.day_of_head(text, days, lexicon),
        lexicon=lexicon,
    )


_VOTABLE = re.compile(r"(?!SG/|GA/|SC/|DSG/)[A-Z]+/[\w./-]+")
"""Symbols of documents; not of the press releases that tell of them."""
_OF_COUNCIL = re.compile(r"S/(?:19|20)\d\d/\d+")
_A_DRAFT = re.compile(r"\b(?:draft|text|amendment|resolution)\b[^.;\n]{0,90}$", re.IGNORECASE)


def _can_be_voted_on(row: Reference, text: str) -> bool:
    """Whether a document can be voted on: a resolution, a draft, what the Council has before it as one."""
    symbol = row.symbol or ""
    if row.kind == "resolution" and symbol:
        return True
    if row.kind == "other":
        return _VOTABLE.match(symbol) is not None
    council = row.kind == "report" and _OF_COUNCIL.match(symbol)
    return bool(council) and _A_DRAFT.search(text, max(0, row.start - 120), row.start) is not None


def _filled(tally: Tally, meeting: Meeting) -> Frame:
    """The frame of a tally, each step resting on those before it."""
    begin, end = meeting.account.sentence(tally.start, tally.end)
    frame = Frame(tally, begin, end, same=meeting.told_before(tally))
    _fill_motion(frame, meeting)
    _fill_symbol(frame, meeting)
    frame.outcome = outcomes.outcome_of(tally, begin, end, meeting.account)
    frame.body = organ_of(frame, meeting)
    _fill_known(frame, meeting)
    outcomes.settle(frame, meeting.account)
    _fill_day(frame, meeting)
    if frame.outcome == "elected":
        frame.motion = "election"
    if frame.motion == "election":
        frame.candidate = _candidate(frame, meeting.account)
    return frame


def _fill_motion(frame: Frame, meeting: Meeting) -> None:
    """What the vote is on: the nearest word for less than a text before or in the tally, unless `as a whole` follows it."""
    account = meeting.account
    low, _ = account.alone(frame.tally, max(frame.begin, frame.tally.start - _NEAR_MOTION), frame.end)
    found = [
        (match.end(), name)
        for name, pattern in account.lexicon.motions.items()
        for match in pattern.finditer(account.text, low, frame.tally.end)
    ]
    if not found:
        return
    place, motion = max(found)
    if not _WHOLE.search(account.text, place, frame.tally.end):
        frame.motion = motion


_NEAR_MOTION = 140
_WHOLE = re.compile(r"\b(?:as a whole|as amended|in its entirety|as orally revised)\b|\bthen (?:adopted|approved)\b")


def _fill_symbol(frame: Frame, meeting: Meeting) -> None:
    """The symbol of the text: as it was adopted, and as it was put to the vote."""
    account, tally = meeting.account, frame.tally
    frame.day_told = outcomes.day_told(tally, frame.begin, frame.end, account)
    symbol = voted_texts.symbol_of(tally, frame.begin, frame.end, frame.part, frame.day_told, account)
    if symbol is None and frame.same:
        symbol = frame.same.symbol
    if symbol is None and not frame.part:
        symbol = meeting.agenda.symbol_of(tally, frame.begin)
    if symbol is None or not known_votes.body_of(symbol):
        adopted = voted_texts.adopted_as(tally, frame.end, account)
        symbol, frame.draft = adopted or symbol, symbol
    frame.symbol, frame.source = symbol, "text" if symbol else None


def _fill_known(frame: Frame, meeting: Meeting) -> None:
    """The resolution of `models/` that it was, its body and title."""
    account, known = meeting.account, meeting.account.lexicon.known
    if frame.symbol:
        frame.known = known.by_symbol.get(known_votes.plain_symbol(frame.symbol))
    elif not frame.part and frame.tally.clauses and frame.outcome != "rejected":
        frame.known = _known(frame, account)
        if frame.known:
            frame.symbol, frame.source = frame.known.symbol, "knowledge"
    if frame.body[0] is None and frame.symbol:
        frame.body = known_votes.body_of(frame.symbol) or frame.body
    frame.title = frame.known.title if frame.known else _title(frame.begin, frame.end, account)


def _fill_day(frame: Frame, meeting: Meeting) -> None:
    """The day of the vote; that of the known vote where the day told cannot be one of the text voted on."""
    account, tally = meeting.account, frame.tally
    day = outcomes.day_of(tally, frame.begin, frame.end, account)
    numbered = _NUMBERED_IN.search(account.text, max(frame.begin, tally.start - 45), tally.start)
    wrong = numbered is not None and day is not None and day.year != int(numbered[1])
    if frame.symbol:
        wrong = wrong or not (voted_texts.in_session(frame.symbol, day) and voted_texts.in_year(frame.symbol, day))
    if wrong:
        day = frame.known.date if frame.known else None
    frame.date = day or (frame.same.date if frame.same else None)


_NUMBERED_IN = re.compile(r"\(((?:19|20)\d\d)\),? (?:(?:which|was|adopted|approved|passed|by|with|a vote of) ){0,4}$")
"""Right before a tally: the year of the resolution it is of, `resolution 1701 (2006), adopted by`."""


def _candidate(frame: Frame, account: Account) -> str | None:
    """Who stood for election: the last one named before the figure in its sentence, else the first after it."""
    low, high = account.alone(frame.tally, frame.begin, frame.end)
    named = [
        e for e in account.entities if low <= e.start < high and e.label in _STANDING and not _SEATED.search(e.text)
    ]
    before = [entity for entity in named if entity.end <= frame.tally.start]
    chosen = before[-1:] or named[:1]
    return chosen[0].name or chosen[0].text if chosen else None


_STANDING = frozenset({"PERSON", "GPE"})
_SEATED = re.compile(r"\b(?:Council|Court|Committee|Assembly|United Nations|UN)\b")


def _known(frame: Frame, account: Account) -> Resolution | None:
    """The one known resolution with these figures, when a title, a day or a year beside them agrees."""
    favour, against, abstained = frame.tally.counts
    if favour is None:
        return None
    near = known_votes.Near(account.text[max(0, frame.begin - 900) : frame.end + 500])
    fitting = []
    for row in account.lexicon.known.by_favour.get(favour, ()):
        counts = (against, row.against), (abstained, row.abstained)
        if any(told is not None and told != known for told, known in counts) or not _same_body(row, frame.body[0]):
            continue
        if _agrees(row, near, frame.tally.told, account):
            fitting.append(row)
    return fitting[0] if len(fitting) == 1 else None


def _same_body(row: Resolution, body: str | None) -> bool:
    resolved = known_votes.body_of(row.symbol)
    return resolved is None or body is None or resolved[0] == body


def _agrees(row: Resolution, near: Near, told: int, account: Account) -> bool:
    """Beyond doubt: the title is in the text, or three figures and the day or the subject agree."""
    published = account.document.published
    since = (published - row.date).days if published is not None else None
    if since is not None and since < 0:
        return False
    overlap = known_votes.title_overlap(row, near)
    dated = row.date.isoformat() in account.days_named or (since is not None and since <= _RECENT)
    if told >= 3:
        return overlap >= 0.5 or dated or known_votes.plain_symbol(row.symbol) in account.symbols
    if told == 2:
        return overlap >= 0.8 or (dated and overlap >= 0.4)
    return overlap >= 0.9 and (dated or str(row.date.year) in near.text)


_RECENT = 14
"""Days after a vote within which a text tells it as news."""
_TITLED = re.compile(
    r"(?:titled|entitled|called|dubbed|on|document|text|resolution|draft)[,:]?\s[“‘]([^”’\n]{8,240})[”’]"
)


def _title(begin: int, end: int, account: Account) -> str | None:
    """A title in quotation marks in the sentence."""
    match = _TITLED.search(account.text, begin, end)
    return match[1].rstrip(",") if match else None


_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_OF_LEAD = "body", "body_id", "stage", "symbol", "symbol_source", "title", "outcome"
"""What the headline has from the lead that tells its vote in full."""


def _headline_named(rows: list[Vote], text: Text) -> list[Vote]:
    """The rows, that of a headline without a symbol with the text and the day of the vote that the lead tells."""
    headline = max((segment.end for segment in text.segments if segment.role == "title"), default=0)
    if len(rows) < 2 or not rows[1].symbol or rows[0].symbol or rows[0].start >= headline:
        return rows
    first, lead = rows[0], rows[1]
    if not _headlines(first, lead, text):
        return rows
    same: Mapping[str, Any] = {name: getattr(lead, name) for name in _OF_LEAD}
    return [replace(first, date=first.date or lead.date, **same), *rows[1:]]


def _headlines(first: Vote, lead: Vote, text: Text) -> bool:
    """Whether a headline's vote is that of the lead: no figure against it, and two long words in common."""
    counts = [(row.in_favour, row.against, row.abstained) for row in (first, lead)]
    if any(told is not None and told != known for told, known in zip(*counts, strict=True)):
        return False
    if (first.outcome == "consensus") != (lead.outcome == "consensus"):
        return False
    starts = [text.starts[begin] for begin, _ in text.sentences]
    spoken = [set(_LONG_WORD.findall(_sentence(text, starts, row).lower())) for row in (first, lead)]
    return len(spoken[0] & spoken[1]) >= 2


def _sentence(text: Text, starts: Sequence[int], row: Vote) -> str:
    """The sentences that a row touches."""
    begin = max((start for start in starts if start <= row.start), default=0)
    end = min((start for start in starts if start >= row.end), default=len(text.view))
    return text.view[begin:end]
