"""Years and what they are cut into: quarters, halves, seasons; decades and centuries."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.dates.calendar_arithmetic import Day
from pipeline.dates.context import Meaning, Memory
from pipeline.dates.grammar import Expression
from pipeline.dates.parts import Tense, direction_year, explicit_year, mod_of, year_of
from pipeline.dates.timex_values import quarter_value


def _year(e: Expression, _memory: Memory, _tense: Tense) -> Meaning | None:
    year = explicit_year(e)
    if year is None:
        return None
    if e.fields.get("partof") == "END":
        return Meaning("DATE", f"{year}-12", "END")
    return Meaning("DATE", str(year), e.fields.get("prefix") or mod_of(e))


def _fiscal_code(e: Expression, _memory: Memory, _tense: Tense) -> Meaning:
    digits = re.findall(r"\d+", e.fields["code"])[0]
    return Meaning("DATE", str(year_of(digits)))


def _year_pair(e: Expression, _memory: Memory, _tense: Tense) -> Meaning | None:
    first, second = (
        e.fields["pair"].split("/") if "pair" in e.fields else (e.fields["year"], e.fields["second"].zfill(2))
    )
    other = int(second) if len(second) == 4 else int(first[:2] + second)
    if other != int(first) + 1:
        return None
    return Meaning("DATE", f"{first}/{other}", None, None, (Day(int(first), 1, 1), Day(other, 12, 31)))


def _year_end(e: Expression, _memory: Memory, _tense: Tense) -> Meaning:
    """`27` of `2024-27`."""
    return Meaning("DATE", e.fields["year"][:2] + e.fields["second"].zfill(2))


def _decade(e: Expression, _memory: Memory, _tense: Tense) -> Meaning:
    text = e.fields["decade"]
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        return Meaning("DATE", digits[:3], mod_of(e))
    return Meaning(
        "DATE",
        ("19" if digits[0] > "2" else "20" if digits[0] < "3" and len(digits) == 2 else "19") + digits[0],
        mod_of(e),
    )


def _century(e: Expression, _memory: Memory, _tense: Tense) -> Meaning | None:
    number = int(e.tokens[[t.category for t in e.tokens].index("ordinal")].value)
    return Meaning("DATE", f"{number - 1:02d}", mod_of(e)) if 2 <= number <= 30 else None


def _quarter(e: Expression, memory: Memory, tense: Tense) -> Meaning | None:
    ordinal, half = e.fields["ord"], e.fields["q"] == "H"
    parts = 2 if half else 4
    number = parts if ordinal in ("last", "-1") else int(ordinal)
    if not 1 <= number <= parts:
        return None
    year, anchor = explicit_year(e), None
    if year is None:
        if memory.of_match(e):
            return None
        anchor = "published"
        year = direction_year(e, memory)
        named = memory.year_in_sentence(e)
        if year is None and named and memory.published and named > memory.published.year:
            year, anchor = named, "previous"
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
    return Meaning("DATE", f"{year or 'XXXX'}-{mark}{number}", mod_of(e), anchor if year else "none")


def _quarter_code(e: Expression, memory: Memory, _tense: Tense) -> Meaning | None:
    code = e.fields["code"]
    letter, number = (code[0], code[1]) if code[0].isalpha() else (code[1], code[0])
    year = explicit_year(e) or (memory.published.year if memory.published else None)
    return Meaning("DATE", f"{year or 'XXXX'}-{letter}{number}", None, None if "year" in e.fields else "published")


def current_quarter(e: Expression, memory: Memory) -> tuple[str | None, str]:
    """The quarter spoken of: the last one named, else the one that ended before the release."""
    published = memory.published
    ended = quarter_value(published.year, (published.month + 2) // 3 - 1) if published else None
    if memory.quarter and not (e.fields.get("dir") == "latest" and ended and memory.quarter > ended):
        return memory.quarter, "previous"
    return ended, "published" if published else "none"


def _year_ago(e: Expression, memory: Memory, _tense: Tense) -> Meaning | None:
    """`the year-ago quarter`, `year-earlier`: a year before the quarter or year spoken of."""
    quarter, anchor = current_quarter(e, memory)
    if "ord" in e.fields and memory.published:
        number = int(e.fields["ord"])
        year = int(quarter[:4]) if quarter else memory.published.year
        return Meaning("DATE", f"{year - 1}-Q{number}", None, anchor)
    if quarter and ("q" in e.fields or memory.quarter) and not memory.whole_years:
        return Meaning("DATE", f"{int(quarter[:4]) - 1}{quarter[4:]}", None, anchor)
    if memory.published is None:
        return Meaning("DATE", None, None, "none")
    return Meaning("DATE", str(memory.published.year - 1), None, "published")


def _quarter_of(e: Expression, memory: Memory, _tense: Tense) -> Meaning:
    """`the 1988 quarter`: the quarter spoken of in that year; `the 1988 period` without one is the year."""
    year = explicit_year(e)
    if memory.quarter and not memory.whole_years:
        return Meaning("DATE", f"{year}{memory.quarter[4:]}", None, "previous")
    return Meaning("DATE", str(year))


def _season(e: Expression, memory: Memory, tense: Tense) -> Meaning:
    season, year, anchor = e.fields["season"], explicit_year(e), None
    published = memory.published
    if year is None and "of" in e.fields:
        year, anchor = direction_year(e, memory), "published"
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
    return Meaning("DATE", f"{year or 'XXXX'}-{season}", mod_of(e), anchor if year else "none")


def _session(e: Expression, memory: Memory, _tense: Tense) -> Meaning | None:
    """`during its seventy-fifth session`: the General Assembly's n-th session opens in September of 1945 + n and lasts a year."""
    if "General Assembly" not in memory.text[max(0, e.start - 150) : e.end + 60]:
        return None
    number = sum(int(token.value) for token in e.tokens if token.category in ("tens", "ordinal"))
    year = 1945 + number
    if not 1 <= number <= 150:
        return None
    bounds = (Day(year, 9, 1), Day(year + 1, 9, 30))
    return Meaning("DATE", f"{year}-09/{year + 1}-09", None, "session", bounds)


PERIODS: dict[str, Callable[[Expression, Memory, Tense], Meaning | None]] = {
    "year": _year,
    "fiscal-code": _fiscal_code,
    "year-pair": _year_pair,
    "year-end": _year_end,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "quarter-code": _quarter_code,
    "year-ago": _year_ago,
    "quarter-of": _quarter_of,
    "season": _season,
    "session": _session,
}
"""Kind of expression → what it stands for."""
