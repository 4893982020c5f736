"""Publication dates: the day a text was issued, with the words that say so; a missing year only where the text settles it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.ingest.sources import Clue
from pipeline.page.evidence import Candidate, Choice, choose
from pipeline.page.given_days import printed_days, read_given_date, settle
from pipeline.page.header_words import HeaderWords
from pipeline.page.headers import is_office
from pipeline.page.missing_years import Tally, day_in, infer_year, settle_order
from pipeline.tables import Segment
from pipeline.text.calendar import WrittenDate, find_written_dates


@dataclass(frozen=True, slots=True)
class Publication:
    """When a text was issued. `precision` is day, month, year, or month-day where the year is unknown and `day` is None."""

    day: datetime.date | None = None
    precision: str | None = None
    source: str | None = None
    evidence: str | None = None
    contradicted: str | None = None
    """The words of another day of the same weight."""


def find_publication(
    text: str, segments: Sequence[Segment], words: HeaderWords, tallies: Mapping[Tally, Sequence[datetime.date]]
) -> Publication:
    """The day a text was issued: a header's, else a dateline's, a byline's, the foot's, the headline's; else nothing.

    tallies: known votes → their days. They, weekdays and sessions give a dateline its missing year.
    """
    found, updates = _written(text, segments, words)
    full = [c for c in found if c[2].date]
    if full and (chosen := _choose(full, found)):
        return Publication(chosen[2].date, "day", _SOURCE[chosen[0]], _evidence(text, chosen))
    for one in found:
        role, at, written = one
        if written.swappable:
            day = settle_order(written, text)
            if day is not None:
                return Publication(day, "day", "inferred", _evidence(text, one))
        elif written.year is None and role != "title":
            year = infer_year(written, text, at, tallies, words.ahead, updates)
            if year is None:
                return Publication(None, "month-day", _SOURCE[role], _evidence(text, one))
            return Publication(datetime.date(year, written.month, written.day), "day", "inferred", _evidence(text, one))
    return _of_meeting(text, segments)


_HELD = re.compile(r"\b(?:meeting|session|summit)\b[^.;\n]{0,60}? held [^.;\n]{0,60}?\bon ", re.IGNORECASE)
_OPENING = 500
"""Characters of the body in which the organ that speaks says when it met."""


def _of_meeting(text: str, segments: Sequence[Segment]) -> Publication:
    """The day of the meeting by which a communiqué says at its start that it was adopted; nothing for other texts."""
    body = next((s for s in segments if s.role in ("body", "list")), None)
    if body is None or not _ORGAN_SPEAKS.match(text, body.start):
        return Publication()
    held = _HELD.search(text, body.start, body.start + _OPENING)
    line = text[held.end() : held.end() + 30] if held else ""
    written = next(iter(find_written_dates(line)), None)
    if held is None or written is None or written.date is None or written.start > 0:
        return Publication()
    return Publication(written.date, "day", "inferred", line[: written.end])


_ORGAN_SPEAKS = re.compile(
    r"\s*(?:Adopted by the |The [A-Z][^.;\n]{3,120}?,? (?:at|in|during) (?:its|their|the) )", re.IGNORECASE
)


def _evidence(text: str, found: _Found) -> str:
    _, at, written = found
    return text[at + written.start : at + written.end]


_SOURCE = {
    "date": "header",
    "dateline": "dateline",
    "byline": "byline",
    "foot": "dateline",
    "source": "header",
    "title": "header",
}
_Found = tuple[str, int, WrittenDate]


def _written(text: str, segments: Sequence[Segment], words: HeaderWords) -> tuple[list[_Found], list[datetime.date]]:
    """The days that lines around the body give: kind, offset of the segment, and the day; and the days of updates."""
    found: list[_Found] = []
    updates: list[datetime.date] = []
    bodies = [n for n, s in enumerate(segments) if s.role in ("body", "list", "quote_block")]
    last = bodies[-1] if bodies else len(segments)
    for number, segment in enumerate(segments):
        if segment.role not in ("date", "dateline", "byline", "source", "title"):
            continue
        line = text[segment.start : segment.end]
        dates = find_written_dates(line)
        if segment.role == "title":
            if len(dates) == 1 and _dates_itself(line, dates[0], words):
                found.append(("title", segment.start, dates[0]))
            continue
        kind = "foot" if number > last else segment.role
        if not dates and segment.role == "date" and (foreign := _FOREIGN_DAY.search(line)):
            given = read_given_date(foreign[0])
            if given.days and given.precision == "day":
                day = given.days[0]
                dates = [WrittenDate(*foreign.span(), day.year, day.month, day.day)]
        issued = [d for d in dates if not words.other_label.search(line[: d.start])]
        found += [(kind, segment.start, d) for d in issued[:1]]
        updates += [d.date for d in dates if d not in issued and d.date]
    return found, updates


_FOREIGN_DAY = re.compile(r"\d{1,2}(?:er|º|\.)?(?: de)? [^\W\d_]{3,10}\.?(?: de)? (?:19|20)\d\d")
"""A day in another language: `6 mars 2024`, `6 de marzo de 2024`."""


def _choose(full: Sequence[_Found], found: Sequence[_Found]) -> _Found | None:
    """The best of several days: the header's, unless it looks like a page's clock and a dateline says another one.

    None when that dateline has no year.
    """
    ranked = sorted(full, key=lambda c: _RANK[c[0]])
    first = ranked[0]
    clock = first[2].date
    if clock is None or first[0] != "date" or first[2].weekday is None or first[1] >= _CLOCK_PLACE:
        return first
    others = [c for c in found if c[0] in ("dateline", "foot") and not c[2].swappable]
    if not others or any(_near(clock, c[2]) for c in others):
        return first
    return next((c for c in others if c[2].date), None)


def _near(clock: datetime.date, written: WrittenDate) -> bool:
    """Whether a page's day is that of a dateline, or just after it."""
    years = (written.year,) if written.year else (clock.year - 1, clock.year)
    days = [d for y in years if (d := day_in(y, written))]
    return any(abs((clock - d).days) <= _CLOCK_DAYS for d in days)


