"""Kinds of dates: whether a day is a deadline, an appointment, a thing of the past or part of a name, by the clause it stands in."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from typing import NamedTuple

from pipeline.dates.context import Meaning
from pipeline.dates.grammar import Expression
from pipeline.dates.tense import Tenses, Verbs
from pipeline.dates.timex_values import precision_of
from pipeline.dates.words import Token
from pipeline.text.annotated import Text


class Purport(NamedTuple):
    """What a clause makes of a date, and the verb of that clause."""

    kind: str | None
    verb: str | None


_COARSE = frozenset({"year", "decade", "century", "half", "quarter"})
"""Grains of a goal: `by 2030`."""
_LED = 4
"""Tokens before a date among which its preposition stands."""


class Kinds:
    """The kinds of the dates of one text."""

    def __init__(self, text: Text, verbs: Verbs, tenses: Tenses, published: datetime.date | None) -> None:
        self._text, self._verbs, self._tenses, self._published = text, verbs, tenses, published

    def of(self, expression: Expression, meaning: Meaning) -> Purport:
        """Kind and verb of a resolved expression."""
        token = self._tenses.verb(expression.start)
        verb = self._text.words[token] if token is not None else None
        return Purport(self._kind(expression, meaning, verb), verb)

    def _kind(self, e: Expression, meaning: Meaning, verb: str | None) -> str | None:
        if meaning.type == "SET":
            return None
        if meaning.type == "DURATION":
            return "period"
        ahead = self._is_ahead(e, meaning)
        if ahead and (self._is_bound(e) or verb in self._verbs.ending or self._is_end(e)):
            return "target" if precision_of(meaning.value) in _COARSE else "deadline"
        if self._is_spanned(e):
            return "period"
        if self._is_part_of_name(e) or verb is None:
            return "reference"
        if ahead:
            return "scheduled"
        return None if ahead is None else "event"

    def _is_ahead(self, e: Expression, meaning: Meaning) -> bool | None:
        """Whether a date is still to come; of the day of issue and of the period it lies in the tense decides."""
        bounds, published = meaning.bounds, self._published
        tense = self._tenses.at(e.start)
        if bounds is None or published is None or bounds[0] <= published <= bounds[1]:
            return None if tense is None else tense in ("future", "open")
        return bounds[0] > published

    def _is_bound(self, e: Expression) -> bool:
        """`by 31 March`, `no later than Friday`, `before the end of May`."""
        words = [token.text.lower() for token in e.before[-2:]]
        return not self._verbs.bounding.isdisjoint(words[-1:] + (words[:1] if words[-1:] == ["than"] else []))

    def _is_end(self, e: Expression) -> bool:
        """`the deadline of 31 March`, `the 31 March deadline`."""
        text = self._text
        first = bisect_right(text.starts, e.start) - 1
        last = bisect_right(text.starts, e.end - 1) - 1
        around = text.words[max(0, first - _LED) : first] + text.words[last + 1 : last + 2]
        nouns = text.tags[max(0, first - _LED) : first] + text.tags[last + 1 : last + 2]
        return any(word in self._verbs.ending and tag[:2] == "NN" for word, tag in zip(around, nouns, strict=True))

    def _is_spanned(self, e: Expression) -> bool:
        """`from 3 to 5 May`, `since 2019`, `during March`: an end of a stretch of time."""
        led = e.before[-1].category if e.before else ""
        following = e.after[0].category if e.after else ""
        first = following in _RANGE and (led == "from" or _is_date(e.after[1:2]))
        last = led in _RANGE and _is_date(e.before[-2:-1])
        return first or last or bool(e.before and e.before[-1].value == "period")

    def _is_part_of_name(self, e: Expression) -> bool:
        """`the 2015 agreement`, `the agreement of 14 March`: it says which one is meant."""
        text = self._text
        token = bisect_right(text.starts, e.end - 1) - 1
        if token < 0:
            return False
        first = bisect_right(text.starts, e.start) - 1
        head = next((text.heads[i] for i in range(first, token + 1) if not first <= text.heads[i] <= token), token)
        if text.deps[token] in ("compound", "nmod", "nummod", "amod", "poss") and text.tags[head][:2] == "NN":
            return head > token
        return text.words[head] == "of" and text.tags[text.heads[head]][:2] == "NN"


_RANGE = frozenset(["to", "dash", "hyphen", "and"])
_DATED = frozenset(["day", "ordinal", "month", "short_month", "weekday", "year", "numeric", "iso"])


def _is_date(tokens: tuple[Token, ...]) -> bool:
    return any(token.category in _DATED for token in tokens)
