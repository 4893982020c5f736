"""The cast: the people and bodies of one document, each known once.

Made after linking and after the offices beside names are read. Positions, quotes, person evidence and the speaker of a
document read it; none of them clusters names again.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from pipeline.gazetteer import load as gazetteer
from pipeline.gazetteer.load import Gazetteer, Thing, load_gazetteer
from pipeline.people import gender
from pipeline.people.gender import Genders, load_genders
from pipeline.people.held import Held, cluster_key
from pipeline.people.home import find_home
from pipeline.resources import Models
from pipeline.tables import Entity
from pipeline.text.annotated import Text

READS: tuple[str, ...] = (
    *gazetteer.READS,
    *gender.FILES,
    "en/affiliations.csv",
    "en/multilateral_seats.txt",
)
"""Files of `models/` this stage reads."""


class Affiliation(StrEnum):
    """What kind of thing somebody acts for."""

    STATE = "state"
    INTERNATIONAL = "international organisation"
    NGO = "NGO"
    THINK_TANK = "think tank"
    COMPANY = "company"
    MEDIA = "media"
    PARTY = "party"
    UNNAMED = "unnamed"


class Kind(StrEnum):
    """What a member of the cast is."""

    PERSON = "person"
    BODY = "body"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of office by the knowledge base. body: id of the body, None for an office of the person's country."""

    role: str
    since: datetime.date | None
    until: datetime.date | None
    body: str | None

    def covers(self, day: datetime.date | None) -> bool:
        """Whether the term holds on a day; without a day, whether it has no end."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person, body or country of a document: one cluster of mentions.

    entity_id, name: as in `entities`, None where linking left open who is meant. mentions: in order. nationality: whose
    citizen a person is by the knowledge base, or the country that a body or place belongs to. gender: m, f or None.
    terms: of office on the day of the text. offices: as the text tells them, the fullest first.
    """

    kind: Kind
    entity_id: str | None
    name: str
    mentions: tuple[Entity, ...]
    gender: str | None = None
    nationality: str | None = None
    terms: tuple[Term, ...] = ()
    offices: tuple[Held, ...] = ()
    affiliation: Affiliation = Affiliation.UNNAMED

    @property
    def country(self) -> str | None:
        """Whom they act for: the country of an office, none for a holder of an international one, else the nationality."""
        if self.kind is not Kind.PERSON:
            return self.nationality
        acting = next((held for held in self.offices if held.country or held.org), None)
        return acting.country if acting is not None else None if self.acts_abroad else self.nationality

    @property
    def acts_abroad(self) -> bool:
        """Whether all known terms on the day of the text are of international bodies."""
        return bool(self.terms) and all(term.body is not None for term in self.terms)

    @property
    def known(self) -> bool:
        """Whether linking found them in the knowledge base."""
        return self.mentions[0].status == "linked"

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The different forms of the name, in order of the alphabet."""
        return tuple(sorted({" ".join(mention.text.split()) for mention in self.mentions}))


@dataclass(frozen=True)
class Cast:
    """The members of a document. home: ISO code of the country that issued the text, None where that is not one country."""

    members: tuple[Member, ...]
    home: str | None = None

    @property
    def people(self) -> list[Member]:
        """The members that are persons, in order of their first mention."""
        return [member for member in self.members if member.kind is Kind.PERSON]

    @cached_property
    def _mentions(self) -> list[tuple[int, int, Member]]:
        """Start and end of every mention, with its member, in order."""
        spans = [(mention.start, mention.end, member) for member in self.members for mention in member.mentions]
        return sorted(spans, key=lambda span: span[:2])

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, *_ in self._mentions]

    @cached_property
    def _by_id(self) -> Mapping[str, Member]:
        return {member.entity_id: member for member in self.members if member.entity_id}

    def by_id(self, entity_id: str | None) -> Member | None:
        """The member with an id of `entities`."""
        return self._by_id.get(entity_id) if entity_id else None

    def within(self, start: int, end: int) -> list[Member]:
        """The members mentioned between two characters, one entry a mention, in order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [member for _, stop, member in self._mentions[first:last] if stop <= end]

    def only_person(self, start: int, end: int) -> Member | None:
        """The person of a phrase that holds exactly one mention of a person; None for none and for several.

        Whoever resolves such a phrase to a person names this one, so that two tables never name two.
        """
        people = [member for member in self.within(start, end) if member.kind is Kind.PERSON]
        return people[0] if len(people) == 1 else None


