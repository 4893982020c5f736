"""People: variants joined, namesakes apart, whatever the order of the documents."""

from __future__ import annotations

import datetime
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipeline.people.cast import Cast, Held, Kind, Member
from pipeline.people.gather import Lexicon, PersonEvidence, find_person_evidence, gather_people, person_key
from pipeline.people.namesakes import one_letter_apart
from pipeline.people.nicknames import FILE, load_nicknames
from pipeline.resources import Models
from pipeline.tables import Document, Entity, Person, Quote, schema_of

LEXICON = Lexicon(
    frozenset({"dr", "mr"}),
    load_nicknames(Models(Path("models"), (FILE,))),
    frozenset({"person:paul-reed"}),
)


def evidence(name: str, doc_id: str = "a.txt", **values: Any) -> PersonEvidence:
    entity_id = values.pop("entity_id", f"person:{person_key(name)}")
    values.setdefault("certain", values.get("country") is not None)
    given = {"known": False, "surfaces": name, "n_mentions": 1, **values}
    return PersonEvidence(doc_id=doc_id, entity_id=entity_id, name=name, **given)


def gather(*rows: PersonEvidence) -> tuple[list[Person], dict[tuple[str, str], str]]:
    schema = schema_of(PersonEvidence)
    columns = [pa.array([getattr(row, f.name) for row in rows], type=f.type) for f in schema]
    return gather_people(pa.Table.from_arrays(columns, schema=schema), LEXICON)


def cast_of(mentions: list[Entity], *offices: Held) -> Cast:
    first = mentions[0]
    person = Member(
        kind=Kind.PERSON,
        entity_id=first.entity_id,
        name=first.name or first.text,
        mentions=tuple(mentions),
        offices=offices,
    )
    return Cast((person,))


def names(*rows: PersonEvidence) -> list[str]:
    return sorted(person.name for person in gather(*rows)[0])


def test_evidence_counts_mentions_and_quotes_and_takes_the_written_country() -> None:
    def entity(start: int, text: str) -> Entity:
        return Entity(
            doc_id="d", start=start, end=start + len(text), text=text, label="PERSON",
            entity_id="person:ama-mensah", name="Ama Mensah", rule="x",
        )  # fmt: skip

    document = Document(doc_id="d", path="d", sha256="", format="txt", text="", published=datetime.date(2021, 5, 1))
    first = entity(0, "Ama Mensah")
    office = Held(
        mention=first, role="Foreign Minister", role_start=11, role_end=27, head="minister", country="GHA", told=True
    )
    quote = Quote(
        doc_id="d", quote_id="d#5", start=5, end=9, text="word", kind="direct", speaker_id="person:ama-mensah", rule="x"
    )
    (row,) = find_person_evidence(document, cast_of([first, entity(40, "Mensah")], office), [quote])
    assert (row.name, row.surfaces, row.n_mentions, row.n_quotes) == ("Ama Mensah", "Ama Mensah|Mensah", 2, 1)
    assert (row.country, row.certain, row.role) == ("GHA", True, "Foreign Minister")
    assert row.published == datetime.date(2021, 5, 1)


def test_a_concluded_country_is_no_certain_one() -> None:
    document = Document(doc_id="d", path="d", sha256="", format="txt", text="")
    entity = Entity(
        doc_id="d", start=0, end=3, text="Roe", label="PERSON", entity_id="person:roe", name="Roe", rule="x"
    )
    office = Held(mention=entity, role="Minister", role_start=4, role_end=12, head="minister", country="NOR")
    (row,) = find_person_evidence(document, cast_of([entity], office), [])
    assert (row.country, row.certain) == ("NOR", False)


def test_one_row_a_person_with_what_all_documents_say() -> None:
    day = datetime.date
    (person,), moved = gather(
        evidence(
            "Ama Mensah", "a", country="GHA", role="Ambassador", published=day(2020, 1, 2), n_mentions=2, n_quotes=1
        ),
        evidence("Ama Mensah", "b", country="GHA", role="Foreign Minister", published=day(2022, 3, 4), n_quotes=2),
        evidence("Ama Mensah", "c", surfaces="Ama Mensah|Mensah"),
    )
    assert person == Person(
        entity_id="person:ama-mensah", name="Ama Mensah", variants=["Ama Mensah", "Mensah"], country="GHA",
        role="Foreign Minister", n_documents=3, n_mentions=4, n_quotes=3,
        first_seen=day(2020, 1, 2), last_seen=day(2022, 3, 4),
    )  # fmt: skip
    assert moved == {}


JOINED = {
    "initial": (evidence("Ruth Okello"), evidence("R. Okello", "b")),
    "initial, country agrees": (evidence("Ruth Okello", country="KEN"), evidence("R. Okello", "b", country="KEN")),
    "middle initial": (evidence("Ruth Okello"), evidence("Ruth N. Okello", "b")),
    "middle name and initial": (evidence("Ruth Naliaka Okello"), evidence("Ruth N. Okello", "b")),
    "known to the knowledge base": (
        evidence("Ruth Okello", entity_id="Q1", known=True),
        evidence("Ruth Okelo", "b"),
    ),
    "slip of the pen": (
        evidence("Ruth Okello", country="KEN", role="envoy"),
        evidence("Ruth Okello", "c", country="KEN", role="envoy"),
        evidence("Ruth Okallo", "b", country="KEN", role="special envoy"),
    ),
    "surname, country agrees": (evidence("Ruth Okello", country="KEN"), evidence("Okello", "b", country="KEN")),
    "double surname": (
        evidence("Ruth Okello-Wanjala", country="KEN"),
        evidence("Okello-Wanjala", "b", country="KEN", certain=False, role="Ambassador"),
    ),
    "longer name": (
        evidence("Salim bin Rashid", country="OMN"),
        evidence("Salim bin Rashid Al Harthy", "b", country="OMN"),
    ),
}


