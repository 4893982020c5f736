"""Readings: what the numerals of one text are judged by — its parse, its names, the words of `numbers.toml`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.numbers.amounts import Measures
from pipeline.numbers.counting import NumberWords
from pipeline.tables import Entity, Number
from pipeline.text.annotated import Text


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge the numbers stage goes by."""

    words: NumberWords
    measures: Measures
    plurals: Mapping[str, str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    comparators: Mapping[str, str]
    labels: re.Pattern[str]
    weak_labels: re.Pattern[str]
    time: re.Pattern[str]
    idioms: re.Pattern[str]
    compounds: Collection[str]
    modality: Sequence[tuple[str, re.Pattern[str]]]
    standings: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the numbers of one text share; rows: those found so far."""

    parse: Text
    text: str
    doc_id: str
    starts: list[int]
    named: list[Entity]
    named_starts: list[int]
    lexicon: Lexicon
    rows: list[Number]

    def token(self, position: int) -> int:
        """Index of the first token at or after a place."""
        return bisect_left(self.starts, position)

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence of the first token at or after a place."""
        parse = self.parse
        token = min(self.token(position), len(parse) - 1)
        first, last = parse.sentences[parse.sentence_of[token]]
        return parse.starts[first], parse.ends[last - 1]
