"""What the parts of a temporal expression say: its years, its direction words, whether it means a start or an end."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.dates.context import Memory
from pipeline.dates.grammar import Expression

Tense = Callable[..., str | None]
"""The tense of the clause around an expression, looked up only where it matters; `tense(2)` is that of a verb at most two heads away."""

OWNED = -1
"""Asks for the tense in which the relative clause of a noun tells of it: `Thursday’s referendum, in which they voted`."""

AIMED = -2
"""Asks for the tense with every infinitive as something to come: `named two envoys to visit the North this week`."""

LEANING = frozenset({"before", "after", "previous", "preceding", "prior", "following", "ensuing", "subsequent"})
"""Direction words that lean on the date spoken of, not on the release."""

AHEAD = frozenset({"until", "till", "by", "from", "through", "starting", "beginning", "as of", "effective", "due"})
"""Words before a date that is still to come."""


def mod_of(e: Expression) -> str | None:
    """START, MID or END as `early`, `mid-` and `end of` say, or how sure the expression is."""
    edge = e.fields.get("partof") or ""
    return (
        {"earlier": "START", "later": "END"}.get(e.fields.get("mod", ""), e.fields.get("mod"))
        or (edge if edge.isupper() else None)
        or e.fields.get("mid")
        or e.fields.get("approx")
        or None
    )


def year_of(text: str) -> int:
    """`2019`, `’98`: two digits are of the century that puts them between 1950 and 2049."""
    digits = int(re.sub(r"\D", "", text))
    return digits if digits > 99 else digits + (2000 if digits < 50 else 1900)


def explicit_year(e: Expression) -> int | None:
    text = e.fields.get("year") or e.fields.get("spelled")
    return year_of(text.partition("/")[0]) if text else None


def direction_year(e: Expression, memory: Memory) -> int | None:
    """The year that `last year`, `this year`, `that year` in an expression mean."""
    direction = e.fields.get("dir")
    if direction is None or "dow" in e.fields:
        return None
    base = memory.published.year if memory.published else None
    if direction in ("that", "same"):
        return memory.year or base
    step = {"last": -1, "next": 1}.get(direction, 0)
    return base + step if base is not None else None
