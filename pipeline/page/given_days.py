"""Days that a sidecar or markup gives: read, refused where nobody issued a text on them, and weighed against printed ones."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache

from pipeline.text.calendar import WrittenDate, find_written_dates

_ISO = re.compile(r"\s*([12]\d{3})-?(\d\d)-?(\d\d)(?!\d)")
_MONTH = re.compile(r"\s*((?:19|20)\d\d)(?:[-/.](\d\d?))?\s*$")
_EPOCH = re.compile(r"\s*(\d{9,10})(?:\d{3})?\s*$")
_UTC = re.compile(r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]00:?00|GMT|UTC)\s*$")
_OFFSET = re.compile(r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*[+-](?!00:?00)\d\d:?\d\d\s*$")
_PLACEHOLDERS = frozenset((datetime.date(1970, 1, 1), datetime.date(1900, 1, 1)))
_FIRST_YEAR = 1850
_LAST_YEAR = 2040
"""No clock decides a row: later years are those of other calendars, or slips."""


@dataclass(frozen=True, slots=True)
class GivenDay:
    """What words give: the possible days, one unless day and month can be swapped; day, month or year as precision."""

    days: tuple[datetime.date, ...] = ()
    precision: str | None = None
    utc: bool = False
    """A time of day by universal time, whose day may not be the one printed."""
    local: bool = False
    """A time of day with the offset of its place."""


@lru_cache(maxsize=4096)
def read_given_date(value: str) -> GivenDay:
    """The day of ISO 8601 and its compact form, RFC 2822, seconds since 1970, or words; none where it is impossible."""
    value = value.strip()
    utc, local = bool(_UTC.search(value)), bool(_OFFSET.search(value))
    days, precision = _read(value)
    return GivenDay(tuple(day for day in days if is_plausible(day)), precision if days else None, utc, local)


def is_plausible(day: datetime.date) -> bool:
    """Whether a text can have been issued on a day: no placeholder, no other calendar, not in the future."""
    return _FIRST_YEAR <= day.year <= _LAST_YEAR and day not in _PLACEHOLDERS


def _read(value: str) -> tuple[tuple[datetime.date, ...], str | None]:
    try:
        if match := _EPOCH.match(value):
            return (datetime.datetime.fromtimestamp(int(match[1]), datetime.UTC).date(),), "day"
        if match := _ISO.match(value):
            return (datetime.date(int(match[1]), int(match[2]), int(match[3])),), "day"
        if match := _MONTH.match(value):
            return (datetime.date(int(match[1]), int(match[2] or 1), 1),), "month" if match[2] else "year"
    except ValueError:
        return (), None
    for written in find_written_dates(value):
        if written.date:
            return (written.date,), "day"
        if written.swappable and written.year:
            return tuple(_both_ways(written)), "day"
    return _read_free_form(value)


def _both_ways(written: WrittenDate) -> Iterator[datetime.date]:
    """The day with its figures read day first, then month first."""
    for day, month in ((written.day, written.month), (written.month, written.day)):
        if written.year and month <= 12:
            yield datetime.date(written.year, month, day)


def _read_free_form(value: str) -> tuple[tuple[datetime.date, ...], str | None]:
    """A date in another notation or language, by the standard library, then by dateparser."""
    try:
        return (parsedate_to_datetime(value).date(),), "day"
    except (ValueError, TypeError, IndexError):
        pass
    if len(value) > 60 or not any(c.isdigit() for c in value):
        return (), None
    import dateparser  # Slow to import and to run: only what no reader above understood comes here.

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "DMY", "PARSERS": ["absolute-time"]}
    found = dateparser.parse(
        value, languages=["en", "fr", "es", "ru", "de", "pt", "it", "tr", "ar", "uk"], settings=settings
    )
    return ((found.date(),), "day") if found else ((), None)


def settle(given: GivenDay, printed: Iterable[datetime.date], *, month_first: bool) -> datetime.date | None:
    """The one day meant: a printed one that fits, the day before or after it for a universal time; None when two are left."""
    near = sorted(printed)
    if fitting := [day for day in given.days if day in near]:
        return fitting[0]
    if given.utc and len(given.days) == 1:
        return next((day for day in near if abs((day - given.days[0]).days) == 1), given.days[0])
    if len(set(given.days)) > 1 and not month_first:
        return None
    return given.days[-1] if given.days else None


def printed_days(texts: Sequence[GivenDay]) -> list[datetime.date]:
    """The days that stand fast: by a local clock or without one, in words or in one order of figures."""
    return [given.days[0] for given in texts if len(given.days) == 1 and not given.utc and given.precision == "day"]
