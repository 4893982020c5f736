"""The cast: the people and bodies of a document, each known once."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.people import cast as stage
from pipeline.people.cast import Affiliation, Cast, Held, Kind, Lexicon, find_cast, kind_of_body
from pipeline.resources import Models
from pipeline.tables import Document, Entity
from pipeline.text.annotated import Text
from pipeline.text.view import Origin


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return stage.load(Models(Path("models"), stage.READS))


def text_of(view: str, **facts: object) -> Text:
    document = Document(doc_id="d", path="d", sha256="", format="txt", text=view, **facts)  # type: ignore[arg-type]
    return Text(document, [], [], Origin(()), [], [], [], [], [], [], [], [], [], [])


def mention(view: str, surface: str, label: str = "PERSON", start: int = 0, **values: object) -> Entity:
    at = view.index(surface, start)
    given = {"rule": "x", **values}
    return Entity(doc_id="d", start=at, end=at + len(surface), text=surface, label=label, **given)  # type: ignore[arg-type]


VIEW = "Ms Ana Lind, an envoy of Norway, met Omar Farzan. Lind and Farzan spoke to the Red Fund."


def read(lexicon: Lexicon) -> Cast:
    ana = {"entity_id": "person:ana-lind", "name": "Ana Lind"}
    omar = {"entity_id": "person:omar-farzan", "name": "Omar Farzan"}
    entities = [
        mention(VIEW, "Ana Lind", **ana),
        mention(VIEW, "Norway", "GPE", entity_id="country:NOR", name="Norway", country="NOR", status="linked"),
        mention(VIEW, "Omar Farzan", **omar),
        mention(VIEW, "Lind", start=20, **ana),
        mention(VIEW, "Farzan", start=50, **omar),
        mention(VIEW, "Red Fund", "ORG", entity_id="org:red-fund", name="Red Fund"),
    ]
    office = Held(mention=entities[0], role="envoy", role_start=16, role_end=21, head="envoy", country="NOR", told=True)
    return find_cast(text_of(VIEW), entities, [office], lexicon)


def test_mentions_of_one_thing_are_one_member_with_its_offices(lexicon: Lexicon) -> None:
    cast = read(lexicon)
    assert [(m.kind, m.name, len(m.mentions)) for m in cast.members] == [
        (Kind.PERSON, "Ana Lind", 2), (Kind.COUNTRY, "Norway", 1), (Kind.PERSON, "Omar Farzan", 2), (Kind.BODY, "Red Fund", 1),
    ]  # fmt: skip
    ana, omar = cast.people
    assert (ana.country, ana.affiliation, ana.gender) == ("NOR", Affiliation.STATE, "f")
    assert (omar.country, omar.affiliation, omar.gender) == (None, Affiliation.UNNAMED, "m")


def test_only_person_of_a_phrase(lexicon: Lexicon) -> None:
    cast = read(lexicon)
    lind = VIEW.index("Lind and")
    assert cast.only_person(lind, lind + 4) is cast.people[0]
    assert cast.only_person(lind, lind + 15) is None  # two of them
    assert cast.only_person(len(VIEW) - 9, len(VIEW)) is None  # a body


def test_a_known_person_has_the_terms_of_the_day(lexicon: Lexicon) -> None:
    view = "António Guterres spoke."
    found = mention(
        view, "António Guterres", entity_id="person:antonio-guterres", name="António Guterres", country="PRT"
    )
    entity = replace(found, status="linked")
    (now,) = find_cast(text_of(view, published=datetime.date(2020, 1, 1)), [entity], [], lexicon).people
    assert [term.role for term in now.terms] == ["Secretary-General"]
    assert (now.country, now.nationality, now.gender) == (None, "PRT", "m")
    assert now.affiliation is Affiliation.INTERNATIONAL


@pytest.mark.parametrize(
    ("name", "entity_id", "country", "kind"),
    [
        ("United Nations", "body:un", None, Affiliation.INTERNATIONAL),
        ("Foreign Ministry", "ministry:NOR", "NOR", Affiliation.STATE),
        ("Harbour Herald", None, None, Affiliation.MEDIA),
        ("Institute for Quiet Seas", None, None, Affiliation.THINK_TANK),
        ("Green Party", None, None, Affiliation.PARTY),
        ("Lind", None, None, Affiliation.UNNAMED),
    ],
)
def test_kind_of_body(
    name: str, entity_id: str | None, country: str | None, kind: Affiliation, lexicon: Lexicon
) -> None:
    assert kind_of_body(entity_id, name, country, lexicon) is kind
