"""Dates: temporal expressions as TIMEX3, found freely, then resolved and judged separately."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline import known_votes
from pipeline.calendar_arithmetic import precision_of
from pipeline.knowledge import Models
from pipeline.publication import find_known_votes
from pipeline.quotes import Mark
from pipeline.segments import content_segments
from pipeline.tables import Date, Document, Error, Segment
from pipeline.temporal_context import Meaning, Memory, Tenses
from pipeline.temporal_grammar import Expression, find_expressions
from pipeline.temporal_judgement import is_plausible
from pipeline.temporal_resolution import resolve
from pipeline.temporal_words import Holiday, Vocabulary, WordRow, read_tokens, read_vocabulary

READS: tuple[str, ...] = ("en/date_words.csv", "en/date_zones.txt", "en/date_holidays.csv", *known_votes.READS)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    vocabulary: Vocabulary
    tallies: Mapping[tuple[int, int, int], Sequence[datetime.date]]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon(
        read_vocabulary(
            models.csv(READS[0], WordRow, unique="word"),
            models.lines(READS[1]),
            models.csv(READS[2], Holiday, unique="name"),
        ),
        known_votes.days_by_tally(known_votes.load_known(models)),
    )


def find_dates(
    doc: Doc, document: Document, segments: Sequence[Segment], marks: Sequence[Mark], lexicon: Lexicon
) -> list[Date | Error]:
    """The temporal expressions of a text, resolved against its publication day and each other."""
    rows: list[Date | Error] = []
    memory = Memory(document.published, document.text, lexicon.vocabulary.holidays)
    if document.published is None:
        held = find_known_votes(document.text, lexicon.tallies)
        memory.narrated = held.pop() if len(held) == 1 else None
    tenses = Tenses(doc)
    text = document.text
    for segment in content_segments(segments):
        tokens = read_tokens(text, segment.start, segment.end, lexicon.vocabulary)
        for expression in find_expressions(tokens, is_plausible):
            meaning = resolve(expression, memory, tenses)
            if meaning is not None:
                memory.remember(meaning, expression)
                rows += _rows(document, expression, meaning)
    return rows


def _rows(document: Document, expression: Expression, meaning: Meaning) -> list[Date | Error]:
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
