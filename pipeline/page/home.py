"""The home of a text: the country that its issuer's name names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.gazetteer.curated import Country, Ministry
from pipeline.resources import Models

HOME_FILES = ("kb/countries.csv", "kb/ministries.csv")
"""Files of `models/` that `load_homes` reads."""


@dataclass(frozen=True, slots=True)
class Homes:
    """Casefolded names of countries and of their own offices, with the country."""

    offices: Mapping[str, str]
    countries: Mapping[str, str]
    named: re.Pattern[str]
    """Any name of a country or its people, the longest first."""


def load_homes(models: Models) -> Homes:
    """The names from `models/`; raises KnowledgeError naming file and line."""
    countries = {
        name: row.iso3 for row in models.csv("kb/countries.csv", Country) if not row.last for name in _names(row)
    }
    offices = {row.name.casefold(): row.iso3 for row in models.csv("kb/ministries.csv", Ministry)}
    longest_first = sorted(countries, key=lambda name: (-len(name), name))
    named = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return Homes(offices, countries, named)


def _names(country: Country) -> Iterator[str]:
    """The names of a country and the adjective of its people that need no context, casefolded."""
    for name in (country.name, country.official, *country.aliases, *country.people):
        if name and not name.startswith("?"):
            yield name.removesuffix("+s").replace("'", "’").casefold()


def find_home(publisher: str | None, homes: Homes) -> str | None:
    """ISO 3166-1 alpha-3 of the one country in an issuer's name; None for none, for two, and for bodies of states."""
    plain = (publisher or "").replace("'", "’").casefold()
    if plain in homes.offices:
        return homes.offices[plain]
    found = {homes.countries[match[0]] for match in homes.named.finditer(plain)}
    return next(iter(found)) if len(found) == 1 else None
