"""Readings: what the numerals of one text are judged by — its parse, its names, the words of `numbers.toml`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pipeline.numbers.amounts import Measures
from pipeline.numbers.modality import ModalWords
from pipeline.numbers.purpose import PurposeWords
from pipeline.tables import Entity, Number
from pipeline.text.annotated import Text
from pipeline.text.numerals import NumberWords


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
    voting: Collection[str]
    addresses: re.Pattern[str]
    editorial: re.Pattern[str]
    told: ModalWords
    purposes: PurposeWords
    standings: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]


@dataclass(slots=True)
class Reading:
    """What the numbers of one text share; rows: those found so far, rated: where the rate of the last one ends."""

    parse: Text
    text: str
    doc_id: str
    starts: list[int]
    named: list[Entity]
    named_starts: list[int]
    lexicon: Lexicon
    rows: list[Number]
    rated: int = -1

    def token(self, position: int) -> int:
        """Index of the first token at or after a place."""
        return bisect_left(self.starts, position)

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence of the first token at or after a place."""
        parse = self.parse
        token = min(self.token(position), len(parse) - 1)
        first, last = parse.sentences[parse.sentence_of[token]]
        return parse.starts[first], parse.ends[last - 1]
