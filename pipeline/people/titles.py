"""Titles: the words of the office before a surname, and which of the people of that name have held it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from pipeline.gazetteer.aliases import atoms_of, fold
from pipeline.gazetteer.load import Thing

_PASSED_OVER = frozenset(
    {"of", "for", "the", "and", "to", "in", "on", "with", "from", "at", "by", "as", "a", "an"}
    | {"united", "nations", "states", "european", "african"}
    | {"acting", "former", "interim", "outgoing", "incoming", "designate"}
)
"""Words that tell whose an office is, or since when, and not which."""
_SAME_OFFICE = {
    "premier": "prime minister",
    "taoiseach": "prime minister",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
}
_LESSER = frozenset({"assistant", "deputy", "under", "vice", "associate", "principal"})
"""Words of lesser offices, which nobody leaves out."""
_LONGEST_TITLE = 6


@lru_cache(maxsize=1 << 12)
def role_words(role: str) -> frozenset[str]:
    """The words that tell an office: `Foreign Minister` has those that it shares with `Minister of Foreign Affairs`."""
    words = [_SAME_OFFICE.get(plain, plain) for plain in map(fold, atoms_of(role.replace("-", " ")))]
    if words[-2:] == ["permanent", "representative"] or words[:2] == ["permanent", "representative"]:
        words.append("ambassador")  # as they are addressed
    return frozenset(" ".join(words).split()) - _PASSED_OVER


_FOREMOST = frozenset(
    role_words(role)
    for role in (
        "President",
        "Prime Minister",
        "Federal Chancellor",
        "King",
        "Emir",
        "Minister of Foreign Affairs",
        "Minister of External Affairs",
        "Foreign Secretary",
        "Secretary of State",
        "Secretary-General",
    )
)
"""Offices whose holders a headline names by the surname alone."""


def _is_prominent(office: frozenset[str]) -> bool:
    """Whether the holder of an office is named by the surname alone: in headlines, or as a turn of a press briefing."""
    return office in _FOREMOST or "spokesperson" in office or {"press", "secretary"} <= office


def title_before(text: str, start: int, known: Collection[str]) -> frozenset[str]:
    """The words of offices that stand right before a name: `British Foreign Secretary Straw`. known: all such words."""
    words: set[str] = set()
    for word in reversed(text[max(0, start - 60) : start].replace("-", " ").split()[-_LONGEST_TITLE:]):
        plain = fold(word)
        if plain.endswith("s") and plain[:-1] in known:
            plain = plain[:-1]  # `Ministers Diouf and Ndiaye`
        if not word[-1].isalnum() or plain == "and" or word == "under":  # `served under President Polk`
            break
        if not words and word.islower() and plain in _PASSED_OVER:
            break  # an `adviser to` somebody is another person
        if plain in known or plain in _SAME_OFFICE:
            words.update(_SAME_OFFICE.get(plain, plain).split())
        elif plain not in _PASSED_OVER and (words or not word[0].isupper()):
            break
    return frozenset(words)


def _is_told(office: frozenset[str], title: frozenset[str]) -> bool:
    """Whether a title tells an office: `Secretary Powell` was no assistant secretary."""
    return title <= office and office & _LESSER <= title


def holders(
    people: Iterable[Thing], title: frozenset[str] | None, roles: Mapping[str, Iterable[frozenset[str]]]
) -> tuple[Thing, ...]:
    """Those who have held an office with all words of a title; None: one of the foremost offices, or a spokesperson's.

    roles: the words of each office that a person, by id, has held.
    """
    held = []
    for thing in people:
        offices = roles.get(thing.id, ())
        if any(_is_prominent(office) if title is None else _is_told(office, title) for office in offices):
            held.append(thing)
    return tuple(held)
