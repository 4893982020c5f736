"""Sentences: those of the parse, never cut inside quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.marks import Mark
from pipeline.tables import Document, Segment, Sentence


def find_sentences(doc: Doc, document: Document, segments: Sequence[Segment], marks: Sequence[Mark]) -> list[Sentence]:
    """The sentences of the segments that are not silent."""
    return []
