"""The `knowledge` table: evidence a document, gathered over the corpus."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.corpus import knowledge as catalogue
from pipeline.corpus.knowledge import EntityEvidence, Lexicon, find_entity_evidence, gather_knowledge
from pipeline.resources import Models
from pipeline.tables import Document, Entity, Person, Reference, schema_of

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return catalogue.load(Models(ROOT / "models", catalogue.READS))


def _table(rows: list[EntityEvidence]) -> pa.Table:
    return pa.Table.from_pylist(
        [{name: getattr(row, name) for name in schema_of(EntityEvidence).names} for row in rows],
        schema_of(EntityEvidence),
    )


def _row(doc_id: str, entity_id: str, surface: str, n: int, name: str | None = None) -> EntityEvidence:
    return EntityEvidence(doc_id=doc_id, entity_id=entity_id, surface=surface, n_mentions=n, name=name)


def test_evidence_counts_surfaces_and_citations_once() -> None:
    document = Document(doc_id="a", path="a", sha256="0", format="txt", text="")
    entities = [
        Entity(
            doc_id="a",
            start=at,
            end=at + 2,
            text=text,
            label="ORG",
            entity_id="body:un",
            name="United Nations",
            rule="x",
        )
        for at, text in ((0, "UN"), (9, "UN"), (20, "United\nNations"))
    ]
    cited = [
        Reference(doc_id="a", start=at, end=at + 3, text="NPT", kind="treaty", entity_id="treaty:npt", rule="x")
        for at in (40, 50)
    ]
    rows = find_entity_evidence(document, entities, cited, [])
    assert [(r.entity_id, r.surface, r.n_mentions) for r in rows] == [
        ("body:un", "UN", 2),
        ("body:un", "United Nations", 1),
        ("treaty:npt", "NPT", 2),
    ]


def test_counts_aliases_and_facts(lexicon: Lexicon) -> None:
    table = _table(
        [
            _row("a", "country:KEN", "Kenya", 2),
            _row("a", "country:KEN", "Kenyan", 5),
            _row("b", "country:KEN", "Kenya", 1),
            _row("b", "org:lake-board", "Lake Board", 1, "Lake Board"),
        ]
    )
    kenya, board = gather_knowledge(table, ([], {}), lexicon)
    assert (kenya.name, kenya.kind, kenya.country, kenya.wikidata) == ("Kenya", "country", "KEN", "Q114")
    assert (kenya.n_documents, kenya.n_mentions, kenya.aliases) == (2, 8, ["Kenyan", "Kenya"])
    assert (board.name, board.kind, board.country) == ("Lake Board", "organisation", None)


def test_people_keep_the_ids_they_were_joined_under(lexicon: Lexicon) -> None:
    table = _table(
        [_row("a", "person:i-holm", "I. Holm", 1, "I. Holm"), _row("b", "person:ida-holm", "Ida Holm", 3, "Ida Holm")]
    )
    person = Person(entity_id="person:ida-holm", name="Ida Holm", variants=[])
    rows = gather_knowledge(table, ([person], {("a", "person:i-holm"): "person:ida-holm"}), lexicon)
    assert [(r.entity_id, r.name, r.n_documents, r.n_mentions) for r in rows] == [("person:ida-holm", "Ida Holm", 2, 4)]


def test_an_empty_corpus_knows_nothing(lexicon: Lexicon) -> None:
    assert gather_knowledge(_table([]), ([], {}), lexicon) == []
