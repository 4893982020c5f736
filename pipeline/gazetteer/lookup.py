"""Names in a text's words: the aliases as they are stored, and the offices and child bodies put together with their owners."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pipeline.gazetteer.aliases import Atoms, case_fits, sequence
from pipeline.gazetteer.curated import Membership, Office
from pipeline.gazetteer.things import Name, Thing, Things
from pipeline.resources import KnowledgeError

Found = tuple[int, tuple[Name, ...]]


class Gazetteer:
    """Names in a text's words, and memberships by date."""

    def __init__(self, things: Things, memberships: Mapping[str, Sequence[Membership]]) -> None:
        self.things: Mapping[str, Thing] = things
        self.offices = things.offices
        self.roles = things.roles
        self._names: dict[str, list[tuple[Atoms, Name]]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._lower: set[str] = set()
        self._memberships = memberships
        self._owners: dict[str, frozenset[str]] = {}

    def add(self, name: Name) -> None:
        """One more alias."""
        atoms, folded, _ = sequence(name.text.split())
        if not atoms:
            raise KnowledgeError(f"kb/*.csv:0: {name.thing} has an alias without a letter: {name.text!r}")
        entries = self._names.setdefault(" ".join(folded), [])
        if any(alias == tuple(atoms) and (n.thing, n.label) == (name.thing, name.label) for alias, n in entries):
            return
        entries.append((tuple(atoms), name))
        if atoms[0][0].islower():
            self._lower.add(folded[0])
        lengths = self._lengths.get(folded[0], ())
        if len(folded) not in lengths:
            self._lengths[folded[0]] = tuple(sorted((*lengths, len(folded)), reverse=True))

    def __iter__(self) -> Iterator[Name]:
        return (name for entries in self._names.values() for _, name in entries)

    def names(self, surface: str) -> tuple[Name, ...]:
        """The names a surface form can be, under the rules of case."""
        words = surface.split()
        reading = _Reading(self, words)
        for end, names in reading.at(0) if reading.atoms else ():
            if end == len(reading.atoms):
                return names
        return ()

    def matches(self, words: Sequence[str]) -> list[tuple[int, int, tuple[Name, ...]]]:
        """The names in a sentence's words as (first word, end, names), the leftmost and of these the longest, without overlap."""
        return _Reading(self, words).matches()

    def members(self, bloc: str, on: date) -> frozenset[str]:
        """ISO codes of a bloc's members on a day; empty for a bloc without a list."""
        rows = self._memberships.get(bloc, ())
        return frozenset(m.iso3 for m in rows if (m.since or on) <= on < (m.until or date.max))

    def has_members(self, bloc: str) -> bool:
        """Whether there is a list of the bloc's members, on whatever day."""
        return bloc in self._memberships

    def blocs(self, iso3: str, on: date) -> frozenset[str]:
        """Ids of the blocs that a country belongs to on a day."""
        return frozenset(bloc for bloc in self._memberships if iso3 in self.members(bloc, on))

    def owners(self, thing: str) -> frozenset[str]:
        """Ids of the bodies and the country that a thing belongs to, at every level."""
        known = self._owners.get(thing)
        if known is None:
            found: set[str] = set()
            at: Thing | None = self.things[thing]
            while at is not None and at.parent is not None and at.parent not in found:
                found.add(at.parent)
                at = self.things[at.parent]
            known = self._owners[thing] = frozenset(found)
        return known

    def lookup(self, folded: Sequence[str], atoms: Sequence[str], at: int) -> list[Found]:
        """Ends and names of the aliases that start at an atom, the longest first."""
        found: list[Found] = []
        if atoms[at][0].islower() and folded[at] not in self._lower:
            return found  # most words of a text: no name begins with a small letter but `al-Shabaab` and the like
        for length in self._lengths.get(folded[at], ()):
            entries = self._names.get(" ".join(folded[at : at + length]) if length > 1 else folded[at])
            if entries and at + length <= len(folded):
                surface = tuple(atoms[at : at + length])
                fitting = [name for alias, name in entries if case_fits(alias, surface)]
                exact = [name for alias, name in entries if alias == surface]  # `GAO` is no city of Gao
                names = tuple(exact or fitting)
                if names:
                    found.append((at + length, names))
        return found


_DEEPEST = 6
"""Owners inside owners that are followed: `Embassy of X in Y` of a text that repeats itself must end somewhere."""


class _Reading:
    """One sentence: its atoms, and what stands at each of them."""

    def __init__(self, gazetteer: Gazetteer, words: Sequence[str]) -> None:
        self.gazetteer = gazetteer
        self.atoms, self.folded, self.where = sequence(words)
        self.known: dict[int, list[Found]] = {}
        self.depth = 0

    def matches(self) -> list[tuple[int, int, tuple[Name, ...]]]:
        found = []
        count, free = len(self.atoms), 0
        lengths, lower = self.gazetteer._lengths, self.gazetteer._lower
        atoms, folded = self.atoms, self.folded
        for at in [i for i, plain in enumerate(folded) if plain in lengths]:
            if (
                at >= free
                and (not atoms[at][0].islower() or folded[at] in lower)
                and (at == 0 or self.where[at - 1][1] != self.where[at][0])
            ):
                for stop, names in self.at(at):
                    if folded[at] == "the" and at + 1 < count and any(end > stop for end, _ in self.at(at + 1)):
                        break  # `The National` is no newspaper before `Security Council`
                    if stop == count or self.where[stop][0] != self.where[stop - 1][1]:
                        found.append((self.where[at][0], self.where[stop - 1][1] + 1, names))
                        free = stop
                        break
        return found

    def at(self, at: int) -> list[Found]:
        """Ends and names of everything that starts at an atom, the longest first."""
        if at not in self.known:
            plain = self.gazetteer.lookup(self.folded, self.atoms, at)
            if self.depth == _DEEPEST:
                return plain
            if not plain:
                self.known[at] = plain
                return plain
            self.known[at] = []  # a name that leads back to itself ends here
            self.depth += 1
            found = dict(plain)
            for end, names in plain:
                for stop, composed in (*self._after_owner(end, names), *self._before_owner(end, names)):
                    found.setdefault(stop, composed)
            self.depth -= 1
            self.known[at] = sorted(found.items(), reverse=True)
        return self.known[at]

    def _after_owner(self, at: int, owners: tuple[Name, ...]) -> Iterator[Found]:
        """`Russian Foreign Ministry`, `OSCE Permanent Council`, `the Assembly's Third Committee`."""
        if at < len(self.atoms) and self.folded[at] == "s":
            at += 1
        if at < len(self.atoms):
            for end, names in self.at(at):
                yield from self._compose(end, names, owners)

    def _before_owner(self, at: int, names: tuple[Name, ...]) -> Iterator[Found]:
        """`Foreign Ministry of Serbia`, `Third Committee of the General Assembly of the United Nations`."""
        if at >= len(self.atoms) or self.folded[at] not in ("of", ","):
            return
        formal = self.folded[at] == ","
        at += 1
        article = at < len(self.atoms) and self.folded[at] == "the"
        if formal and not article:
            return
        at += article
        if at < len(self.atoms):
            for end, owners in self.at(at):
                if not formal or end - at > 2:  # `Ministry of Foreign Affairs, the Kingdom of Lesotho`
                    yield from self._compose(end, names, tuple(o for o in owners if o.label != "NORP"))

    def _compose(self, end: int, names: tuple[Name, ...], owners: tuple[Name, ...]) -> Iterator[Found]:
        """The names that belong to one of the owners, as sure names."""
        gazetteer, ids = self.gazetteer, {o.thing for o in owners}
        made: list[Name] = []
        for name in names:
            if name.thing in gazetteer.offices:
                office = gazetteer.offices[name.thing]
                countries = [i[8:] for i in sorted(ids) if i.startswith("country:")]
                for iso3 in countries:
                    made.append(Name(name.text, f"{name.thing}:{iso3}", "ORG", len(countries) == 1))
                if office.to and len(countries) == 1:
                    yield from self._posted(end, made[-1], office)
            elif ids & gazetteer.owners(name.thing):
                made.append(dataclasses.replace(name, sure=True))
        if made:
            yield end, tuple({name.thing: name for name in reversed(made)}.values())

    def _posted(self, at: int, name: Name, office: Office) -> Iterator[Found]:
        """`Embassy of Norway in Kenya`, `Permanent Mission of Chad to the United Nations`."""
        if at + 1 < len(self.atoms) and self.folded[at] in office.to:
            at += 1
            at += at + 1 < len(self.atoms) and self.folded[at] == "the"
            for end, hosts in self.at(at):
                host = self.gazetteer.things[hosts[0].thing]
                if hosts[0].label != "NORP" and (host.country or host.kind in ("body", "bloc", "organisation")):
                    yield end, (Name(name.text, f"{name.thing}:{host.country or host.id}", "ORG"),)
