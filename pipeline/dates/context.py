"""What a temporal expression is read against: the release's day, the dates spoken of before, the tense around it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.dates.grammar import Expression
from pipeline.dates.timex_values import Bounds, bounds_of, precision_of
from pipeline.dates.words import Holiday


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression stands for; `anchor` is what it was resolved against."""

    type: str
    value: str | None
    mod: str | None = None
    anchor: str | None = None
    bounds: Bounds | None = None
    warning: str | None = None


@dataclass(slots=True)
class Memory:
    """The day of the release and the dates the text has spoken of so far."""

    published: datetime.date | None
    text: str
    holidays: Mapping[str, Holiday]
    games: re.Pattern[str] | None = None
    narrated: datetime.date | None = None
    """The day of the one known vote that a release without a date reports: its year is the release's time."""
    day_first: bool | None = None
    """Whether figures give the day before the month, where the text or its publisher shows it."""
    day: str | None = None
    """The last day spoken of, `2019-12-27`."""
    past_day: str | None = None
    """The last day spoken of that is not after the release."""
    value: str | None = None
    """The last date of any precision."""
    quarter: str | None = None
    whole_years: bool = False
    """Whether the figures at hand are of several quarters (`the first nine months`), so that a year ago is a year."""
    month: str | None = None
    day_at: int = -10_000
    """Where the last day stands."""
    year: int | None = None
    at: int = -10_000
    """Where the last date stands."""
    year_at: int = -10_000
    week: str | None = None
    """The week spoken of since the last day was."""
    told: str | None = None
    """The last month or day of a year long past that a paragraph tells of, and where it stands."""
    told_at: int = -10_000

    def remember(self, meaning: Meaning, expression: Expression) -> None:
        """Keep a date as one that later expressions may lean on."""
        value = meaning.value
        if meaning.type == "DURATION" and value in ("P6M", "P9M", "P1Y", "P12M"):
            self.whole_years = True
        precision = precision_of(value) if meaning.type in ("DATE", "TIME") else None
        if precision is None or value is None or value.startswith("X"):
            return
        if expression.kind in ("distance", "year-ago") and expression.fields.get("unit", "Y") == "Y":
            return  # comparisons of figures do not move the time spoken of
        self.value, self.at = value, expression.end
        if precision in ("day", "hour", "minute"):
            self.day, self.day_at, self.week = value[:10], expression.end, None
            if self.published is None or self.day <= self.published.isoformat():
                self.past_day = self.day
        if precision == "week":
            self.week = value
        if precision in ("month", "day"):
            self._tell(value, expression)
        if precision == "quarter" and expression.kind not in ("year-ago", "quarter-of", "distance"):
            self.quarter, self.whole_years = value, False
        if precision == "month":
            self.month = value
        if precision in ("year", "half", "quarter", "season", "month", "day") and "year" in expression.fields:
            self.year, self.year_at = int(value[:4]), expression.end

    def _tell(self, value: str, expression: Expression) -> None:
        """Keep a month or a day of a past year as the time that a paragraph tells of, until one that is no story of the past."""
        published = self.published
        named = "year" in expression.fields or (self.told and value[:4] == self.told[:4] and self._goes_on(expression))
        long_past = published is not None and published.year - int(value[:4]) > 1
        self.told, self.told_at = (value, expression.end) if named and long_past else (None, expression.end)

    def _goes_on(self, expression: Expression) -> bool:
        return self.text.find("\n", self.told_at, expression.start) < 0

    def told_year(self, expression: Expression, month: int) -> int | None:
        """The year that the paragraph has set for a month without one."""
        published = self.published
        if self.told is None or not self._goes_on(expression) or month < int(self.told[5:7]):
            return None
        if published and 0 <= published.month - month <= _FRESH:
            return None
        return int(self.told[:4])

    def told_day(self, expression: Expression) -> datetime.date | None:
        """The day or the first of the month that the paragraph tells of, where it is long past."""
        bounds = bounds_of(self.told) if self.told and self._goes_on(expression) else None
        return bounds[0] if bounds else None

    def of_match(self, expression: Expression) -> bool:
        """Whether the words around a quarter are those of a match."""
        start, end = max(0, expression.start - _AROUND), expression.end + _AROUND
        return self.games is not None and self.games.search(self.text, start, end) is not None

    def near(self, expression: Expression, reach: int = 600) -> bool:
        """Whether a date stands at most `reach` characters before an expression."""
        return expression.start - self.at <= reach

    def year_in_sentence(self, expression: Expression) -> int | None:
        """The year named last in the sentence of an expression, before it."""
        if self.year is None or expression.start - self.year_at > 100:
            return None
        return None if _STOP.search(self.text, self.year_at, expression.start) else self.year


_AROUND = 120
_FRESH = 1
"""Months before the release of which news is told: a day in them is no part of an old story."""
_STOP = re.compile(r"[.!?;]\s+(?=[A-Z\"“])|\n")
