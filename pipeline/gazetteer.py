"""The gazetteer: the things of `models/kb/`, the names they go by, and where a text writes one of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.aliases import Atoms, atoms_of, case_fits, expand, sequence
from pipeline.curated import City, Country, Entry, Membership, Ministry, Office, Term, Treaty
from pipeline.knowledge import KnowledgeError, Models

READS: tuple[str, ...] = (
    "kb/countries.csv",
    "kb/places.csv",
    "kb/cities.csv",
    "kb/bodies.csv",
    "kb/offices.csv",
    "kb/ministries.csv",
    "kb/people.csv",
    "kb/treaties.csv",
    "kb/memberships.csv",
    "kb/macros.txt",
)
"""Files of `models/` a gazetteer is made of; a stage that uses one names them in its own `READS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A thing of the knowledge base.

    kind: country, territory, place, region, bloc, body, ministry, organisation, agency, treaty, person, event. label: that of a
    mention by name. country: ISO 3166-1 alpha-3. parent: id of the body or country it belongs to. first, last: when it existed, or
    the term of office.
    """

    id: str
    name: str
    kind: str
    label: str
    country: str | None = None
    wikidata: str | None = None
    symbol: str | None = None
    parent: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """One alias of a thing.

    label: that of a mention by this name, which may differ from the thing's (`Russian`: NORP, of country:RUS). sure: False when only
    the context tells whether it is meant (`the Council`, `Georgia`).
    """

    text: str
    thing: str
    label: str
    sure: bool = True


class _Things(dict[str, Thing]):
    """Things by id; those of every country's offices (`ministry:RUS`, `embassy:RUS:FRA`) are made when asked for.

    called: how a thing is named after a preposition (`the Philippines`, `the OSCE`).
    """

    def __init__(self) -> None:
        self.offices: dict[str, Office] = {}
        self.called: dict[str, str] = {}

    def get(self, key: str, default: Any = None) -> Any:
        """As for any mapping; `dict.get` would not make what is missing."""
        try:
            return self[key]
        except KeyError:
            return default

    def __missing__(self, key: str) -> Thing:
        kind, _, rest = key.partition(":")
        owner, _, host = rest.partition(":")
        office, country = self.offices[kind], self[f"country:{owner}"]
        name = f"{office.title} of {self.called.get(country.id, country.name)}"
        if host:
            target = self[host if ":" in host else f"country:{host}"]
            name += f" {office.to[0]} {self.called.get(target.id, target.name)}"
        return Thing(id=key, name=name, kind=office.kind, label="ORG", country=owner, parent=country.id)


Found = tuple[int, tuple[Name, ...]]


class Gazetteer:
    """Names in a text's words, and memberships by date."""

    def __init__(self, things: _Things, memberships: Mapping[str, Sequence[Membership]]) -> None:
        self.things: Mapping[str, Thing] = things
        self._offices = things.offices
        self._names: dict[str, list[tuple[Atoms, Name]]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._memberships = memberships
        self._owners: dict[str, frozenset[str]] = {}

    def add(self, name: Name) -> None:
        """One more alias."""
        atoms, folded, _ = sequence(name.text.split())
        if not atoms:
            raise KnowledgeError(f"kb:0: {name.thing} has an alias without a letter: {name.text!r}")
        entries = self._names.setdefault(" ".join(folded), [])
        if any(alias == tuple(atoms) and (n.thing, n.label) == (name.thing, name.label) for alias, n in entries):
            return
        entries.append((tuple(atoms), name))
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
        for length in self._lengths.get(folded[at], ()):
            entries = self._names.get(" ".join(folded[at : at + length]))
            if entries and at + length <= len(folded):
                surface = tuple(atoms[at : at + length])
                fitting = [name for alias, name in entries if case_fits(alias, surface)]
                exact = [name for alias, name in entries if alias == surface]  # `GAO` is no city of Gao
                names = tuple(exact or fitting)
                if names:
                    found.append((at + length, names))
        return found


class _Reading:
    """One sentence: its atoms, and what stands at each of them."""

    def __init__(self, gazetteer: Gazetteer, words: Sequence[str]) -> None:
        self.gazetteer = gazetteer
        self.atoms, self.folded, self.where = sequence(words)
        self.known: dict[int, list[Found]] = {}

    def matches(self) -> list[tuple[int, int, tuple[Name, ...]]]:
        found = []
        at, count = 0, len(self.atoms)
        lengths = self.gazetteer._lengths
        while at < count:
            end = at + 1
            if self.folded[at] in lengths and (at == 0 or self.where[at - 1][1] != self.where[at][0]):
                for stop, names in self.at(at):
                    if stop == count or self.where[stop][0] != self.where[stop - 1][1]:
                        found.append((self.where[at][0], self.where[stop - 1][1] + 1, names))
                        end = stop
                        break
            at = end
        return found

    def at(self, at: int) -> list[Found]:
        """Ends and names of everything that starts at an atom, the longest first."""
        if at not in self.known:
            self.known[at] = []  # a name that leads back to itself ends here
            plain = self.gazetteer.lookup(self.folded, self.atoms, at)
            found = dict(plain)
            for end, names in plain:
                for stop, composed in (*self._after_owner(end, names), *self._before_owner(end, names)):
                    found.setdefault(stop, composed)
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
                if not formal or end - at > 2:  # `Ministry of Foreign Affairs, the People's Republic of China`
                    yield from self._compose(end, names, tuple(o for o in owners if o.label != "NORP"))

    def _compose(self, end: int, names: tuple[Name, ...], owners: tuple[Name, ...]) -> Iterator[Found]:
        """The names that belong to one of the owners, as sure names."""
        gazetteer, ids = self.gazetteer, {o.thing for o in owners}
        made: list[Name] = []
        for name in names:
            if name.thing in gazetteer._offices:
                office = gazetteer._offices[name.thing]
                countries = [i[8:] for i in sorted(ids) if i.startswith("country:")]
                for iso3 in countries:
                    made.append(Name(name.text, f"{name.thing}:{iso3}", "ORG", len(countries) == 1))
                if office.to and len(countries) == 1:
                    yield from self._posted(end, made[-1], office)
            elif ids & gazetteer.owners(name.thing):
                made.append(dataclasses.replace(name, sure=True))
        if made:
            yield end, tuple(made)

    def _posted(self, at: int, name: Name, office: Office) -> Iterator[Found]:
        """`Embassy of Norway in Kenya`, `Permanent Mission of Chad to the United Nations`."""
        if at + 1 < len(self.atoms) and self.folded[at] in office.to:
            at += 1
            at += at + 1 < len(self.atoms) and self.folded[at] == "the"
            for end, hosts in self.at(at):
                host = self.gazetteer.things[hosts[0].thing]
                if hosts[0].label != "NORP" and (host.country or host.kind in ("body", "bloc", "organisation")):
                    yield end, (Name(name.text, f"{name.thing}:{host.country or host.id}", "ORG"),)


