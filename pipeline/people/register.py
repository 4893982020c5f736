"""The people a document names: full names joined over their spellings, surnames tied to the one full name they fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from pipeline.gazetteer.load import Gazetteer, Thing
from pipeline.people.antecedents import Record
from pipeline.people.nicknames import Nicknames, same_given_name
from pipeline.people.titles import holders, role_words
from pipeline.text.person_names import name_words as _name_words
from pipeline.text.person_names import plain

_SURNAME_FIRST = frozenset({"CHN", "HKG", "KHM", "KOR", "PRK", "TWN"})
"""Countries whose people are called by the first word of their names: `Secretary-General Ban`."""
_GRACE = timedelta(days=400)
"""How long after the end of a term a surname alone still means the office-holder."""


@lru_cache(maxsize=1 << 14)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(_name_words(name))


@dataclass(slots=True, eq=False)
class Person:
    """A person of one document: folded words of the fullest name, the name as written, the thing of the knowledge base."""

    words: tuple[str, ...]
    name: str
    thing: Thing | None = None
    rule: str = "full-name"
    score: float = 1.0
    forms: set[tuple[str, ...]] = field(default_factory=set)
    """The folded words of each full name by which the document calls them."""
    record: Record = field(default_factory=Record)
    """Where the document names them in full."""


@dataclass(slots=True)
class Surnames:
    """People of the knowledge base by the folded last word of their names and aliases.

    roles: the words of each of their offices; titles: all of these words. famous: ids of those whom one word may name.
    """

    by_last: Mapping[str, tuple[Thing, ...]]
    by_words: Mapping[tuple[str, ...], tuple[Thing, ...]]
    particles: frozenset[str] = field(default_factory=frozenset)
    roles: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    titles: frozenset[str] = field(default_factory=frozenset)
    famous: frozenset[str] = field(default_factory=frozenset)
    nicknames: Nicknames = field(default_factory=dict)


def index_people(gazetteer: Gazetteer, particles: frozenset[str], nicknames: Nicknames) -> Surnames:
    """The people of the knowledge base by surname and by full folded name."""
    by_last: dict[str, dict[str, Thing]] = {}
    by_words: dict[tuple[str, ...], dict[str, Thing]] = {}
    famous: set[str] = set()
    for name in gazetteer:
        if not name.thing.startswith("person:"):
            continue
        thing = gazetteer.things[name.thing]
        words = name_words(name.text)
        if particles.issuperset(words[:-1]):
            words = name_words(f"A. {name.text}")[1:]  # `al-Maliki` is a surname
            famous.add(thing.id)
        if len(words) > 2 and words[-2] == "bin":
            by_words.setdefault(words, {})[thing.id] = thing
            continue  # a father's name is no surname
        if len(words) > 1 and not particles.issuperset(words[:-1]):
            by_words.setdefault(words, {})[thing.id] = thing
        by_last.setdefault(words[-1], {})[thing.id] = thing
        if thing.country in _SURNAME_FIRST and len(words) > 1:
            by_last.setdefault(words[0], {})[thing.id] = thing
    roles = {key: tuple(map(role_words, found)) for key, found in gazetteer.roles.items()}
    return Surnames(
        {key: tuple(found.values()) for key, found in by_last.items()},
        {key: tuple(found.values()) for key, found in by_words.items()},
        particles,
        roles,
        frozenset(word for found in roles.values() for words in found for word in words),
        frozenset(famous),
        nicknames,
    )


Register = dict[str, list[Person]]
"""Folded word of a full name → the people of the document whose names have it, in order of first mention."""


def register(surfaces: Iterable[str], known: Surnames) -> Register:
    """The people whose full names are among the surfaces."""
    people: Register = {}
    by_thing: dict[str, Person] = {}
    for surface in dict.fromkeys(surfaces):
        words = name_words(surface)
        first = plain(surface).replace("-", " ").partition(" ")[0]
        # `Lee` is spelt like the particle `le` once it is folded; `Le` is a surname where the whole name is known.
        surname = len(words) > 1 and (first not in known.particles or words in known.by_words)
        if not surname and not _is_full(words, known.particles):
            continue
        things = known.by_words.get(words, ()) or _initialled(words, known)
        thing = things[0] if len(things) == 1 else None
        same = [p for p in people.get(words[-1], ()) if _same(p, words, thing, known.nicknames)]
        if thing is not None and thing.id in by_thing:
            same = [by_thing[thing.id]]
        if len(same) > 1:
            continue
        person = same[0] if same else Person(words, surface, thing)
        if same:
            _merge(person, words, surface, thing)
        person.forms.add(words)
        if person.thing is not None:
            by_thing[person.thing.id] = person
        for word in words:
            if person not in people.setdefault(word, []):
                people[word].append(person)
    return people


def _initialled(words: Sequence[str], known: Surnames) -> tuple[Thing, ...]:
    """People of the knowledge base whose initial and surname the words are: `A. Guterres`."""
    if len(words) != 2 or len(words[0]) != 1:
        return ()
    return tuple(t for t in known.by_last.get(words[-1], ()) if name_words(t.name)[0].startswith(words[0]))


def _is_full(words: Sequence[str], particles: frozenset[str]) -> bool:
    """Whether a name has a given name and a surname."""
    return len([w for w in words if w not in particles]) > 1 and words[0] not in particles


def _same(person: Person, words: tuple[str, ...], thing: Thing | None, nicknames: Nicknames) -> bool:
    """Whether another full name is one of a person's: the same words, with more or fewer middle names or initials."""
    if thing is not None and person.thing is not None:
        return thing.id == person.thing.id
    short, long = sorted((person.words, words), key=len)
    if len(short) == len(long):
        given = _word_fits(short[0], long[0]) or same_given_name(short[0], long[0], nicknames)
        return given and all(_word_fits(a, b) for a, b in zip(short[1:], long[1:], strict=True))
    return short[-1] == long[-1] and _subsequence(short, long)


