"""Whether a candidate is a temporal expression at all: the numbers, names and ages that only look like one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from pipeline.dates.grammar import Expression
from pipeline.dates.words import OTHER, Token

_NOTHING = Token(0, 0, "", "none", "")


Words = Mapping[str, Collection[str]]
"""Name of a list of `date_neighbours.toml` → its words or categories."""


def judge_by(words: Words) -> Callable[[Expression], bool]:
    """Whether the words around a candidate let it be a date, time, duration or set, by the lists of a language."""

    def is_plausible(expression: Expression) -> bool:
        if (judge := _JUDGES.get(expression.kind)) is not None:
            return judge(expression)
        by_words = _JUDGES_BY_WORDS.get(expression.kind)
        return by_words is None or by_words(expression, words)

    return is_plausible


def _previous(expression: Expression, back: int = 1) -> Token:
    return expression.before[-back] if len(expression.before) >= back else _NOTHING


def _next(expression: Expression, ahead: int = 1) -> Token:
    return expression.after[ahead - 1] if len(expression.after) >= ahead else _NOTHING


def _year(e: Expression, words: Words) -> bool:
    fields, previous, following = e.fields, _previous(e), _next(e)
    if "sure" in fields or "spelled" in fields:
        return fields.get("spelled") != ""
    if {"mod", "partof"} & set(fields) or len(e.tokens) > 2:
        return True
    if _of_document(e, words):
        return False
    if previous.text == "©" or (following.category == "hyphen" and _next(e, 2).category == OTHER):
        return False
    if following.category in ("scale", "units", "unit_d", "unit_y", "dead", "slash") or _names(
        previous, _previous(e, 2), following
    ):
        return False
    if previous.category == "open" and _previous(e, 2).category not in (OTHER, "comma", "none"):
        return False
    if previous.category == "comma" and _previous(e, 2).text in words["acts"]:
        return False  # the title of a law: `Harbours Act, 2020`
    led = previous.category in words["before_years"] or any(
        token.category in ("year", "old_year") for token in e.before[-2:-1]
    )
    counted = following.category == OTHER and following.text.islower() and following.text.endswith("s")
    counted = counted and following.text not in words["compared"]
    if int(fields["year"]) < 1900:
        return previous.text.lower() in words["before_old_years"] and not counted
    if counted and (fields["year"].endswith("00") or not led or "approx" in fields):
        return False
    if previous.category in ("hyphen", "dash", "slash"):
        ranged = _previous(e, 2).category in ("year", "old_year", "month", "short_month")
        return ranged or following.category in ("hyphen", "dash")
    if previous.category in ("none", "break"):
        return following.category == "possessive" or following.text in words["after_subjects"]
    return True


def _of_document(e: Expression, words: Words) -> bool:
    """A number of a document or the year of its title: `1989 (2011)`, `COM(2022) 304`, `Health Regulations (2005)`."""
    previous, before, following, second = _previous(e), _previous(e, 2), _next(e), _next(e, 2)
    if following.category == "open" and second.category == "year" and int(e.fields["year"]) < int(second.text):
        return True
    if previous.category != "open":
        return False
    touching = previous.end == e.start and previous.start == before.end
    return touching or (following.category == "close" and before.text in words["acts"])


def _names(previous: Token, before: Token, following: Token) -> bool:
    """`Resolution 1973`, `Expo 2020`, `the 2030 Agenda`: a number in a name."""
    if "numbered" in (previous.category, before.category if previous.category == "dot" else ""):
        return True
    if previous.category == "dead" or following.text.lower() == "agenda":
        return True
    return previous.category == OTHER and previous.text[:1].isupper()


def _month(e: Expression, words: Words) -> bool:
    if "bare" not in e.fields or {"mod", "partof", "approx"} & set(e.fields):
        return True
    if _next(e).category in ("day", "ordinal"):
        return True
    name = next(token.text for token in e.tokens if "month" in token.category).lower()
    previous, following = _previous(e), _next(e)
    if following.text == "Day" or (previous.category == "the" and following.category == "of"):
        return False  # "May Day", "the March of …"
    joins = ("and", "or", "dash", "hyphen", "a")
    led = previous.category in words["before_months"] and previous.category not in joins
    named = following.category == OTHER and following.text[:1].isupper() and not led
    if name in words["shy_months"]:
        joined = previous.category in ("and", "or") and "month" not in _previous(e, 2).category
        return previous.category in words["before_months"] and not joined
    return not named and not (previous.category == OTHER and previous.text.istitle())


def _duration(e: Expression, words: Words) -> bool:
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
    if e.tokens[0].text.lower() == "last" and previous.text.lower() in words["can_last"]:
        return False  # the verb
    written = [token.text.lower() for token in e.tokens]
    if written[-2:] == ["-", "second"] and following.text.lower() not in words["taking_seconds"]:
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


def _ordinal_day(e: Expression, words: Words) -> bool:
    # `On the 4th`; `in the 4th` is of something counted.
    return "alone" not in e.fields or _previous(e).text.lower() in words["before_days"]


def _relative(e: Expression, words: Words) -> bool:
    unit, direction, following = e.fields["unit"], e.fields["dir"], _next(e)
    if "sure" in e.fields:
        return True
    if any(token.category.startswith("unit") and token.text.istitle() for token in e.tokens[1:]):
        return False  # a name: `the Year of Action`
    if direction == "last" and _previous(e).text.lower() in words["before_any"]:
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


def _decade(e: Expression, words: Words) -> bool:
    if e.tokens[-1].text[0] in "'’" or e.tokens[-1].text[:2] in ("18", "19", "20"):
        return True
    return _previous(e).category in words["before_decades"] or e.tokens[0].category == "the" or "mod" in e.fields


def _weekday(e: Expression, words: Words) -> bool:
    # `the Good Friday Agreement`, `Bloody Sunday`
    return not (
        _previous(e).text in words["day_names"] or (_next(e).text in ("Agreement", "Accords") and len(e.tokens) == 1)
    ) and not (e.before and e.before[-1].text.endswith("/Good"))


def _holiday(e: Expression, words: Words) -> bool:
    # `the Tibetan New Year`, `Orthodox Easter` fall on other days.
    previous = _previous(e)
    named = previous.category == OTHER and previous.text.istitle() and previous.text not in words["wishes"]
    return not named or "dir" in e.fields


def _today(e: Expression) -> bool:
    # `USA Today`
    return not (e.tokens[0].text == "Today" and _previous(e).category == OTHER and _previous(e).text[:1].isupper())


def _reference(e: Expression, words: Words) -> bool:
    said = " ".join(token.text for token in e.tokens).split()
    if len(said) > 1 and said[-1].istitle() and said[0].islower():
        return False  # a name: `the Pact for the Future`
    if "noun" in e.fields:
        return e.tokens[-1].text.lower() == "past"
    if e.tokens[0].text.lower() != "soon":
        return True
    return _next(e).text.lower() not in ("as", "after") and _previous(e).text.lower() not in words["before_soon"]


def _periodic(e: Expression) -> bool:
    # `the Daily Telegraph`, `the Sixth Biennial Meeting`
    return not (
        e.tokens[0].text[0].isupper()
        and (_next(e).text[:1].isupper() or bool(e.before and e.before[-1].category != "dot"))
    )


def _season(e: Expression) -> bool:
    # `the Winter Olympics`
    return not (e.tokens[-1].text.istitle() and _next(e).category == OTHER and _next(e).text.istitle())


def _session(e: Expression, words: Words) -> bool:
    # `at its 75th session` names a meeting, `during its 75th session` a time.
    return _previous(e).text.lower() in words["before_sessions"]


def _time(e: Expression, words: Words) -> bool:
    if "noon" in e.fields and _next(e).text.lower() in words["after_noon"]:
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
    "day": _day,
    "distance": _distance,
    "season": _season,
    "year-pair": _year_pair,
    "year-end": _year_end,
    "periodic": _periodic,
    "today": _today,
}
"""Kind of expression → its judge."""

_JUDGES_BY_WORDS: dict[str, Callable[[Expression, Words], bool]] = {
    "year": _year,
    "ordinal-day": _ordinal_day,
    "month": _month,
    "duration": _duration,
    "a-duration": _duration,
    "vague-duration": _duration,
    "relative": _relative,
    "time": _time,
    "session": _session,
    "span": _duration,
    "decade": _decade,
    "reference": _reference,
    "holiday": _holiday,
    "weekday": _weekday,
}
"""Kind of expression → its judge, which goes by the words beside it."""
