"""What temporal expressions stand for: values and bounds, against the day of the release and the dates spoken of before."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.dates.calendar_arithmetic import Day
from pipeline.dates.context import Meaning, Memory
from pipeline.dates.days import DAYS
from pipeline.dates.durations import DURATIONS
from pipeline.dates.grammar import Expression
from pipeline.dates.parts import Tense
from pipeline.dates.periods import PERIODS
from pipeline.dates.relations import RELATIONS
from pipeline.dates.tense import Tenses
from pipeline.dates.times import TIMES
from pipeline.dates.timex_values import Bounds, bounds_of


def resolve(expression: Expression, memory: Memory, tenses: Tenses | None) -> Meaning | None:
    """The value, bounds and anchor of an expression; None where it turns out to be none.

    tenses: the tense of the clause around it, where the text was parsed.
    """

    def tense(reach: int = 12) -> str | None:
        return tenses.at(expression.start, reach) if tenses else None

    if expression.kind in DURATIONS:
        return DURATIONS[expression.kind](expression, memory.published)
    meaning = _RESOLVERS[expression.kind](expression, memory, tense)
    if meaning is None or meaning.bounds or meaning.type == "SET":
        return meaning
    bounds = bounds_of(meaning.value, meaning.mod)
    bounds = _until_published(expression, meaning.value, bounds, memory.published)
    return Meaning(meaning.type, meaning.value, meaning.mod, meaning.anchor, bounds, meaning.warning)


def _until_published(e: Expression, value: str | None, bounds: Bounds | None, published: Day | None) -> Bounds | None:
    """`earlier this month` ends, `later this year` starts with the day of the release."""
    word = next((token.text.lower() for token in e.tokens if token.category in ("earlier", "later")), None)
    whole = bounds_of(value)
    if not word or not whole or not published or not whole[0] <= published <= whole[1]:
        return bounds
    return (whole[0], published) if word == "earlier" else (published, whole[1])


def _reference(e: Expression, _memory: Memory, _tense: Tense) -> Meaning:
    return Meaning("DATE", e.fields["value"])


_RESOLVERS: dict[str, Callable[[Expression, Memory, Tense], Meaning | None]] = {
    **DAYS,
    **TIMES,
    **PERIODS,
    **RELATIONS,
    "reference": _reference,
}
