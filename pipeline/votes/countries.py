"""Actors: the countries a text names, and a shadow of the text in which lists of them can be searched for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.gazetteer.load import Gazetteer
from pipeline.tables import Entity

COUNTRY = "\ue002"
"""What covers the name of a country in the shadow."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A country where the text names it. adjective: by its people (`Russian`)."""

    start: int
    end: int
    country: str
    adjective: bool


def find_actors(entities: Sequence[Entity], seats: Collection[str]) -> list[Actor]:
    """The countries named in a text, in order and without overlap.

    seats: towns of international bodies, in small letters; `Strasbourg votes` says nothing of France.
    """
    found: list[Actor] = []
    for entity in entities:
        if entity.text.lower() in seats:
            continue
        if entity.country and entity.label in ("GPE", "NORP") and (not found or entity.start >= found[-1].end):
            found.append(Actor(entity.start, entity.end, entity.country, entity.label == "NORP"))
    return found


def shadow_of(text: str, actors: Sequence[Actor]) -> str:
    """The text, as long as it was, with every country covered."""
    pieces, at = [], 0
    for actor in actors:
        pieces += [text[at : actor.start], COUNTRY * (actor.end - actor.start)]
        at = actor.end
    return "".join((*pieces, text[at:])).replace("\u00a0", " ")


ONE = f"{COUNTRY}(?<!{COUNTRY}{COUNTRY}){COUNTRY}*"
"""A pattern for one country in the shadow; it begins with its literal, which lets the search skip the rest of the text."""

# What a bracket says of a country (`Congo (Brazzaville)`); one with countries of its own says what those did.
_SAME = rf"(?: \([^()\n{COUNTRY}]{{1,60}}\))?"
_TOGETHER = r"(?:as well as|together with|along with|jointly with)"
_BETWEEN = rf"(?:, and |, | and | & |/|,? {_TOGETHER} )"
_FIRST = "".join(rf"(?<!{COUNTRY}{between}{COUNTRY})" for between in (", ", " and ", ", and ", " and the ", ", the "))
# Begun at its first item only and never given back, so that long lists take linear time.
LIST = rf"(?>{COUNTRY}(?<!{COUNTRY}{COUNTRY}){_FIRST}{COUNTRY}*{_SAME}(?:{_BETWEEN}(?:the )?{ONE}{_SAME}){{0,250}})"
"""A pattern for one country or a list of them in the shadow."""


def among(actors: Sequence[Actor], start: int, end: int) -> list[Actor]:
    """The actors inside a stretch."""
    at = bisect_left([actor.start for actor in actors], start)
    found = []
    while at < len(actors) and actors[at].end <= end:
        found.append(actors[at])
        at += 1
    return found


_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*|[(),;]")


@dataclass(frozen=True, slots=True)
class Countries:
    """The gazetteer, and the country a bare name is in official lists (`Congo`: COG)."""

    gazetteer: Gazetteer
    bare: Mapping[str, str]


def listed(text: str, start: int, end: int, actors: Sequence[Actor], known: Countries) -> list[Actor]:
    """The countries of a list: those already found, and those that only the gazetteer knows by their official names."""
    found = among(actors, start, end)
    covered = [(actor.start, actor.end) for actor in found]
    words = list(_WORD.finditer(text, start, end))
    spans = [match.span() for match in words]
    for first, stop, names in known.gazetteer.matches([match[0] for match in words]):
        here = spans[first][0], spans[stop - 1][1]
        if any(a < here[1] and here[0] < b for a, b in covered):
            continue
        things = [known.gazetteer.things[name.thing] for name in names]
        countries = {thing.country for thing in things if thing.kind == "country"}
        if len(countries) > 1:
            countries &= {known.bare.get(text[here[0] : here[1]])}
        if len(countries) == 1 and (country := countries.pop()):
            found.append(Actor(*here, country, False))
    return sorted(found, key=lambda actor: actor.start)
