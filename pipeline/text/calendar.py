"""Written days: the calendar days that a line of text names, in words or in figures."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

_NAMES = [*calendar.month_name[1:], *calendar.month_abbr[1:], "Sept"]
_MONTHS = {name.casefold(): number % 12 + 1 for number, name in enumerate(_NAMES[:24])} | {"sept": 9}
_MONTH = "(?P<month>" + "|".join(sorted(_NAMES, key=len, reverse=True)) + r")\b\.?"
MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
"""First three letters of a month → its number."""
WEEKDAYS = tuple(calendar.day_name)
"""Names of the weekdays, Monday first."""
ANY_MONTH = "(?:" + "|".join(sorted(_NAMES, key=len, reverse=True)) + ")"
_WEEKDAYS = [*calendar.day_name, *calendar.day_abbr, "Tues", "Wednes", "Thur", "Thurs"]
WEEKDAY = "(?:" + "|".join(sorted(_WEEKDAYS, key=len, reverse=True)) + r")\b\.?"
# A year ends before anything that is no digit, or before a time that a page template glued to it: 201816:50.
_YEAR = r"(?P<year>(?:19|20)\d\d)(?=\D|$|\d{1,2}[:.]\d\d)"
_DAY = r"(?<![\d.,:/])(?P<day>0?[1-9]|[12]\d|3[01])"
# The first end of a range (14-16 May) is no day of issue.
_NO_RANGE = r"(?!\s*[-–—/]\s*\d{1,2}(?!\w|[.:]\d))"
_DATES = (
    re.compile(
        rf"{_DAY}(?:st|nd|rd|th)?(?:\s+of)?(?:\s+|-|/|\.\s*){_MONTH}(?:,?[\s/-]*(?:B\.?E\.? 25\d\d \()?{_YEAR})?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![^\W\d_]){_MONTH}\s*(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th)?{_NO_RANGE}(?:(?:,|\s|\.)\s*{_YEAR})?",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![\d./-]){_YEAR},?\s+{_MONTH}\s+(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)", re.IGNORECASE),
    re.compile(rf"{_DAY}(?P<sep>[./-])(?P<number>0?[1-9]|1[0-2])(?P=sep){_YEAR}"),
    re.compile(
        r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<sep>[./-])(?P<number>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
    ),
    re.compile(r"(?<![\d./-])(?P<number>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/(?P<year>(?:19|20)\d\d)(?!\d)"),
)
_SHORT_YEAR = re.compile(rf"{_DAY}\s+{_MONTH}\s+[’']?(?P<short>\d\d)(?=\))", re.IGNORECASE)
"""A day at the end of a bracket, with two figures for its year: `(Paris, 3 Oct. 25)`."""
_SHORT_FIGURES = re.compile(
    rf"^{_DAY}\.(?P<number>0?[1-9]|1[0-2])\.(?P<short>\d\d)(?=\s+\d{{1,2}}[:.]\d\d)", re.MULTILINE
)
"""A day in figures with two for its year on top of a page, before an hour: `06.03.24 13:15`."""
_LEADING_WEEKDAY = re.compile(rf"{WEEKDAY}[,\s]+(?:the\s+)?$", re.IGNORECASE)


_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day as a line gives it: `year` is None where the line does not say it, `weekday` 0 for Monday."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: int | None = None
    swappable: bool = False
    """Day and month may stand the other way round: 03/04/2020."""

    @property
    def date(self) -> datetime.date | None:
        """The day, or None without a year or where nobody can tell day from month."""
        return None if self.year is None or self.swappable else datetime.date(self.year, self.month, self.day)


def find_written_dates(text: str) -> list[WrittenDate]:
    """The days a line names, in order, each with the weekday before it."""
    if not _DIGIT.search(text):
        return []
    return list(_remembered(text)) if len(text) <= _LINE else _find(text)


_LINE = 300
"""Lines up to this length are looked at by several judges: what they hold is remembered for a while."""


@lru_cache(maxsize=2048)
def _remembered(text: str) -> tuple[WrittenDate, ...]:
    return tuple(_find(text))


def _find(text: str) -> list[WrittenDate]:
    found: list[WrittenDate] = []
    taken = bytearray(len(text))
    for pattern in (_SHORT_YEAR, _SHORT_FIGURES, *_DATES):
        for match in pattern.finditer(text):
            written = _written(text, match)
            if written and not taken[written.start] and not taken[written.end - 1]:
                found.append(written)
                taken[written.start : written.end] = b"\1" * (written.end - written.start)
    return sorted(found, key=lambda w: w.start)


def _written(text: str, match: re.Match[str]) -> WrittenDate | None:
    groups = match.groupdict()
    name = groups.get("month")
    month = _MONTHS[name.casefold()] if name else int(groups["number"])
    day, year = int(groups["day"]), int(groups["year"]) if groups.get("year") else None
    if short := groups.get("short"):
        year = 2000 + int(short)
    swappable = (
        groups.get("sep") == "/" and max(day, month) <= 12 and day != month and match.start("year") > match.start("day")
    )
    if day > calendar.monthrange(year or 2000, month)[1]:
        return None
    start, weekday = match.start(), None
    before = _LEADING_WEEKDAY.search(text, max(0, start - 20), start)
    if before:
        start = before.start()
        weekday = [n.casefold()[:3] for n in calendar.day_name].index(before[0].casefold()[:3])
    return WrittenDate(start, match.end(), year, month, day, weekday, swappable)
