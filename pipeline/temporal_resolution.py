"""What temporal expressions stand for: values and bounds, against the day of the release and the dates spoken of before."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from pipeline.calendar_arithmetic import (
    Bounds,
    Day,
    add_days,
    bounds_of,
    easter,
    month_after,
    month_value,
    nth_weekday,
    quarter_value,
    safe_day,
    shift,
    value_at,
)
from pipeline.temporal_context import Meaning, Memory, Tenses
from pipeline.temporal_durations import DURATIONS, duration_value, unit_code
from pipeline.temporal_grammar import Expression

Tense = Callable[[], str | None]

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def resolve(expression: Expression, memory: Memory, tenses: Tenses | None) -> Meaning | None:
    """The value, bounds and anchor of an expression; None where it turns out to be none.

    tenses: the tense of the clause around it, where the text was parsed.
    """

    def tense() -> str | None:
        return tenses.at(expression.start) if tenses else None

    if expression.kind in DURATIONS:
        return DURATIONS[expression.kind](expression, memory.published)
    meaning = _RESOLVERS[expression.kind](expression, memory, tense)
    if meaning is None or meaning.bounds or meaning.type == "SET":
        return meaning
    bounds = bounds_of(meaning.value, meaning.mod)
    bounds = _until_published(expression, bounds, memory.published)
    return Meaning(meaning.type, meaning.value, meaning.mod, meaning.anchor, bounds, meaning.warning)


def _until_published(e: Expression, bounds: Bounds | None, published: Day | None) -> Bounds | None:
    """`earlier this month` ends, `later this year` starts with the day of the release."""
    word = next((t.text.lower() for t in e.tokens if t.category in ("earlier", "later")), None)
    whole = bounds_of(e.fields.get("whole"))
    if not word or not bounds or not published or not bounds[0] <= published <= bounds[1]:
        return whole or bounds
    return (bounds[0], published) if word == "earlier" else (published, bounds[1])


def _mod(e: Expression) -> str | None:
    """START, MID or END as `early`, `mid-` and `end of` say, or how sure the expression is."""
    return (
        {"earlier": "START", "later": "END"}.get(e.fields.get("mod", ""), e.fields.get("mod"))
        or e.fields.get("partof")
        or e.fields.get("approx")
        or None
    )


def _year_of(text: str) -> int:
    """`2019`, `’98`: two digits are of the century that puts them between 1950 and 2049."""
    digits = int(re.sub(r"\D", "", text))
    return digits if digits > 99 else digits + (2000 if digits < 50 else 1900)


def _explicit_year(e: Expression) -> int | None:
    text = e.fields.get("year") or e.fields.get("spelled")
    return _year_of(text) if text else None


def _direction_year(e: Expression, memory: Memory) -> int | None:
    """The year that `last year`, `this year`, `that year` in an expression mean."""
    direction = e.fields.get("dir")
    if direction is None or "dow" in e.fields:
        return None
    base = memory.published.year if memory.published else None
    if direction in ("that", "same"):
        return memory.year or base
    step = {"last": -1, "next": 1}.get(direction, 0)
    return base + step if base is not None else None


# --- days and months -------------------------------------------------------------------------------------------------


def _day(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    month, number = int(e.fields["month"]), int(e.fields["day"])
    if not 1 <= number <= 31:
        return None
    year, anchor = _explicit_year(e), None
    if year is None and "dir" in e.fields:
        year, anchor = _direction_year(e, memory), "published"
    if year is None:
        year, anchor = _nearest_year(e, month, number, memory, tense)
    if year is None:
        return Meaning("DATE", f"XXXX-{month:02d}-{number:02d}", _mod(e), "none")
    day = safe_day(year, month, number)
    if day is None:
        return None
    warning = None
    if "dow" in e.fields and int(e.fields["dow"]) != day.isoweekday():
        warning = (
            f"{day.isoformat()} is a {_WEEKDAYS[day.isoweekday() - 1]}, not a {_WEEKDAYS[int(e.fields['dow']) - 1]}"
        )
    return Meaning("DATE", day.isoformat(), _mod(e), anchor, None, warning)


def _nearest_year(
    e: Expression, month: int, number: int, memory: Memory, tense: Tense
) -> tuple[int | None, str | None]:
    """The year of a day without one: of the date just named, else the one that brings it nearest to the release."""
    named = memory.year_in_sentence(e)
    if named and (memory.published is None or (memory.published.year - named > 1 and tense() in ("past", None))):
        return named, "previous"
    if memory.published is None:
        return None, "none"
    published = memory.published
    days = [day for year in (-1, 0, 1) if (day := safe_day(published.year + year, month, number))]
    if "dow" in e.fields:
        fitting = [day for day in days if day.isoweekday() == int(e.fields["dow"])]
        days = fitting or days
    if not days:
        return None, "none"
    days.sort(key=lambda day: abs((day - published).days))
    best = days[0]
    gap = (best - published).days
    if e.before and e.before[-1].text.lower() == "ended" and gap > 0:
        best = max((day for day in days if day <= published), default=best)
        gap = 0
    # Far from the release the tense decides: a third of a year off, the other side is nearly as likely.
    if abs(gap) > 120 and len(days) > 1:
        direction = tense()
        if (direction == "past" and gap > 0) or (direction == "future" and gap < 0):
            best = days[1]
    return best.year, "published"


def _numeric(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    text = e.fields["numeric"]
    parts = [int(part) for part in re.split(r"\D", text)]
    if len(parts) > 3:
        day = safe_day(*parts[:3])
        return Meaning("TIME", f"{day.isoformat()}T{text[11:16]}") if day else None
    if parts[0] > 31:
        day = safe_day(parts[0], parts[1], parts[2])
        return Meaning("DATE", day.isoformat()) if day else None
    year = _year_of(str(parts[2])) if len(re.split(r"\D", text)[2]) == 4 else _year_of(f"{parts[2]:02d}")
    european, american = safe_day(year, parts[1], parts[0]), safe_day(year, parts[0], parts[1])
    if european and american and european != american and "." not in text and memory.published:
        # Both orders fit: the one nearer to the release.
        day = min(european, american, key=lambda d: abs((d - memory.published).days) if memory.published else 0)
    else:
        day = european or american
    return Meaning("DATE", day.isoformat(), None, None) if day else None


def _ordinal_day(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    number = int(e.fields["day"])
    base = memory.day or (memory.published.isoformat() if memory.published else None)
    if base is None or not 1 <= number <= 31:
        return None
    day = safe_day(int(base[:4]), int(base[5:7]), number)
    return Meaning("DATE", day.isoformat(), None, "previous") if day else None


def _month(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    month, year = int(e.fields["month"]), _explicit_year(e)
    if e.fields.get("spelled") == "":
        return None
    if year is not None:
        return Meaning("DATE", month_value(year, month), _mod(e))
    if e.rule == "month-relative-year":
        year = _direction_year(e, memory)
        return Meaning(
            "DATE", month_value(year, month) if year else f"XXXX-{month:02d}", _mod(e), "published" if year else "none"
        )
    named = memory.year_in_sentence(e) if "dir" not in e.fields else None
    if named and (memory.published is None or (memory.published.year - named > 1 and tense() in ("past", None))):
        return Meaning("DATE", month_value(named, month), _mod(e), "previous")
    if memory.published is None:
        return Meaning("DATE", f"XXXX-{month:02d}", _mod(e), "none")
    return Meaning("DATE", _month_without_year(e, month, memory.published, tense), _mod(e), "published")


def _month_without_year(e: Expression, month: int, published: Day, tense: Tense) -> str:
    """A month by its direction word, else the nearest one, the tense deciding where both are some months off."""
    behind, ahead = (published.month - month) % 12, (month - published.month) % 12
    direction = {"last": "past", "next": "future", "this": "this"}.get(e.fields.get("dir", ""))
    if direction == "past" and behind == 0:
        behind = 12
    if direction is None:
        previous, now = e.before[-1].text.lower() if e.before else "", tense()
        if now == "future" or (previous in _AHEAD and now != "past"):
            direction = "future"
        elif min(behind, ahead) > 2 and now == "past" and previous not in ("until", "till", "through"):
            direction = "past"
        else:
            direction = "future" if ahead < behind else "past"
    if direction == "this":
        return month_value(published.year, month)
    return month_value(*month_after(published.year, published.month, ahead if direction == "future" else -behind))


# --- days of the week, parts of the day, times -----------------------------------------------------------------------


def _weekday(e: Expression, memory: Memory, tense: Tense) -> Meaning:
    part = e.fields.get("part")
    suffix = (
        f"T{part}" if part else "T12:00" if e.fields.get("noon") == "12:00" else "T24:00" if "noon" in e.fields else ""
    )
    kind = "TIME" if suffix else "DATE"
    day = _day_of_week(e, int(e.fields["dow"]), memory, tense)
    if day is None:
        return Meaning(kind, f"XXXX-WXX-{e.fields['dow']}{suffix}", _mod(e), "none")
    return Meaning(kind, day.isoformat() + suffix, _mod(e), "published")


def _day_of_week(e: Expression, weekday: int, memory: Memory, tense: Tense) -> Day | None:
    """The latest such day up to the release, unless a word or the tense looks ahead."""
    direction, base = e.fields.get("dir"), memory.published
    if direction in ("that", "same") and memory.day:
        base = Day.fromisoformat(memory.day)
        return add_days(base, (weekday - base.isoweekday() + 3) % 7 - 3)
    if base is None:
        return None
    behind, ahead = (base.isoweekday() - weekday) % 7, (weekday - base.isoweekday()) % 7
    if any(token.text.lower() in _LEANING for token in e.tokens) and memory.day:
        spoken = Day.fromisoformat(memory.day)
        gap = (spoken.isoweekday() - weekday) % 7 or 7
        return add_days(spoken, -gap if direction == "last" else 7 - gap % 7)
    if direction == "last":
        return add_days(base, -(behind or 7))
    if direction == "next":
        return add_days(base, weekday - base.isoweekday() + 7)
    if direction == "this":
        return add_days(base, -behind if tense() == "past" and behind < 5 else ahead)
    if behind == 0:
        return base
    return add_days(base, ahead if _looks_ahead(e, tense, ahead, behind) else -behind)


def _looks_ahead(e: Expression, tense: Tense, ahead: int, behind: int) -> bool:
    """Whether a bare weekday is still to come: by its preposition, its tense and how far off both days are."""
    words = [token.text.lower() for token in e.before]
    previous = words[-1] if words else ""
    if previous == "as" and words[-2:-1] in (["soon"], ["early"]):
        return True
    if e.after and e.after[0].category == "possessive":
        return False
    now = tense()
    if now == "future":
        return True
    if previous in _AHEAD:
        return now != "past" or (previous in ("until", "till") and not {"not", "had"} & set(words) and behind > 1)
    return now in ("open", "present") and ahead <= behind


_AHEAD = frozenset({"until", "till", "by", "from", "through", "starting", "beginning", "as of", "effective", "due"})


def _today(e: Expression, memory: Memory, tense: Tense) -> Meaning:
    part = e.fields.get("part")
    suffix = (
        f"T{part}" if part else "T12:00" if e.fields.get("noon") == "12:00" else "T24:00" if "noon" in e.fields else ""
    )
    kind, mod = "TIME" if suffix else "DATE", _mod(e) or _middle(e)
    shift_days = int(e.fields.get("today", "-1" if e.rule == "overnight" else "0"))
    day = add_days(memory.published, shift_days) if memory.published else None
    if day is None:
        return Meaning(kind, "PRESENT_REF" if shift_days == 0 and not suffix else None, mod, "none")
    return Meaning(kind, day.isoformat() + suffix, mod, "published")


def _middle(e: Expression) -> str | None:
    return e.fields.get("mid") or None


def _spoken_day(memory: Memory) -> tuple[Day | None, str]:
    """The day last spoken of, or the release's."""
    if memory.day:
        return Day.fromisoformat(memory.day), "previous"
    return memory.published, "published" if memory.published else "none"


