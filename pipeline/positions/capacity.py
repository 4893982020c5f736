"""Capacity: for which country or body a role is held, and the office without them."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.offices.lexicon import POSSESSIVE, Complement, Role, Word, entities_of
from pipeline.people.held import cluster_key
from pipeline.positions.affiliation import PLACES, Body, Context, is_national
from pipeline.tables import Entity

_SPOKES = ("spokesperson", "spokesman", "spokeswoman")
_STATE_WORDS = frozenset(
    {"the", "of", "republic", "kingdom", "federation", "state", "government", "states", "sultanate", "people’s"}
)
_HEADS_OF_STATE = ("president", "vice president")
_MONTHS = frozenset({"the", "month", "months", "year", *(m.casefold() for m in month_name)})
"""Words of a term of office (`President for the month of May`), which is no part of its name."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom an office acts for, as far as its name says: `secretary of state` → USA."""

    office: str
    country: str | None
    org: str | None


@dataclass(frozen=True, slots=True)
class Capacity:
    """An office without what it is for, and what it is for."""

    role: str
    start: int
    end: int
    country: str | None
    org: str | None
    org_id: str | None
    source: str
    """Which rule told the country or body: role, bracket, holder, same-office, place, body, issuer; empty when none did."""


def office_words(text: str) -> str:
    """The words of an office that tell it from others, in small letters: `Secretary of State` → `secretary of state`."""
    return " ".join(w for w in text.replace(",", " ").replace("&", "and").casefold().split() if w not in ("the",))


class Split:
    """The parts of one role: the words that are the office, and whom it is for.

    noun: the common noun that stands for the body, where that is not named (`Council President`).
    named: a body that the words alone name (`the Committee established pursuant to resolution …`).
    """

    def __init__(self, role: Role, context: Context) -> None:
        self._context = context
        self.kept: list[Word] = []
        self.for_whom: list[Entity] = list(role.owner)
        self.noun: str | None = None
        self.named: Body | None = None
        self._spokes = role.head[-1].low in _SPOKES
        self._modifiers(role)
        self.kept += role.head
        for complement in role.complements:
            if self._keeps(complement, role):
                self.kept += complement.words

    def _modifiers(self, role: Role) -> None:
        for word in role.modifiers:
            entity = word.entity
            if entity is None or entity.label not in (*PLACES, "ORG"):
                self.kept.append(word)
                if word.low in self._context.bodies and word is role.modifiers[-1]:
                    self.noun = word.low
                continue
            generic = entity.label == "ORG" and entity.text.casefold() in self._context.bodies
            topic = entity.label == "ORG" and entity.status != "linked" and not self._is_body(entity)
            # A `Russia analyst` is of no state, a `Russian analyst` is of one.
            topic = topic or (role.office.acts_for == "none" and entity.label in ("GPE", "LOC"))
            ministry = self._spokes and entity.label == "ORG" and is_national(entity.text)
            if generic:
                self.noun = word.low
            if generic or topic or (ministry and not self._context.names_country(word)):
                self.kept.append(word)
            if not topic and entity not in self.for_whom:
                self.for_whom.append(entity)

    def _is_body(self, entity: Entity) -> bool:
        """Whether an entity is a body one can act for, rather than a field (`Commerce`)."""
        words = entity.text.casefold().split()
        body = not self._context.bodies.isdisjoint(words) or is_national(entity.text) or "nations" in words
        return body or entity.text.isupper() or (entity.name or entity.text) != entity.text

    def _keeps(self, complement: Complement, role: Role) -> bool:
        """Whether a complement stays in the office; what it is for goes to `for_whom`."""
        entities = [e for e in complement.entities if e.label in (*PLACES, "ORG", "FAC", "LAW")]
        preposition = complement.preposition
        if preposition == "of":
            return self._keeps_of(complement, entities, role)
        if preposition == "to":
            return (
                not entities and role.office.head != "ambassador" and "permanent" not in (w.low for w in role.modifiers)
            )
        if preposition == "for":
            if entities and (self._spokes or role.office.head == "ambassador"):
                self.for_whom += entities
                return False
            return any(w.text[0].isalpha() and w.low not in _MONTHS for w in complement.words[1:])
        if preposition in ("in", "at"):
            if not self.for_whom:
                self.for_whom += [e for e in entities if e.label == "ORG"]
            return not entities
        return True

    def _keeps_of(self, complement: Complement, entities: list[Entity], role: Role) -> bool:
        words = complement.words
        if any(w.low == "established" for w in words):
            self.named = _mandated(complement)
            return False
        named = _in_apposition(words)
        if named is not None and named.label == "ORG":
            self.for_whom += [named, *(e for e in entities if e is not named)]
            return False
        first = entities[0] if entities else None
        if first is None or (first.label == "ORG" and first.text.casefold() in self._context.bodies):
            if words[-1].low in self._context.bodies:
                self.noun = words[-1].low
            return True
        if first.label in PLACES:
            if first.country is None:
                return True
            if words[-1].low in self._context.bodies and words[-1].entity is None:
                self.for_whom.append(first)
                self.named = _described(complement)  # `of the Luhansk election committee`
                return False
            self.for_whom.append(first)
            return _is_place(first) or self._topic(complement)
        if first.label == "ORG" and role.office.acts_for == "state" and not self._is_body(first):
            # A field of government (`of State`, `of Commerce`), not a body one speaks for.
            return True
        self.for_whom.append(first)
        return self._topic(complement)

    def _topic(self, complement: Complement) -> bool:
        """Whether more than the body or the country stands in a complement (`of the Chairperson of …`)."""
        words = complement.words
        rest = [w for w in words if w.entity is None and w.low not in _STATE_WORDS and w.text[0].isalpha()]
        return len(rest) > 0 and _in_apposition(words) is None


