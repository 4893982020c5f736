"""Namesakes and variants: which of the people of a corpus are one person, decided by name, country and role, never by order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from pipeline.people.nicknames import Nicknames, same_given_name

_SMALL = frozenset({"of", "for", "the", "and", "to", "on", "in", "a", "an", "former", "acting", "deputy"})
_SUFFIXES = frozenset({"ir", "sr", "jr", "ser", "ii", "iii", "iv", "i"})
_CROWDED = 40
"""People who share a block of the search for slips of the pen; in larger blocks nothing is joined."""

_SHORTEST = 5
"""Letters of the shortest surname in which one wrong letter is taken for a slip."""


@dataclass(slots=True)
class Profile:
    """What the corpus says of one person. words: of the folded name; known: found in the knowledge base."""

    entity_id: str
    words: tuple[str, ...]
    known: bool
    countries: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    n_documents: int = 0

    surname: str = field(init=False)
    """The last word of the name that is no `Jr.` or numeral."""
    given: tuple[str, ...] = field(init=False)
    """The words before the surname."""

    def __post_init__(self) -> None:
        self.surname = next((w for w in reversed(self.words) if w not in _SUFFIXES or len(self.words) == 1), "")
        self.given = self.words[: self.words.index(self.surname)] if self.surname else ()


def role_words(role: str | None) -> set[str]:
    """The words of a role that two people of one name would not share by chance."""
    return {w for w in (role or "").casefold().replace(",", " ").replace("-", " ").split() if w not in _SMALL}


def join_profiles(profiles: Sequence[Profile], nicknames: Nicknames) -> dict[str, str]:
    """Id of a profile → id of the person it is a variant of; a profile with none or several that fit stays itself.

    Surer joins go first, each over all profiles at once, so that the order of documents cannot matter.
    """
    joined: dict[str, str] = {}
    people = sorted(profiles, key=lambda p: p.entity_id)
    for candidates in (
        _same_name,
        _turned_names,
        partial(_nicknames, nicknames),
        _middle_names,
        _longer_names,
        _slips,
        _initials,
        _surnames,
    ):
        pairs = candidates(people)
        taken = {minor: majors for minor, majors in pairs.items() if len(majors) == 1}
        for minor, majors in sorted(taken.items()):
            joined[minor] = next(iter(majors))
        people = _merge(people, joined)
    return {minor: _root(minor, joined) for minor in joined}


def _root(entity_id: str, joined: dict[str, str]) -> str:
    seen = {entity_id}
    while entity_id in joined and joined[entity_id] not in seen:
        entity_id = joined[entity_id]
        seen.add(entity_id)
    return entity_id


def _merge(people: Sequence[Profile], joined: dict[str, str]) -> list[Profile]:
    """The profiles that stand for themselves, with what their variants say."""
    by_id = {p.entity_id: p for p in people}
    left = []
    for person in people:
        root = by_id.get(_root(person.entity_id, joined), person)
        if root is person:
            left.append(person)
        else:
            root.countries |= person.countries
            root.roles |= person.roles
            root.n_documents += person.n_documents
    return left


Pairs = dict[str, set[str]]
"""Id of a profile → ids of those it may be a variant of."""


def _pairs(
    people: Iterable[Profile], block: Callable[[Profile], object], fits: Callable[[Profile, Profile], bool]
) -> Pairs:
    """The pairs inside blocks of equal key; blocks are small because the key holds a surname. A key of None is left out."""
    blocks: dict[object, list[Profile]] = {}
    for person in people:
        key = block(person)
        if key is not None:
            blocks.setdefault(key, []).append(person)
    found: Pairs = {}
    for members in blocks.values():
        for minor in members if 1 < len(members) <= _CROWDED * 5 else ():
            majors = {m.entity_id for m in members if m is not minor and fits(minor, m)}
            if majors:
                found[minor.entity_id] = majors
    return found


def _compatible(a: Profile, b: Profile) -> bool:
    """Whether nothing said of the two is contradicted: no other country, no other role where both have one."""
    if a.known and b.known:
        return False
    if a.countries and b.countries and not a.countries & b.countries:
        return False
    return not a.roles or not b.roles or bool(a.roles & b.roles) or bool(a.countries & b.countries)


def _agreeing(a: Profile, b: Profile) -> bool:
    """Whether the two are said to act for the same country, or in the same role where neither has a country."""
    if not _compatible(a, b):
        return False
    return bool(a.countries & b.countries) or (bool(a.roles & b.roles) and not (a.countries and b.countries))


def _more(minor: Profile, major: Profile) -> bool:
    """Whether the second profile is the one to keep."""
    return (major.known, major.n_documents, minor.entity_id) > (minor.known, minor.n_documents, major.entity_id)


def _same_name(people: Sequence[Profile]) -> Pairs:
    """The same folded name under two ids: one of the knowledge base, one of a document."""
    named = (p for p in people if len(p.words) > 1)
    return _pairs(
        named,
        lambda p: p.words,
        lambda a, b: "@" not in a.entity_id and "@" not in b.entity_id and _compatible(a, b) and _more(a, b),
    )


def _middle_names(people: Sequence[Profile]) -> Pairs:
    """`Antony J. Blinken` and `Antony Blinken`: first name and surname equal, the middle of one inside the other's."""

    def fits(minor: Profile, major: Profile) -> bool:
        a, b = minor.given[1:], major.given[1:]
        fewer, more = (a, b) if len(a) <= len(b) else (b, a)
        inside = not fewer or _abbreviates(fewer, more)
        return inside and a != b and _compatible(minor, major) and _more(minor, major)

    named = (p for p in people if len(p.given) >= 1 and len(p.given[0]) > 1)
    return _pairs(named, lambda p: (p.given[0], p.surname), fits)


