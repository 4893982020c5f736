"""Quotes: what was said, inside marks and without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.knowledge import Models
from pipeline.marks import Mark as Mark
from pipeline.tables import Document, Quote, Segment

READS: tuple[str, ...] = ()
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon()


def find_reports(
    doc: Doc, document: Document, segments: Sequence[Segment], marks: Sequence[Mark], lexicon: Lexicon
) -> list[Quote]:
    """Reported words, direct, mixed and indirect, before their speakers are known."""
    return []
