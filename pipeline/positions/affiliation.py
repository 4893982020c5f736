"""Affiliation: what a document tells about the country or body its people act for, where their office does not say."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from pipeline.gazetteer.load import Gazetteer
from pipeline.offices.lexicon import BREAK, POSSESSIVE, Role, Word
from pipeline.people.home import find_home, forms
from pipeline.tables import Document, Entity

PLACES = ("GPE", "NORP", "LOC")
"""Labels of entities that stand for a country or lie in one."""

_NATIONAL = frozenset({"delegation", "mission", "embassy", "ministry", "department", "government", "office"})


_NEAR = 150
"""Words before an office in which the place of a visit is looked for."""

_WHERE = frozenset({"in", "to", "of", "from", "with", "for", "at"})


_LEADERS = frozenset({"President", "Prime Minister", "King", "Emir", "Sultan", "Supreme Leader"})
"""Offices of `kb/people.csv` whose holders lead a country."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that somebody acts for. name: canonical. id: in `knowledge`, None when it is not there."""

    name: str
    id: str | None = None


Asked = ParamSpec("Asked")
Told = TypeVar("Told")


def _once(method: Callable[Concatenate[Context, Asked], Told]) -> Callable[Concatenate[Context, Asked], Told]:
    """A question about the whole document that is answered once: a long text asks it for every name."""

    @wraps(method)
    def answer(self: Context, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Told:
        key = (method.__name__, (*args, *sorted(kwargs.items())))
        if key not in self.memory:
            self.memory[key] = method(self, *args, **kwargs)
        found: Told = self.memory[key]
        return found

    return answer


class Context:
    """What a document tells about whom its people act for.

    document, entities: of one text. words: its words. bodies: common nouns that stand for a body of the text.
    absent: country → heads of offices it does not have. seats: towns of many bodies, whose datelines say nothing.
    gazetteer: the knowledge base.
    """

    def __init__(
        self,
        document: Document,
        entities: Sequence[Entity],
        words: Sequence[Word],
        bodies: frozenset[str],
        absent: Mapping[str, frozenset[str]],
        seats: frozenset[str],
        gazetteer: Gazetteer,
    ) -> None:
        self.gazetteer = gazetteer
        self.absent = absent
        self.seats = seats
        self.entities = [e for e in entities if e.label != "PERSON"]
        self.words = words
        self.bodies = bodies
        self.text = document.text
        self.news = document.doc_type == "news"
        self._document = document
        self.memory: dict[tuple[str, tuple[Any, ...]], Any] = {}
        self._offices: dict[str, set[str]] | None = None
        self._holders: dict[tuple[str, str], str] = {}

    @_once
    def issuer(self) -> str | None:
        """ISO code of the country whose government or agency issued the text, None when it is not one country's."""
        return find_home(self._document, self.entities, self.seats, self.gazetteer)

    def serves(self, person: Entity) -> Body | None:
        """The international body that a known person served on the day of the text, or in all known terms."""
        thing = self.gazetteer.things.get(person.entity_id) if person.entity_id else None
        terms = thing.terms if thing is not None else ()
        on = self._document.published
        if on is not None:
            terms = tuple(t for t in terms if (t[0] is None or t[0] <= on) and (t[1] is None or on <= t[1])) or terms
        else:
            terms = tuple(t for t in terms if t[1] is None) or terms
        found = {body for *_, body in terms}
        body = self.gazetteer.things.get(found.pop() or "") if len(found) == 1 else None
        return Body(body.name, body.id) if body is not None and body.country is None else None

    def led_country(self, person: Entity) -> bool:
        """Whether a known person has been a head of state or government."""
        return not _LEADERS.isdisjoint(self.gazetteer.roles.get(person.entity_id or "", ()))

    def names_country(self, word: Word) -> bool:
        """Whether a word alone is a country or its adjective (`Vietnamese` of `Vietnamese Foreign Ministry`)."""
        return any(name.label in ("GPE", "NORP") for name in self.gazetteer.names(word.text))

    def country_in(self, body: Entity) -> str | None:
        """ISO code of the country a body's own words name, None for none or several."""
        named = {
            self.gazetteer.things[name.thing].country
            for word in body.text.split()
            for name in self.gazetteer.names(word)
            if name.label in ("GPE", "NORP")
        }
        return named.pop() if len(named) == 1 else None

    @_once
    def topic(self) -> str | None:
        """ISO code of the country the text is about beside its issuer: mentioned three times and twice as often as the next."""
        issuer = self.issuer()
        places = (e.country for e in self.entities if e.label in ("GPE", "NORP"))
        counts = Counter(country for country in places if country and country != issuer).most_common(2)
        if not counts or counts[0][1] < 3 or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
            return None
        return counts[0][0]

    @_once
    def body_of_kind(self, noun: str) -> Body | None:
        """The body that a common noun (`Council`) stands for: the one mentioned most whose name has it.

        Where the text names none, the one of the organisation that the text is about (`African Union` → its Commission).
        """
        found = _most_mentioned([e for e in self._bodies() if noun in _name(e).split() and e.text.casefold() != noun])
        if found is not None:
            return found
        whole = self.body(chaired=False)
        names = self.gazetteer.names(f"{whole.name} {noun.capitalize()}") if whole is not None else ()
        things = {name.thing for name in names}
        if len(things) != 1:
            return None
        thing = self.gazetteer.things[things.pop()]
        return Body(thing.name, thing.id)

    @_once
    def _bodies(self) -> list[Entity]:
        """Mentions of bodies that are no one country's."""
        return [
            e for e in self.entities if e.label == "ORG" and e.name and e.country is None and not is_national(e.name)
        ]

    @_once
    def body(self, chaired: bool) -> Body | None:
        """The international body the text is about: its publisher, else the one mentioned most.

        chaired: a body that has a chair, such as a committee; else the organisation that the bodies mentioned belong to.
        """
        fitting = [e for e in self._bodies() if e.status == "linked"]
        publisher = (self._document.publisher or "").casefold()
        fitting = [e for e in fitting if publisher and publisher in forms(e)] or fitting
        if chaired:
            return _most_mentioned([e for e in fitting if not self.bodies.isdisjoint(_name(e).split())] or fitting)
        counts = Counter(self._whole(e) for e in fitting)
        return max(counts, key=lambda body: counts[body], default=None)

    def _whole(self, entity: Entity) -> Body:
        """The organisation that a body is a part of, itself when it is none's."""
        name, found = entity.name or entity.text, entity.entity_id
        thing = self.gazetteer.things.get(found) if found else None
        while thing is not None and (thing.parent or "").startswith("body:"):
            thing = self.gazetteer.things.get(thing.parent or "")
            if thing is not None:
                name, found = thing.name, thing.id
        return Body(name, found)

    def note(self, role: Role, countries: set[str | None], holder: str) -> None:
        """Remember who holds an office of which a country has one. holder: key of the person."""
        for country in countries:
            if country is not None:
                self._holders.setdefault((_tail(role), country), holder)

    def same_office(self, role: Role, holder: str) -> str | None:
        """ISO code that stands before the same office elsewhere in the text (`the Turkish foreign minister`).

        Only for offices of which a country has one, which nobody else holds: it may have many envoys. holder: key of the
        person.
        """
        if role.office.acts_for != "state" and role.office.head != "president":
            return None
        if self._offices is None:
            self._offices = self._owned_offices()
        told = self._offices.get(_tail(role), set())
        found = {country for country in told if self._holders.get((_tail(role), country), holder) == holder}
        return next(iter(found)) if len(found) == 1 else None

    def _owned_offices(self) -> dict[str, set[str]]:
        """Two words of an office → countries before it, for offices that belong to nobody named."""
        found: dict[str, set[str]] = {}
        words = self.words
        for i in range(len(words) - 2):
            entity = words[i].entity
            if entity is None or entity.country is None or entity.label not in PLACES or words[i + 1].entity is entity:
                continue
            at = i + 1
            if words[at].low in POSSESSIVE:
                at += 1
            for k in range(at, min(at + 3, len(words) - 2)):
                if words[k].entity is not None or not words[k].text[0].isalpha():
                    break
                holder = words[k + 2].entity
                if holder is not None and holder.label == "PERSON":
                    continue
                found.setdefault(f"{words[k].low} {words[k + 1].low}", set()).add(entity.country)
        return found

    def place_before(self, role: Role) -> str | None:
        """ISO code of the place a clause puts the office in: `Buenos Aires by the …`, `In Brunei, X will meet with …`."""
        at = self._index(role)
        k = at - 1
        while k > 0 and self.words[k].low in ("the", "its", "his", "their"):
            k -= 1
        if k > 0 and self.words[k].low in ("by", "through"):
            entity = self.words[k - 1].entity
            if entity is not None and entity.label == "GPE":
                return entity.country
        possessive = at > 0 and self.words[at - 1].low in ("its", "their")
        return self._clause_place(at, possessive)

    def place_near(self, role: Role) -> str | None:
        """ISO code of the place abroad named last before the office in its paragraph (`will travel to Rabat to meet the …`)."""
        at = self._index(role)
        for k in range(at - 1, max(0, at - _NEAR), -1):
            if self.words[k].text == BREAK:
                return None
            entity, before = self.words[k].entity, self.words[k - 1]
            if entity is not None and entity.label == "GPE" and entity.country not in (None, self.issuer()):
                before = self.words[k - 2] if before.low == "the" else before
                if before.low in _WHERE or before.low.startswith("visit"):
                    return entity.country
        return None

    def _index(self, role: Role) -> int:
        """Place of the role's first word among the words."""
        return bisect_left(self.words, role.start, key=lambda w: w.start)

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


def is_national(name: str) -> bool:
    """Whether a body is a part of one state by its name (`Permanent Delegation of Norway to the OSCE`)."""
    return not _NATIONAL.isdisjoint(name.casefold().split())


def _name(entity: Entity) -> str:
    return (entity.name or entity.text).casefold()


def _most_mentioned(entities: Sequence[Entity]) -> Body | None:
    """The body with most mentions, the first of equals; None for no entity."""
    counts = Counter(e.name for e in entities)
    found = max(entities, key=lambda e: (counts[e.name], -e.start), default=None)
    return Body(found.name or found.text, found.entity_id) if found is not None else None


def _tail(role: Role) -> str:
    words = [*role.modifiers, *role.head]
    return " ".join(w.low for w in words[-2:])
