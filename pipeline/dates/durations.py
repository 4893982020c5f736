"""Durations and sets: how long and how often, as TIMEX3 values."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.dates.calendar_arithmetic import Day, shift
from pipeline.dates.context import Meaning
from pipeline.dates.grammar import Expression
from pipeline.dates.timex_values import Bounds
from pipeline.dates.words import OTHER

_SMALLER = {"Y": ("M", 12), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("S", 60), "E": ("Y", 10), "C": ("Y", 100)}
_REFERENCES = {
    "last": "PAST_REF",
    "recent": "PAST_REF",
    "next": "FUTURE_REF",
    "future": "FUTURE_REF",
    "FUTURE_REF": "FUTURE_REF",
}


_HOPES = frozenset({"will", "would", "may", "might", "could", "can", "hope", "hopes", "hoped", "'ll", "’ll"})


def unit_code(value: str) -> str:
    """The unit of a word's value; the ordinal `second` stands for the unit as well."""
    return "S" if value == "2" else value


def duration_value(count: str, unit: str) -> str:
    """`P2Y`, `PT45M`, `P2Y6M`, `PXD`: a number (or X) of units as an ISO 8601 duration; decades and centuries in years."""
    unit = unit_code(unit)
    if count == "X":
        return f"P{'T' if unit in ('S', 'TM', 'TH') else ''}X{ {'E': 'Y', 'C': 'C', 'L': 'L', 'WE': 'D', 'F': 'W'}.get(unit, unit[-1]) }"
    number = float(count)
    if unit in ("E", "C", "L"):
        number, unit = number * {"E": 10, "C": 100, "L": 1000}[unit], "Y"
    if unit == "F":
        number, unit = number * 2, "W"
    if unit == "WE":
        number, unit = number * 2, "D"
    timed = unit in ("S", "TM", "TH")
    whole, rest = int(number), number - int(number)
    text = f"{whole}{unit[-1]}" if whole or not rest else ""
    if rest:
        smaller, factor = _SMALLER.get(unit, (None, 0))
        if smaller is None or abs(rest * factor - round(rest * factor)) > 1e-6:
            return f"P{'T' if timed else ''}{number:.10g}{unit[-1]}"
        text += ("T" if smaller in ("TH", "TM", "S") and not timed else "") + f"{round(rest * factor)}{smaller[-1]}"
    return f"P{'T' if timed else ''}{text}"


def _duration(e: Expression, _published: Day | None) -> Meaning | None:
    if [token.text.lower() for token in e.tokens] == ["one", "day"] and {t.text.lower() for t in e.before} & _HOPES:
        return Meaning("DATE", "FUTURE_REF")
    count = "X" if "high" in e.fields else e.fields["n"]
    if "half" in e.fields:
        count = f"{float(count) + 0.5:.10g}"
    return Meaning(e.fields.get("type", "DURATION"), duration_value(count, e.fields["unit"]), e.fields.get("approx"))


def _a_duration(e: Expression, published: Day | None) -> Meaning | None:
    """`a week`: how long it takes after a preposition, how often it comes after a number or a plural."""
    previous = e.before[-1] if e.before else None
    away = bool(e.after) and e.after[0].category in ("later", "earlier", "ago", "before", "after", "from")
    rate = previous is not None and (
        previous.category
        in (
            "day",
            "minute",
            "integer",
            "dead",
            "scale",
            "decimal",
            "year",
            "old_year",
            "word_number",
            "tens",
            "units",
            "frequency",
        )
        or (
            previous.category == OTHER
            and previous.text.islower()
            and previous.text.endswith("s")
            and len(previous.text) > 3
        )
    )
    if rate and not away and "approx" not in e.fields:
        return Meaning("SET", duration_value("1", e.fields["unit"]))
    return _duration(e, published)


def _span(e: Expression, published: Day | None) -> Meaning | None:
    """`the last two years`: a duration whose place is known."""
    meaning = _duration(e, published)
    direction, unit, count = e.fields["dir"], unit_code(e.fields["unit"]), e.fields.get("n", "X")
    if meaning is None or published is None or count == "X" or unit not in ("D", "W", "F", "M", "Q", "Y", "E", "C"):
        return meaning
    number = round(float(count))
    other = shift(published, unit, -number if direction in ("last", "latest", "these") else number)
    if other is None:
        return meaning
    bounds: Bounds = (min(other, published), max(other, published))
    return Meaning(meaning.type, meaning.value, meaning.mod, "published", bounds)


def _vague_span(e: Expression, _published: Day | None) -> Meaning:
    """`recent years`, `the coming months`: somewhere before or after now."""
    if e.fields["dir"] == "recent" and e.fields["unit"] not in ("Y", "E"):
        return Meaning("DURATION", duration_value("X", e.fields["unit"]))
    return Meaning("DATE", _REFERENCES.get(e.fields["dir"], "PAST_REF"))


def _set(e: Expression, _published: Day | None) -> Meaning:
    count = "1" if e.fields["n"] == "last" else e.fields["n"]
    return Meaning("SET", duration_value(count, e.fields["unit"]))


def _set_weekday(e: Expression, _published: Day | None) -> Meaning:
    part = e.fields.get("part")
    return Meaning("SET", f"XXXX-WXX-{e.fields['dow']}{'T' + part if part else ''}")


def _set_month(e: Expression, _published: Day | None) -> Meaning:
    return Meaning("SET", f"XXXX-{int(e.fields['month']):02d}")


def _set_season(e: Expression, _published: Day | None) -> Meaning:
    return Meaning("SET", f"XXXX-{e.fields['season']}")


def _periodic(e: Expression, _published: Day | None) -> Meaning:
    return Meaning("SET", e.fields["periodic"])


DURATIONS: dict[str, Callable[[Expression, Day | None], Meaning | None]] = {
    "duration": _duration,
    "a-duration": _a_duration,
    "vague-duration": _duration,
    "span": _span,
    "vague-span": _vague_span,
    "set": _set,
    "set-weekday": _set_weekday,
    "set-month": _set_month,
    "set-season": _set_season,
    "periodic": _periodic,
}
"""Kind of expression → what it stands for, given the day of the release."""
