"""Votes: tallies bound to the body that voted and the text it voted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge import Models
from pipeline.tables import Date, Document, Entity, Number, Reference, Segment, Vote

READS: tuple[str, ...] = ()
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon()


def find_votes(
    doc: Doc,
    document: Document,
    segments: Sequence[Segment],
    quantities: Sequence[Number],
    entities: Sequence[Entity],
    references: Sequence[Reference],
    dates: Sequence[Date],
    lexicon: Lexicon,
) -> list[Vote]:
    """The tallies a text reports."""
    return []
