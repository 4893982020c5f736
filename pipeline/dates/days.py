"""Days, months, weekdays and holidays, with the year or the week that the text leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.dates.calendar_arithmetic import Day, add_days, easter, month_after, nth_weekday, safe_day
from pipeline.dates.context import Meaning, Memory
from pipeline.dates.day_month_order import resolve_figures
from pipeline.dates.grammar import Expression
from pipeline.dates.parts import AHEAD, LEANING, OWNED, Tense, direction_year, explicit_year, mod_of
from pipeline.dates.timex_values import bounds_of, month_value, value_at
from pipeline.text.calendar import MONTHS, WEEKDAYS


def resolve_day(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    month, number = int(e.fields["month"]), int(e.fields["day"])
    if not 1 <= number <= 31:
        return None
    year, anchor = explicit_year(e), None
    if year is None and "nearest" in e.fields:
        year, anchor = _year_beside(e, month, number, memory), "published"
    elif year is None and "dir" in e.fields:
        year, anchor = direction_year(e, memory), "published"
    if year is None:
        year, anchor = _nearest_year(e, month, number, memory, tense)
    if year is None:
        return Meaning("DATE", f"XXXX-{month:02d}-{number:02d}", mod_of(e), "none")
    day = safe_day(year, month, number)
    if day is None:
        return None
    warning = None
    if "dow" in e.fields and int(e.fields["dow"]) != day.isoweekday():
        warning = f"{day.isoformat()} is a {WEEKDAYS[day.isoweekday() - 1]}, not a {WEEKDAYS[int(e.fields['dow']) - 1]}"
    return Meaning("DATE", day.isoformat(), mod_of(e), anchor, None, warning)


def _year_beside(e: Expression, month: int, number: int, memory: Memory) -> int | None:
    """The year of `last April 1` and `next April 5`: of the nearest such day before or after the release."""
    published = memory.published
    if published is None:
        return None
    days = [day for year in (-1, 0, 1) if (day := safe_day(published.year + year, month, number))]
    past = [day for day in days if day < published]
    near = past[-1:] if e.fields["dir"] == "last" else [day for day in days if day > published][:1]
    return near[0].year if near else None


def _nearest_year(
    e: Expression, month: int, number: int, memory: Memory, tense: Tense
) -> tuple[int | None, str | None]:
    """The year of a day without one: of the date just named, else the one that brings it nearest to the release."""
    named = memory.year_in_sentence(e)
    if named and (memory.published is None or (memory.published.year - named > 1 and tense() in ("past", None))):
        return named, "previous"
    published = memory.published or memory.narrated
    if published is None:
        return None, "none"
    led = e.before[-1].text.lower() if e.before else ""
    if led not in AHEAD and (told := memory.told_year(e, month)) and tense() in ("past", None):
        return told, "previous"
    if named and named > published.year and e.start - memory.year_at <= _APPOSITION and tense() != "past":
        return named, "previous"
    days = [day for year in (-1, 0, 1) if (day := safe_day(published.year + year, month, number))]
    if "dow" in e.fields:
        fitting = [day for day in days if day.isoweekday() == int(e.fields["dow"])]
        days = fitting or days
    if not days:
        return None, "none"
    days.sort(key=lambda day: abs((day - published).days))
    return _best_day(e, days, published, memory, tense).year, "published" if memory.published else "previous"


def _best_day(e: Expression, days: list[Day], published: Day, memory: Memory, tense: Tense) -> Day:
    """Of the days it can be, the nearest first, that of the words before it and, far from the release, of the tense."""
    best = days[0]
    gap = (best - published).days
    before = [token.text.lower() for token in e.before[-3:]]
    led = before[-1] if before else ""
    if led in ("ended", "since") and gap > 0:
        best = max((day for day in days if day <= published), default=best)
        gap = 0
    if before[-2:] == ["before", "the"] or before == ["ahead", "of", "the"]:
        return best if gap >= 0 else next((day for day in days if day >= published), best)
    # A third of a year off, the other side is nearly as likely.
    if len(days) > 1 and led not in AHEAD and (abs(gap) > 120 or (gap > 60 and tense(_CLOSE) == "past")):
        direction = tense()
        level = abs((days[1] - published).days) - abs(gap) < 60
        starts = direction == "present" and led == "on" and _STARTS.search(memory.text, max(0, e.start - 40), e.start)
        ahead = direction == "future" or (direction == "present" and level) or bool(starts)
        if (direction == "past" and gap > 0) or (ahead and gap < 0):
            return days[1]
    return best


_APPOSITION = 40
"""A day at most so many characters after a year to come is of it: `in early 2031, on 12 February`."""
_CLOSE = 5
"""Heads up to a verb that still tells of a day itself: `the incident of 19 March … answered`."""
_STARTS = re.compile(
    r"\b(?:starts?|begins?|opens?|ends?|expires?|resumes?|takes? (?:effect|office|over)|(?:comes?|enters?) into (?:force|effect)"
    r"|kicks? off|closes?)(?: again| anew)? on $",
    re.IGNORECASE,
)
"""Verbs whose present tense before a day is that of a timetable."""


def _ordinal_day(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    """`on the 12th`: of the month spoken of, else the nearest such day; `the 1st of last month`."""
    number, published, direction = int(e.fields["day"]), memory.published, e.fields.get("dir")
    if not 1 <= number <= 31:
        return None
    if direction in _STEPS and published:
        year, month = month_after(published.year, published.month, _STEPS[direction])
        day = safe_day(year, month, number)
        return Meaning("DATE", day.isoformat(), None, "published") if day else None
    if memory.day and memory.near(e):
        day = safe_day(int(memory.day[:4]), int(memory.day[5:7]), number)
        return Meaning("DATE", day.isoformat(), None, "previous") if day else None
    day = _nearest_day_of_month(e, number, published, tense) if published else None
    return Meaning("DATE", day.isoformat(), None, "published") if day else None


_STEPS = {"last": -1, "this": 0, "current": 0, "next": 1}


def _nearest_day_of_month(e: Expression, number: int, published: Day, tense: Tense) -> Day | None:
    """The day of that number nearest to the release; of this month where both are about as far."""
    around = [month_after(published.year, published.month, step) for step in (0, 1, -1)]
    days = [day for month in around if (day := safe_day(*month, number))]
    now = "future" if any(token.text.lower() in AHEAD for token in e.before[-2:]) else tense()
    sides = {"past": [d for d in days if d <= published], "future": [d for d in days if d >= published]}
    return min(sides.get(now or "", []) or days, key=lambda day: abs((day - published).days), default=None)


def _edge_day(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    """`the last day of July`, `the first day of May 2023`."""
    month = _month(e, memory, tense)
    bounds = bounds_of(month.value) if month else None
    if month is None or bounds is None:
        return None
    first, last = bounds
    day = last if e.fields["nth"] in ("last", "-1") else add_days(first, int(e.fields["nth"]) - 1)
    return Meaning("DATE", day.isoformat(), None, month.anchor) if day and day <= last else None


def _weekday_of_week(e: Expression, memory: Memory, _tense: Tense) -> Meaning | None:
    """`Wednesday last week`."""
    base = memory.published
    if base is None:
        return Meaning("DATE", f"XXXX-WXX-{e.fields['dow']}", None, "none")
    step = 7 * _STEPS[e.fields["dir"]] + int(e.fields["dow"]) - base.isoweekday()
    day = add_days(base, step)
    return Meaning("DATE", day.isoformat(), None, "published") if day else None


def _nth_weekday(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    """`the second Monday of October 2024`, `the last Friday of next month`."""
    value = _month(e, memory, tense) if "month" in e.fields else _month_at(e.fields.get("dir", "this"), memory)
    if value is None or value.value is None or value.value.startswith("X"):
        return None
    nth = -1 if e.fields["nth"] in ("last", "-1") else int(e.fields["nth"])
    month = Day.fromisoformat(value.value + "-01")
    day = nth_weekday(month.year, month.month, int(e.fields["dow"]), nth) if nth < 6 else None
    return Meaning("DATE", day.isoformat(), None, value.anchor) if day and day.month == month.month else None


def _month_at(direction: str, memory: Memory) -> Meaning | None:
    """The month of the release, or the one before or after it."""
    if memory.published is None:
        return None
    step = {"last": -1, "next": 1}.get(direction, 0)
    month = month_after(memory.published.year, memory.published.month, step)
    return Meaning("DATE", month_value(*month), None, "published")


def _part_of_month(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    """`the second half of September`, `the first week of May 2023`: the month, and about where in it."""
    month = _month(e, memory, tense)
    halves = any(token.category == "half" for token in e.tokens)
    places = {"1": "START", "2": "END" if halves else "MID", "3": "MID", "4": "END", "last": "END", "-1": "END"}
    place = places.get(e.fields["nth"])
    return Meaning("DATE", month.value, place, month.anchor) if month and place else None


def _month(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    month, year = int(e.fields["month"]), explicit_year(e)
    if e.fields.get("spelled") == "":
        return None
    if year is not None:
        return Meaning("DATE", month_value(year, month), mod_of(e))
    if "of" in e.fields:
        year = direction_year(e, memory)
        return Meaning(
            "DATE",
            month_value(year, month) if year else f"XXXX-{month:02d}",
            mod_of(e),
            "published" if year else "none",
        )
    named = memory.year_in_sentence(e) if "dir" not in e.fields else None
    if named and (memory.published is None or (memory.published.year - named > 1 and tense() in ("past", None))):
        return Meaning("DATE", month_value(named, month), mod_of(e), "previous")
    base = memory.published or memory.narrated
    if base is None:
        return Meaning("DATE", f"XXXX-{month:02d}", mod_of(e), "none")
    anchor = "published" if memory.published else "previous"
    return Meaning("DATE", _month_without_year(e, month, base, tense), mod_of(e), anchor)


def _month_without_year(e: Expression, month: int, published: Day, tense: Tense) -> str:
    """A month by its direction word, else the nearest one, the tense deciding where both are some months off."""
    behind, ahead = (published.month - month) % 12, (month - published.month) % 12
    direction = {"last": "past", "next": "future", "this": "this"}.get(e.fields.get("dir", ""))
    if direction == "past" and behind == 0:
        behind = 12
    if direction == "future" and ahead == 0:
        ahead = 12
    if direction is None:
        previous, now = e.before[-1].text.lower() if e.before else "", tense()
        if previous == "since":
            direction = "past"
        elif now == "future" or (previous in AHEAD and now != "past"):
            direction = "future"
        elif now == "past" and previous not in ("until", "till", "through") and min(behind, ahead - 1) > 0:
            # Of the months just ahead only a verb beside them tells that they are a year old.
            direction = "past" if min(behind, ahead) > 2 or tense(2) == "past" or behind < ahead else "future"
        elif now == "present" and min(behind, ahead) > 2 and ahead <= behind + 2:
            direction = "future"
        else:
            direction = "future" if ahead < behind else "past"
    if direction == "this":
        return month_value(published.year, month)
    return month_value(*month_after(published.year, published.month, ahead if direction == "future" else -behind))


def _weekday(e: Expression, memory: Memory, tense: Tense) -> Meaning:
    part = e.fields.get("part")
    suffix = (
        f"T{part}" if part else "T12:00" if e.fields.get("noon") == "12:00" else "T24:00" if "noon" in e.fields else ""
    )
    kind = "TIME" if suffix else "DATE"
    day = day_of_week(e, int(e.fields["dow"]), memory, tense)
    if day is None:
        return Meaning(kind, f"XXXX-WXX-{e.fields['dow']}{suffix}", mod_of(e), "none")
    return Meaning(kind, day.isoformat() + suffix, mod_of(e), "published")


def day_of_week(e: Expression, weekday: int, memory: Memory, tense: Tense) -> Day | None:
    """The latest such day up to the release, unless a word or the tense looks ahead."""
    direction, base = e.fields.get("dir"), memory.published
    if direction in ("that", "same") and memory.day:
        base = Day.fromisoformat(memory.day)
        return add_days(base, (weekday - base.isoweekday() + 3) % 7 - 3)
    if named := _day_named_after(e, memory):
        return named
    if base is None:
        return None
    if memory.day and [token.category for token in e.before[-2:]] in (
        ["weekday", "to"],
        ["weekday", "dash"],
        ["weekday", "hyphen"],
    ):
        start = Day.fromisoformat(memory.day)
        return add_days(start, (weekday - start.isoweekday()) % 7)
    behind, ahead = (base.isoweekday() - weekday) % 7, (weekday - base.isoweekday()) % 7
    if any(token.text.lower() in LEANING for token in e.tokens) and memory.day:
        spoken = Day.fromisoformat(memory.day)
        gap = (spoken.isoweekday() - weekday) % 7 or 7
        return add_days(spoken, -gap if direction == "last" else 7 - gap % 7)
    if direction == "last":
        return add_days(base, -(behind or 7))
    if direction == "next" and "coming" in e.tokens[0].text.lower() + e.tokens[1].text.lower():
        return add_days(base, ahead or 7)
    if direction == "next":
        return add_days(base, weekday - base.isoweekday() + 7)
    if direction == "this":
        return add_days(base, -behind if tense() == "past" and behind < 5 else ahead)
    if behind == 0:
        return base
    return add_days(base, ahead if _looks_ahead(e, tense, ahead, behind) else -behind)


_WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
_PAIR = re.compile(
    rf"(?:,? and |/|, | to |[-–])?(?P<other>{_WEEKDAY})?,? "
    r"(?:(?P<a>\d{1,2})(?: and |/| to | & |[-–])(?P<b>\d{1,2})(?: of)? (?P<m>[A-Z][a-z]{2,8})"
    r"|(?P<m2>[A-Z][a-z]{2,8}) (?P<c>\d{1,2})(?: and |/| to | & |[-–])(?P<d>\d{1,2}))\b"
)


def _day_named_after(e: Expression, memory: Memory) -> Day | None:
    """The day of `Monday` in `Monday and Tuesday, 30 and 31 May` and in `Tuesday, 30-31 May`: that of the two that fits."""
    pair = _PAIR.match(memory.text, e.end)
    if pair is None or memory.published is None:
        return None
    month = MONTHS.get((pair["m"] or pair["m2"])[:3].lower())
    weekday = int(e.fields["dow"])
    for year in (memory.published.year, memory.published.year + 1, memory.published.year - 1):
        for number in (int(pair["a"] or pair["c"]), int(pair["b"] or pair["d"])):
            day = safe_day(year, month, number) if month else None
            if day and day.isoweekday() == weekday and abs((day - memory.published).days) < 200:
                return day
    return None


def _looks_ahead(e: Expression, tense: Tense, ahead: int, behind: int) -> bool:
    """Whether a bare weekday is still to come: by its preposition, its tense and how far off both days are."""
    words = [token.text.lower() for token in e.before]
    previous = words[-1] if words else ""
    if previous == "as" and words[-2:-1] in (["soon"], ["early"]):
        return True
    now = tense()
    if e.after and e.after[0].category == "possessive":
        return now == "future" and tense(OWNED) != "past"
    if now == "future":
        return True
    if previous in AHEAD:
        return now != "past" or (previous in ("until", "till") and not {"not", "had"} & set(words) and behind > 1)
    return now in ("open", "present") and (ahead <= behind or tense(2) == "present")


def _today(e: Expression, memory: Memory, _tense: Tense) -> Meaning:
    part = e.fields.get("part")
    suffix = (
        f"T{part}" if part else "T12:00" if e.fields.get("noon") == "12:00" else "T24:00" if "noon" in e.fields else ""
    )
    kind, mod = "TIME" if suffix else "DATE", mod_of(e)
    shift_days = int(e.fields.get("today", "0"))
    day = add_days(memory.published, shift_days) if memory.published else None
    if day is None:
        return Meaning(kind, "PRESENT_REF" if shift_days == 0 and not suffix else None, mod, "none")
    return Meaning(kind, day.isoformat() + suffix, mod, "published")


def _holiday(e: Expression, memory: Memory, _tense: Tense) -> Meaning | None:
    name = " ".join(e.fields["holiday"].split())
    row = memory.holidays[name]

    def on(year: int) -> Day | None:
        if row.easter is not None:
            return add_days(easter(year), row.easter)
        if row.month is None:
            return None
        if row.weekday is not None and row.nth is not None:
            return nth_weekday(year, row.month, row.weekday, row.nth)
        return safe_day(year, row.month, row.day or 1)

    year = explicit_year(e)
    if year is not None:
        day = on(year)
        return Meaning("DATE", day.isoformat()) if day else None
    if memory.published is None:
        value = f"XXXX-{row.month:02d}-{row.day:02d}" if row.month and row.day else None
        return Meaning("DATE", value, None, "none") if value else None
    days = [day for step in (-1, 0, 1) if (day := on(memory.published.year + step))]
    direction = {"last": "past", "next": "future"}.get(e.fields.get("dir", ""))
    published = memory.published
    if direction == "past":
        days = [day for day in days if day < published][-1:]
    elif direction == "future":
        days = [day for day in days if day > published][:1]
    best = min(days, key=lambda day: abs((day - published).days), default=None)
    return Meaning("DATE", best.isoformat(), None, "published") if best else None


def _week_of(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    day = resolve_day(e, memory, tense)
    if day is None or day.value is None or day.value.startswith("X"):
        return None
    return Meaning("DATE", value_at(Day.fromisoformat(day.value), "W"), None, day.anchor)


DAYS: dict[str, Callable[[Expression, Memory, Tense], Meaning | None]] = {
    "day": resolve_day,
    "numeric": resolve_figures,
    "ordinal-day": _ordinal_day,
    "edge-day": _edge_day,
    "weekday-of-week": _weekday_of_week,
    "month": _month,
    "nth-weekday": _nth_weekday,
    "part-of-month": _part_of_month,
    "weekday": _weekday,
    "week-of": _week_of,
    "today": _today,
    "holiday": _holiday,
}
"""Kind of expression → what it stands for."""
