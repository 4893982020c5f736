"""Whether a candidate is a temporal expression at all: the numbers, names and ages that only look like one."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.dates.grammar import Expression
from pipeline.dates.words import OTHER, Token

_NOTHING = Token(0, 0, "", "none", "")
# Months whose names are other words or names too: bare ones need a preposition before them.
_SHY_MONTHS = frozenset({"may", "march"})
_BEFORE_YEARS = frozenset(
    {
        "in",
        "on",
        "before",
        "after",
        "from",
        "to",
        "early",
        "late",
        "mid",
        "that",
        "this",
        "the",
        "possessive",
        "comma",
        "own",
    }
)
_BEFORE_OLD_YEARS = frozenset({"in", "since", "until", "before", "after", "by", "from"})
_LEADING = frozenset({"on", "before", "after", "a", "possessive", "own"}) | frozenset(
    {
        "in",
        "from",
        "to",
        "of",
        "early",
        "late",
        "mid",
        "last",
        "next",
        "this",
        "the",
        "every",
        "and",
        "or",
        "dash",
        "hyphen",
        "latest",
    }
)


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
    if "sure" in fields or "spelled" in fields:
        return fields.get("spelled") != ""
    if {"mod", "partof"} & set(fields) or len(e.tokens) > 2:
        return True
    if _of_document(e):
        return False
    if previous.text == "©" or (following.category == "hyphen" and _next(e, 2).category == OTHER):
        return False
    if following.category in ("scale", "units", "unit_d", "unit_y", "dead", "slash") or _names(
        previous, _previous(e, 2), following
    ):
        return False
    if previous.category == "open" and _previous(e, 2).category not in (OTHER, "comma", "none"):
        return False
    if previous.category == "comma" and _previous(e, 2).text in _ACTS:
        return False  # the title of a law: `Harbours Act, 2020`
    led = previous.category in _BEFORE_YEARS or any(token.category in ("year", "old_year") for token in e.before[-2:-1])
    counted = following.category == OTHER and following.text.islower() and following.text.endswith("s")
    counted = counted and following.text not in ("levels", "elections", "figures")
    if int(fields["year"]) < 1900:
        return previous.text.lower() in _BEFORE_OLD_YEARS and not counted
    if counted and (fields["year"].endswith("00") or not led or "approx" in fields):
        return False
    if previous.category in ("hyphen", "dash", "slash"):
        ranged = _previous(e, 2).category in ("year", "old_year", "month", "short_month")
        return ranged or following.category in ("hyphen", "dash")
    if previous.category in ("none", "break"):
        return following.category == "possessive" or following.text in _AFTER_SUBJECTS
    return True


_AFTER_SUBJECTS = frozenset({"was", "is", "will", "saw", "has", "marked", "marks"})
"""Verbs of which a year alone is the subject."""


def _of_document(e: Expression) -> bool:
    """A number of a document or the year of its title: `1989 (2011)`, `COM(2022) 304`, `Health Regulations (2005)`."""
    previous, before, following, second = _previous(e), _previous(e, 2), _next(e), _next(e, 2)
    if following.category == "open" and second.category == "year" and int(e.fields["year"]) < int(second.text):
        return True
    if previous.category != "open":
        return False
    touching = previous.end == e.start and previous.start == before.end
    return touching or (following.category == "close" and before.text in _ACTS)


_ACTS = frozenset(
    {
        "Act",
        "Acts",
        "Law",
        "Code",
        "Bill",
        "Ordinance",
        "Decree",
        "Regulations",
        "Rules",
        "Statute",
        "Order",
        "Directive",
        "Convention",
        "Protocol",
        "Agreement",
        "Treaty",
    }
)


def _names(previous: Token, before: Token, following: Token) -> bool:
    """`Resolution 1973`, `Expo 2020`, `the 2030 Agenda`: a number in a name."""
    if "numbered" in (previous.category, before.category if previous.category == "dot" else ""):
        return True
    if previous.category == "dead" or following.text.lower() == "agenda":
        return True
    return previous.category == OTHER and previous.text[:1].isupper()


def _month(e: Expression) -> bool:
    if "bare" not in e.fields or {"mod", "partof", "approx"} & set(e.fields):
        return True
    if _next(e).category in ("day", "ordinal"):
        return True
    name = next(token.text for token in e.tokens if "month" in token.category).lower()
    previous, following = _previous(e), _next(e)
    if following.text == "Day" or (previous.category == "the" and following.category == "of"):
        return False  # "May Day", "the March of …"
    joins = ("and", "or", "dash", "hyphen", "a")
    led = previous.category in _LEADING and previous.category not in joins
    named = following.category == OTHER and following.text[:1].isupper() and not led
    if name in _SHY_MONTHS:
        joined = previous.category in ("and", "or") and "month" not in _previous(e, 2).category
        return previous.category in _LEADING and not joined
    return not named and not (previous.category == OTHER and previous.text.istitle())


_TAKING_SECONDS = frozenset(
    {
        "delay",
        "pause",
        "clip",
        "video",
        "ad",
        "advert",
        "spot",
        "silence",
        "window",
        "timeout",
        "message",
        "recording",
        "speech",
        "call",
    }
)


def _duration(e: Expression) -> bool:
    following, second, previous = _next(e), _next(e, 2), _previous(e)
    if (
        following.category == "old"
        or (following.category == "hyphen" and second.category == "old")
        or previous.category == "old"
    ):
        return False
    unit = e.fields.get("unit", "")
    if e.tokens[-1].text.istitle() and any(t.text.isdigit() for t in e.tokens) and following.text[:1].islower():
        return False  # a name: `the 60 Minutes programme`
    if previous.text.lower() == "as" and e.tokens[0].text.lower() == "many":
        return False  # `the second in as many months`
    if e.tokens[0].text.lower() == "last" and previous.text.lower() in _CAN_LAST:
        return False  # the verb
    written = [token.text.lower() for token in e.tokens]
    if written[-2:] == ["-", "second"] and following.text.lower() not in _TAKING_SECONDS:
        return False  # an ordinal: `its fifty-second session`
    if unit == "WE" and e.kind == "vague-duration":
        return False
    if unit == "2":
        return "plain" in e.fields and e.fields["n"] not in ("1", "X")
    if unit == "Q" and "plain" in e.fields and written[-2:] == ["-", "quarters"]:
        return False  # a fraction
    if unit == "Q" and (following.category == "of" or e.kind == "a-duration"):
        return False
    return not (e.kind == "a-duration" and unit in ("S", "2"))


_CAN_LAST = frozenset(
    {
        "to",
        "will",
        "would",
        "may",
        "might",
        "can",
        "could",
        "should",
        "must",
        "not",
        "that",
        "which",
        "they",
        "talks",
        "ll",
        "d",
    }
)


def _ordinal_day(e: Expression) -> bool:
    # `On the 4th`; `in the 4th` is of something counted.
    return "alone" not in e.fields or _previous(e).text.lower() in _BEFORE_DAYS


_BEFORE_DAYS = frozenset(
    {
        "on",
        "by",
        "until",
        "till",
        "since",
        "before",
        "after",
        "from",
        "to",
        "through",
        "as of",
        "starting",
        "beginning on",
    }
)


def _relative(e: Expression) -> bool:
    unit, direction, following = e.fields["unit"], e.fields["dir"], _next(e)
    if "sure" in e.fields:
        return True
    if any(token.category.startswith("unit") and token.text.istitle() for token in e.tokens[1:]):
        return False  # a name: `the Year of Action`
    if direction == "last" and _previous(e).text.lower() in ("any", "every", "each", "no"):
        return False  # `more than in any previous year`
    if len(e.tokens) > 1 and e.tokens[-1].text.istitle() and e.tokens[-2].text.istitle():
        return False  # the name of a programme: "This Week"
    if "whole" in e.fields and unit == "M" and following.category == "of":
        return False  # `the month of Ramadan`
    if unit == "P":
        return (direction in ("latest", "the") and "whole" not in e.fields) or direction == "latest"
    if unit == "D":
        return (
            direction not in ("last", "latest", "the") or "within" in e.fields or following.category not in ("of", "in")
        )
    if e.fields.get("partof") and "joined" in e.fields:
        return unit in ("Y", "M", "Q", "W")
    return True


def _distance(e: Expression) -> bool:
    if e.fields["way"] == "later" and e.fields["unit"] not in ("Y", "M", "D", "W", "F"):
        return False
    return e.fields["unit"] != "2"


def _year_pair(e: Expression) -> bool:
    if "second" not in e.fields:
        return True
    return len(e.tokens[-1].text) == 2 and int(e.fields["second"]) == (int(e.fields["year"]) + 1) % 100


def _year_end(e: Expression) -> bool:
    # `in 2024-27`; not `Expo 2020-12`, `2024-01`.
    written = e.tokens[-1].text
    ahead = int(written) - int(e.fields["year"]) % 100
    named = _previous(e, 3)
    led = named.category not in ("numbered", "dead") and not (named.category == OTHER and named.text[:1].isupper())
    return len(written) == 2 and 1 < ahead <= _LONGEST_SPAN and led


_LONGEST_SPAN = 12
"""Years at most that are written as `2018-25`."""


def _decade(e: Expression) -> bool:
    if e.tokens[-1].text[0] in "'’" or e.tokens[-1].text[:2] in ("18", "19", "20"):
        return True
    return (
        _previous(e).category in ("early", "late", "mid", "the") or e.tokens[0].category == "the" or "mod" in e.fields
    )


_WISHES = frozenset({"Happy", "Merry", "Blessed", "Joyous", "Good"})


def _weekday(e: Expression) -> bool:
    # `the Good Friday Agreement`, `Bloody Sunday`
    return not (
        _previous(e).text in _DAY_NAMES or (_next(e).text in ("Agreement", "Accords") and len(e.tokens) == 1)
    ) and not (e.before and e.before[-1].text.endswith("/Good"))


_DAY_NAMES = frozenset({"Good", "Bloody", "Black", "Ash", "Cyber", "Super", "Maundy", "Palm", "Giving"})


def _holiday(e: Expression) -> bool:
    # `the Tibetan New Year`, `Orthodox Easter` fall on other days.
    previous = _previous(e)
    named = previous.category == OTHER and previous.text.istitle() and previous.text not in _WISHES
    return not named or "dir" in e.fields


def _today(e: Expression) -> bool:
    # `USA Today`
    return not (e.tokens[0].text == "Today" and _previous(e).category == OTHER and _previous(e).text[:1].isupper())


def _reference(e: Expression) -> bool:
    words = " ".join(token.text for token in e.tokens).split()
    if len(words) > 1 and words[-1].istitle() and words[0].islower():
        return False  # a name: `the Pact for the Future`
    if "noun" in e.fields:
        return e.tokens[-1].text.lower() == "past"
    if e.tokens[0].text.lower() != "soon":
        return True
    return _next(e).text.lower() not in ("as", "after") and _previous(e).text.lower() not in ("as", "how", "too")


def _periodic(e: Expression) -> bool:
    # `the Daily Telegraph`, `the Sixth Biennial Meeting`
    return not (
        e.tokens[0].text[0].isupper()
        and (_next(e).text[:1].isupper() or bool(e.before and e.before[-1].category != "dot"))
    )


def _season(e: Expression) -> bool:
    # `the Winter Olympics`
    return not (e.tokens[-1].text.istitle() and _next(e).category == OTHER and _next(e).text.istitle())


def _session(e: Expression) -> bool:
    # `at its 75th session` names a meeting, `during its 75th session` a time.
    return _previous(e).text.lower() in ("during", "since", "until", "throughout", "before", "after")


def _time(e: Expression) -> bool:
    if "noon" in e.fields and _next(e).text.lower() in ("briefing", "prayer", "prayers"):
        return False
    if "dotted" in e.fields and e.tokens[-1].category == "units":
        return e.tokens[-1].value == "TH" and len(e.fields["clock"].partition(".")[2]) == 2 and _clock_fits(e)
    if "four" in e.fields:
        clock = e.fields["four"]
        return len(clock) == 4 and int(clock[:2]) < 25 and int(clock[2:]) < 60
    return _clock_fits(e)


def _clock_fits(e: Expression) -> bool:
    clock = e.fields.get("clock", "")
    if not clock:
        return True
    hour, _, minute = clock.replace(".", ":").replace("h", ":").partition(":")
    return hour.isdigit() and int(hour) <= 24 and (not minute or int(minute[:2]) < 60)


def _day(e: Expression) -> bool:
    if e.fields.get("digits") and len(e.fields["year"]) != 2:
        return False
    return e.fields.get("spelled") != ""


_JUDGES: dict[str, Callable[[Expression], bool]] = {
    "year": _year,
    "day": _day,
    "ordinal-day": _ordinal_day,
    "month": _month,
    "duration": _duration,
    "a-duration": _duration,
    "vague-duration": _duration,
    "relative": _relative,
    "distance": _distance,
    "time": _time,
    "session": _session,
    "season": _season,
    "span": _duration,
    "decade": _decade,
    "year-pair": _year_pair,
    "year-end": _year_end,
    "reference": _reference,
    "periodic": _periodic,
    "today": _today,
    "holiday": _holiday,
    "weekday": _weekday,
}
