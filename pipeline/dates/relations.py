"""Periods by their place before or after the release or the date spoken of: last week, two years ago."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from pipeline.dates.calendar_arithmetic import Day, add_days, safe_day, shift
from pipeline.dates.context import Meaning, Memory
from pipeline.dates.days import resolve_day
from pipeline.dates.durations import duration_value, unit_code
from pipeline.dates.grammar import Expression
from pipeline.dates.parts import AIMED, LEANING, Tense, mod_of
from pipeline.dates.periods import current_quarter
from pipeline.dates.timex_values import bounds_of, value_at

_HOLES = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX", "Q": "XXXX-QX", "WE": "XXXX-WXX-WE"}
"""What stays of a period whose place is unknown."""


def _relative(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    unit, direction = e.fields["unit"], e.fields["dir"]
    mod = mod_of(e)
    if unit in ("P", "Q") and direction in ("latest", "the", "that", "same"):
        quarter, anchor = current_quarter(e, memory)
        return Meaning("DATE", quarter, mod, anchor)
    if unit != "P" and _is_span(e, unit):
        return _one_long(unit, direction, mod, memory)
    base, anchor = memory.published, "published" if memory.published else "none"
    leaning = any(token.text.lower() in LEANING for token in e.tokens)
    if leaning or direction in ("that", "same"):
        base, anchor = _spoken(unit, memory)
        if unit == "D" and base and memory.published and base > memory.published and tense() == "past":
            base = Day.fromisoformat(memory.past_day) if memory.past_day else memory.published
    if direction == "the" and unit in ("M", "Y") and (told := memory.told_day(e)):
        base, anchor = told, "previous"
    if base is None and memory.narrated and unit == "Y":
        base, anchor = memory.narrated, "previous"
    if base is None:
        return Meaning("DATE", _HOLES.get(unit), mod, "none")
    step = {"last": -1, "next": 1}.get(direction, 0)
    if unit == "W" and direction == "this" and base.isoweekday() == _SUNDAY and tense(AIMED) in ("future", "open"):
        step = 1
    if unit == "WE":
        return _weekend(base, direction, tense, mod)
    day = shift(base, "D" if unit == "D" else unit, step)
    if day is None:
        return None
    value = value_at(day, unit)
    if unit == "Y" and e.fields.get("partof") == "END":
        value, mod = value + "-12", "END"
    return Meaning("DATE", value, mod, anchor)


_SUNDAY = 7
"""On a Sunday `this week` is the one that begins, where something is still to be done in it."""


def _spoken(unit: str, memory: Memory) -> tuple[Day | None, str]:
    """The date spoken of that is at least as fine as a unit, or the release's day."""
    fine = {"D": memory.day, "W": memory.week or memory.day, "WE": memory.day}.get(unit, memory.value)
    bounds = bounds_of(fine)
    length = {"D": 1, "W": 7, "WE": 1, "M": 31, "Q": 92, "Y": 366}.get(unit, 40_000)
    if bounds and (bounds[1] - bounds[0]).days < length:
        return bounds[0], "previous"
    return memory.published, "published" if memory.published else "none"


def _one_long(unit: str, direction: str, mod: str | None, memory: Memory) -> Meaning:
    """A duration of one unit that ends or begins with the release."""
    value, published = duration_value("1", unit), memory.published
    other = shift(published, unit, -1 if direction == "last" else 1) if published and unit != "WE" else None
    if published is None or other is None:
        return Meaning("DURATION", value, mod, "none")
    return Meaning("DURATION", value, mod, "published", (min(other, published), max(other, published)))


def _is_span(e: Expression, unit: str) -> bool:
    """`over the past week` is as long as a week; `last week` is one."""
    words = [token.text.lower() for token in e.tokens]
    if (words[0] != "the" and words[0] != "past") or len(words) > 3 or not {"past", "last", "next"} & set(words):
        return False
    led = bool(e.before) and e.before[-1].text.lower() in ("over", "for", "during", "within", "throughout")
    return led or ("past" in words and unit not in ("Y", "D", "WE", "Q")) or unit == "E"


def _weekend(base: Day, direction: str, tense: Tense, mod: str | None) -> Meaning:
    step = {"last": -7, "next": 7}.get(direction, 0)
    if direction in ("the", "this") and base.isoweekday() < 5 and tense() != "future":
        step = -7
    if direction == "last" and base.isoweekday() > 5:
        step = -7
    day = add_days(base, step) or base
    return Meaning("DATE", value_at(day, "WE"), mod, "published")


