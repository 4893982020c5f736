"""Links: what a mention can be found to name, and the forms of names that decide it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipeline.entities.find import Mention
from pipeline.entities.words import SYLLABLE, fold
from pipeline.gazetteer.load import Name, Thing

PLACES = frozenset({"GPE", "NORP", "LOC"})
"""Labels of places and of the people named after them: one may stand for the other."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention names, and how that was decided."""

    rule: str
    id: str | None = None
    name: str | None = None
    country: str | None = None
    wikidata: str | None = None
    status: str = "linked"
    score: float | None = 1.0
    local: bool = False
    """Another mention of the same name may be linked otherwise."""


def linked(thing: Thing, rule: str, score: float, *, local: bool = False) -> Link:
    """The link to a thing of the knowledge base."""
    return Link(rule, thing.id, thing.name, thing.country, thing.wikidata, "linked", score, local)


def fitting_names(mention: Mention) -> list[Name]:
    """The names of a surface whose label agrees with the mention's."""
    same = [n for n in mention.names if n.label == mention.label]
    if same:
        return same
    if mention.label in PLACES:
        return [n for n in mention.names if n.label in PLACES]
    person = mention.label == "PERSON"
    return [n for n in mention.names if n.label not in PLACES and (n.label == "PERSON") == person]


def is_office(thing: str) -> bool:
    """Whether an id is that of an institution every country has, without saying whose."""
    return ":" not in thing


def existed(thing: Thing, on: date | None) -> bool:
    """Whether a thing existed on a day; without a day, whether it exists still."""
    if on is None:
        return thing.last is None
    return (thing.first is None or thing.first <= on) and (thing.last is None or on < thing.last)


_ORDER = re.compile(r"(?:E\.O\.|EO|Executive Orders?)\s(?:No\.\s)?(\d+)")


def usual_title(name: str) -> str:
    """The usual form of an act cited by number: `E.O. 13722` → `Executive Order 13722`."""
    match = _ORDER.fullmatch(name)
    return f"Executive Order {match[1]}" if match else in_running_case(name)


_ACRONYM = re.compile(r"[^\W\d_](?:[\w.&-]*[^\W\d_]|)")


def long_forms(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """Short form → long form, where one mention follows another in brackets: `… Development Organization (OMVS)`."""
    found: dict[str, str] = {}
    before: Mention | None = None
    for mention in mentions:
        if before is not None and 1 < mention.start - before.end < 5:
            between = text[before.end : mention.start].replace("’s", "").replace("'s", "")
            opened = between in (" (", "(") and text[mention.end : mention.end + 1] in (")", "’", "'", ",", ";")
            shorter = len(mention.text) < len(before.text) and mention.label == before.label
            if opened and shorter and _ACRONYM.fullmatch(mention.text):
                found.setdefault(mention.text, before.text)
        before = mention
    return found


_BRACKETED = re.compile(r"\s\(([A-Z]{2,8})\)")
_SMALL = frozenset(("and", "for", "in", "of", "on", "the", "to", "&"))


def spelled_out(text: str) -> dict[str, str]:
    """Acronym in brackets → the words before it whose initials it is: `for Economic and Business Affairs (EBA)`."""
    found: dict[str, str] = {}
    for match in _BRACKETED.finditer(text):
        words = text[max(0, match.start() - 160) : match.start()].split()
        left, first = match[1], len(words)
        while left and first and (words[first - 1][0] == left[-1] or words[first - 1] in _SMALL):
            first -= 1
            left = left[:-1] if words[first] not in _SMALL else left
        if not left:
            found.setdefault(match[1], " ".join(words[first:]))
    return found


def share_a_word(phrase: str, name: str) -> bool:
    """Whether two names have a word in common, in any of its spellings and forms."""
    stems = {word[:5] for word in fold(phrase).split() if len(word) > 4}
    return any(word[:5] in stems for word in fold(name).split() if len(word) > 4)


def in_running_case(name: str, *, person: bool = False) -> str:
    """A name in capitals as it stands in running text; acronyms stay, which people's names are not."""
    if not name.isupper() or (not person and (len(name) < 6 or " " not in name)) or len(name) < 4:
        return name
    cased = _capitalised if person else str.capitalize
    words = [w if "." in w or len(w) < 3 else cased(w) for w in name.split()]
    small = () if person else _SMALL
    return " ".join(w.lower() if k and w.lower() in small else w for k, w in enumerate(words))


def _capitalised(word: str) -> str:
    """A word in capitals as in running text: `ANNE-MARIE` → `Anne-Marie`, but `JONG-UN` → `Jong-un`."""
    first, hyphen, rest = word.partition("-")
    small = SYLLABLE.fullmatch(first) and SYLLABLE.fullmatch(rest)
    return first.capitalize() + hyphen + (rest.lower() if small else "-".join(map(str.capitalize, rest.split("-"))))


_SMALL = frozenset(
    {"of", "for", "on", "and", "the", "to", "in", "at", "by", "with", "de", "des", "du", "la", "a", "an"}
)
