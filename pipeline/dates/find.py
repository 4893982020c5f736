"""Dates: temporal expressions as TIMEX3, found freely, then resolved and judged separately."""

from __future__ import annotations

import dataclasses
import datetime
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.dates.context import Meaning, Memory
from pipeline.dates.day_month_order import day_comes_first
from pipeline.dates.grammar import Expression, find_expressions
from pipeline.dates.judgement import judge_by
from pipeline.dates.kinds import Kinds, Purport
from pipeline.dates.resolution import resolve
from pipeline.dates.tense import Tenses, VerbRow, Verbs, read_verbs
from pipeline.dates.timex_values import precision_of
from pipeline.dates.words import Holiday, Vocabulary, WordRow, read_tokens, read_vocabulary
from pipeline.gazetteer import known_votes
from pipeline.page.missing_years import find_known_votes
from pipeline.resources import Models
from pipeline.tables import Date, Document, Error
from pipeline.text.annotated import Text
from pipeline.text.quotation_marks import Mark

READS: tuple[str, ...] = (
    "en/date_words.csv",
    "en/date_zones.txt",
    "en/date_holidays.csv",
    "en/date_verbs.csv",
    "en/date_month_first.txt",
    "en/date_neighbours.toml",
    *known_votes.READS,
)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    vocabulary: Vocabulary
    verbs: Verbs
    month_first: frozenset[str]
    is_plausible: Callable[[Expression], bool]
    tallies: Mapping[tuple[int, int, int], Sequence[datetime.date]]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon(
        read_vocabulary(
            models.csv(READS[0], WordRow, unique="word"),
            models.lines(READS[1]),
            models.csv(READS[2], Holiday, unique="name"),
        ),
        read_verbs(models.csv(READS[3], VerbRow, unique="word")),
        frozenset(models.lines(READS[4])),
        judge_by({name: frozenset(words) for name, words in models.toml(READS[5]).items()}),
        known_votes.days_by_tally(known_votes.load_known(models)),
    )


def find_dates(text: Text, lexicon: Lexicon) -> list[Date | Error]:
    """The temporal expressions of a text, resolved against its publication day and each other."""
    rows: list[Date | Error] = []
    document, marks = text.document, text.marks
    memory = _memory(document, lexicon)
    tenses = Tenses(text, lexicon.verbs)
    kinds = Kinds(text, lexicon.verbs, tenses, document.published)
    for segment in text.content:
        tokens = read_tokens(text.view, segment.start, segment.end, lexicon.vocabulary)
        expressions = find_expressions(tokens, lexicon.is_plausible)
        spoken = _spoken_days(expressions, marks, memory, tenses, lexicon) if expressions and marks else {}
        for expression in expressions:
            day = spoken.get(expression.start)
            base = dataclasses.replace(memory, published=day, day=None) if day else memory
            meaning = resolve(expression, base, tenses)
            if meaning is not None:
                if day and meaning.anchor == "published":
                    meaning = dataclasses.replace(meaning, anchor="speech")
                memory.remember(meaning, expression)
                rows += _rows(document, expression, meaning, kinds.of(expression, meaning))
    return rows


def _memory(document: Document, lexicon: Lexicon) -> Memory:
    """The document's day and what else dates it, before anything was read."""
    memory = Memory(document.published, document.text, lexicon.vocabulary.holidays, lexicon.vocabulary.games)
    memory.day_first = day_comes_first(document.text, document.publisher, lexicon.month_first)
    if document.published is None:
        held = find_known_votes(document.text, lexicon.tallies)
        memory.narrated = held.pop() if len(held) == 1 else None
    return memory


_REACH = 120
"""How far from a quotation the day of its speech may stand: characters."""


def _spoken_days(
    expressions: Sequence[Expression], marks: Sequence[Mark], memory: Memory, tenses: Tenses, lexicon: Lexicon
) -> dict[int, datetime.date]:
    """Start of an expression inside quotation marks → the day the words were said, where the clause beside them gives one."""
    found: dict[int, datetime.date] = {}
    starts = [mark.start for mark in marks]
    around = [_enclosing(expression, marks, starts) for expression in expressions]
    for number, (expression, mark) in enumerate(zip(expressions, around, strict=True)):
        if mark is None:
            continue
        for other in range(max(0, number - _NEIGHBOURS), min(len(expressions), number + _NEIGHBOURS + 1)):
            if around[other] is None and expressions[other].kind in ("weekday", "today", "day"):
                said = _day_beside(mark, expressions[other], memory, tenses, lexicon)
                if said is not None:
                    found[expression.start] = said
    return found


_SENTENCE_END = re.compile(r"[.!?][\"”’]?\s+[A-Z“\"]|\n")
_WORD = re.compile(r"[a-z]+")
_NEIGHBOURS = 8
"""How many expressions before and after one in quotation marks are looked at for the day of its speech."""


def _enclosing(expression: Expression, marks: Sequence[Mark], starts: Sequence[int]) -> Mark | None:
    """The quotation an expression stands in, of the few that start last before it."""
    at = bisect_right(starts, expression.start)
    return next((mark for mark in marks[max(0, at - 3) : at][::-1] if expression.end <= mark.end), None)


def _day_beside(
    mark: Mark, other: Expression, memory: Memory, tenses: Tenses, lexicon: Lexicon
) -> datetime.date | None:
    """The day that an expression outside a quotation gives its speech: close by, with a verb of saying, in the week before the release."""
    start, end = (mark.end, other.start) if other.start >= mark.end else (other.end, mark.start)
    if not 0 <= end - start <= _REACH:
        return None
    between = memory.text[start:end]
    clause = memory.text[start : end if other.end <= start else other.end + _REACH // 3]
    if _SENTENCE_END.search(between) or lexicon.verbs.saying.isdisjoint(_WORD.findall(clause.lower())):
        return None
    meaning = resolve(other, memory, tenses)
    if meaning is None or meaning.bounds is None:
        return None
    said = meaning.bounds[0]
    return said if memory.published is None or 0 < (memory.published - said).days < 8 else None


def _rows(document: Document, expression: Expression, meaning: Meaning, purport: Purport) -> list[Date | Error]:
    bounds = meaning.bounds
    row = Date(
        doc_id=document.doc_id,
        start=expression.start,
        end=expression.end,
        text=document.text[expression.start : expression.end],
        type=meaning.type,
        value=meaning.value,
        mod=meaning.mod,
        earliest=bounds[0] if bounds else None,
        latest=bounds[1] if bounds else None,
        precision=precision_of(meaning.value) if meaning.type in ("DATE", "TIME") else None,
        anchor=meaning.anchor,
        kind=purport.kind,
        clause_verb=purport.verb,
        rule=expression.rule,
    )
    if not meaning.warning:
        return [row]
    warning = Error(
        path=document.path,
        doc_id=document.doc_id,
        stage="dates",
        severity="warning",
        code="weekday-mismatch",
        message=meaning.warning,
        start=expression.start,
        end=expression.end,
    )
    return [row, warning]