def _in_apposition(words: Sequence[Word]) -> Entity | None:
    """The name that common nouns before it tell more of: `of our partner the United Kingdom`, `of shipping group Nordlinje`."""
    first = next((k for k, w in enumerate(words) if w.entity is not None and w.entity.label in ("GPE", "ORG")), 0)
    name, before = words[first].entity, words[first - 1]
    if first < 2 or name is None or any(w.entity is None and w.text[0].isalpha() for w in words[first:]):
        return None
    noun = before.tag in ("NN", "NNS") and before.text.islower()
    return name if (before.low == "the" if name.label == "GPE" else noun) else None


def _described(complement: Complement) -> Body:
    """A body that a common noun names with its place."""
    words = [w for w in complement.words[1:] if w.low != "the" and not w.low.startswith("so-called")]
    return Body(" ".join(w.text for w in words))


def _is_place(entity: Entity) -> bool:
    """Whether an entity is a place inside a country, whose name stays in an office (`Mayor of London`)."""
    return (entity.entity_id or "").startswith("place:")


def _mandated(complement: Complement) -> Body:
    """A sanctions committee by the resolution that set it up; the Security Council names them all that way."""
    words = [w for w in complement.words if w.low not in ("of", "the")]
    text = words[0].text
    for before, word in pairwise(words):
        text += ("" if before.end == word.start else " ") + word.text
    return Body(f"Security Council {text}")


def find_capacities(
    role: Role, nationality: Entity | None, person: Entity, context: Context, holders: Mapping[str, Holder]
) -> list[Capacity]:
    """The office without what it is for, and the country and body it is for; one for each country or body of a joined office.

    nationality: the country in brackets or after `of` behind the name. Nothing that fits leaves both None.
    """
    groups: list[list[tuple[Role, Split]]] = []
    for part in (role, *role.more):
        split = Split(part, context)
        # `Prime Minister of X and Chair of Y` are two positions, `Deputy Prime Minister and Foreign Minister of X` is one.
        if not groups or not _acts_for(split) or not any(_acts_for(before) for _, before in groups[-1]):
            groups[-1:] = [[*(groups[-1] if groups else []), (part, split)]]
        else:
            groups.append([(part, split)])
    return [
        _capacity(group[0][0], [split for _, split in group], nationality, person, context, holders) for group in groups
    ]


def _acts_for(split: Split) -> bool:
    return bool(split.for_whom or split.named)


def _capacity(
    role: Role,
    splits: Sequence[Split],
    nationality: Entity | None,
    person: Entity,
    context: Context,
    holders: Mapping[str, Holder],
) -> Capacity:
    """The capacity of one office, or of several for the same country or body."""
    text, start, end = _render(splits, context.text)
    if role.office.means and len(splits) == 1:
        text = role.office.means
    found = Capacity(text, start, end, None, None, None, "")
    for_whom = [e for split in splits for e in split.for_whom]
    orgs = [e for e in for_whom if e.label in ("ORG", "LAW")]
    country = next((e.country for e in for_whom if e.country and e.label in PLACES), None)
    body = next((s.named for s in splits if s.named), None)
    if orgs and body is None:
        body = Body(orgs[0].name or orgs[0].text, orgs[0].entity_id)
        # An embassy acts for its country, not for the one that stands beside it.
        country = orgs[0].country or country or context.country_in(orgs[0])
    noun = next((s.noun for s in splits if s.noun), None)
    source = "role" if country or body else ""
    if noun and (body is None or body.name.casefold() == noun):
        body = context.body_of_kind(noun) or body
        source = source or ("body" if body else "")
    if body is not None:
        found = replace(found, org=body.name, org_id=body.id, source=source)
    if country is not None:
        return replace(found, country=country, source=source)
    told = holders.get(office_words(text)) if noun and body is None else None
    if told is not None and told.org:
        known = next((e.entity_id for e in context.entities if e.name == told.org), None)
        return replace(found, org=told.org, org_id=known, source="holder")
    if noun or (body is not None and (role.office.acts_for == "body" or not is_national(body.name))):
        return found
    return _from_context(role, found, nationality, person, context, holders)


