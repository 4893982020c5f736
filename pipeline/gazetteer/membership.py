"""The membership view: who belonged to a bloc on a day, from `models/kb/memberships.csv`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.gazetteer.load import READS, load_gazetteer
from pipeline.resources import Models


def describe_group(models: Path, name: str, on: date) -> str:
    """A bloc's members on a day, one country a line with its ISO code.

    name: any name or the id of the bloc. Raises LookupError for a name that is no bloc's with a list of members.
    """
    gazetteer = load_gazetteer(Models(models, READS))
    ids = [name] if name in gazetteer.things else [n.thing for n in gazetteer.names(name)]
    for bloc in dict.fromkeys(ids):
        members = gazetteer.members(bloc, on)
        if members or gazetteer.has_members(bloc):
            countries = sorted((gazetteer.things[f"country:{iso3}"].name, iso3) for iso3 in members)
            head = f"{gazetteer.things[bloc].name} ({bloc}) on {on.isoformat()}: {len(countries)} members"
            return "\n".join([head, *(f"  {iso3}  {country}" for country, iso3 in countries)])
    raise LookupError(f"{name}: no bloc of models/kb/memberships.csv has this name")
