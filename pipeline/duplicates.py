"""Duplicates: the same release under two names or on two sites, found in time linear in the corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.tables import Document, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a document's text is compared by: a flat row, kept a document."""

    doc_id: str
    text_hash: str


def find_signature(document: Document, segments: Sequence[Segment]) -> list[Signature]:
    """The signature of a document's content segments."""
    return []


def gather_duplicates(signature: pa.Table) -> dict[str, str]:
    """doc_id of a later document → doc_id of the first one with the same or nearly the same text."""
    return {}
