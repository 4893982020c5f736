"""Quotes: what was said, inside marks and without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.ingest import Source
from pipeline.knowledge import Models
from pipeline.tables import Document, Error, Quote, Segment

READS: tuple[str, ...] = ()
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch between quotation marks: `start` and `end` exclude the marks; `outer` is the enclosing one's start."""

    start: int
    end: int
    outer: int | None = None
    closed: bool = True


def find_marks(source: Source, segments: Sequence[Segment]) -> list[Mark | Error]:
    """The marked stretches of a text, in order of their start, from its characters alone."""
    return []


def find_reports(
    doc: Doc, document: Document, segments: Sequence[Segment], marks: Sequence[Mark], lexicon: Lexicon
) -> list[Quote]:
    """Reported words, direct, mixed and indirect, before their speakers are known."""
    return []
