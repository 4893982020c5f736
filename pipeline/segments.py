"""Segments: every character of a text gets a role, so that chrome never reaches a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.ingest import Source
from pipeline.knowledge import Models
from pipeline.tables import Segment

ROLES = (
    "title",
    "dateline",
    "byline",
    "date",
    "body",
    "quote_block",
    "list",
    "related_link",
    "chrome",
    "source",
    "footer",
)
"""Every role a segment can have."""

SILENT = frozenset({"related_link", "chrome", "footer"})
"""Roles from which no table takes a row; the parse sees one placeholder token for each such segment."""


def content_segments(segments: Iterable[Segment]) -> list[Segment]:
    """The segments that tables may be filled from, in order."""
    return [s for s in segments if s.role not in SILENT]


READS: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words the segmenter goes by."""


def load(models: Models) -> Lexicon:
    """The segmenter's words from `models/`."""
    return Lexicon()


def find_segments(source: Source, lexicon: Lexicon) -> list[Segment]:
    """The segments of a text, in order, tiling it."""
    found, at = [], 0
    for line in source.text.splitlines(keepends=True):
        found.append(Segment(doc_id=source.doc_id, start=at, end=at + len(line), role="body"))
        at += len(line)
    return found
