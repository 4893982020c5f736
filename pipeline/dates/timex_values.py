"""TIMEX3 values: written from days and periods, and read back as the days they can mean."""

from __future__ import annotations

import calendar
import datetime
import re

from pipeline.dates.calendar_arithmetic import Day, month_after

Bounds = tuple[Day, Day]
"""First and last day, both included."""

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""Season → first and last month; winter runs into the next year. Meteorological seasons of the northern half."""

_VALUE = re.compile(
    r"(?P<century>\d\d)$|(?P<decade>\d{3})$|(?P<year>\d{4})"
    r"(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)|W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?P<time>T.*)?$"
)


def month_value(year: int, month: int) -> str:
    """`2019-12`."""
    return f"{year:04d}-{month:02d}"


def week_value(day: Day) -> str:
    """The ISO week of a day: `2019-W50`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_value(year: int, quarter: int) -> str:
    """The quarter `quarter` counted from the first of `year`, also below 1 and above 4: (2019, 0) is `2018-Q4`."""
    index = year * 4 + quarter - 1
    return f"{index // 4:04d}-Q{index % 4 + 1}"


def value_at(day: Day, unit: str) -> str:
    """The value of the period of a unit (D W WE M Q Y E C) that holds a day."""
    if unit == "W":
        return week_value(day)
    if unit == "WE":
        return week_value(day) + "-WE"
    if unit == "M":
        return month_value(day.year, day.month)
    if unit == "Q":
        return quarter_value(day.year, (day.month + 2) // 3)
    length = {"Y": 4, "E": 3, "C": 2}.get(unit)
    return day.isoformat() if length is None else f"{day.year:04d}"[:length]


def precision_of(value: str | None) -> str | None:
    """day, week, month, quarter, half, season, year, decade, century or minute; None for what is no date."""
    parts = _VALUE.match(value.replace("XXXX", "2000")) if value else None
    if parts is None:
        return None
    if parts["time"]:
        return "minute" if ":" in parts["time"] else "day"
    names = ("day", "month", "week", "quarter", "half", "season", "year", "decade", "century")
    return next(name for name in names if parts[name])


def bounds_of(value: str | None, mod: str | None = None) -> Bounds | None:
    """The first and the last day a value can mean, narrowed to a third by START, MID and END; None for what is no date."""
    parts = _VALUE.match(value) if value else None
    if parts is None:
        return None
    try:
        whole = _whole(parts)
    except ValueError:
        return None
    if whole is None or mod not in ("START", "MID", "END"):
        return whole
    first, last = whole
    length = (last - first).days + 1
    if length < 7:
        return whole
    place = ("START", "MID", "END").index(mod)
    # Thirds, at least, and never less than a day.
    return (
        first + datetime.timedelta(days=length * place // 3),
        first + datetime.timedelta(days=length * (place + 1) // 3 - 1),
    )


def _months(year: int, first: int, last: int) -> Bounds:
    year_end, month_end = month_after(year, 1, last - 1)
    return Day(year, first, 1), Day(year_end, month_end, calendar.monthrange(year_end, month_end)[1])


def _whole(parts: re.Match[str]) -> Bounds | None:
    """Bounds of a value; raises ValueError for days and weeks that do not exist."""
    if parts["century"] or parts["decade"]:
        digits = parts["century"] or parts["decade"]
        start = int(digits.ljust(4, "0"))
        return (Day(start, 1, 1), Day(start + 10 ** (4 - len(digits)) - 1, 12, 31)) if start else None
    year = int(parts["year"])
    if parts["day"]:
        day = Day(year, int(parts["month"]), int(parts["day"]))
        return day, day
    if parts["month"]:
        return _months(year, int(parts["month"]), int(parts["month"]))
    if parts["week"]:
        monday = Day.fromisocalendar(year, int(parts["week"]), 1)
        return (monday + datetime.timedelta(days=5 if parts["weekend"] else 0)), monday + datetime.timedelta(days=6)
    if parts["quarter"]:
        return _months(year, int(parts["quarter"]) * 3 - 2, int(parts["quarter"]) * 3)
    if parts["half"]:
        return _months(year, int(parts["half"]) * 6 - 5, int(parts["half"]) * 6)
    if parts["season"]:
        return _months(year, *_SEASON_MONTHS[parts["season"]])
    return _months(year, 1, 12)
