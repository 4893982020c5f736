"""Corrections by hand: what they may say, and what they change."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import spacy

from pipeline.entities.corrections import Correction, check_corrections, correct
from pipeline.entities.from_model import LABELS
from pipeline.gazetteer.load import READS, Gazetteer, load_gazetteer
from pipeline.resources import KnowledgeError, Models
from pipeline.tables import Entity, Error
from pipeline.text.annotated import Text
from tests.markup import text_of

ROOT = Path(__file__).parents[1]
TEXT = "Hope arrived in Georgia with Georgia Miles."


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return load_gazetteer(Models(ROOT / "models", READS))


def _row(**given: object) -> Correction:
    empty = {field.name: None for field in dataclasses.fields(Correction)}
    return Correction(**{**empty, **given})  # type: ignore[arg-type]


def _text() -> Text:
    return text_of(spacy.blank("en")(TEXT), doc_id="a.txt", path="a.txt")


def _entities() -> list[Entity]:
    found = [("Hope", 0, "PERSON"), ("Georgia", 16, "GPE"), ("Georgia Miles", 29, "PERSON")]
    return [Entity(doc_id="a.txt", start=s, end=s + len(t), text=t, label=label, rule="model") for t, s, label in found]


def test_a_surface_is_no_mention(known: Gazetteer) -> None:
    rows = correct(_entities(), _text(), [_row(surface="Hope", entity_id="none")], known)
    assert [e.text for e in rows if isinstance(e, Entity)] == ["Georgia", "Georgia Miles"]


def test_a_span_gets_its_thing(known: Gazetteer) -> None:
    rows = correct(_entities(), _text(), [_row(doc_id="a.txt", start=16, end=23, entity_id="country:GEO")], known)
    changed = [e for e in rows if isinstance(e, Entity) and e.rule == "correction"]
    assert [(e.text, e.country, e.status) for e in changed] == [("Georgia", "GEO", "linked")]


def test_a_span_nobody_found_becomes_a_mention(known: Gazetteer) -> None:
    row = _row(doc_id="a.txt", start=29, end=36, label="PERSON", entity_id="person:georgia-miles", name="Georgia Miles")
    rows = correct(_entities()[:2], _text(), [row], known)
    assert [(e.text, e.name) for e in rows if isinstance(e, Entity)][-1] == ("Georgia", "Georgia Miles")


def test_what_no_longer_matches_is_reported(known: Gazetteer) -> None:
    rows = correct(_entities(), _text(), [_row(doc_id="a.txt", surface="Faith", label="ORG")], known)
    assert [e.code for e in rows if isinstance(e, Error)] == ["correction-unmatched"]
    assert not [
        e for e in correct(_entities(), _text(), [_row(surface="Faith", label="ORG")], known) if isinstance(e, Error)
    ]
    assert not [
        e
        for e in correct(_entities(), _text(), [_row(doc_id="b.txt", surface="Hope", label="ORG")], known)
        if isinstance(e, Error)
    ]


@pytest.mark.parametrize(
    "row",
    [
        _row(label="ORG"),
        _row(start=1, end=2, label="ORG"),
        _row(surface="Hope"),
        _row(surface="Hope", label="CITY"),
        _row(surface="Hope", entity_id="body:no-such-thing"),
    ],
)
def test_rows_that_say_too_little_are_refused(known: Gazetteer, row: Correction) -> None:
    with pytest.raises(KnowledgeError, match=r"corrections\.csv:2"):
        check_corrections([row], known, LABELS)


def test_the_corrections_of_the_project_are_sound(known: Gazetteer) -> None:
    rows = Models(ROOT / "models", ["corrections.csv"]).csv("corrections.csv", Correction)
    assert check_corrections(rows, known, LABELS) == tuple(rows)
