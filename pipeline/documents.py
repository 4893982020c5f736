"""Documents: what a text is, who issued it, when and where, each with its evidence."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.ingest import Source
from pipeline.knowledge import Models
from pipeline.tables import Document, Entity, Position, Segment

READS: tuple[str, ...] = ()
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon()


def describe(source: Source, segments: Sequence[Segment], lexicon: Lexicon) -> Document:
    """The document row as far as the text and its markup tell it before the parse."""
    return Document(
        doc_id=source.doc_id,
        path=source.path,
        sha256=source.sha256,
        format=source.format,
        encoding=source.encoding,
        language="en",
        text=source.text,
    )


def complete(document: Document, doc: Doc, entities: Sequence[Entity], positions: Sequence[Position]) -> list[Document]:
    """The document row with what the parse adds: its size, and the speaker of a first-person text."""
    return [dataclasses.replace(document, n_tokens=len(doc))]