def _turned_names(people: Sequence[Profile]) -> Pairs:
    """`YOSHIDA Tomoyuki` and `Tomoyuki Yoshida`: two words in either order, of one country or role."""

    def fits(minor: Profile, major: Profile) -> bool:
        return minor.words == major.words[::-1] and _agreeing(minor, major) and _more(minor, major)

    return _pairs((p for p in people if len(p.words) == 2), lambda p: frozenset(p.words), fits)


def _nicknames(nicknames: Nicknames, people: Sequence[Profile]) -> Pairs:
    """`Jim Baker` and `James Baker`: surname equal, the given name of one a short form of the other's."""

    def fits(minor: Profile, major: Profile) -> bool:
        a, b = minor.given[0], major.given[0]
        middle = minor.given[1:] and major.given[1:]
        alike = a != b and same_given_name(a, b, nicknames) and (not middle or minor.given[1:] == major.given[1:])
        # The full name is the person's.
        return (
            alike and _compatible(minor, major) and (major.known, a in nicknames, b) > (minor.known, b in nicknames, a)
        )

    named = (p for p in people if p.given and len(p.given[0]) > 1)
    return _pairs(named, lambda p: p.surname, fits)


def _longer_names(people: Sequence[Profile]) -> Pairs:
    """`Mohammed bin Zayed` and `Mohammed bin Zayed Al Nahyan`: three words or more that another name goes on from."""

    def fits(minor: Profile, major: Profile) -> bool:
        shorter = minor.words if len(minor.words) < len(major.words) else major.words
        goes_on = minor.words[: len(shorter)] == major.words[: len(shorter)]
        return goes_on and minor.words != major.words and _agreeing(minor, major) and _more(minor, major)

    named = (p for p in people if len(p.words) > 2)
    return _pairs(named, lambda p: p.words[:3], fits)


def _initials(people: Sequence[Profile]) -> Pairs:
    """`A. Guterres` and `António Guterres`: initials that exactly one full name of that surname begins with."""

    def fits(minor: Profile, major: Profile) -> bool:
        full = len(major.given[0]) > 1
        return (
            full and len(minor.given[0]) == 1 and _abbreviates(minor.given, major.given) and _compatible(minor, major)
        )

    named = (p for p in people if p.given)
    return _pairs(named, lambda p: (p.surname, p.given[0][0]), fits)


def _surnames(people: Sequence[Profile]) -> Pairs:
    """A bare surname, of one word or two, and the one full name with it that the same country or role is given for."""

    def fits(minor: Profile, major: Profile) -> bool:
        n = len(minor.words)
        return n < len(major.words) and major.words[-n:] == minor.words and _agreeing(minor, major)

    return _pairs((p for p in people if p.words), lambda p: p.surname, fits)


def _slips(people: Sequence[Profile]) -> Pairs:
    """One letter wrong, missing or added in a surname, with the same first name or initial, country and role."""
    blocks: dict[tuple[str, str, frozenset[str]], list[Profile]] = {}
    for person in people:
        if person.given and len(person.surname) >= _SHORTEST - 1 and (person.roles or person.countries):
            for form in {person.surname, *_shortened(person.surname)}:
                blocks.setdefault((person.given[0][0], form, frozenset(person.countries)), []).append(person)
    found: Pairs = {}
    for members in blocks.values():
        for minor in members if 1 < len(members) <= _CROWDED else ():
            for major in members:
                if major is not minor and _is_slip(minor, major):
                    found.setdefault(minor.entity_id, set()).add(major.entity_id)
    return found


def _is_slip(minor: Profile, major: Profile) -> bool:
    if minor.known or minor.surname == major.surname or max(len(minor.surname), len(major.surname)) < _SHORTEST:
        return False
    first = (minor.given[0], major.given[0])
    same_first = first[0] == first[1] or len(first[0]) == 1
    return (
        same_first
        and minor.countries == major.countries
        and bool(minor.roles & major.roles)
        and one_letter_apart(minor.surname, major.surname)
        and _more(minor, major)
    )


def _shortened(word: str) -> list[str]:
    """The word with one letter left out, in every way."""
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter is added, left out, replaced, or two neighbours are swapped between two words."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        swapped = a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
        return a[at + 1 :] == b[at + 1 :] or swapped
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[at + 1 :] == shorter[at:]


def _abbreviates(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether each word of `short` is, in order, a word of `full` or its initial."""
    at = 0
    for word in short:
        while at < len(full) and not (
            full[at] == word
            or (len(word) == 1 and full[at].startswith(word))
            or (len(full[at]) == 1 and word.startswith(full[at]))
        ):
            at += 1
        if at == len(full):
            return False
        at += 1
    return True
