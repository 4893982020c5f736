"""The row of a document with what only its parse and its mentions tell."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.page.author import Patterns, author_patterns, find_author
from pipeline.page.header_words import HEADER_FILES, load_header_words
from pipeline.resources import Models
from pipeline.tables import SILENT, Document, Entity
from pipeline.text.annotated import Text

READS: tuple[str, ...] = HEADER_FILES
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a headline says of the person whose words a text is."""

    authors: Patterns


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon(author_patterns(load_header_words(models).spoken))


def complete(document: Document, text: Text, entities: Sequence[Entity], lexicon: Lexicon) -> list[Document]:
    """The document row with what the parse adds: its size without chrome, and the speaker of a first-person text."""
    silent = sum(s.role in SILENT and s.end > s.start for s in text.segments)
    author = find_author(text.document, text.segments, entities, lexicon.authors)
    return [
        dataclasses.replace(
            document,
            n_tokens=len(text) - silent,
            speaker=(author.name or author.text) if author else None,
            speaker_id=author.entity_id if author else None,
        )
    ]
