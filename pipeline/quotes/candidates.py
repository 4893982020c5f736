"""The register: the people and bodies a document names, with what it says of them."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.quotes.cues import noun_phrase
from pipeline.quotes.name_words import fold, name_tokens
from pipeline.quotes.speaker_nouns import Nouns, RoleClass
from pipeline.tables import Entity, Position
from pipeline.text.annotated import Text


@dataclass(slots=True, eq=False)
class Party:
    """A person or body of a document."""

    name: str
    kind: str
    tokens: tuple[str, ...]
    entity_id: str | None = None
    country: str | None = None
    nationality: str | None = None
    """Whose citizen a known person is; `country` is whom it speaks for."""
    org: str | None = None
    """The body its office is of."""
    gender: str | None = None
    described: set[str] = field(default_factory=set)
    """Words of its titles and appositions, lower case."""
    places: list[int] = field(default_factory=list)
    """Tokens that end its mentions, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A stretch of tokens that names somebody: `last` is the final token."""

    first: int
    last: int
    party: Party


_SERVED = re.compile(
    r"\s(?:for|of|to) (?:the|his|her) (?:\w+ ){0,2}?"
    r"(?:[Ss]ecretary|[Pp]resident|[Pp]rime|[Mm]inister|[Rr]epresentative|[Cc]ommissioner|[Dd]irector)"
)
"""Whom somebody serves, whose office is not its own: `Spokesman | for the Secretary-General`."""


class Register:
    """Who is named where; finds a party by name, by description, by its last mention."""

    def __init__(
        self,
        syntax: Text,
        entities: Iterable[Entity],
        positions: Iterable[Position],
        nouns: Nouns,
        inside: Sequence[int],
        told: Sequence[int],
    ) -> None:
        self.syntax = syntax
        self.inside = inside
        self.told = told
        """Tokens inside clauses that are reported without marks."""
        self.people: list[Party] = []
        self.bodies: list[Party] = []
        self._by_token: dict[str, list[Party]] = {}
        self._nouns = nouns
        self._given = nouns.given
        self._gendered = nouns.gendered
        self._offices = nouns.offices
        self.named: list[Named] = []
        self.places: dict[int, Named] = {}
        """Every token of a name → the name."""
        self._country: dict[int, str] = {}
        self._read(list(entities), list(positions))

    def _read(self, entities: list[Entity], positions: list[Position]) -> None:
        spans = [(e.start, e.end, e) for e in entities if e.label == "PERSON"]
        people = [span for span in (self._tokens(*s) for s in spans) if span is not None]
        for long in (True, False):
            for first, last, entity in people:
                words = name_tokens(self.syntax.piece(first, last + 1))
                full = name_tokens(entity.name) if entity.name else words
                if (len(max(words, full, key=len)) > 1) is long and words:
                    self._add_person(first, last, words, entity)
        for entity in entities:
            if entity.label in ("ORG", "GPE", "NORP", "LOC"):
                span = self._tokens(entity.start, entity.end, entity)
                if span is not None and span[1] not in self.places:
                    self._add_body(span[0], span[1], entity)
        self.named.sort(key=lambda n: n.first)
        self._order = [n.first for n in self.named]
        said = {id(party) for party in (self._describe(position) for position in positions) if party and party.country}
        for named in self.named:
            if named.party.kind == "person":
                self._read_titles(named)
        for party in self.people:
            if id(party) not in said and any(office <= party.described for office in self._offices):
                party.country = None

    def _tokens(self, start: int, end: int, entity: Entity) -> tuple[int, int, Entity] | None:
        """First and last token of a stretch of text."""
        first = bisect_left(self.syntax.starts, start)
        last = bisect_left(self.syntax.starts, end) - 1
        if first > 0 and (first >= len(self.syntax) or self.syntax.starts[first] > start):
            first -= 1
        return (first, last, entity) if first <= last < len(self.syntax) else None

    def _add_person(self, first: int, last: int, words: tuple[str, ...], entity: Entity) -> None:
        official = name_tokens(entity.name) if entity.name else ()
        longest = official if len(official) > len(words) else words
        titled = self.gender_before(first) if len(words) == 1 else None
        party = self._same(longest) if len(longest) > 1 else None
        if len(words) == 1 and (party is None or (titled and party.gender not in (titled, None))):
            party = self.by_name(words, first, titled)
        if party is None:
            # One name a person in all tables: the known one; of others, the longer of the two.
            known = entity.status == "linked" or len(official) >= len(words)
            name = entity.name if entity.name and known else self.syntax.piece(first, last + 1)
            party = Party(name=re.sub(r"['’]s?$", "", name), kind="person", tokens=longest, entity_id=entity.entity_id)
            self.people.append(party)
            for token in set(longest):
                self._by_token.setdefault(token, []).append(party)
        elif party.entity_id is None:
            party.entity_id = entity.entity_id
        if party.gender is None:
            party.gender = self._gender(longest, first)
        party.country = party.country or entity.country
        party.nationality = party.nationality or entity.country
        insort(party.places, last)
        self._place(first, last, party)

    def _add_body(self, first: int, last: int, entity: Entity) -> None:
        name = entity.name or entity.text
        party = next((b for b in self.bodies if b.name == name), None)
        if party is None:
            party = Party(
                name=name,
                kind="country" if entity.label in ("GPE", "NORP", "LOC") else "body",
                tokens=name_tokens(name),
                entity_id=entity.entity_id,
                country=entity.country,
            )
            self.bodies.append(party)
        party.described.update(name_tokens(entity.text))
        insort(party.places, last)
        self._place(first, last, party)
        if entity.country:
            for token in range(first, last + 1):
                self._country[token] = entity.country

    def add_person(self, first: int, last: int, name: str) -> Party:
        """A person that no mention covers, from a name found as somebody's source."""
        words = name_tokens(name)
        party = Party(name=name.title() if name.isupper() and len(name) > 4 else name, kind="person", tokens=words)
        party.gender = self._gender(words, first)
        insort(party.places, last)
        self.people.append(party)
        for token in set(words):
            self._by_token.setdefault(token, []).append(party)
        return party

    def _place(self, first: int, last: int, party: Party) -> None:
        named = Named(first=first, last=last, party=party)
        self.named.append(named)
        for token in range(first, last + 1):
            self.places[token] = named

    def _same(self, words: tuple[str, ...]) -> Party | None:
        """The person with this full name: the same surname and given names that do not contradict."""
        for party in self._by_token.get(words[-1], ()):
            if len(party.tokens) < 2:
                continue
            if set(words) <= set(party.tokens) or set(party.tokens) <= set(words):
                return party
            one, other = words[0], party.tokens[0]
            if party.tokens[-1] == words[-1] and (one == other or (one[0] == other[0] and 1 in (len(one), len(other)))):
                return party
        return None

    def _gender(self, words: Sequence[str], first: int) -> str | None:
        """m or f from a title before the name or from the given name."""
        for i in range(first - 1, max(-1, first - 4), -1):
            if self.syntax.words[i] in self._gendered:
                return self._gendered[self.syntax.words[i]]
        return self._given.get(words[0]) if len(words) > 1 else None

    def _describe(self, position: Position) -> Party | None:
        """The person of a position, with its office and whom it is for."""
        party = self._same(name_tokens(position.person)) if " " in position.person else None
        party = party or self.by_name(name_tokens(position.person), 0)
        if party is None:
            return None
        if position.role:
            role = position.role
            served = _SERVED.search(role)
            party.described.update(w.lower() for w in re.findall(r"[\w-]+", role[: served.start()] if served else role))
        if position.country or position.org:
            # Whom somebody speaks for is said by the office, not by the passport.
            party.country = position.country
        party.org = party.org or position.org
        return party

    def _read_titles(self, named: Named) -> None:
        """What stands before the name, and what it stands in apposition to."""
        syntax, head, party = self.syntax, named.last, named.party
        start = noun_phrase(syntax, head)[0]
        spans = [(max(start, named.first - 12), named.first)] if start < named.first else []
        for child in syntax.children[head]:
            if syntax.deps[child] == "appos" and child not in self.places:
                spans.append(noun_phrase(syntax, child))
        if syntax.deps[head] == "appos" and syntax.heads[head] not in self.places:
            spans.append(noun_phrase(syntax, syntax.heads[head]))
        for first, last in spans:
            end = self._own_title(first, min(last, first + 16), party)
            party.described.update(syntax.words[first:end])
            for i in range(first, end):
                party.gender = party.gender or self._gendered.get(syntax.words[i])
                if party.country is None and self._is_served(i, end):
                    party.country = self._country[i]

    def _is_served(self, i: int, end: int) -> bool:
        """Whether a country in somebody's title is the one served: not `envoy to Yemen`, `the Berlin-based institute`, `a Sudan expert`."""
        words = self.syntax.words
        if i not in self._country or (i and words[i - 1] in ("to", "on")):
            return False
        apart = words[i + 1 : i + 2] == ["-"] or any(self._studies(word) for word in words[i:end])
        return not apart

    def _studies(self, noun: str) -> bool:
        """Whether a noun is for somebody who knows about a country and need not serve it."""
        return self._nouns.is_a(noun, RoleClass.EXPERT)

    def _after(self, i: int) -> str:
        """A blank and the text from a token on, as far as an office named there can be told."""
        return " " + self.syntax.view[self.syntax.starts[i] : self.syntax.starts[i] + 60]

    def _own_title(self, first: int, last: int, party: Party) -> int:
        """End of a title without the person it is held for: `spokesperson | for Secretary-General NAME`."""
        for i in range(first, last):
            if i > first and self.syntax.words[i : i + 2] == ["for", "the"] and _SERVED.match(self._after(i)):
                return i  # `Spokesman | for the Secretary-General`
            other = self.places.get(i)
            if other is not None and other.party.kind == "person" and other.party is not party:
                links = [k for k in range(first, i) if self.syntax.words[k] in ("for", "to", "of")]
                return links[0] if links else last
        return last

    def by_name(self, words: Sequence[str], at: int, gender: str | None = None) -> Party | None:
        """The person whose surname, or else any other name, this is; of several the one mentioned last before a token."""
        if not words:
            return None
        found = [p for p in self._by_token.get(words[-1], ()) if p.tokens[-1] == words[-1]]
        found = found or self._by_token.get(words[-1], [])
        if len(words) == 1 and not any(p.places and p.places[0] < at for p in found):
            # The first of two surnames (`Ortega` for `Lucía Ortega Ruiz`), where nobody else of the name was there before.
            named = (p for p in self._by_token.get(words[0], ()) if p.places and p.places[0] < at)
            inner = [p for p in named if words[0] in p.tokens[1:]]
            found = inner or found
        if len(words) > 1:
            found = [p for p in found if words[0] in p.tokens or len(p.tokens) == 1]
        if gender:
            found = [p for p in found if p.gender in (gender, None)] or found
        if len(found) < 2:
            return found[0] if found else None
        return max(found, key=lambda p: self._last_before(p, at))

    def _last_before(self, party: Party, at: int) -> tuple[int, int]:
        before = bisect_left(party.places, at)
        return (1, party.places[before - 1]) if before else (0, -min(party.places[:1], default=0))

    def in_phrase(self, first: int, last: int, head: int) -> Named | None:
        """The name that a noun phrase is about: that of its head, or in apposition to it; not one that only modifies it."""
        named = self.places.get(head)
        if named is not None:
            return named
        at = bisect_left(self._order, first)
        for candidate in self.named[at:]:
            if candidate.first >= last:
                break
            if candidate.party.kind == "person" and self.syntax.deps[candidate.last] == "appos":
                return candidate
        return None

    def between(self, first: int, last: int) -> list[Named]:
        """The names between two tokens, outside quotation marks."""
        low, high = bisect_left(self._order, first), bisect_left(self._order, last)
        return [n for n in self.named[low:high] if not self.inside[n.first]]

    def countries(self, first: int, last: int) -> set[str]:
        """The countries named in a phrase, as nouns or adjectives."""
        return {self._country[i] for i in range(first, last) if i in self._country}

    def is_given(self, word: str) -> bool:
        """Whether a word is a given name."""
        return fold(word) in self._given

    def gender_before(self, first: int) -> str | None:
        """The gender that a title directly before a token shows."""
        return self._gender((), first)
