"""People: one row a person across documents, spelling variants joined, namesakes apart."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from pipeline.gazetteer import load as gazetteer
from pipeline.gazetteer.load import load_gazetteer
from pipeline.people import nicknames
from pipeline.people.cast import Cast, Member
from pipeline.people.evidence import Statement, Statements
from pipeline.people.namesakes import Profile, join_profiles, role_words
from pipeline.people.nicknames import Nicknames, load_nicknames
from pipeline.resources import Models
from pipeline.tables import Document, Person, Quote
from pipeline.text.person_names import name_slug, person_key

__all__ = ["READS", "Lexicon", "PersonEvidence", "find_person_evidence", "gather_people", "load", "person_key"]

READS: tuple[str, ...] = (*gazetteer.READS, nicknames.FILE, "en/honorifics.txt")
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms of address that are no part of a name, short forms of given names, ids of the knowledge base."""

    honorifics: frozenset[str]
    nicknames: Nicknames = field(default_factory=dict)
    taken: Container[str] = frozenset()


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon(
        frozenset(models.lines("en/honorifics.txt")), load_nicknames(models), frozenset(load_gazetteer(models).things)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEvidence:
    """What one document says of one person: a flat row, kept a document, from which `people` is gathered."""

    doc_id: str
    entity_id: str
    name: str
    known: bool
    """Found in the knowledge base."""
    surfaces: str
    """The forms the name takes, separated by `|`."""
    country: str | None = None
    certain: bool = False
    """The country is written beside the person's role, or known of the person."""
    role: str | None = None
    published: datetime.date | None = None
    n_mentions: int = 0
    n_quotes: int = 0


def find_person_evidence(document: Document, cast: Cast, quotes: Sequence[Quote]) -> list[PersonEvidence]:
    """One row for each person a document mentions."""
    spoken = Counter(quote.speaker_id for quote in quotes)
    people = {member.entity_id: member for member in cast.people if member.entity_id}
    return [_evidence(document, entity_id, people[entity_id], spoken[entity_id]) for entity_id in sorted(people)]


def _evidence(document: Document, entity_id: str, member: Member, n_quotes: int) -> PersonEvidence:
    """What a document says of one person; a country concluded from the text around separates no namesakes."""
    office = min(member.offices, key=lambda held: (held.mention.start, held.role_start or 0), default=None)
    told = office.country if office is not None and office.told else None
    certain = told or member.nationality
    return PersonEvidence(
        doc_id=document.doc_id,
        entity_id=entity_id,
        name=member.name,
        known=member.known,
        surfaces="|".join(surface.replace("|", " ") for surface in member.surfaces),
        country=certain or (office.country if office is not None else None),
        certain=certain is not None,
        role=office.role if office is not None else None,
        published=document.published,
        n_mentions=len(member.mentions),
        n_quotes=n_quotes,
    )


@dataclass(slots=True)
class _Gathered:
    """What all documents say of one person."""

    names: Counter[str] = field(default_factory=Counter)
    known_name: str | None = None
    surfaces: set[str] = field(default_factory=set)
    countries: Counter[str] = field(default_factory=Counter)
    latest: tuple[int, str] | None = None
    first: datetime.date | None = None
    last: datetime.date | None = None
    n_mentions: int = 0
    n_quotes: int = 0


def gather_people(person_evidence: pa.Table, lexicon: Lexicon) -> tuple[list[Person], dict[tuple[str, str], str]]:
    """All people of the corpus, and a map from document and its person id to the id of the person, where that is another."""
    statements = Statements(person_evidence)
    own = _split_namesakes(statements.all)
    joined = join_profiles(_profiles(statements.all, own, lexicon), lexicon.nicknames)
    ids = [joined.get(profile_id, profile_id) for profile_id in own]
    people: dict[str, _Gathered] = {}
    for row, entity_id in zip(statements.all, ids, strict=True):
        _add(people.setdefault(entity_id, _Gathered()), row, known=row.known and row.entity_id == entity_id)
    counts = statements.count_documents(ids)
    public = _public_ids(people, lexicon)
    rows = [_person(public[entity_id], found, counts[entity_id]) for entity_id, found in people.items()]
    return sorted(rows, key=lambda row: row.entity_id), statements.moved([public[entity_id] for entity_id in ids])


def _public_ids(people: Mapping[str, _Gathered], lexicon: Lexicon) -> dict[str, str]:
    """Key of a person → the id in the tables: that of the knowledge base, else the name as a slug.

    A namesake gets its country behind the slug, else a number; the order of documents does not matter.
    """
    public = {key: key for key, found in people.items() if found.known_name is not None}
    taken = set(public.values())
    for key in sorted(people.keys() - public.keys()):
        slug = f"person:{name_slug(_best_name(people[key])) or key.partition(':')[2]}"
        country = key.partition("@")[2].casefold()
        numbered = (f"{slug}-{number}" for number in itertools.count(2))
        wanted = [f"{slug}-{country}"] if country else [slug]
        public[key] = next(c for c in itertools.chain(wanted, numbered) if c not in taken and c not in lexicon.taken)
        taken.add(public[key])
    return public


def _split_namesakes(rows: Sequence[Statement]) -> list[str]:
    """The id of each row's person: its own, or with the country where documents give people of that name several.

    A row without a country goes to the one namesake whose role it shares; where none or several do, it keeps the bare id.
    """
    countries: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        if row.certain and row.country and not row.known:
            roles = countries.setdefault(row.entity_id, {}).setdefault(row.country, set())
            roles |= role_words(row.role)
    found = []
    for row in rows:
        namesakes = countries.get(row.entity_id, {})
        entity_id = row.entity_id
        if len(namesakes) > 1 and not row.known:
            own = row.country if row.certain else None
            if own is None:
                sharing = [c for c, roles in sorted(namesakes.items()) if roles & role_words(row.role)]
                own = sharing[0] if len(sharing) == 1 else None
            entity_id = f"{entity_id}@{own}" if own else entity_id
        found.append(entity_id)
    return found


def _profiles(rows: Sequence[Statement], own: Sequence[str], lexicon: Lexicon) -> list[Profile]:
    """What is known of each person before any are joined."""
    found: dict[str, Profile] = {}
    concluded: dict[str, set[str]] = {}
    for row, profile_id in zip(rows, own, strict=True):
        profile = found.get(profile_id)
        if profile is None:
            key = person_key(row.name, lexicon.honorifics)
            profile = found[profile_id] = Profile(profile_id, tuple(key.split("-")) if key else (), row.known)
        profile.n_documents += row.n_documents
        profile.roles |= role_words(row.role)
        if row.country:
            (profile.countries if row.certain else concluded.setdefault(profile_id, set())).add(row.country)
    for profile_id, countries in concluded.items():
        if not found[profile_id].countries and len(countries) == 1:
            found[profile_id].countries |= countries
    return list(found.values())


def _add(person: _Gathered, row: Statement, *, known: bool) -> None:
    person.names[row.name] += row.n_mentions
    if known:
        person.known_name = row.name
    person.surfaces.update(row.surfaces.split("|"))
    if row.country:
        person.countries[row.country] += row.n_documents * (10 if row.certain else 1)
    if row.role:
        latest = (row.latest, row.role)
        person.latest = max(person.latest, latest) if person.latest else latest
    if row.first is not None:
        person.first = min(person.first, row.first) if person.first else row.first
    if row.last is not None:
        person.last = max(person.last, row.last) if person.last else row.last
    person.n_mentions += row.n_mentions
    person.n_quotes += row.n_quotes


def _best_name(found: _Gathered) -> str:
    """The fullest of the most frequent names."""
    return max(found.names.items(), key=lambda item: (len(item[0].split()) > 1, item[1], len(item[0]), item[0]))[0]


def _person(entity_id: str, found: _Gathered, n_documents: int) -> Person:
    """The row of a person: the known name, else the fullest of the most frequent; the country most documents give."""
    country = max(found.countries.items(), key=lambda item: (item[1], item[0]))[0] if found.countries else None
    return Person(
        entity_id=entity_id,
        name=found.known_name or _best_name(found),
        variants=sorted(found.surfaces),
        country=country,
        role=found.latest[1] if found.latest else None,
        n_documents=n_documents,
        n_mentions=found.n_mentions,
        n_quotes=found.n_quotes,
        first_seen=found.first,
        last_seen=found.last,
    )
