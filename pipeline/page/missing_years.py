"""Missing years: the year of a day that stands without one, and the order of ambiguous figures, where a text settles them."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.text.calendar import WrittenDate, find_written_dates

Tally = tuple[int, int, int]
"""Votes in favour, against, abstentions."""

_MONTHS = "|".join(calendar.month_name[1:])
_WEEKDAY = re.compile(
    r"(?<!last )(?<!next )(?<!previous )(?<!following )\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    rf"(?!\s*,?\s+(?:\d|{_MONTHS}|next|last))"
)
_DAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_YEAR = re.compile(r"(?<![\d/.,-])(19[4-9]\d|20\d\d)(?![\d/]|-\d)")
_SESSION = re.compile(
    r"\b(?:(?P<a>\d{2})(?:st|nd|rd|th) (?:regular )?session of the (?:UN |United Nations )?General Assembly"
    r"|General Assembly(?:[’']s)?,? (?P<b>\d{2})(?:st|nd|rd|th) session)",
    re.IGNORECASE,
)
_LEAD = 1500
_SEARCHED = 20_000
"""Characters of a text that are searched for what settles a missing year."""


def infer_year(
    written: WrittenDate,
    text: str,
    at: int,
    tallies: Mapping[Tally, Sequence[datetime.date]],
    ahead: re.Pattern[str],
    updates: Sequence[datetime.date] = (),
) -> int | None:
    """The year of a day without one, where exactly one fits: a full date near it, a known vote, weekday and years, a session.

    at: where in the text the day's line begins. ahead: words of what is to come. updates: days on which a page says it was changed.
    """
    text = text[:_SEARCHED]
    weekday = written.weekday
    if weekday is None and (named := _WEEKDAY.search(text, at, at + _LEAD)):
        weekday = _DAYS.index(named[1])
    written_days = find_written_dates(text)
    full = [d for w in written_days if (d := w.date)]
    past = [d for w in written_days if (d := w.date) and not _is_ahead(text, w.start, w.end, ahead)]
    evidence = [_from_near_date(written, full), _from_updates(written, updates), _from_votes(written, text, tallies)]
    evidence.append(_from_weekday(written, weekday, _past_years(text, ahead), past))
    evidence.append(_from_session(written, weekday, text, ahead))
    years = {year for year in evidence if year is not None}
    return years.pop() if len(years) == 1 else None


def day_in(year: int, written: WrittenDate) -> datetime.date | None:
    """The day in a year, or None for 29 February in most."""
    try:
        return datetime.date(year, written.month, written.day)
    except ValueError:
        return None


def _is_ahead(text: str, start: int, end: int, ahead: re.Pattern[str]) -> bool:
    """Whether what stands between the two is only named for what is to come, by the words of its clause."""
    after = _CLAUSE.split(text[end : end + 18], maxsplit=1)[0]
    return bool(ahead.search(text, max(0, start - 12), start) or ahead.search(after))


_CLAUSE = re.compile(r"[,.;:]|\band\b|\bbut\b")


def _past_years(text: str, ahead: re.Pattern[str]) -> list[int]:
    return [int(m[1]) for m in _YEAR.finditer(text) if not _is_ahead(text, m.start(), m.end(), ahead)]


def _from_near_date(written: WrittenDate, full: Iterable[datetime.date]) -> int | None:
    """A full date of the text in the ten days before."""
    years = set()
    for other in full:
        for year in (other.year, other.year + 1):
            day = day_in(year, written)
            if day and 0 <= (day - other).days <= 10:
                years.add(year)
    return years.pop() if len(years) == 1 else None


def _from_updates(written: WrittenDate, updates: Iterable[datetime.date]) -> int | None:
    """A page that was changed in the month after."""
    years = {y for u in updates for y in (u.year - 1, u.year) if (d := day_in(y, written)) and 0 <= (u - d).days <= 31}
    return years.pop() if len(years) == 1 else None


def _from_weekday(
    written: WrittenDate, weekday: int | None, years: Sequence[int], past: Sequence[datetime.date]
) -> int | None:
    """The first year, from the latest one the text looks back on, in which the day falls on the weekday named.

    That year itself also where the text has a later day of it, which then is one to come; the weekday may be that of the day before.
    """
    if weekday is None or not years:
        return None
    latest = max(years)
    for back, passed in ((0, True), (0, False), (1, True)):
        for year in range(latest, latest + (3 if passed else 1)):
            day = day_in(year, written)
            if day is None or (day - datetime.timedelta(days=back)).weekday() != weekday:
                continue
            if not passed or all(day >= other for other in past):
                return year
    return None


def _from_session(written: WrittenDate, weekday: int | None, text: str, ahead: re.Pattern[str]) -> int | None:
    """The General Assembly's session n opens in September of the year 1945 + n."""
    sessions = {
        int(m["a"] or m["b"])
        for m in _SESSION.finditer(text)
        if not ahead.search(text, max(0, m.start() - 60), m.start())
    }
    if len(sessions) != 1:
        return None
    year = sessions.pop() + (1945 if written.month >= 9 else 1946)
    day = day_in(year, written)
    if day is None or (weekday is not None and weekday not in (day.weekday(), (day.weekday() - 1) % 7)):
        return None
    return year


def settle_order(written: WrittenDate, text: str) -> datetime.date | None:
    """Which of its figures is the day, by its weekday, by another date in figures, or by the days the text speaks of."""
    year = written.year or 0
    first, second = datetime.date(year, written.month, written.day), datetime.date(year, written.day, written.month)
    text = text[:_SEARCHED]
    if written.weekday is not None:
        fitting = [d for d in (first, second) if d.weekday() == written.weekday]
        return fitting[0] if len(fitting) == 1 else None
    day_first, month_first = _DAY_FIRST.search(text), _MONTH_FIRST.search(text)
    if bool(day_first) != bool(month_first):
        return first if day_first else second
    spoken = [
        d for w in find_written_dates(text) if not w.swappable and (d := day_in(year, w)) and w.year in (None, year)
    ]
    near = [c for c in (first, second) if any(0 <= (c - d).days <= 3 for d in spoken)]
    return near[0] if len(near) == 1 else None


_DAY_FIRST = re.compile(r"(?<![\d/])(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)?\d\d(?!\d)")
_MONTH_FIRST = re.compile(r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:1[3-9]|2\d|3[01])/(?:19|20)?\d\d(?!\d)")

_SENTENCE = re.compile(r"[^.!?\n]+")
_VOTING = re.compile(r"\b(?:vot\w+|favou?r|against|abst\w+)\b", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\d/.,-])\d{1,3}(?![\d/]|[.,]\d)|\b[a-z]+(?:-[a-z]+)?\b", re.IGNORECASE)


def find_known_votes(text: str, tallies: Mapping[Tally, Sequence[datetime.date]]) -> set[datetime.date]:
    """The days of known votes with the figures that a sentence of the text gives."""
    held: set[datetime.date] = set()
    for sentence in _SENTENCE.finditer(text) if tallies else ():
        if not _VOTING.search(sentence[0]):
            continue
        figures = [n for m in _FIGURE.finditer(sentence[0]) if (n := _number(m[0])) is not None]
        for triple in zip(figures, figures[1:], figures[2:], strict=False):
            held.update(tallies.get(triple, ()))
    return held


def _from_votes(written: WrittenDate, text: str, tallies: Mapping[Tally, Sequence[datetime.date]]) -> int | None:
    """A known vote with the text's figures, held in the ten days before."""
    years = set()
    for held in find_known_votes(text, tallies):
        for year in (held.year, held.year + 1):
            day = day_in(year, written)
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
