"""Publication dates: the day a text was issued, with the words that say so; a missing year only where the text settles it."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache

from pipeline.datelines import WrittenDate, find_written_dates
from pipeline.header_words import HeaderWords
from pipeline.tables import Segment


@dataclass(frozen=True, slots=True)
class Publication:
    """When a text was issued. `precision` is day, month, year, or month-day where the year is unknown and `day` is None."""

    day: datetime.date | None = None
    precision: str | None = None
    source: str | None = None
    evidence: str | None = None


Tally = tuple[int, int, int]
"""Votes in favour, against, abstentions."""

_ISO = re.compile(r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)")
_MONTH = re.compile(r"\s*((?:19|20)\d\d)(?:[-/.](\d\d?))?\s*$")


@lru_cache(maxsize=4096)
def read_given_date(value: str) -> tuple[datetime.date | None, str | None]:
    """The day that a sidecar or a page's markup gives, and its precision: ISO 8601 and its compact form, RFC 2822, words."""
    value = value.strip()
    try:
        if match := _ISO.match(value):
            return datetime.date(int(match[1]), int(match[2]), int(match[3])), "day"
        if match := _MONTH.match(value):
            return datetime.date(int(match[1]), int(match[2] or 1), 1), "month" if match[2] else "year"
    except ValueError:
        return None, None
    for written in find_written_dates(value):
        if written.date:
            return written.date, "day"
    return _read_free_form(value)


def _read_free_form(value: str) -> tuple[datetime.date | None, str | None]:
    """A date in another notation or language, by the standard library, then by dateparser."""
    try:
        return parsedate_to_datetime(value).date(), "day"
    except (ValueError, TypeError, IndexError):
        pass
    if len(value) > 60 or not any(c.isdigit() for c in value):
        return None, None
    import dateparser  # Slow to import and to run: only what no reader above understood comes here.

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY", "PARSERS": ["absolute-time"]}
    found = dateparser.parse(
        value, languages=["en", "fr", "es", "ru", "de", "pt", "it", "tr", "ar", "uk"], settings=settings
    )
    return (found.date(), "day") if found else (None, None)


def find_publication(
    text: str, segments: Sequence[Segment], words: HeaderWords, tallies: Mapping[Tally, Sequence[datetime.date]]
) -> Publication:
    """The day a text was issued: a header's, else a dateline's, a byline's, the foot's, the headline's; else nothing.

    tallies: known votes → their days. They, weekdays and sessions give a dateline its missing year.
    """
    found = _written(text, segments, words)
    full = [c for c in found if c[2].date]
    if full:
        chosen = _choose(full)
        return Publication(
            chosen[2].date, "day", _SOURCE[chosen[0]], text[chosen[1] + chosen[2].start : chosen[1] + chosen[2].end]
        )
    for role, at, written in found:
        if role in ("dateline", "foot", "date", "byline"):
            evidence = text[at + written.start : at + written.end]
            year = infer_year(written, text, at, tallies)
            if year is not None:
                day = datetime.date(year, written.month, written.day)
                return Publication(day, "day", "inferred", evidence)
            return Publication(None, "month-day", _SOURCE[role], evidence)
    return Publication()


_SOURCE = {
    "date": "header",
    "dateline": "dateline",
    "byline": "byline",
    "foot": "dateline",
    "source": "header",
    "title": "header",
}
_Found = tuple[str, int, WrittenDate]


def _written(text: str, segments: Sequence[Segment], words: HeaderWords) -> list[_Found]:
    """The days that lines around the body give: kind, offset of the segment, and the day."""
    found: list[_Found] = []
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
        found += [(kind, segment.start, d) for d in dates if not words.other_label.search(line[: d.start])][:1]
    return found


def _choose(full: Sequence[_Found]) -> _Found:
    """The best of several days: the header's, unless it looks like a page's clock and a dateline says another one."""
    ranked = sorted(full, key=lambda c: _RANK[c[0]])
    first = ranked[0]
    others = [c for c in ranked[1:] if c[0] in ("dateline", "foot")]
    if first[0] == "date" and first[2].weekday is not None and first[1] < 40 and others:
        days = [abs((c[2].date - first[2].date).days) for c in others if c[2].date and first[2].date]
        if days and min(days) > _CLOCK_DAYS:
            return others[0]
    return first


_RANK = {"date": 0, "byline": 1, "dateline": 2, "source": 3, "foot": 4, "title": 5}
_CLOCK_DAYS = 3
"""A page's first line that dates it by a weekday and differs from the dateline by more days than this is a clock."""

_EVENT = re.compile(
    r"\b(?:anniversary|commemorat|remembrance|victims of|events? of|agreement of|treaty of|resolution of|since|until|from|by|between)\b",
    re.I,
)


def _dates_itself(title: str, written: WrittenDate, words: HeaderWords) -> bool:
    """Whether a headline gives its own day: a briefing's or a statement's, at its end."""
    if _NUMBERED.fullmatch(title[: written.start].strip()):
        return True
    rest = title[written.end :].strip(" .)\n")
    return not rest and not _EVENT.search(title[: written.start]) and any(p.search(title) for _, p in words.title_types)


_MONTHS = "|".join(calendar.month_name[1:])
_NUMBERED = re.compile(r"(?:QA-?)?(?:No|Nr|№)?\s*[:.]?\s*[\d/-]+\s*,?", re.IGNORECASE)
"""What stands before the day in a numbered headline: `No: 34, 6 March 2024, Statement on …`."""

