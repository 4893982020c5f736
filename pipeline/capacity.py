"""Capacity: for which country or body a role is held, and the office without them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.offices import Complement, Role, Word, entities_of
from pipeline.tables import Document, Entity

_SPOKES = ("spokesperson", "spokesman", "spokeswoman")
_ACCREDITED = frozenset({"ambassador", "representative", "observer", "delegate", "consul", "consul general", "attaché"})
_NATIONAL = frozenset({"delegation", "mission", "embassy", "ministry", "department", "government", "office"})
_PLACES = ("GPE", "NORP", "LOC")
_LOCAL = frozenset(
    {"mayor", "governor", "prince", "princess", "emir", "amir", "archbishop", "deputy mayor", "patriarch"}
)
"""Heads of offices for a place inside a country, which stays in the office's name (`Crown Prince of Abu Dhabi`)."""


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


class Context:
    """What a document tells about whom its people act for.

    document, entities: of one text. words: its words. bodies: common nouns that stand for a body of the text.
    absent: country → heads of offices it does not have.
    """

    def __init__(
        self,
        document: Document,
        entities: Sequence[Entity],
        words: Sequence[Word],
        bodies: frozenset[str],
        absent: Mapping[str, frozenset[str]],
    ) -> None:
        self.absent = absent
        self.entities = [e for e in entities if e.label != "PERSON"]
        self.words = words
        self.bodies = bodies
        self._document = document
        self._issuer: tuple[str | None] | None = None
        self._offices: dict[str, set[str]] | None = None

    def issuer(self) -> str | None:
        """ISO code of the country whose government or agency issued the text, None when it is not one country's."""
        if self._issuer is None:
            self._issuer = (self._find_issuer(),)
        return self._issuer[0]

    def _find_issuer(self) -> str | None:
        """The country of the publisher, else of the dateline; of a news text the dateline's, else the agency's."""
        sources = [self._publisher_country, self._place_country]
        if self._document.doc_type == "news":
            sources.reverse()
        return next((country for source in sources if (country := source())), None)

    def _publisher_country(self) -> str | None:
        publisher = (self._document.publisher or "").casefold()
        named = {e.country for e in self.entities if publisher and e.country and _names(e, publisher)}
        return named.pop() if len(named) == 1 else None

    def _place_country(self) -> str | None:
        place = (self._document.dateline_place or "").casefold()
        named = {e.country for e in self.entities if place and e.country and e.label == "GPE" and place in _forms(e)}
        return named.pop() if len(named) == 1 else None

    def country_in(self, body: Entity) -> str | None:
        """ISO code of the country a body's own words name (`Vietnamese Foreign Ministry`), None for none or several."""
        words = set(body.text.split())
        named = {e.country for e in self.entities if e.country and e.label in ("GPE", "NORP") and e.text in words}
        return named.pop() if len(named) == 1 else None

    def topic(self) -> str | None:
        """ISO code of the country the text is about beside its issuer: mentioned three times and twice as often as the next."""
        issuer = self.issuer()
        places = (e.country for e in self.entities if e.label in ("GPE", "NORP"))
        counts = Counter(country for country in places if country and country != issuer).most_common(2)
        if not counts or counts[0][1] < 3 or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
            return None
        return counts[0][0]

    def body_of_kind(self, noun: str) -> Entity | None:
        """The body of the text that a common noun (`Council`) stands for: the one mentioned most whose name has it."""
        fitting = [
            e
            for e in self.entities
            if e.label == "ORG" and e.name and noun in e.name.casefold().split() and e.text.casefold() != noun
        ]
        return _most_mentioned(fitting)

    def body(self, chaired: bool) -> Entity | None:
        """The international body the text is about: its publisher, else the one mentioned most.

        chaired: a body that has a chair, such as a committee, rather than the organisation it is a part of.
        """
        fitting = [
            e
            for e in self.entities
            if e.label == "ORG" and e.country is None and e.status == "linked" and not _is_national(e)
        ]
        parts = [e for e in fitting if not self.bodies.isdisjoint((e.name or e.text).casefold().split())]
        fitting = (parts if chaired else [e for e in fitting if e not in parts]) or fitting
        publisher = (self._document.publisher or "").casefold()
        for entity in fitting:
            if publisher and publisher in _forms(entity):
                return entity
        return _most_mentioned(fitting)

    def same_office(self, role: Role) -> str | None:
        """ISO code that stands before the same office elsewhere in the text (`the Turkish foreign minister`)."""
        if self._offices is None:
            self._offices = self._owned_offices()
        found = self._offices.get(_tail(role), set())
        return next(iter(found)) if len(found) == 1 else None

    def _owned_offices(self) -> dict[str, set[str]]:
        """Two words of an office → countries before it, for offices that belong to nobody named."""
        found: dict[str, set[str]] = {}
        words = self.words
        for i in range(len(words) - 2):
            entity = words[i].entity
            if entity is None or entity.country is None or entity.label not in _PLACES or words[i + 1].entity is entity:
                continue
            at = i + 1
            if words[at].low in ("'s", "’s", "'", "’"):
                at += 1
            for k in range(at, min(at + 3, len(words) - 1)):
                if words[k].entity is not None or not words[k].text[0].isalpha():
                    break
                found.setdefault(f"{words[k].low} {words[k + 1].low}", set()).add(entity.country)
        return found

    def place_before(self, role: Role) -> str | None:
        """ISO code of the place a clause puts the office in: `Buenos Aires by the …`, `In Brunei, X will meet with …`."""
        at = next((i for i, w in enumerate(self.words) if w.start >= role.start), 0)
        k = at - 1
        while k > 0 and self.words[k].low in ("the", "its", "his", "their"):
            k -= 1
        if k > 0 and self.words[k].low in ("by", "through"):
            entity = self.words[k - 1].entity
            return entity.country if entity is not None and entity.label == "GPE" else None
        possessive = at > 0 and self.words[at - 1].low in ("its", "their")
        return self._clause_place(at, possessive)

    def _clause_place(self, at: int, possessive: bool) -> str | None:
        """For an object of the clause, the place it opens with; for `its`, the country its subject stands for."""
        first = at
        while first and self.words[first - 1].text not in (".", "\n", "\n\n", ";", "!", "?"):
            first -= 1
        entity = self.words[first].entity
        if possessive and entity is not None:
            return entity.country
        if self.words[first].low in ("and", "but") and first + 1 < at:
            first += 1
        if self.words[first].low != "in" or first + 3 > at:
            return None
        entity = self.words[first + 1].entity
        others = any(w.entity is not None and w.entity.label == "PERSON" for w in self.words[first:at])
        return entity.country if others and entity is not None and entity.label == "GPE" else None


