"""Entities, second half: each mention tied to the thing in the world, or left ambiguous."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.entities import Mention
from pipeline.knowledge import Models
from pipeline.quotes import Mark
from pipeline.tables import Document, Entity, Segment

READS: tuple[str, ...] = ()
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon()


def link(
    mentions: Sequence[Mention],
    doc: Doc,
    document: Document,
    segments: Sequence[Segment],
    marks: Sequence[Mark],
    lexicon: Lexicon,
) -> list[Entity]:
    """One entity row a mention, with what it names in this document."""
    return []
