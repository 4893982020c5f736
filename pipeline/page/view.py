"""The page as the parse and all stages after it read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.ingest import Source
from pipeline.tables import Document, Segment
from pipeline.text.quotation_marks import Mark, unify_marks
from pipeline.text.view import View


def complete_view(reading: Source, document: Document, segments: Sequence[Segment], marks: Sequence[Mark]) -> View:
    """What the parse and all stages after it read: the text with marks of one shape, its segments and facts."""
    return View(replace(document, text=unify_marks(reading.text, marks)), list(segments), reading.origin)