@pytest.mark.parametrize("case", JOINED)
def test_variants_of_one_person_are_joined(case: str) -> None:
    people, moved = gather(*JOINED[case])
    assert len(people) == 1, people
    assert set(moved.values()) <= {people[0].entity_id}


APART = {
    "two fit an initial": (evidence("Ruth Okello"), evidence("Rose Okello", "b"), evidence("R. Okello", "c")),
    "initial, other country": (evidence("Ruth Okello", country="KEN"), evidence("R. Okello", "b", country="UGA")),
    "surname, nothing known": (evidence("Ruth Okello", country="KEN"), evidence("Okello", "b")),
    "one letter, other country": (
        evidence("Ruth Okello", country="KEN", role="envoy"),
        evidence("Ruth Okallo", "b", country="UGA", role="envoy"),
    ),
    "one letter, other role": (
        evidence("Ruth Okello", country="KEN", role="envoy"),
        evidence("Ruth Okallo", "b", country="KEN", role="coach"),
    ),
    "namesakes of two countries": (
        evidence("Wei Chen", country="CHN", role="Foreign Ministry Spokesperson"),
        evidence("Wei Chen", "b", country="SGP", role="Minister for Trade"),
    ),
    "two known people": (
        evidence("Ruth Okello", entity_id="Q1", known=True),
        evidence("Ruth N. Okello", "b", entity_id="Q2", known=True),
    ),
    "father and son": (evidence("John Roe", country="USA"), evidence("John Roe Jr.", "b", country="CAN")),
}


@pytest.mark.parametrize("case", APART)
def test_what_does_not_fit_one_person_stays_apart(case: str) -> None:
    assert len(gather(*APART[case])[0]) == len(APART[case])


def test_namesakes_get_ids_with_their_country_and_take_what_shares_their_role() -> None:
    people, moved = gather(
        evidence("Wei Chen", "a", country="CHN", role="Foreign Ministry Spokesperson"),
        evidence("Wei Chen", "b", country="SGP", role="Minister for Trade"),
        evidence("Wei Chen", "c", role="Spokesperson"),
        evidence("Wei Chen", "d"),
    )
    ids = {person.entity_id: person.n_documents for person in people}
    assert ids == {"person:wei-chen-chn": 2, "person:wei-chen-sgp": 1, "person:wei-chen": 1}
    assert moved["c", "person:wei-cen"] == "person:wei-chen-chn"
    assert moved["d", "person:wei-cen"] == "person:wei-chen"


def test_the_name_is_the_known_one_else_the_most_frequent_full_one() -> None:
    assert names(evidence("Okello", entity_id="p"), evidence("Ruth Okello", "b", entity_id="p")) == ["Ruth Okello"]
    assert names(
        evidence("Sergei Orlov", "a"), evidence("Sergey Orlov", "b"), evidence("Sergey Orlov", "c")
    ) == ["Sergey Orlov"]  # fmt: skip
    assert names(
        evidence("Sergei Orlov", "a", entity_id="Q9", known=True), evidence("Sergey Orlov", "b"), evidence("Sergey Orlov", "c")
    ) == ["Sergei Orlov"]  # fmt: skip


def test_the_order_of_documents_does_not_matter() -> None:
    rows = [row for i, case in enumerate([*JOINED.values(), *APART.values()]) for row in case if i % 2 == 0]
    rows = [
        PersonEvidence(**{**{f: getattr(row, f) for f in row.__dataclass_fields__}, "doc_id": f"{i}"})
        for i, row in enumerate(rows)
    ]
    expected = gather(*rows)
    shuffled = random.Random(7)
    for _ in range(5):
        mixed = shuffled.sample(rows, len(rows))
        assert gather(*mixed) == expected


def test_no_evidence_gives_no_people() -> None:
    assert gather() == ([], {})


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("okello", "okelo", True),
        ("okello", "okallo", True),
        ("okello", "oekllo", True),
        ("okello", "okello", False),
        ("okello", "okella n", False),
        ("mensah", "mensa", True),
        ("abc", "cba", False),
    ],
)
def test_one_letter_apart(a: str, b: str, expected: bool) -> None:
    assert one_letter_apart(a, b) is expected
    assert one_letter_apart(b, a) is expected


def test_short_forms_of_a_given_name_are_one_person() -> None:
    assert names(evidence("Jim Dunmore", "a"), evidence("James Dunmore", "b")) == ["James Dunmore"]
    assert names(evidence("Joe Dunmore", "a"), evidence("Joseph Dunmore", "b"), evidence("Jim Dunmore", "c")) == [
        "Jim Dunmore",
        "Joseph Dunmore",
    ]


def test_short_forms_of_other_countries_are_two() -> None:
    assert len(names(evidence("Jim Dunmore", "a", country="IRL"), evidence("James Dunmore", "b", country="USA"))) == 2


def test_surname_first_in_capitals_is_the_same_person_in_the_same_office() -> None:
    role = {"role": "Press Secretary", "country": "JPN"}
    found = names(evidence("Tomoko Hayashida", "a", **role), evidence("HAYASHIDA Tomoko", "b", **role))
    assert len(found) == 1
    assert len(names(evidence("Paul Martin", "a"), evidence("Martin Paul", "b"))) == 2


def test_public_ids_are_slugs_that_no_known_person_has() -> None:
    people, moved = gather(evidence("José Álvarez Júarez", "a"), evidence("Paul Reed", "b"))
    assert [person.entity_id for person in people] == ["person:jose-alvarez-juarez", "person:paul-reed-2"]
    assert moved["b", "person:paul-red"] == "person:paul-reed-2"
