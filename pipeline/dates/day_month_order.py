"""Days in figures, and which of them is the day where both orders fit."""

from __future__ import annotations

import re

from pipeline.dates.calendar_arithmetic import safe_day
from pipeline.dates.context import Meaning, Memory
from pipeline.dates.grammar import Expression
from pipeline.dates.parts import Tense, year_of
from pipeline.text.calendar import MONTHS

_NAMED = re.compile("[A-Za-z]+")
_FIGURES = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2\d{4}(?!\d)")


def day_comes_first(text: str, publisher: str | None, month_first: frozenset[str]) -> bool | None:
    """Whether a text's dates in figures put the day first: one that fits one order only shows it, else its publisher."""
    pairs = [(int(m[1]), int(m[3])) for m in _FIGURES.finditer(text)]
    day, month = any(a > 12 >= b for a, b in pairs), any(b > 12 >= a for a, b in pairs)
    if day != month:
        return day
    if publisher and any(re.search(rf"\b{re.escape(name)}(?!\w)", publisher) for name in month_first):
        return False
    return None


def resolve_figures(e: Expression, memory: Memory, _tense: Tense) -> Meaning | None:
    """`04.03.2021`, `2021-03-04`, `03/04/2021`: the order is the text's, its publisher's, or the one nearer to the release."""
    text = _NAMED.sub(lambda m: f"{MONTHS[m[0][:3].lower()]:02d}", e.fields["numeric"])
    parts = [int(part) for part in re.split(r"\D", text)]
    if len(parts) > 3:
        day = safe_day(*parts[:3])
        return Meaning("TIME", f"{day.isoformat()}T{text[11:16]}") if day else None
    if parts[0] > 31:
        day = safe_day(parts[0], parts[1], parts[2])
        return Meaning("DATE", day.isoformat()) if day else None
    year = year_of(str(parts[2])) if len(re.split(r"\D", text)[2]) == 4 else year_of(f"{parts[2]:02d}")
    european, american = safe_day(year, parts[1], parts[0]), safe_day(year, parts[0], parts[1])
    published = memory.published
    if "." in text or not american:
        day = european or american
    elif not european or memory.day_first is not None:
        day = european if european and memory.day_first else american
    elif published:
        # Both orders fit and nothing shows the house's: the one nearer to the release.
        day = min(european, american, key=lambda d: abs((d - published).days))
    else:
        day = european
    return Meaning("DATE", day.isoformat(), None, None) if day else None
