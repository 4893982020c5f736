"""Speakers: who said each quote, as the text puts it and by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge import Models
from pipeline.tables import Document, Entity, Position, Quote, Segment

READS: tuple[str, ...] = ()
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon()


def attribute(
    doc: Doc,
    document: Document,
    segments: Sequence[Segment],
    reports: Sequence[Quote],
    entities: Sequence[Entity],
    positions: Sequence[Position],
    lexicon: Lexicon,
) -> list[Quote]:
    """The quotes with their cue, source phrase, and the person or body it stands for."""
    return list(reports)
