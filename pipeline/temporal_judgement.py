"""Whether a candidate is a temporal expression at all: the numbers, names and ages that only look like one."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.temporal_grammar import Expression
from pipeline.temporal_words import OTHER, Token

_NOTHING = Token(0, 0, "", "none", "")
# Months whose names are other words or names too: bare ones need a preposition before them.
_SHY_MONTHS = frozenset({"may", "march"})
_LEADING = frozenset({"in", "from", "to", "of", "early", "late", "mid", "last", "next", "this", "the", "every", "and", "or", "dash", "hyphen", "latest"})


def is_plausible(expression: Expression) -> bool:
    """Whether the words around a candidate let it be a date, time, duration or set."""
    judge = _JUDGES.get(expression.kind)
    return judge is None or judge(expression)


def _previous(expression: Expression, back: int = 1) -> Token:
    return expression.before[-back] if len(expression.before) >= back else _NOTHING


def _next(expression: Expression, ahead: int = 1) -> Token:
    return expression.after[ahead - 1] if len(expression.after) >= ahead else _NOTHING


def _year(e: Expression) -> bool:
    fields, previous, following = e.fields, _previous(e), _next(e)
    if e.rule in ("fiscal-year", "year-prefix", "the-spelled-year") or "spelled" in fields:
        return fields.get("spelled") != ""
    if {"mod", "partof"} & set(fields) or e.before and previous.text.lower() == "year":
        return True
    if following.category in ("scale", "units", "unit_d", "unit_y", "dead", "slash") and following.text:
        return False
    if previous.category == "numbered" or (previous.category == "open" and _previous(e, 2).category not in (OTHER, "comma")):
        return False
    counted = following.category == OTHER and following.text.islower() and following.text.endswith("s")
    round_number = fields["year"].endswith("00")
    if counted and (round_number or "approx" in fields or previous.category == "approx" or int(fields["year"]) < 1900):
        return False
    if int(fields["year"]) < 1900:
        return previous.category == "in" and previous.text.lower() in ("in", "since", "until", "before", "after", "by", "from") and not counted
    if previous.category == "the":
        return not following.text[:1].isupper()
    if previous.category in ("in", "from", "of", "own", "early", "late", "mid", "that", "this", "last", "same", "approx"):
        return True
    if previous.category in ("and", "or", "to", "dash", "hyphen", "comma", "slash"):
        return any(t.category in ("year", "old_year", "from", "month", "in") for t in e.before[:-1]) or (
            previous.category == "comma" and following.category in ("comma", "dot", "close")
        )
    if previous.category == "open":
        return following.category in ("close", "dash", "hyphen")
    return following.category == "possessive" or (previous.category == "none" and following.text in ("was", "is", "will", "saw", "has"))


def _month(e: Expression) -> bool:
    if e.rule != "month" or {"mod", "partof", "approx"} & set(e.fields):
        return True
    if _next(e).category in ("day", "ordinal"):
        return True
    name = next(token.text for token in e.tokens if token.category == "month").lower()
    shy = name in _SHY_MONTHS or len(name) < 4
    return _previous(e).category in _LEADING if shy else not _previous(e).text.istitle() or _previous(e).category != OTHER


def _duration(e: Expression) -> bool:
    following, second, previous = _next(e), _next(e, 2), _previous(e)
    if following.category == "old" or (following.category == "hyphen" and second.category == "old") or previous.category == "old":
        return False
    unit = e.fields.get("unit", "")
    if unit == "2":
        return e.rule == "duration" and e.fields["n"] not in ("1", "X")
    if unit == "Q" and (following.category == "of" or e.kind == "a-duration"):
        return False
    return not (e.kind == "a-duration" and unit in ("S", "2"))


def _relative(e: Expression) -> bool:
    unit, direction, following = e.fields["unit"], e.fields["dir"], _next(e)
    if unit == "P":
        return direction in ("latest", "the") and e.rule != "the-period" or direction == "latest"
    if unit == "D":
        return direction not in ("last", "latest", "the") or e.rule == "later-in-period" or following.category not in ("of", "in")
    if e.fields.get("partof") and e.rule == "period-end":
        return unit in ("Y", "M", "Q", "W")
    return True


def _distance(e: Expression) -> bool:
    return e.fields["unit"] != "2"


def _time(e: Expression) -> bool:
    if e.rule == "four-digit-time":
        clock = e.fields["four"]
        return len(clock) == 4 and int(clock[:2]) < 25 and int(clock[2:]) < 60
    clock = e.fields.get("clock", "")
    if not clock:
        return True
    hour, _, minute = clock.replace(".", ":").replace("h", ":").partition(":")
    return hour.isdigit() and int(hour) <= 24 and (not minute or int(minute[:2]) < 60)


_JUDGES: dict[str, Callable[[Expression], bool]] = {
    "year": _year,
    "month": _month,
    "duration": _duration,
    "a-duration": _duration,
    "vague-duration": _duration,
    "relative": _relative,
    "distance": _distance,
    "time": _time,
}