def _names(entity: Entity, publisher: str) -> bool:
    """Whether a publisher is an entity or is named after it (`Ministry of Foreign Affairs of Norway`)."""
    forms = _forms(entity)
    return publisher in forms or (entity.label in ("GPE", "ORG") and any(len(f) > 3 and f in publisher for f in forms))


def _is_national(entity: Entity) -> bool:
    """Whether a body is a part of one state by its name (`Permanent Delegation of Norway to the OSCE`)."""
    return not _NATIONAL.isdisjoint((entity.name or entity.text).casefold().split())


def _forms(entity: Entity) -> tuple[str, ...]:
    return (entity.text.casefold(), (entity.name or entity.text).casefold())


def _most_mentioned(entities: Sequence[Entity]) -> Entity | None:
    """The entity with most mentions, the first of equals; None for no entity."""
    counts = Counter(e.name for e in entities)
    return max(entities, key=lambda e: (counts[e.name], -e.start), default=None)


def _tail(role: Role) -> str:
    words = [*role.modifiers, *role.head]
    return " ".join(w.low for w in words[-2:])


def office_words(text: str) -> str:
    """The words of an office that tell it from others, in small letters: `Secretary of State` → `secretary of state`."""
    return " ".join(w for w in text.replace(",", " ").replace("&", "and").casefold().split() if w not in ("the",))