def load_gazetteer(models: Models) -> Gazetteer:
    """The gazetteer of `models/kb/`; raises KnowledgeError for a dangling id or an alias of two things without a rule."""
    loader = _Loader(models.pairs("kb/macros.txt"))
    for country in models.csv("kb/countries.csv", Country, unique="iso3"):
        loader.add_country(country)
    for file in ("kb/places.csv", "kb/bodies.csv"):
        for entry in models.csv(file, Entry, unique="id"):
            loader.add_entry(entry)
    for city in models.csv("kb/cities.csv", City):
        loader.add_city(city)
    for office in models.csv("kb/offices.csv", Office, unique="id"):
        loader.add_office(office)
    for ministry in models.csv("kb/ministries.csv", Ministry):
        loader.add_ministry(ministry)
    for treaty in models.csv("kb/treaties.csv", Treaty, unique="id"):
        loader.add_treaty(treaty)
    for term in models.csv("kb/people.csv", Term):
        loader.add_term(term)
    return loader.gazetteer(models.csv("kb/memberships.csv", Membership))


def load_treaties(models: Models) -> Gazetteer:
    """The treaties and laws of `models/kb/` alone; raises KnowledgeError."""
    loader = _Loader(models.pairs("kb/macros.txt"))
    for treaty in models.csv("kb/treaties.csv", Treaty, unique="id"):
        loader.add_treaty(treaty)
    return loader.gazetteer([])


