"""The rows of the curated files in `models/kb/`, as their readers see them.

In lists of names, a leading `?` marks a name that needs context, and patterns are written out by `aliases.expand`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Office:
    """A row of `offices.csv`: an institution that every country has but those `without` it, `ministry:RUS`."""

    id: str
    kind: str
    title: str
    heads: tuple[str, ...]
    to: tuple[str, ...]
    without: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A row of `memberships.csv`: a country in a bloc from a day (None: long since) until a day, exclusive."""

    bloc: str
    iso3: str
    since: date | None
    until: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Country:
    """A row of `countries.csv`. Names that start with `?` need context; `article`: `the` where the name takes one."""

    iso3: str
    name: str
    official: str
    kind: str
    article: str | None
    aliases: tuple[str, ...]
    people: tuple[str, ...]
    first: date | None
    last: date | None
    wikidata: str | None
    source: str


@dataclass(frozen=True, slots=True)
class City:
    """A row of `cities.csv`: a city, province or region that press releases name, and the country it lies in."""

    name: str
    country: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of `places.csv` and `bodies.csv`: names that start with `?` need context."""

    id: str
    name: str
    kind: str
    label: str
    aliases: tuple[str, ...]
    people: tuple[str, ...]
    country: str | None
    parent: str | None
    symbol: str | None
    first: date | None
    last: date | None
    wikidata: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Ministry:
    """A row of `ministries.csv`: the own name of one country's office, and the names only it has."""

    office: str
    iso3: str
    name: str
    aliases: tuple[str, ...]
    wikidata: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Treaty:
    """A row of `treaties.csv`."""

    id: str
    name: str
    kind: str
    symbol: str | None
    aliases: tuple[str, ...]
    first: date | None
    wikidata: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """A row of `people.csv`: a person in one office for one term; several rows make a career."""

    id: str
    name: str
    aliases: tuple[str, ...]
    gender: str | None
    country: str | None
    org: str | None
    role: str
    since: date | None
    until: date | None
    wikidata: str | None
    source: str