def _render(splits: Sequence[Split], text: str) -> tuple[str, int, int]:
    """The office as one stretch of words, and the characters from its first to its last word."""
    kept = sorted((w for s in splits for w in s.kept), key=lambda w: w.start)
    pieces = [kept[0].text]
    for before, word in pairwise(kept):
        gap = " ".join(text[before.end : word.start].split(" "))
        joined = next((s for s in splits[1:] if s.kept[0] is word), None)
        if gap.strip() not in ("", ",", "and", ", and", "&", "/"):
            gap = ", " if joined else " "
        pieces.append(" ".join(f"x{gap}x".split())[1:-1] + word.text)
    role = "".join(pieces)
    return _ordinary_case(role) if role.isupper() and len(role) > 4 else role, kept[0].start, kept[-1].end


def _ordinary_case(role: str) -> str:
    """An office in capitals (`CROWN PRINCE`, of a transcript's labels) as it is written in a sentence."""
    return " ".join(w.lower() if w.lower() in _STATE_WORDS or w == "AND" else w.capitalize() for w in role.split())


def _from_context(
    role: Role,
    found: Capacity,
    nationality: Entity | None,
    person: Entity,
    context: Context,
    holders: Mapping[str, Holder],
) -> Capacity:
    """The capacity of an office that does not name its country."""
    acts_for = role.office.acts_for
    if nationality is not None and acts_for != "body":
        return replace(found, country=nationality.country, source="bracket")
    holder = holders.get(office_words(found.role)) or holders.get(
        " ".join(w.low for w in (*role.modifiers, *role.head))
    )
    served = context.serves(person) if acts_for != "state" and role.office.head not in _HEADS_OF_STATE else None
    if served is not None and acts_for == "body":
        return replace(found, org=served.name, org_id=served.id, source="person")
    if holder is not None and holder.org and found.org is None:
        known = next((e.entity_id for e in context.entities if e.name == holder.org), None)
        return replace(found, org=holder.org, org_id=known, source="holder")
    if acts_for == "none":
        return found
    if acts_for == "body":
        return _of_body(role, found, person, context)
    if served is not None:
        # Who serves an international body speaks for it, whatever the passport says.
        return replace(found, org=served.name, org_id=served.id, source="person")
    return _of_country(role, found, person, context, holder)


def _of_body(role: Role, found: Capacity, person: Entity, context: Context) -> Capacity:
    """The capacity of an office of a body that is not named beside it."""
    if any(w.entity is None and len(w.text) > 1 and w.text.isupper() for w in role.modifiers):
        # Letters that nobody knows say of which body; not of another one.
        return found
    served = context.serves(person)
    if served is not None:
        return replace(found, org=served.name, org_id=served.id, source="person")
    if person.country and context.led_country(person):  # `Chairman Arafat` led no council
        return replace(found, country=person.country, source="person")
    body = context.body("chair" in role.office.head or role.office.head == "rapporteur")
    return replace(found, org=body.name, org_id=body.id, source="body") if body is not None else found


def _of_country(role: Role, found: Capacity, person: Entity, context: Context, holder: Holder | None) -> Capacity:
    """The capacity of an office of a country that is not named beside it."""
    for source, country in (
        ("same-office", context.same_office(role, cluster_key(person))),
        ("person", person.country),
        ("holder", holder.country if holder is not None else None),
        ("place", context.place_before(role)),
        ("issuer", context.issuer() if role.office.acts_for == "state" or not context.news else None),
    ):
        told, rule = country, source
        if told and source in ("place", "issuer") and _absent(role, told, context.absent):
            if source != "issuer" or (role.office.head in _HEADS_OF_STATE and " " not in (person.name or person.text)):
                # Who is known by the surname alone need not be of the country that is spoken of.
                continue
            told, rule = context.place_near(role), "place"
            if told is None:
                told, rule = context.topic(), "topic"
        if told:
            return replace(found, country=told, source=rule)
    return found


def _absent(role: Role, country: str, absent: Mapping[str, frozenset[str]]) -> bool:
    """Whether a country is known not to have the office, so that somebody else's minister is meant."""
    heads = absent.get(country, frozenset())
    return role.office.head in heads or " ".join(w.low for w in (*role.modifiers, *role.head)) in heads


def nationality_of(words: Sequence[Word], first: int, end: int) -> Entity | None:
    """The country in a bracket or after `of` behind a name, or whose possessive stands before it (`Tunisia’s NAME`).

    The name's words are first to before end.
    """
    owner = words[first - 2].entity if first > 1 and words[first - 1].low in POSSESSIVE else None
    if owner is not None and owner.label == "GPE" and owner.country:
        return owner
    if end + 1 >= len(words):
        return None
    if words[end].text == "(":
        close = next((k for k in range(end + 1, min(end + 9, len(words))) if words[k].text == ")"), end)
        places = [e for e in entities_of(words[end + 1 : close]) if e.label in ("GPE", "NORP") and e.country]
    elif words[end].low == "of":
        places = [e for e in entities_of(words[end + 1 : end + 6]) if e.label == "GPE" and e.country][:1]
        if places and words[end + 1].entity is not places[0] and words[end + 1].low != "the":
            places = []
    else:
        places = []
    return places[0] if len(places) == 1 else None