class Split:
    """The parts of one role: the words that are the office, and whom it is for."""

    def __init__(self, role: Role, bodies: frozenset[str]) -> None:
        self.bodies = bodies
        self.kept: list[Word] = []
        self.for_whom: list[Entity] = list(role.owner)
        self.noun: str | None = None
        self._spokes = role.head[-1].low in _SPOKES
        self._local = role.office.head in _LOCAL
        self._modifiers(role)
        self.kept += role.head
        for complement in role.complements:
            if self._keeps(complement, role):
                self.kept += complement.words

    def _modifiers(self, role: Role) -> None:
        for word in role.modifiers:
            entity = word.entity
            if entity is None or entity.label not in (*_PLACES, "ORG"):
                self.kept.append(word)
                if word.low in self.bodies and word is role.modifiers[-1]:
                    self.noun = word.low
            elif entity.label == "ORG" and entity.text.casefold() in self.bodies:
                self.kept.append(word)
                self.for_whom.append(entity)
                self.noun = word.low
            elif (
                entity.label == "ORG"
                and entity.country is None
                and entity.status != "linked"
                and not self._is_body(entity)
            ):
                self.kept.append(word)
            else:
                if self._spokes and entity.label == "ORG" and word.text[0].isupper() and _is_ministry(entity):
                    self.kept.append(word)
                if entity not in self.for_whom:
                    self.for_whom.append(entity)

    def _is_body(self, entity: Entity) -> bool:
        words = entity.text.casefold().split()
        return entity.text.isupper() or not (self.bodies | _NATIONAL).isdisjoint(words) or "nations" in words

    def _keeps(self, complement: Complement, role: Role) -> bool:
        """Whether a complement stays in the office; what it is for goes to `for_whom`."""
        entities = [e for e in complement.entities if e.label in (*_PLACES, "ORG", "FAC")]
        preposition = complement.preposition
        if preposition == "of":
            return self._keeps_of(complement, entities, role)
        if preposition == "to":
            return not (entities and role.office.head in _ACCREDITED)
        if preposition == "for":
            if entities and (self._spokes or role.office.head == "ambassador"):
                self.for_whom += entities
                return False
            return True
        if preposition in ("in", "at"):
            self.for_whom += [e for e in entities if e.label == "ORG"]
            return not entities
        return True

    def _keeps_of(self, complement: Complement, entities: list[Entity], role: Role) -> bool:
        last = complement.words[-1].low
        if not entities:
            if last in self.bodies:
                self.noun = last
            return True
        first = entities[0]
        if first.label == "LOC" and first.country is None:
            return True
        if first.label in _PLACES:
            self.for_whom.append(first)
            return self._local or self._topic(complement)
        if first.label == "ORG" and role.office.acts_for == "state" and not self._is_body(first):
            # A field of government (`of State`, `of Commerce`), not a body one speaks for.
            return True
        self.for_whom.append(first)
        return self._topic(complement)

    def _topic(self, complement: Complement) -> bool:
        """Whether more than the body or the country stands in a complement (`of the Chairperson of …`)."""
        small = (
            "the",
            "of",
            "republic",
            "kingdom",
            "federation",
            "state",
            "government",
            "states",
            "sultanate",
            "people’s",
        )
        rest = [w for w in complement.words if w.entity is None and w.low not in small and w.text[0].isalpha()]
        return len(rest) > 1


def _is_ministry(entity: Entity) -> bool:
    low = entity.text.casefold()
    return "ministry" in low or "department" in low or "council" in low or "office" in low


