"""People: one row a person across documents, spelling variants joined, namesakes apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.knowledge import Models
from pipeline.spellings import person_key
from pipeline.tables import Document, Entity, Person, Position, Quote

__all__ = ["READS", "Lexicon", "PersonEvidence", "find_person_evidence", "gather_people", "load", "person_key"]

READS: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`."""
    return Lexicon()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEvidence:
    """What one document says of one person: a flat row, kept a document, from which `people` is gathered."""

    doc_id: str
    entity_id: str
    name: str


def find_person_evidence(
    document: Document, entities: Sequence[Entity], positions: Sequence[Position], quotes: Sequence[Quote]
) -> list[PersonEvidence]:
    """One row for each person a document mentions."""
    return []


def gather_people(person_evidence: pa.Table, lexicon: Lexicon) -> tuple[list[Person], dict[str, str]]:
    """All people of the corpus, and a map from a document's own person id to the id of the person it was joined with."""
    return [], {}
