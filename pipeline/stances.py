"""Stances: what each named country did on a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge import Models
from pipeline.tables import Document, Entity, Reference, Segment, Stance, Vote

READS: tuple[str, ...] = ()
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon()


def find_stances(
    doc: Doc,
    document: Document,
    segments: Sequence[Segment],
    votes: Sequence[Vote],
    entities: Sequence[Entity],
    references: Sequence[Reference],
    lexicon: Lexicon,
) -> list[Stance]:
    """The countries named as sponsors or as voting for, against or abstaining."""
    return []