def find_capacity(
    role: Role, nationality: Entity | None, person: Entity, context: Context, holders: Mapping[str, Holder]
) -> Capacity:
    """The office without what it is for, and the country and body it is for.

    nationality: the country in brackets or after `of` behind the name. Nothing that fits leaves both None.
    """
    splits = [Split(part, context.bodies) for part in (role, *role.more)]
    text, start, end = _render(role, splits)
    for_whom = [e for split in splits for e in split.for_whom]
    orgs = [e for e in for_whom if e.label == "ORG"]
    country = next((e.country for e in for_whom if e.country and e.label in _PLACES), None)
    org = next(iter(orgs), None)
    source = "role" if country or org else ""
    noun = next((s.noun for s in splits if s.noun), None)
    if org is not None and country is None:
        country = org.country or context.country_in(org)
    if org is None and noun:
        org = context.body_of_kind(noun)
        source = "body" if org else source
    if country is None and (org is None or (role.office.acts_for != "body" and _is_national(org))):
        found = _from_context(role, text, start, end, nationality, person, context, holders)
        return found if org is None else replace(found, org=org.name or org.text, org_id=org.entity_id)
    org_name = (org.name or org.text) if org is not None else None
    return Capacity(text, start, end, country, org_name, org.entity_id if org is not None else None, source)


def _render(role: Role, splits: Sequence[Split]) -> tuple[str, int, int]:
    """The office as one stretch of words, and the characters from its first to its last word."""
    parts: list[str] = []
    for split in splits:
        pieces: list[str] = []
        previous: Word | None = None
        for word in split.kept:
            glue = "" if previous is not None and previous.end == word.start else " "
            pieces.append((glue if previous is not None else "") + word.text)
            previous = word
        parts.append("".join(pieces))
    kept = [w for s in splits for w in s.kept]
    text = parts[0]
    for part in parts[1:]:
        text += (", " if part is not parts[-1] or len(parts) == 1 else " and ") + part
    return text, kept[0].start, kept[-1].end


def _from_context(
    role: Role,
    text: str,
    start: int,
    end: int,
    nationality: Entity | None,
    person: Entity,
    context: Context,
    holders: Mapping[str, Holder],
) -> Capacity:
    """The capacity of an office that names neither country nor body."""
    acts_for = role.office.acts_for
    if nationality is not None and acts_for != "body":
        return Capacity(text, start, end, nationality.country, None, None, "bracket")
    holder = holders.get(office_words(text))
    if holder is not None and holder.org:
        known = next((e for e in context.entities if e.name == holder.org), None)
        return Capacity(text, start, end, None, holder.org, known.entity_id if known else None, "holder")
    if acts_for == "none":
        return Capacity(text, start, end, None, None, None, "")
    if acts_for == "body":
        body = context.body("chair" in role.office.head or role.office.head == "rapporteur")
        if body is not None:
            return Capacity(text, start, end, None, body.name or body.text, body.entity_id, "body")
        return Capacity(text, start, end, None, None, None, "")
    for source, country in (
        ("same-office", context.same_office(role)),
        ("person", person.country),
        ("holder", holder.country if holder is not None else None),
        ("place", context.place_before(role)),
        ("issuer", context.issuer()),
    ):
        if country and source in ("place", "issuer") and _absent(role, country, context.absent):
            country, source = (context.topic(), "topic") if source == "issuer" else (None, "")
        if country:
            return Capacity(text, start, end, country, None, None, source)
    return Capacity(text, start, end, None, None, None, "")


def _absent(role: Role, country: str, absent: Mapping[str, frozenset[str]]) -> bool:
    """Whether a country is known not to have the office, so that somebody else's minister is meant."""
    heads = absent.get(country, frozenset())
    return role.office.head in heads or " ".join(w.low for w in (*role.modifiers, *role.head)) in heads


def nationality_after(words: Sequence[Word], end: int) -> Entity | None:
    """The country in a bracket or after `of` that follows a name whose last word is before `end`."""
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
