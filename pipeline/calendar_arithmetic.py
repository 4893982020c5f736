"""Calendar arithmetic: TIMEX3 values from days and months, and the days a value can mean."""

from __future__ import annotations

import calendar
import datetime
import re

Day = datetime.date
Bounds = tuple[Day, Day]
"""First and last day, both included."""

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""Season → first and last month; winter runs into the next year. Meteorological seasons of the northern half."""

_VALUE = re.compile(
    r"(?P<century>\d\d)$|(?P<decade>\d{3})$|(?P<year>\d{4})"
    r"(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)|W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?P<time>T.*)?$"
)


def month_after(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month `count` months after a month; negative counts go back."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


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


def safe_day(year: int, month: int, day: int) -> Day | None:
    """That day, or None where the calendar has none."""
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def add_days(day: Day, count: int) -> Day | None:
    """The day `count` days after a day, or None beyond the calendar's ends."""
    try:
        return day + datetime.timedelta(days=count)
    except OverflowError:
        return None


def shift(day: Day, unit: str, count: int) -> Day | None:
    """A day moved by `count` units (D W F M Q Y E C); the last day of a shorter month where the day is missing."""
    if unit in ("D", "W", "F"):
        return add_days(day, count * {"D": 1, "W": 7, "F": 14}[unit])
    year, month = month_after(day.year, day.month, count * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit])
    if not 1 <= year <= 9999:
        return None
    return Day(year, month, min(day.day, calendar.monthrange(year, month)[1]))


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


def easter(year: int) -> Day:
    """Easter Sunday of the western churches (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return Day(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> Day:
    """The `nth` weekday (1 Monday … 7 Sunday) of a month; -1 is the last one."""
    if nth < 0:
        last = Day(year, month, calendar.monthrange(year, month)[1])
        return last - datetime.timedelta(days=(last.isoweekday() - weekday) % 7)
    first = Day(year, month, 1)
    return first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


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
        return _months(year, *SEASON_MONTHS[parts["season"]])
    return _months(year, 1, 12)
