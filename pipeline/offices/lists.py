"""Offices in the plural before a list of names: `Foreign Ministers NAME of Norway and NAME of Chad`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.offices.lexicon import POSSESSIVE, Office, Role, entities_of
from pipeline.offices.phrases import DETERMINERS, Phrases
from pipeline.tables import Entity


class Listed(NamedTuple):
    """The role that one name of a list has, and the country that stands behind the name or in its place before the list."""

    role: Role
    country: Entity | None


_PLACES = ("GPE", "NORP")
_LONGEST = 12
"""Names in a list, words in a bracket behind one of them."""


def find_lists(phrases: Phrases) -> dict[int, Listed]:
    """Roles by the first character of the names that a plural office is for."""
    found: dict[int, Listed] = {}
    for i in range(len(phrases.words) - 2):
        office = _plural(phrases, i)
        if office is not None:
            found.update(_read(phrases, i, office))
    return found


def _plural(phrases: Phrases, i: int) -> Office | None:
    """The office whose plural a word is; None for another word and for a rank."""
    low = phrases.words[i].low
    if not (low.endswith("s") or low in phrases.lists.plurals) or phrases.words[i].entity is not None:
        return None
    regular = low[:-3] + "y" if low.endswith("ies") else low[:-1]
    single = phrases.lists.plurals.get(low, regular)
    return next((o for o in phrases.lists.heads.get(single, ()) if o.head == single and not o.means), None)


def _read(phrases: Phrases, i: int, office: Office) -> Iterator[tuple[int, Listed]]:
    """Each name of the list after the plural at word i, with its role."""
    words = phrases.words
    at, places = i + 1, []
    if words[at].low == "of":
        end = phrases.phrase_end(at + 1, min(len(words), at + 3 * _LONGEST))
        places = [e for e in entities_of(words[at:end]) if e.label == "GPE"]
        if not places or end + 1 >= len(words) or words[end].text != ",":
            return
        at = end + 1
    elif words[at].text == ",":
        at += 1
    names = list(_names(phrases, at))
    if len(names) < 2:
        return
    left = i
    while left and i - left < 5 and words[left - 1].entity is None and phrases.nominal(left - 1):
        left -= 1
    places = places or _before(phrases, left)
    word = words[i]
    if word.text[0].islower() and not places and not any(country for _, country in names):
        return  # `officers NAME and NAME`: of whom, the list does not say
    head = word._replace(text=office.head.capitalize() if word.text[0].isupper() else office.head, low=office.head)
    for number, (person, country) in enumerate(names):
        paired = places[number] if len(places) == len(names) else places[0] if len(places) == 1 else None
        owner = (paired,) if paired is not None and country is None else ()
        role = Role(office, tuple(words[left:i]), (head,), (), "list", owner)
        yield person.start, Listed(role, country)


def _names(phrases: Phrases, at: int) -> Iterator[tuple[Entity, Entity | None]]:
    """The persons listed from word `at` on, each with the country in a bracket or after `of` behind it."""
    words, size = phrases.words, len(phrases.words)
    for _ in range(_LONGEST):
        at = phrases.after_address(at)
        person = words[at].entity if at < size else None
        if person is None or person.label != "PERSON":
            return
        while at < size and words[at].entity is person:
            at += 1
        end = at
        if end < size and words[end].text == "(":
            close = next((k for k in range(end + 1, min(end + _LONGEST, size)) if words[k].text == ")"), end)
            end = close + 1 if close > end else end
        elif end + 1 < size and words[end].low == "of":
            end = phrases.phrase_end(end + 1, min(size, end + 6))
        countries = [e for e in entities_of(words[at:end]) if e.label == "GPE" and e.country]
        yield person, countries[0] if len(countries) == 1 else None
        at = end
        joins = at
        while joins < size and joins - at < 2 and words[joins].text in (",", "and", "&"):
            joins += 1
        if joins == at:
            return
        at = joins


def _before(phrases: Phrases, left: int) -> list[Entity]:
    """The countries before an office in the plural: `the Polish and German | foreign ministers`, `Norway's | ministers`."""
    words, found, at = phrases.words, [], left
    if at and words[at - 1].low in POSSESSIVE:
        at -= 1
    while at:
        entity = words[at - 1].entity
        if entity is not None and entity.label in _PLACES and entity.country:
            if entity not in found:
                found.append(entity)
        elif not found or (words[at - 1].low not in ("and", ",") and words[at - 1].low not in DETERMINERS):
            break
        at -= 1
        if words[at].low in DETERMINERS:
            break
    return found[::-1]
