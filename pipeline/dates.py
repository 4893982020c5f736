"""Dates: temporal expressions as TIMEX3, found freely, then resolved and judged separately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge import Models
from pipeline.quotes import Mark
from pipeline.tables import Date, Document, Error, Segment

READS: tuple[str, ...] = ()
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon()


def find_dates(
    doc: Doc, document: Document, segments: Sequence[Segment], marks: Sequence[Mark], lexicon: Lexicon
) -> list[Date | Error]:
    """The temporal expressions of a text, resolved against its publication day and each other."""
    return []