def _word_fits(a: str, b: str) -> bool:
    return a == b or (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))


def _subsequence(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(any(_word_fits(word, other) for other in rest) for word in short)


def _merge(person: Person, words: tuple[str, ...], surface: str, thing: Thing | None) -> None:
    """Keep the fuller name, and of equally full ones the one that is not in capitals or cut to initials."""
    person.thing = person.thing or thing
    old, new = sum(map(len, person.words)), sum(map(len, words))
    if (not surface.isupper(), new) > (not person.name.isupper(), old):
        person.words, person.name = words, surface


def find_person(
    surface: str,
    people: Register,
    known: Surnames,
    countries: Collection[str],
    on: date | None,
    title: frozenset[str] = frozenset(),
) -> Person | tuple[()] | None:
    """Whom a name means: a person of the document, else of the knowledge base; None nobody known, `()` more than one.

    title: the words of the office that stands before the name.
    """
    words = name_words(surface)
    if not words:
        return None
    if known.particles.issuperset(words[:-1]):
        words = name_words(f"A. {surface}")[1:]
    found = fitting(words, people)
    if found:
        return in_document(found[0]) if len(found) == 1 else ()
    things = known.by_words.get(words, ()) or _office_holders(words, surface, known, countries, on, title)
    if len(things) == 1:
        return Person(words, things[0].name, things[0], "office-holder-by-surname", 0.8)
    return None


def in_document(person: Person) -> Person:
    """A person that a shorter name in the document means."""
    return Person(person.words, person.name, person.thing, "surname-in-document", 0.9)


def fitting(words: Sequence[str], people: Register) -> list[Person]:
    """The people of a document whom a name may mean, by the closest way in which it fits any."""
    said = people.get(words[-1], ()) if words else ()
    exact = [p for p in said if tuple(words) in p.forms]
    return exact or next((found for fits in _FITS if (found := [p for p in said if fits(p.words, tuple(words))])), [])


def _is(full: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return full == words


def _within(full: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether words are a full name without its middle names."""
    return len(words) > 1 and full[-1] == words[-1] and full[0] == words[0] and _subsequence(words, full)


def _ends(full: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether words are the surname in a full name, or its initial and surname."""
    if len(words) == 2 and len(words[0]) == 1:
        return full[-1] == words[1] and full[0].startswith(words[0])
    size = len(words)
    return any(full[k : k + size] == words for k in range(1, len(full) - size + 1))


def _starts(full: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether words open a full name, as surnames do in Chinese, Korean and Hungarian."""
    return full[: len(words)] == words


_FITS = (_is, _within, _ends, _starts)
"""Ways in which words may name a person by the full name, the closest first."""


def _office_holders(
    words: tuple[str, ...],
    surface: str,
    known: Surnames,
    countries: Collection[str],
    on: date | None,
    title: frozenset[str],
) -> tuple[Thing, ...]:
    """People with this surname who were in office then, of a country or body the document names."""
    if len(words) > 1 and not known.particles.issuperset(words[:-1]):
        return _initialled(words, known)
    found = known.by_last.get(words[-1], ())
    if len(words) > 1:  # `Del Ponte`
        found = tuple(t for t in found if name_words(t.name)[-len(words) :] == words)
    if len(words[-1]) < _SHORTEST_FOLDED:  # `Ros` is not Ross
        found = tuple(t for t in found if plain(surface) in (plain(t.name.split()[-1]), plain(t.name.split()[0])))
    near = tuple(t for t in found if t.country is None or t.country in countries)
    before = near if on is None else tuple(t for t in near if t.first is None or t.first <= on)
    then = tuple(t for t in before if _in_office(t, on))
    if title:
        # An office in full needs no country: `Under-Secretary-General for Humanitarian Affairs Fletcher`.
        anywhere = [t for t in found if _in_office(t, on) and (len(title) > 1 or _serves_body(t))]
        return next((held for group in (then, before, anywhere) if (held := holders(group, title, known.roles))), ())
    if not then:
        # A wire that takes its readers to know: `Powell` where nothing else is American.
        leading = holders((t for t in found if _in_office(t, on)), None, known.roles) if on is not None else ()
        then = leading if len(leading) == 1 and leading[0].id in known.famous else then
    if len(then) == 1 and then[0].id not in known.famous:
        return holders(then, None, known.roles)  # a bare `Patel` may be anybody
    if len(then) > 1:
        then = holders(then, None, known.roles) or then
    # Nobody of that name in office: the one known who had been, as in `former President …`.
    return then or (before if len(found) == 1 and found[0].id in known.famous else ())


def _serves_body(person: Thing) -> bool:
    """Whether somebody has held office in a body, whose country a text need not name: `Prosecutor Del Ponte`."""
    return any(org is not None and org.startswith("body:") for *_, org in person.terms)


def _in_office(person: Thing, on: date | None) -> bool:
    """Whether somebody was in office on a day, or not long before; without a day, whoever may have been."""
    return on is None or (
        (person.first is None or person.first <= on) and (person.last is None or on <= person.last + _GRACE)
    )


_SHORTEST_FOLDED = 4
"""Letters of a folded surname from which another spelling of it may be meant."""
