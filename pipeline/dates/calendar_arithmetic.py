"""Calendar arithmetic: days and months moved, movable feasts, the n-th weekday of a month."""

from __future__ import annotations

import calendar
import datetime

Day = datetime.date


def month_after(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month `count` months after a month; negative counts go back."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


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
    """A day moved by `count` units (D W WE F M Q Y E C); the last day of a shorter month where the day is missing."""
    if unit in ("D", "W", "WE", "F"):
        return add_days(day, count * {"D": 1, "W": 7, "WE": 7, "F": 14}[unit])
    year, month = month_after(day.year, day.month, count * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit])
    if not 1 <= year <= 9999:
        return None
    return Day(year, month, min(day.day, calendar.monthrange(year, month)[1]))


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