def _distance(e: Expression, memory: Memory, _tense: Tense) -> Meaning | None:
    """N units before the release (`ago`) or before and after the date spoken of (`earlier`, `later`)."""
    unit, way, count = unit_code(e.fields["unit"]), e.fields["way"], e.fields["n"]
    approx = e.fields.get("approx")
    if count == "X" or "high" in e.fields:
        return Meaning(
            "DATE",
            "PAST_REF" if way in ("ago", "earlier") else "FUTURE_REF",
            approx,
            "published" if memory.published else "none",
        )
    number = float(count) * (2 if unit == "F" else 1)
    if "today" in e.fields and memory.published:
        day = shift(memory.published, unit, -int(number // (2 if unit == "F" else 1)))
        return Meaning("DATE", day.isoformat(), approx, "published") if day else None
    if way == "later" and e.before and e.before[-1].text.lower() == "now" and memory.published:
        # `it is now 20 years later`
        grain = {"F": "D", "E": "Y", "C": "Y"}.get(unit, unit)
        return Meaning("DATE", value_at(memory.published, grain), approx, "published")
    if (
        unit == "Y"
        and number == 1
        and way in ("ago", "earlier")
        and memory.quarter
        and not memory.whole_years
        and memory.near(e, 1200)
    ):
        return Meaning("DATE", f"{int(memory.quarter[:4]) - 1}{memory.quarter[4:]}", approx, "previous")
    if way == "hence" or (way == "later" and e.tokens[-1].text.lower().endswith("now")):
        base, anchor, fine = memory.published, "published" if memory.published else "none", "day"
    else:
        base, anchor, fine = _distance_base(way, unit, memory)
    if base is None:
        return Meaning("DATE", None, approx, "none")
    return _moved(base, unit, number if way in ("later", "hence") else -number, approx, anchor, fine)


def _distance_base(way: str, unit: str, memory: Memory) -> tuple[Day | None, str, str]:
    """The day a distance is counted from: of days and weeks, the last day spoken of, as no month is so fine."""
    if way != "ago" and unit in ("D", "W", "F") and memory.value and len(memory.value) < 10 and memory.day:
        return Day.fromisoformat(memory.day), "previous", "day"
    if way == "ago" or not memory.value:
        return memory.published, "published" if memory.published else "none", "day"
    spoken = bounds_of(memory.value)
    if spoken is None:
        return memory.published, "published", "day"
    return spoken[0], "previous", "day" if len(memory.value) >= 10 else "month" if len(memory.value) == 7 else "year"


def _moved(base: Day, unit: str, number: float, approx: str | None, anchor: str, _fine: str) -> Meaning | None:
    if unit in ("S", "TM", "TH"):
        return Meaning("TIME", None, approx, anchor)
    if number != int(number):
        unit, number = {"Y": ("M", number * 12), "E": ("Y", number * 10), "C": ("Y", number * 100)}.get(
            unit, (unit, int(number))
        )
    if unit == "L":
        return Meaning("DATE", "PAST_REF", approx, anchor)
    whole = int(number)
    day = shift(base, unit, whole if unit != "F" else whole // 2)
    if day is None:
        return None
    # One or two weeks are counted to the day; more are round.
    grain = {"F": "D", "W": "D" if abs(whole) <= 2 else "W", "E": "Y", "C": "Y"}.get(unit, unit)
    return Meaning("DATE", value_at(day, grain), approx, anchor)


def _ended(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    if e.fields["unit"] == "Y":
        return Meaning("DURATION", "P1Y")
    if "month" not in e.fields or memory.published is None:
        quarter, anchor = current_quarter(e, memory)
        return Meaning("DATE", quarter, None, anchor)
    day = resolve_day(e, memory, tense)
    if day is None or day.value is None or day.value.startswith("X"):
        return Meaning("DATE", None, None, "none")
    end = Day.fromisoformat(day.value)
    # Company quarters may end a few days into the next month.
    return Meaning("DATE", value_at(end - datetime.timedelta(days=10), "Q"), None, day.anchor)


def _this_day(e: Expression, memory: Memory, _tense: Tense) -> Meaning | None:
    """`on this day in 1991`: the day and month of the release in that year."""
    published = memory.published
    day = safe_day(int(e.fields["year"]), published.month, published.day) if published else None
    return Meaning("DATE", day.isoformat(), None, "published") if day else Meaning("DATE", e.fields["year"])


RELATIONS: dict[str, Callable[[Expression, Memory, Tense], Meaning | None]] = {
    "relative": _relative,
    "distance": _distance,
    "ended": _ended,
    "this-day": _this_day,
}
"""Kind of expression → what it stands for."""