_WEEKDAY = re.compile(
    r"(?<!last )(?<!next )(?<!previous )(?<!following )\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    rf"(?!\s*,?\s+(?:\d|{_MONTHS}|next|last))"
)
_DAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_YEAR = re.compile(r"(?<![\d/.,-])(19[4-9]\d|20\d\d)(?![\d/]|-\d)")
_FUTURE = re.compile(
    r"\b(?:by|until|till|through|before|to|towards?|beyond|agenda|vision|strategy|horizon|will|would|could|may|might|shall|expect\w*|plan\w*|scheduled"
    r"|forecast|looks?|likely|target\w*|next|upcoming|future|goals?)\b",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"\b(?:(?P<a>\d{2})(?:st|nd|rd|th) (?:regular )?session of the (?:UN |United Nations )?General Assembly"
    r"|General Assembly(?:[’']s)?,? (?P<b>\d{2})(?:st|nd|rd|th) session)",
    re.IGNORECASE,
)
_LEAD = 1500
_SEARCHED = 20_000
"""Characters of a text that are searched for what settles a missing year."""


def infer_year(
    written: WrittenDate, text: str, at: int, tallies: Mapping[Tally, Sequence[datetime.date]]
) -> int | None:
    """The year of a day without one, where exactly one fits: a full date near it, a known vote, weekday and years, a session.

    at: where in the text the day's line begins.
    """
    text = text[:_SEARCHED]
    weekday = written.weekday
    if weekday is None and (named := _WEEKDAY.search(text, at, at + _LEAD)):
        weekday = _DAYS.index(named[1])
    written_days = find_written_dates(text)
    full = [d for w in written_days if (d := w.date)]
    past = [d for w in written_days if (d := w.date) and not _is_ahead(text, w.start, w.end)]
    evidence = [_from_near_date(written, full), _from_votes(written, text, tallies)]
    evidence.append(_from_weekday(written, weekday, _past_years(text), past))
    evidence.append(_from_session(written, weekday, text))
    years = {year for year in evidence if year is not None}
    return years.pop() if len(years) == 1 else None


def _day(year: int, written: WrittenDate) -> datetime.date | None:
    try:
        return datetime.date(year, written.month, written.day)
    except ValueError:
        return None


def _is_ahead(text: str, start: int, end: int) -> bool:
    """Whether what stands between the two is only named for what is to come, by the words of its clause."""
    after = _CLAUSE.split(text[end : end + 18], maxsplit=1)[0]
    return bool(_FUTURE.search(text, max(0, start - 12), start) or _FUTURE.search(after))


_CLAUSE = re.compile(r"[,.;:]|\band\b|\bbut\b")


def _past_years(text: str) -> list[int]:
    return [int(m[1]) for m in _YEAR.finditer(text) if not _is_ahead(text, m.start(), m.end())]


def _from_near_date(written: WrittenDate, full: Iterable[datetime.date]) -> int | None:
    """A full date of the text in the ten days before."""
    years = set()
    for other in full:
        for year in (other.year, other.year + 1):
            day = _day(year, written)
            if day and 0 <= (day - other).days <= 10:
                years.add(year)
    return years.pop() if len(years) == 1 else None


def _from_weekday(
    written: WrittenDate, weekday: int | None, years: Sequence[int], past: Sequence[datetime.date]
) -> int | None:
    """The first year, from the latest one the text looks back on, in which the day falls on the weekday named."""
    if weekday is None or not years:
        return None
    for back in (0, 1):
        for year in range(max(years), max(years) + 3):
            day = _day(year, written)
            if day and all(day >= d for d in past) and (day - datetime.timedelta(days=back)).weekday() == weekday:
                return year
    return None


def _from_session(written: WrittenDate, weekday: int | None, text: str) -> int | None:
    """The General Assembly's session n opens in September of the year 1945 + n."""
    sessions = {
        int(m["a"] or m["b"])
        for m in _SESSION.finditer(text)
        if not _FUTURE.search(text, max(0, m.start() - 60), m.start())
    }
    if len(sessions) != 1:
        return None
    year = sessions.pop() + (1945 if written.month >= 9 else 1946)
    day = _day(year, written)
    if day is None or (weekday is not None and weekday not in (day.weekday(), (day.weekday() - 1) % 7)):
        return None
    return year


_VOTING = re.compile(r"[^.!?\n]*\b(?:vot\w+|favou?r|against|abst\w+)\b[^.!?\n]*", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\d/.,-])\d{1,3}(?![\d/]|[.,]\d)|\b[a-z]+(?:-[a-z]+)?\b", re.IGNORECASE)


def find_known_votes(text: str, tallies: Mapping[Tally, Sequence[datetime.date]]) -> set[datetime.date]:
    """The days of known votes with the figures that a sentence of the text gives."""
    held: set[datetime.date] = set()
    for sentence in _VOTING.finditer(text) if tallies else ():
        figures = [n for m in _FIGURE.finditer(sentence[0]) if (n := _number(m[0])) is not None]
        for triple in zip(figures, figures[1:], figures[2:], strict=False):
            held.update(tallies.get(triple, ()))
    return held


def _from_votes(written: WrittenDate, text: str, tallies: Mapping[Tally, Sequence[datetime.date]]) -> int | None:
    """A known vote with the text's figures, held in the ten days before."""
    years = set()
    for held in find_known_votes(text, tallies):
        for year in (held.year, held.year + 1):
            day = _day(year, written)
            if day and 0 <= (day - held).days <= 10:
                years.add(year)
    return years.pop() if len(years) == 1 else None


_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _number(word: str) -> int | None:
    """A whole number below a thousand in figures, or below a hundred in words; none is 0."""
    if word.isdigit():
        return int(word)
    tens, _, ones = word.casefold().partition("-")
    if tens in _TENS:
        return 20 + 10 * _TENS.index(tens) + (_ONES.index(ones) if ones in _ONES[1:10] else 0)
    if tens in ("none", "no"):
        return 0 if tens == "none" else None
    return _ONES.index(tens) if tens in _ONES and not ones else None
