"""References: documents cited by number, register or accepted name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge import Models
from pipeline.tables import Document, Entity, Reference, Segment

READS: tuple[str, ...] = ()
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon()


def find_references(
    doc: Doc, document: Document, segments: Sequence[Segment], entities: Sequence[Entity], lexicon: Lexicon
) -> list[Reference]:
    """The documents a text cites."""
    return []
