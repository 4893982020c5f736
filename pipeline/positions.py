"""Positions: each named person with role, country and organisation as the text gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge import Models
from pipeline.tables import Document, Entity, Position, Segment

READS: tuple[str, ...] = ()
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon()


def find_positions(
    doc: Doc, document: Document, segments: Sequence[Segment], entities: Sequence[Entity], lexicon: Lexicon
) -> list[Position]:
    """The named persons with the role the text gives them."""
    return []
