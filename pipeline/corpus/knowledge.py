"""The `knowledge` table: every entity that the corpus mentions, known to the knowledge base or not, with its counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.corpus import columns
from pipeline.gazetteer import load as gazetteer
from pipeline.gazetteer.load import Gazetteer, load_gazetteer
from pipeline.resources import Models
from pipeline.tables import Document, Entity, KnownEntity, Person, Position, Reference

READS: tuple[str, ...] = gazetteer.READS
"""Files of `models/` this stage reads."""

_KINDS = {"place": "place", "org": "organisation", "law": "treaty", "event": "event", "person": "person"}
"""Prefix of the id of a thing only the corpus knows → its kind."""
_MOST_ALIASES = 50
"""Surface forms listed for one entity, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    gazetteer: Gazetteer


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`."""
    return Lexicon(load_gazetteer(models))


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityEvidence:
    """How often one document names one entity by one surface form: a flat row, from which `knowledge` is gathered."""

    doc_id: str
    entity_id: str
    surface: str
    n_mentions: int
    name: str | None = None
    country: str | None = None
    wikidata: str | None = None


def find_entity_evidence(
    document: Document, entities: Sequence[Entity], references: Sequence[Reference], positions: Sequence[Position]
) -> list[EntityEvidence]:
    """One row for each entity and surface form of a document; a cited text counts where no entity row names it.

    A body that somebody acts for and that no mention names has a row without mentions.
    """
    counts: Counter[tuple[str, str]] = Counter()
    told: dict[str, Entity] = {}
    for entity in entities:
        if entity.entity_id is not None:
            counts[entity.entity_id, " ".join(entity.text.split())] += 1
            told.setdefault(entity.entity_id, entity)
    named = {(entity.start, entity.entity_id) for entity in entities}
    titles: dict[str, str | None] = {}
    for reference in references:
        if reference.entity_id is not None and (reference.start, reference.entity_id) not in named:
            counts[reference.entity_id, " ".join(reference.text.split())] += 1
            titles.setdefault(reference.entity_id, reference.title)
    for position in positions:
        if position.org_id is not None and position.org is not None and position.org_id not in told:
            counts[position.org_id, position.org] += 0
            titles.setdefault(position.org_id, position.org)
    rows = []
    for (entity_id, surface), n_mentions in sorted(counts.items()):
        found = told.get(entity_id)
        rows.append(
            EntityEvidence(
                doc_id=document.doc_id,
                entity_id=entity_id,
                surface=surface,
                n_mentions=n_mentions,
                name=found.name if found is not None else titles.get(entity_id),
                country=found.country if found is not None else None,
                wikidata=found.wikidata if found is not None else None,
            )
        )
    return rows


def gather_knowledge(
    entity_evidence: pa.Table, people: tuple[list[Person], Mapping[tuple[str, str], str]], lexicon: Lexicon
) -> list[KnownEntity]:
    """All entities the corpus mentions, by id; people under the ids that `people` joined them to."""
    evidence = _moved(entity_evidence, people[1])
    of_entity, firsts = columns.group([columns.codes(evidence["entity_id"])])
    n_documents = columns.count_distinct(of_entity, len(firsts), columns.codes(evidence["doc_id"]))
    documents = dict(zip(evidence["entity_id"].take(pa.array(firsts)).to_pylist(), n_documents.tolist(), strict=True))
    table = _summed(evidence)
    totals = table.group_by("entity_id").aggregate([("n_mentions", "sum")])
    aliases = _ranked(table, "surface")
    told = {column: _ranked(table, column) for column in ("name", "country", "wikidata")}
    names = {person.entity_id: person.name for person in people[0]}
    rows = []
    for row in totals.sort_by("entity_id").to_pylist():
        key = row["entity_id"]
        seen = aliases.get(key, [])
        best = {column: next(iter(values.get(key, [])), None) for column, values in told.items()}
        counts = documents[key], row["n_mentions_sum"]
        rows.append(_known(key, counts, seen, best, names.get(key), lexicon.gazetteer))
    return rows


def _moved(table: pa.Table, moves: Mapping[tuple[str, str], str]) -> pa.Table:
    """The evidence with the ids of joined people replaced."""
    if not moves or not table.num_rows:
        return table
    ids = table["entity_id"].combine_chunks()
    rows = pc.indices_nonzero(pc.is_in(ids, pa.array({entity_id for _, entity_id in moves}, pa.string())))
    told = zip(table["doc_id"].take(rows).to_pylist(), ids.take(rows).to_pylist(), strict=True)
    moved = np.zeros(len(ids), bool)
    moved[rows.to_numpy()] = True
    new = pa.array([moves.get((doc_id, entity_id), entity_id) for doc_id, entity_id in told], pa.string())
    column = table.schema.get_field_index("entity_id")
    return table.set_column(column, "entity_id", pc.replace_with_mask(ids, pa.array(moved), new))


def _summed(evidence: pa.Table) -> pa.Table:
    """The evidence with the mentions of rows that differ in nothing but the document summed up."""
    told = ("entity_id", "surface", "name", "country", "wikidata")
    of_row, firsts = columns.group([columns.codes(evidence[name]) for name in told])
    sums = np.bincount(of_row, evidence["n_mentions"].to_numpy(), len(firsts)).astype(np.int64)
    return evidence.select(told).take(pa.array(firsts)).append_column("n_mentions", pa.array(sums))


def _ranked(table: pa.Table, column: str) -> dict[str, list[str]]:
    """Entity → the values of a column, the most frequent first, equally frequent ones in the alphabet's order."""
    filled = table.filter(pc.is_valid(table[column]))
    counted = filled.group_by(["entity_id", column]).aggregate([("n_mentions", "sum")])
    order = [("entity_id", "ascending"), ("n_mentions_sum", "descending"), (column, "ascending")]
    found: dict[str, list[str]] = {}
    counted = counted.sort_by(order)
    for key, value in zip(counted["entity_id"].to_pylist(), counted[column].to_pylist(), strict=True):
        found.setdefault(key, []).append(value)
    return found


def _known(
    key: str,
    counts: tuple[int, int],
    seen: Sequence[str],
    best: Mapping[str, str | None],
    person: str | None,
    known: Gazetteer,
) -> KnownEntity:
    """The row of one entity: by the knowledge base where it has it, else by the documents. counts: of documents and mentions."""
    thing = known.things.get(key)
    kind = thing.kind if thing is not None else _KINDS.get(key.partition(":")[0], "other")
    return KnownEntity(
        entity_id=key,
        name=(thing.name if thing is not None else person or best["name"]) or (seen[0] if seen else key),
        kind=kind,
        country=thing.country if thing is not None else best["country"],
        wikidata=thing.wikidata if thing is not None else best["wikidata"],
        symbol=thing.symbol if thing is not None else None,
        aliases=list(seen[:_MOST_ALIASES]),
        n_documents=counts[0],
        n_mentions=counts[1],
    )
