"""Positions: each named person with role, country and organisation as the text gives them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.gazetteer.load import READS as KNOWLEDGE
from pipeline.gazetteer.load import Gazetteer, load_gazetteer
from pipeline.offices.after_names import role_after, role_below
from pipeline.offices.before_names import role_above, role_before
from pipeline.offices.lexicon import OFFICES, POSSESSIVE, Role, RoleWords, load_offices, read_words
from pipeline.offices.lists import find_lists
from pipeline.offices.phrases import Phrases
from pipeline.people.held import Held, cluster_key
from pipeline.positions.affiliation import Context
from pipeline.positions.capacity import Capacity, Holder, find_capacities, nationality_of, office_words
from pipeline.resources import Models
from pipeline.tables import Entity
from pipeline.text.annotated import Text
from pipeline.text.person_names import name_words

READS: tuple[str, ...] = (
    OFFICES,
    "en/honorifics.txt",
    "en/postnominals.txt",
    "en/role_stops.txt",
    "en/body_nouns.txt",
    "en/office_holders_for.csv",
    "en/offices_absent.csv",
    "en/multilateral_seats.txt",
    *KNOWLEDGE,
)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class _Absent:
    country: str
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Head nouns of offices, forms of address, bodies, and offices that say whom they are for."""

    roles: RoleWords
    bodies: frozenset[str]
    holders: dict[str, Holder]
    absent: dict[str, frozenset[str]]
    seats: frozenset[str]
    gazetteer: Gazetteer


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    offices = load_offices(models)
    roles = RoleWords(
        heads=offices.heads,
        honorifics=frozenset(models.lines("en/honorifics.txt")),
        postnominals=frozenset(models.lines("en/postnominals.txt")),
        stops=frozenset(models.lines("en/role_stops.txt")),
        plurals=offices.plurals,
    )
    holders = models.csv("en/office_holders_for.csv", Holder, unique="office")
    absent = models.csv("en/offices_absent.csv", _Absent, unique="country")
    return Lexicon(
        roles,
        frozenset(models.lines("en/body_nouns.txt")),
        {office_words(h.office): h for h in holders},
        {row.country: frozenset(row.heads) for row in absent},
        frozenset(models.lines("en/multilateral_seats.txt")),
        load_gazetteer(models),
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """A role read at one mention of a person."""

    person: Entity
    role: Role
    capacity: Capacity


def find_offices(text: Text, entities: Sequence[Entity], lexicon: Lexicon) -> list[Held]:
    """The offices that the text says its people hold, one a person and office, at the mention that says most."""
    people = [e for e in entities if e.label == "PERSON"]
    if not people:
        return []
    words = read_words(text, entities)
    phrases = Phrases(words, lexicon.roles)
    lists = find_lists(phrases)
    context = Context(text.document, entities, words, lexicon.bodies, lexicon.absent, lexicon.seats, lexicon.gazetteer)
    held: dict[str, list[_Held]] = {}
    so_far: list[_Held] = []
    at = owned = 0
    for person in people:
        while at < len(words) and words[at].end <= person.start:
            at += 1
        end = at
        while end < len(words) and words[end].start < person.end:
            end += 1
        if end == at:
            continue
        listed = lists.get(person.start)
        nationality = listed.country if listed is not None else nationality_of(words, at, end)
        before = listed.role if listed is not None else role_before(phrases, at)
        if before is not None and before.start < owned and "," in text.view[before.end : person.start]:
            before = None  # the office stands behind the name before this one
        after = role_after(phrases, end)
        owned = after.end if after is not None else owned
        above = role_above(phrases, at, end) if before is None else None
        for role in (before, after, role_below(phrases, at, end), above):
            if role is not None:
                found = _held(person, role, nationality, context, lexicon, so_far)
                if found:
                    held.setdefault(cluster_key(person), []).extend(found)
                    context.note(role, {one.capacity.country for one in found}, cluster_key(person))
                so_far += found
    _join_surnames(held)
    return [_office(one) for of_person in held.values() for one in _merge(of_person)]


def _held(
    person: Entity,
    role: Role,
    nationality: Entity | None,
    context: Context,
    lexicon: Lexicon,
    before: Sequence[_Held],
) -> list[_Held]:
    """The positions that one role beside a mention says."""
    capacities = find_capacities(role, nationality, person, context, lexicon.holders)
    owner = _served(role, person, context, before)
    if owner is not None and capacities[0].source != "role":
        return [_Held(person, role, _lent(capacities[0], owner)), *(_Held(person, role, c) for c in capacities[1:])]
    if role.office.acts_for == "counterpart":
        found = _counterpart(capacities[0], person, before)
        return [_Held(person, role, found)] if found is not None else []
    if capacities[0].source == "issuer" and before and _follows(before[-1], person, role, context.text):
        capacities = [replace(one, country=before[-1].capacity.country, source="list") for one in capacities]
    return [_Held(person, role, capacity) for capacity in capacities]


_LIST = re.compile(r"(?:,|\s|\b(?:and|as well as|of|the|for)\b|\b[A-Z]\w+)+")


def _follows(last: _Held, person: Entity, role: Role, text: str) -> bool:
    """Whether an office goes on in a list after somebody who acts for a country: `Minister A of X, Secretary B and Speaker C`."""
    end = max(last.person.end, last.role.end)
    listed = (
        end < role.start <= end + 80 and text.startswith((",", " and "), end) and _LIST.fullmatch(text, end, role.start)
    )
    told = last.capacity.country is not None and last.capacity.source not in ("", "issuer", "holder")
    return bool(listed) and told and cluster_key(last.person) != cluster_key(person)


_SERVING = (
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "adviser",
    "advisor",
    "aide",
    "envoy",
    "chef de cabinet",
    "chief of staff",
)


_BESIDE = 40
"""Words before `his spokesman` in which the one he serves is named."""


def _is_person(entity: Entity | None) -> bool:
    return entity is not None and entity.label == "PERSON"


def _served(role: Role, person: Entity, context: Context, before: Sequence[_Held]) -> Capacity | None:
    """The office of the person that `his spokesman NAME` serves: the one named last; None for other words."""
    if role.office.head not in _SERVING:
        return None
    at = bisect_left(context.words, role.start, key=lambda w: w.start)
    owned = at > 1 and context.words[at - 1].low in POSSESSIVE and _is_person(context.words[at - 2].entity)
    if not owned and (not at or context.words[at - 1].low not in ("his", "her")):
        return None
    near = (context.words[k].entity for k in range(at - 2, max(-1, at - _BESIDE), -1))
    served = next((e for e in near if e is not None and e.label == "PERSON"), None)
    if served is None or cluster_key(served) == cluster_key(person):
        return None
    last = next((one for one in reversed(before) if cluster_key(one.person) == cluster_key(served)), None)
    if last is not None:
        return None if last.role.office.rank else last.capacity
    body = context.serves(served)
    country = served.country if body is None else None
    org, org_id = (body.name, body.id) if body is not None else (None, None)
    return Capacity("", 0, 0, country, org, org_id, "") if body or country else None


def _lent(capacity: Capacity, owner: Capacity) -> Capacity:
    """An office for the country and body of another."""
    return replace(capacity, country=owner.country, org=owner.org, org_id=owner.org_id, source="owner")


_NO_OFFICE = ("member", "diplomat", "official", "head", "leader")


def _counterpart(capacity: Capacity, person: Entity, before: Sequence[_Held]) -> Capacity | None:
    """The office of the person named last before `his Turkish counterpart NAME`; None when it cannot be told whose it is."""
    last = next((one for one in reversed(before) if cluster_key(one.person) != cluster_key(person)), None)
    if capacity.role.casefold().endswith("colleague") and capacity.source != "role":
        return None  # `my colleague NAME`
    if (
        last is None
        or last.role.office.rank
        or last.role.office.head in _NO_OFFICE
        or capacity.country in (None, last.capacity.country)
    ):
        return None
    return replace(capacity, role=last.capacity.role, source="counterpart")


def _join_surnames(held: dict[str, list[_Held]]) -> None:
    """Put people of one surname, role and country together: `Secretary of State Tony Blinken` and `Antony Blinken` are one."""
    by_office: dict[tuple[str, str, str | None], str] = {}
    for key in list(held):
        for one in held[key]:
            words = name_words(one.person.name or one.person.text)
            content = " ".join(sorted(_content(one)))
            if not words or one.role.office.rank or one.role.office.acts_for == "none":
                continue
            first = by_office.setdefault((words[-1], content, one.capacity.country), key)
            if first != key and first in held:
                held[first] += held.pop(key)
                break
    names = {key: name_words(found[0].person.name or found[0].person.text) for key, found in held.items()}
    full: dict[str, list[str]] = {}
    for key, words in names.items():
        if len(words) > 1:
            full.setdefault(words[-1], []).append(key)
    for key, words in names.items():
        if len(words) == 1:
            said = _content(held[key][0])
            fitting = [k for k in full.get(words[0], ()) if any(said <= _content(one) for one in held[k])]
            if len(fitting) == 1:
                held[fitting[0]] += held.pop(key)


_CONCLUDED = frozenset({"issuer", "place", "topic"})
"""Sources of a country that is concluded from the text around, which separates no namesakes."""
_WEAK = ("issuer", "place", "topic", "body", "")
"""Sources of a country or body that give way to what another mention of the same person says."""


def _merge(held: Sequence[_Held]) -> list[_Held]:
    """One entry a different role: shorter forms of a role go into the fuller one, ranks stand only alone."""
    ordered = sorted(
        held,
        key=lambda h: (
            h.role.office.rank,
            -len(_content(h)),
            h.capacity.source != "role",
            h.capacity.source in _WEAK,
            h.person.start,
        ),
    )
    kept: list[_Held] = []
    for one in ordered:
        host = next((i for i, k in enumerate(kept) if _same_role(k, one)), None)
        if host is None:
            if not (one.role.office.rank and kept):
                kept.append(one)
        else:
            kept[host] = _Held(kept[host].person, kept[host].role, _complete(kept[host].capacity, one.capacity))
    told = next((k.capacity for k in kept if k.capacity.source not in _WEAK and k.capacity.country), None)
    if told is not None:
        kept = [
            replace(k, capacity=replace(k.capacity, country=told.country))
            if k.capacity.source in ("issuer", "place", "topic", "") and k.capacity.org is None
            else k
            for k in kept
        ]
    return kept


def _content(held: _Held) -> set[str]:
    return {
        w
        for w in office_words(held.capacity.role).replace("-", " ").split()
        if w not in ("of", "for", "and", "on", "to")
    }


def _same_role(fuller: _Held, shorter: _Held) -> bool:
    """Whether one role is the other in fewer words, or the same head for the same country or body."""
    a, b = _content(fuller), _content(shorter)
    return b <= a


def _complete(fuller: Capacity, other: Capacity) -> Capacity:
    """The fuller role with the country and body that only another mention tells."""
    if fuller.source in _WEAK and other.source not in _WEAK and (other.country or other.org):
        return replace(fuller, country=other.country, org=other.org, org_id=other.org_id, source=other.source)
    if fuller.country is None and fuller.org is None:
        return replace(fuller, country=other.country, org=other.org, org_id=other.org_id, source=other.source)
    return fuller


def _office(one: _Held) -> Held:
    capacity = one.capacity
    return Held(
        mention=one.person,
        role=capacity.role or None,
        role_start=capacity.start,
        role_end=capacity.end,
        head=one.role.office.head,
        rank=one.role.office.rank,
        country=capacity.country,
        org=capacity.org,
        org_id=capacity.org_id,
        told=capacity.source not in _CONCLUDED,
        rule=one.role.rule + (f"+{capacity.source}" if capacity.source else ""),
    )
