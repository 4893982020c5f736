"""Entities, first half: mentions of named things, the model's corrected by knowledge and shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge import Models
from pipeline.tables import Document, Segment

READS: tuple[str, ...] = ()
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A named thing before it is linked."""

    start: int
    end: int
    text: str
    label: str
    rule: str


def find_mentions(doc: Doc, document: Document, segments: Sequence[Segment], lexicon: Lexicon) -> list[Mention]:
    """The mentions of named things, without overlap, in order."""
    return []