_CLOCK_PLACE = 40
"""A page's clock stands within its first characters."""
_RANK = {"date": 0, "byline": 1, "dateline": 2, "source": 3, "foot": 4, "title": 5}
_CLOCK_DAYS = 3
"""A page's first line that dates it by a weekday and differs from the dateline by more days than this is a clock."""

_EVENT = re.compile(
    r"\b(?:anniversary|commemorat|remembrance|victims of|events? of|agreement of|treaty of|resolution of|since|until|from|by|between)\b",
    re.I,
)


_NUMBERED = re.compile(r"(?:QA-?)?(?:No|Nr|№)?\s*[:.]?\s*[\d/-]+\s*,?", re.IGNORECASE)
"""What stands before the day in a numbered headline: `No: 34, 6 March 2024, Statement on …`."""


_IN_BRACKET = re.compile(r"[(\[](?:[^\W\d_][\w .’'-]*, )?$")
"""A bracket that holds a place and a day at most: `(Paris, 4 May 2025)`."""


def _dates_itself(title: str, written: WrittenDate, words: HeaderWords) -> bool:
    """Whether a headline gives its own day: a briefing's or a statement's, at its end."""
    if _NUMBERED.fullmatch(title[: written.start].strip()):
        return True
    if not title[written.end :].strip() and is_office(title[: written.start].strip(" ,"), words):
        return True  # `Foreign Affairs Council, 19 February 2024`
    rest = title[written.end :].strip(" .)]\n")
    before = title[: written.start]
    event = _EVENT.search(before) and not _IN_BRACKET.search(before)
    return not rest and not event and any(p.search(title) for _, p in words.title_types)


_TIED = 0.3
"""Two days whose weights are no further apart contradict each other."""
_FACED = ("printed", "date_class")
"""Clues that a reader of the page sees."""


def weigh_days(
    clues: Sequence[Clue], printed: Publication, weights: Mapping[str, float], *, month_first: bool
) -> Choice[datetime.date]:
    """The day of issue among what markup gives and what the text prints; a rival where two are alike in weight.

    month_first: figures such as 12/05/2024 have the month first, as the issuer's country writes them.
    """
    readings = [(clue, read_given_date(clue.words)) for clue in clues]
    fast = printed_days([given for clue, given in readings if clue.kind in _FACED or given.local])
    fast += [printed.day] if printed.day else []
    candidates = []
    for clue, given in readings:
        day = settle(given, fast, month_first=month_first)
        if day is not None and given.precision == "day":
            zone = ("local",) if given.local else ()
            candidates.append(Candidate(day, (clue.kind, *zone), clue.words))
    if printed.day:
        candidates.append(Candidate(printed.day, (f"text_{printed.source}",), printed.evidence or ""))
    return choose(candidates, weights, _TIED)