class _Loader:
    """Rows in, a gazetteer out."""

    def __init__(self, macros: Mapping[str, str]) -> None:
        self.macros = macros
        self.things = _Things()
        self.names: dict[Name, None] = {}

    def add(self, thing: Thing, names: Iterable[str], people: Iterable[str] = ()) -> None:
        """A thing, its names and those of its people; its own name needs context when `?Name` stands among the names."""
        if thing.id in self.things:
            raise KnowledgeError(f"kb:0: two things have the id {thing.id}")
        self.things[thing.id] = thing
        names = [thing.name, *names]
        for label, patterns in ((thing.label, names), ("NORP", people)):
            for pattern in patterns:
                sure = not pattern.startswith("?")
                if sure and f"?{pattern}" in names:
                    continue
                for text in expand(pattern.removeprefix("?"), self.macros):
                    self.names.setdefault(Name(text, thing.id, label, sure))

    def add_country(self, row: Country) -> None:
        thing = Thing(
            id=f"country:{row.iso3}",
            name=row.name,
            kind=row.kind,
            label="GPE",
            country=row.iso3,
            wikidata=row.wikidata,
            first=row.first,
            last=row.last,
        )
        if row.article:
            self.things.called[thing.id] = f"{row.article} {row.name}"
        self.add(thing, (row.official, *row.aliases), row.people)

    def add_city(self, row: City) -> None:
        """A city or province; its id is its name and country, for there are two of some."""
        key = "-".join(atoms_of(row.name)).casefold()
        thing = Thing(
            id=f"place:{key}-{row.country.casefold()}", name=row.name, kind="place", label="GPE", country=row.country
        )
        self.add(thing, row.aliases)

    def add_entry(self, row: Entry) -> None:
        national = row.country if row.label == "ORG" else None
        thing = Thing(
            id=row.id,
            name=row.name,
            kind=row.kind,
            label=row.label,
            country=row.country,
            wikidata=row.wikidata,
            symbol=row.symbol,
            parent=row.parent or (f"country:{national}" if national else None),
            first=row.first,
            last=row.last,
        )
        if row.kind in ("body", "bloc"):
            short = next((a for a in row.aliases if a.isupper()), row.name) if row.name.count(" ") > 2 else row.name
            self.things.called[thing.id] = f"the {short}"
        self.add(thing, row.aliases, row.people)

    def add_office(self, row: Office) -> None:
        self.things.offices[row.id] = row
        thing = Thing(id=row.id, name=row.title, kind=row.kind, label="ORG")
        self.add(thing, [f"?{head}" for head in (row.title, *row.heads)])

    def add_ministry(self, row: Ministry) -> None:
        key = f"{row.office}:{row.iso3}"
        kind = self.things.offices[row.office].kind
        parent = f"country:{row.iso3}"
        thing = Thing(
            id=key, name=row.name, kind=kind, label="ORG", country=row.iso3, wikidata=row.wikidata, parent=parent
        )
        self.add(thing, row.aliases)

    def add_treaty(self, row: Treaty) -> None:
        thing = Thing(
            id=row.id,
            name=row.name,
            kind=row.kind,
            label="LAW",
            wikidata=row.wikidata,
            symbol=row.symbol,
            first=row.first,
        )
        self.add(thing, row.aliases)

    def add_term(self, row: Term) -> None:
        """A term of office; a person has several, and `first`, `last` are the bounds of them all."""
        known = self.things.get(row.id)
        if known is None:
            thing = Thing(
                id=row.id,
                name=row.name,
                kind="person",
                label="PERSON",
                country=row.country,
                wikidata=row.wikidata,
                first=row.since,
                last=row.until,
            )
            self.add(thing, row.aliases)
        elif row.name != known.name:
            raise KnowledgeError(f"kb/people.csv:0: {row.id} is {known.name!r} and {row.name!r}")
        else:
            last = None if row.until is None or known.last is None else max(row.until, known.last)
            self.things[row.id] = dataclasses.replace(known, last=last)

    def gazetteer(self, memberships: Sequence[Membership]) -> Gazetteer:
        """The finished gazetteer; raises KnowledgeError for a dangling id."""
        by_bloc: dict[str, list[Membership]] = {}
        for row in memberships:
            by_bloc.setdefault(row.bloc, []).append(row)
            if row.bloc not in self.things or f"country:{row.iso3}" not in self.things:
                raise KnowledgeError(f"kb/memberships.csv:0: {row.bloc} or country {row.iso3} is not known")
        for thing in self.things.values():
            owner = f"country:{thing.country}" if thing.country else None
            for other in (thing.parent, owner):
                if other is not None and self.things.get(other) is None:
                    raise KnowledgeError(f"kb:0: {thing.id} belongs to {other}, which is not known")
        made = Gazetteer(self.things, by_bloc)
        for name in self.names:
            made.add(name)
        return made
