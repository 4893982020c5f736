"""The gazetteer: the things of `models/kb/`, the names they go by, and where a text writes one of them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.gazetteer.aliases import atoms_of, expand
from pipeline.gazetteer.curated import City, Country, Entry, Membership, Ministry, Office, Term, Treaty
from pipeline.gazetteer.lookup import Gazetteer
from pipeline.gazetteer.things import Name, Thing, Things
from pipeline.resources import KnowledgeError, Models

__all__ = ["READS", "Gazetteer", "Name", "Thing", "load_gazetteer", "load_treaties"]

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
    "kb/abbreviations.txt",
)
"""Files of `models/` a gazetteer is made of; a stage that uses one names them in its own `READS`."""


def load_gazetteer(models: Models) -> Gazetteer:
    """The gazetteer of `models/kb/`, one for all stages of a process; raises KnowledgeError for a dangling id or a slip in a row."""
    files = [models.root / name for name in READS if name in models.reads]
    stamps = tuple((f.stat().st_mtime_ns, f.stat().st_size) for f in files if f.is_file())
    if len(stamps) < len(READS):
        return _load(models)  # which says what is missing
    known = _loaded.get(models.root)
    if known is None or known[0] != stamps:
        known = _loaded[models.root] = (stamps, _load(models))
    return known[1]


_loaded: dict[Path, tuple[tuple[tuple[int, int], ...], Gazetteer]] = {}


def _load(models: Models) -> Gazetteer:
    loader = _Loader(models.pairs("kb/macros.txt"), models.pairs("kb/abbreviations.txt"))
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


_OF_PLACE = re.compile(r"Treaty of ([^\W\d_]+)")


def _turned(name: str) -> Iterator[str]:
    """`Treaty of Rarotonga` is the `Rarotonga Treaty` as well."""
    if match := _OF_PLACE.fullmatch(name):
        yield f"{match[1]} Treaty"


def load_treaties(models: Models) -> Gazetteer:
    """The treaties and laws of `models/kb/` alone; raises KnowledgeError."""
    loader = _Loader(models.pairs("kb/macros.txt"))
    for treaty in models.csv("kb/treaties.csv", Treaty, unique="id"):
        loader.add_treaty(treaty)
    return loader.gazetteer([])


class _Loader:
    """Rows in, a gazetteer out."""

    def __init__(self, macros: Mapping[str, str], abbreviations: Mapping[str, str] | None = None) -> None:
        self.macros = macros
        self.abbreviations = abbreviations or {}
        self.things = Things()
        self.names: dict[Name, None] = {}

    def add(self, thing: Thing, names: Iterable[str], people: Iterable[str] = ()) -> None:
        """A thing, its names and those of its people; its own name needs context when `?Name` stands among the names."""
        if thing.id in self.things:
            raise KnowledgeError(f"kb/*.csv:0: two rows are about {thing.id}")
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
        short = [short for name in (row.name, *row.aliases) for short in self._abbreviated(name)]
        self.add(thing, (row.official, *row.aliases, *short), row.people)

    def _abbreviated(self, name: str) -> list[str]:
        """`S. Sudan` for `South Sudan`: with all words abbreviated that can be, and with the first one; none of an unsure name."""
        words = name.split()
        if len(words) < 2 or name.startswith("?"):
            return []
        short = [self.abbreviations.get(word, word) for word in words]
        return [" ".join(form) for form in (short, [short[0], *words[1:]]) if form != words]

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
        self.add(thing, (*row.aliases, *_turned(row.name)))

    def add_term(self, row: Term) -> None:
        """A term of office; a person has several, and `first`, `last` are the bounds of them all."""
        known = self.things.get(row.id)
        self.things.roles.setdefault(row.id, []).append(row.role)
        if known is None:
            thing = Thing(
                id=row.id,
                name=row.name,
                kind="person",
                label="PERSON",
                country=row.country,
                wikidata=row.wikidata,
                gender=row.gender,
                first=row.since,
                last=row.until,
                terms=((row.since, row.until, row.org),),
            )
            self.add(thing, row.aliases)
        elif row.name != known.name:
            raise KnowledgeError(f"kb/people.csv:0: {row.id} is {known.name!r} and {row.name!r}")
        else:
            first = None if row.since is None or known.first is None else min(row.since, known.first)
            last = None if row.until is None or known.last is None else max(row.until, known.last)
            terms = (*known.terms, (row.since, row.until, row.org))
            self.things[row.id] = dataclasses.replace(known, first=first, last=last, terms=terms)

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
                    raise KnowledgeError(f"kb/*.csv:0: {thing.id} belongs to {other}, which is not known")
        made = Gazetteer(self.things, by_bloc)
        for name in self.names:
            made.add(name)
        return made
