"""Numbers: quantities with value, unit, comparator and what they count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge import Models
from pipeline.tables import Date, Document, Entity, Number, Reference, Segment, Stance, Vote

READS: tuple[str, ...] = ()
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon()


def find_quantities(
    doc: Doc,
    document: Document,
    segments: Sequence[Segment],
    entities: Sequence[Entity],
    references: Sequence[Reference],
    dates: Sequence[Date],
    lexicon: Lexicon,
) -> list[Number]:
    """The quantities of a text, before votes give them a role."""
    return []


def assign_roles(
    doc: Doc, quantities: Sequence[Number], votes: Sequence[Vote], stances: Sequence[Stance], lexicon: Lexicon
) -> list[Number]:
    """The quantities with the role each plays in a vote, among sponsors or signatories."""
    return list(quantities)