def _part(e: Expression, memory: Memory, tense: Tense) -> Meaning:
    direction, part = e.fields.get("dir"), e.fields["part"]
    mod = _mod(e) or _middle(e)
    if direction == "this" or (direction == "last" and memory.published):
        day: Day | None = memory.published
        anchor = "published" if day else "none"
        if direction == "last" and day:
            day = add_days(day, -1)
    else:
        day, anchor = _spoken_day(memory)
        if direction is None and not memory.near(e, 250):
            day, anchor = memory.published, "published" if memory.published else "none"
        day = add_days(day, 1) if day and direction == "next" else day
    return Meaning("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{part}", mod, anchor)


def _part_date(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    day = _day(e, memory, tense)
    if day is None:
        return None
    return Meaning("TIME", f"{day.value}T{e.fields['part']}", _middle(e), day.anchor, None, day.warning)


def _time(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    clock = _clock(e)
    if clock is None:
        return None
    if "month" in e.fields:
        found = _day(e, memory, tense)
        return Meaning("TIME", f"{found.value}T{clock}", _mod(e), found.anchor, None, found.warning) if found else None
    if "dow" in e.fields:
        day, anchor = _day_of_week(e, int(e.fields["dow"]), memory, tense), "published"
    elif "today" in e.fields:
        day = add_days(memory.published, int(e.fields["today"])) if memory.published else None
        anchor = "published"
    elif memory.day and memory.near(e, 200):
        day, anchor = Day.fromisoformat(memory.day), "previous"
    else:
        day, anchor = memory.published, "published"
    if day is None:
        return Meaning("TIME", f"T{clock}", _mod(e), "none")
    return Meaning("TIME", f"{day.isoformat()}T{clock}", _mod(e), anchor)


def _clock(e: Expression) -> str | None:
    """Hours and minutes of a time of day: `16:50`."""
    if "noon" in e.fields:
        return e.fields["noon"]
    if "four" in e.fields:
        return f"{e.fields['four'][:2]}:{e.fields['four'][2:]}"
    hour_text, _, minute = re.sub(r"[.h]", ":", e.fields["clock"]).partition(":")
    hour = int(float(hour_text))
    half = e.fields.get("half", "").lower().replace(".", "").replace(" ", "") or {
        "MO": "am",
        "AF": "pm",
        "EV": "pm",
        "NI": "pm",
    }.get(e.fields.get("part", ""), "")
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute[:2] or '00'}" if hour <= 24 else None


# --- years, quarters, seasons ----------------------------------------------------------------------------------------


def _year(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    year = _explicit_year(e)
    if year is None:
        return None
    if e.fields.get("partof") == "END":
        return Meaning("DATE", f"{year}-12", "END")
    return Meaning("DATE", str(year), e.fields.get("prefix") or _mod(e))


def _fiscal_code(e: Expression, memory: Memory, tense: Tense) -> Meaning:
    digits = re.findall(r"\d+", e.fields["code"])[0]
    return Meaning("DATE", str(_year_of(digits)))


def _year_pair(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    first, second = e.fields["pair"].split("/")
    other = int(second) if len(second) == 4 else int(first[:2] + second)
    if other != int(first) + 1:
        return None
    return Meaning("DATE", f"{first}/{other}", None, None, (Day(int(first), 1, 1), Day(other, 12, 31)))


def _decade(e: Expression, memory: Memory, tense: Tense) -> Meaning:
    text = e.fields["decade"]
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        return Meaning("DATE", digits[:3], _mod(e))
    return Meaning(
        "DATE",
        ("19" if digits[0] > "2" else "20" if digits[0] < "3" and len(digits) == 2 else "19") + digits[0],
        _mod(e),
    )


def _century(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    number = int(e.tokens[[t.category for t in e.tokens].index("ordinal")].value)
    return Meaning("DATE", f"{number - 1:02d}", _mod(e)) if 2 <= number <= 30 else None


def _quarter(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    ordinal, half = e.fields["ord"], e.fields["q"] == "H"
    parts = 2 if half else 4
    number = parts if ordinal in ("last", "-1") else int(ordinal)
    if not 1 <= number <= parts:
        return None
    year, anchor = _explicit_year(e), None
    if year is None:
        anchor = "published"
        year = _direction_year(e, memory)
        if year is None and memory.published:
            year = memory.published.year
            if (
                "y" not in e.fields
                and not half
                and "fiscal" not in e.fields
                and number > (memory.published.month + 2) // 3
            ):
                year -= 1 if tense() == "past" or number - (memory.published.month + 2) // 3 > 1 else 0
    mark = "H" if half else "Q"
    return Meaning("DATE", f"{year or 'XXXX'}-{mark}{number}", _mod(e), anchor if year else "none")


def _quarter_code(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    code = e.fields["code"]
    letter, number = (code[0], code[1]) if code[0].isalpha() else (code[1], code[0])
    year = _explicit_year(e) or (memory.published.year if memory.published else None)
    return Meaning("DATE", f"{year or 'XXXX'}-{letter}{number}", None, None if "year" in e.fields else "published")


def _current_quarter(e: Expression, memory: Memory) -> tuple[str | None, str]:
    """The quarter spoken of: the last one named, else the one that ended before the release."""
    published = memory.published
    ended = quarter_value(published.year, (published.month + 2) // 3 - 1) if published else None
    if memory.quarter and not (e.fields.get("dir") == "latest" and ended and memory.quarter > ended):
        return memory.quarter, "previous"
    return ended, "published" if published else "none"


def _year_ago(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    """`the year-ago quarter`, `year-earlier`: a year before the quarter or year spoken of."""
    quarter, anchor = _current_quarter(e, memory)
    if "ord" in e.fields and memory.published:
        number = int(e.fields["ord"])
        year = int(quarter[:4]) if quarter else memory.published.year
        return Meaning("DATE", f"{year - 1}-Q{number}", None, anchor)
    if quarter and ("q" in e.fields or memory.quarter) and not memory.whole_years:
        return Meaning("DATE", f"{int(quarter[:4]) - 1}{quarter[4:]}", None, anchor)
    if memory.published is None:
        return Meaning("DATE", None, None, "none")
    return Meaning("DATE", str(memory.published.year - 1), None, "published")


def _quarter_of(e: Expression, memory: Memory, tense: Tense) -> Meaning:
    """`the 1988 quarter`: the quarter spoken of in that year; `the 1988 period` without one is the year."""
    year = _explicit_year(e)
    if memory.quarter and not memory.whole_years:
        return Meaning("DATE", f"{year}{memory.quarter[4:]}", None, "previous")
    return Meaning("DATE", str(year))


def _season(e: Expression, memory: Memory, tense: Tense) -> Meaning:
    season, year, anchor = e.fields["season"], _explicit_year(e), None
    published = memory.published
    if year is None and e.rule == "season-relative-year":
        year, anchor = _direction_year(e, memory), "published"
    if year is None and published:
        anchor = "published"
        year = published.year
        start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
        direction = {"last": "past", "next": "future"}.get(e.fields.get("dir", "")) or (
            "this" if "dir" in e.fields else tense()
        )
        if direction == "past" and (start, 1) > (published.month - (2 if e.fields.get("dir") == "last" else 0), 0):
            year -= 1
        if direction == "future" and start + 2 < published.month:
            year += 1
    return Meaning("DATE", f"{year or 'XXXX'}-{season}", _mod(e), anchor if year else "none")


def _holiday(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
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

    year = _explicit_year(e)
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


# --- relative periods ------------------------------------------------------------------------------------------------


def _relative(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    unit, direction = e.fields["unit"], e.fields["dir"]
    mod = _mod(e)
    if unit in ("P", "Q") and direction in ("latest", "the", "that", "same"):
        quarter, anchor = _current_quarter(e, memory)
        return Meaning("DATE", quarter, mod, anchor)
    if unit != "P" and _is_span(e, unit):
        return Meaning("DURATION", duration_value("1", unit), mod, "published")
    base, anchor = memory.published, "published" if memory.published else "none"
    leaning = any(token.text.lower() in _LEANING for token in e.tokens)
    if leaning or direction in ("that", "same"):
        base, anchor = _spoken(unit, memory)
    if base is None:
        return Meaning("DATE", _HOLES.get(unit), mod, "none")
    step = {"last": -1, "next": 1}.get(direction, 0)
    if unit == "WE":
        return _weekend(base, direction, tense, mod)
    day = shift(base, "D" if unit == "D" else unit, step)
    if day is None:
        return None
    value = value_at(day, unit)
    if unit == "Y" and e.fields.get("partof") == "END":
        value, mod = value + "-12", "END"
    return Meaning("DATE", value, mod, anchor)


_HOLES = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "D": "XXXX-XX-XX", "Q": "XXXX-QX", "WE": "XXXX-WXX-WE"}
"""What stays of a period whose place is unknown."""


def _spoken(unit: str, memory: Memory) -> tuple[Day | None, str]:
    """The date spoken of that is at least as fine as a unit, or the release's day."""
    fine = {"D": memory.day, "W": memory.day, "WE": memory.day}.get(unit, memory.value)
    bounds = bounds_of(fine)
    length = {"D": 1, "W": 1, "WE": 1, "M": 31, "Q": 92, "Y": 366}.get(unit, 40_000)
    if bounds and (bounds[1] - bounds[0]).days < length:
        return bounds[0], "previous"
    return memory.published, "published" if memory.published else "none"


def _is_span(e: Expression, unit: str) -> bool:
    """`over the past week` is as long as a week; `last week` is one."""
    words = [token.text.lower() for token in e.tokens]
    if (words[0] != "the" and words[0] != "past") or len(words) > 3 or not {"past", "last", "next"} & set(words):
        return False
    led = bool(e.before) and e.before[-1].text.lower() in ("over", "for", "during", "within", "throughout")
    return led or ("past" in words and unit not in ("Y", "D", "WE", "Q")) or unit == "E"


_LEANING = frozenset({"previous", "preceding", "prior", "following", "ensuing", "subsequent"})


def _weekend(base: Day, direction: str, tense: Tense, mod: str | None) -> Meaning:
    step = {"last": -7, "next": 7}.get(direction, 0)
    if direction in ("the", "this") and base.isoweekday() < 5 and tense() != "future":
        step = -7
    if direction == "last" and base.isoweekday() > 5:
        step = -7
    day = add_days(base, step) or base
    return Meaning("DATE", value_at(day, "WE"), mod, "published")


def _distance(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
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
    if (
        unit == "Y"
        and number == 1
        and way in ("ago", "earlier")
        and memory.quarter
        and not memory.whole_years
        and memory.near(e, 1200)
    ):
        return Meaning("DATE", f"{int(memory.quarter[:4]) - 1}{memory.quarter[4:]}", approx, "previous")
    base, anchor, fine = _distance_base(way, memory)
    if base is None:
        return Meaning("DATE", None, approx, "none")
    return _moved(base, unit, number if way == "later" else -number, approx, anchor, fine)


def _distance_base(way: str, memory: Memory) -> tuple[Day | None, str, str]:
    if way == "ago" or not memory.value:
        return memory.published, "published" if memory.published else "none", "day"
    spoken = bounds_of(memory.value)
    if spoken is None:
        return memory.published, "published", "day"
    return spoken[0], "previous", "day" if len(memory.value) >= 10 else "month" if len(memory.value) == 7 else "year"


def _moved(base: Day, unit: str, number: float, approx: str | None, anchor: str, fine: str) -> Meaning | None:
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
        quarter, anchor = _current_quarter(e, memory)
        return Meaning("DATE", quarter, None, anchor)
    day = _day(e, memory, tense)
    if day is None or day.value is None or day.value.startswith("X"):
        return Meaning("DATE", None, None, "none")
    end = Day.fromisoformat(day.value)
    # Company quarters may end a few days into the next month.
    return Meaning("DATE", value_at(end - datetime.timedelta(days=10), "Q"), None, day.anchor)


def _week_of(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    day = _day(e, memory, tense)
    if day is None or day.value is None or day.value.startswith("X"):
        return None
    return Meaning("DATE", value_at(Day.fromisoformat(day.value), "W"), None, day.anchor)


def _reference(e: Expression, memory: Memory, tense: Tense) -> Meaning:
    return Meaning("DATE", e.fields["value"])


def _session(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    return None


_RESOLVERS: dict[str, Callable[[Expression, Memory, Tense], Meaning | None]] = {
    "day": _day,
    "numeric": _numeric,
    "ordinal-day": _ordinal_day,
    "month": _month,
    "weekday": _weekday,
    "week-of": _week_of,
    "today": _today,
    "part": _part,
    "part-date": _part_date,
    "time": _time,
    "year": _year,
    "fiscal-code": _fiscal_code,
    "year-pair": _year_pair,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "quarter-code": _quarter_code,
    "year-ago": _year_ago,
    "quarter-of": _quarter_of,
    "season": _season,
    "holiday": _holiday,
    "relative": _relative,
    "distance": _distance,
    "ended": _ended,
    "reference": _reference,
    "session": _session,
}