@dataclass(frozen=True, slots=True)
class _Sign:
    """A word in the names of bodies that tells their kind."""

    word: str
    affiliation: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What tells the gender of a person and the kind of a body."""

    gazetteer: Gazetteer
    genders: Genders
    seats: frozenset[str]
    signs: Mapping[str, Affiliation]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon(
        gazetteer=load_gazetteer(models),
        genders=load_genders(models),
        seats=frozenset(models.lines("en/multilateral_seats.txt")),
        signs={s.word: Affiliation(s.affiliation) for s in models.csv("en/affiliations.csv", _Sign, unique="word")},
    )


def find_cast(text: Text, entities: Sequence[Entity], offices: Sequence[Held], lexicon: Lexicon) -> Cast:
    """The people, bodies and countries of a document."""
    clusters: dict[tuple[Kind, str], list[Entity]] = {}
    for entity in entities:
        kind = _KINDS.get(entity.label)
        if kind is not None:
            clusters.setdefault((kind, cluster_key(entity)), []).append(entity)
    held: dict[str, list[Held]] = {}
    for office in offices:
        held.setdefault(cluster_key(office.mention), []).append(office)
    members = [
        _person(key, found, held.get(key, ()), text, lexicon) if kind is Kind.PERSON else _body(kind, found, lexicon)
        for (kind, key), found in clusters.items()
    ]
    bodies = [entity for entity in entities if entity.label != "PERSON"]
    return Cast(tuple(members), find_home(text.document, bodies, lexicon.seats, lexicon.gazetteer))


_KINDS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.BODY,
    "GPE": Kind.COUNTRY,
    "NORP": Kind.COUNTRY,
    "LOC": Kind.COUNTRY,
}
"""Label of a mention → kind of the member; other things say nothing."""


def _person(_key: str, mentions: Sequence[Entity], offices: Sequence[Held], text: Text, lexicon: Lexicon) -> Member:
    first = mentions[0]
    thing = lexicon.gazetteer.things.get(first.entity_id) if first.entity_id else None
    terms = tuple(term for term in _terms(thing, lexicon) if term.covers(text.document.published))
    return Member(
        kind=Kind.PERSON,
        entity_id=first.entity_id,
        name=first.name or first.text,
        mentions=tuple(mentions),
        gender=(thing.gender if thing is not None else None) or _gender(mentions, offices, text.view, lexicon.genders),
        nationality=next((mention.country for mention in mentions if mention.country), None),
        terms=terms,
        offices=tuple(offices),
        affiliation=_acts_for(offices, terms, lexicon),
    )


def _terms(thing: Thing | None, lexicon: Lexicon) -> Iterable[Term]:
    """All terms of office of a known person."""
    if thing is None:
        return ()
    roles = lexicon.gazetteer.roles.get(thing.id, ())
    return (
        Term(role=role, since=since, until=until, body=body if (body or "").startswith("body:") else None)
        for role, (since, until, body) in zip(roles, thing.terms, strict=True)
    )


def _gender(mentions: Sequence[Entity], offices: Sequence[Held], view: str, genders: Genders) -> str | None:
    """m or f: by the title before a mention, the noun of an office, the given name."""
    titles = (genders.of_title(view, mention.start) for mention in mentions)
    nouns = (genders.of_noun(held.head.rpartition(" ")[2]) for held in offices)
    names = (genders.of_name(mention.name or mention.text) for mention in mentions)
    return next((found for found in (*titles, *nouns, *names) if found is not None), None)


def _acts_for(offices: Sequence[Held], terms: Sequence[Term], lexicon: Lexicon) -> Affiliation:
    """What kind of thing a person acts for, by an office, else by the known terms on that day."""
    for held in offices:
        if held.org is not None:
            return kind_of_body(held.org_id, held.org, held.country, lexicon)
        if held.country is not None:
            return Affiliation.STATE
    if terms:
        return Affiliation.INTERNATIONAL if all(term.body for term in terms) else Affiliation.STATE
    return Affiliation.UNNAMED


_STATES = frozenset({"country", "territory", "ministry", "place"})
_INTERNATIONAL = frozenset({"body", "bloc", "programme"})


def kind_of_body(entity_id: str | None, name: str, country: str | None, lexicon: Lexicon) -> Affiliation:
    """What a body is, by the knowledge base, else by the nouns in its name."""
    thing = lexicon.gazetteer.things.get(entity_id) if entity_id else None
    kind = thing.kind if thing is not None else ""
    if kind in _STATES or (kind == "agency" and thing is not None and thing.country):
        return Affiliation.STATE
    if kind in _INTERNATIONAL and thing is not None and thing.country is None:
        return Affiliation.INTERNATIONAL
    words = [word.strip(",.") for word in reversed(name.casefold().split())]
    named = next((lexicon.signs[word] for word in words if word in lexicon.signs), None)
    return named or (Affiliation.STATE if country else Affiliation.UNNAMED)


def _body(kind: Kind, mentions: Sequence[Entity], lexicon: Lexicon) -> Member:
    first = mentions[0]
    country = next((mention.country for mention in mentions if mention.country), None)
    name = first.name or first.text
    state = kind is Kind.COUNTRY
    return Member(
        kind=kind,
        entity_id=first.entity_id,
        name=name,
        mentions=tuple(mentions),
        nationality=country,
        affiliation=Affiliation.STATE if state else kind_of_body(first.entity_id, name, country, lexicon),
    )
