"""The things of the knowledge base and the names they go by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.gazetteer.curated import Office


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
    gender: str | None = None
    """Of a person: m or f."""
    terms: tuple[tuple[date | None, date | None, str | None], ...] = ()
    """A person's terms of office: first and last day, and id of the body; None for one that its country's row does not name."""


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


class Things(dict[str, Thing]):
    """Things by id; those of every country's offices (`ministry:RUS`, `embassy:RUS:FRA`) are made when asked for.

    called: how a thing is named after a preposition (`the Philippines`, `the OSCE`). roles: the offices a person has held, as written.
    """

    def __init__(self) -> None:
        self.offices: dict[str, Office] = {}
        self.called: dict[str, str] = {}
        self.roles: dict[str, list[str]] = {}

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
