"""The `knowledge` table: every entity that the corpus mentions, known to the knowledge base or not, with its counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.knowledge import Models
from pipeline.tables import Document, Entity, KnownEntity, Reference

READS: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`."""
    return Lexicon()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityEvidence:
    """How often one document names one entity by one surface form: a flat row, from which `knowledge` is gathered."""

    doc_id: str
    entity_id: str
    surface: str
    n_mentions: int


def find_entity_evidence(
    document: Document, entities: Sequence[Entity], references: Sequence[Reference]
) -> list[EntityEvidence]:
    """One row for each entity and surface form of a document."""
    return []


def gather_knowledge(entity_evidence: pa.Table, lexicon: Lexicon) -> list[KnownEntity]:
    """All entities the corpus mentions."""
    return []
