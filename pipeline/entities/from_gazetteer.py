"""Known names: where the gazetteer's names stand, cut to the name, and which of them the context speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.entities.candidates import LINKS, Candidate, Lists, Surroundings
from pipeline.entities.words import Words
from pipeline.gazetteer.load import Gazetteer, Name

_PLACE_CUE = re.compile(r"(?:\b(?:[Ii]n|[Ff]rom|[Aa]t|[Nn]ear|[Tt]o|[Oo]utside|[Aa]round|[Bb]etween|and)|,)\s$")
_FIGHTERS = re.compile(
    r"\s(?:mercenar(?:y|ies)|fighters?|militants?|forces|troops|boss|militias?|rebels|insurgents|operatives)\b"
)
"""Nouns after the name of an armed group."""
_HOLDERS = re.compile(
    r"\s(?:[Dd]irector|[Ss]ecretary|[Cc]hief|[Hh]ead|[Bb]oss|[Ss]pokes|[Ee]nvoy|[Cc]hair|[Pp]resident|[Ee]xpert|[Oo]fficial|[Rr]egional|[Cc]ommissioner)"
)
"""Nouns for who works for a body, after its letters."""
Match = tuple[int, int, tuple[Name, ...]]
"""First word, end, and what the gazetteer knows by the name."""


def read_surroundings(words: Words, lists: Lists, gazetteer: Gazetteer) -> Surroundings:
    """The words with the names of the gazetteer among them."""
    found = _matches(words, lists, gazetteer)
    matches = [m for m in found if not (_is_money(words, m[1]) or _is_clan(words, m[0]))]
    return Surroundings(words, {i: j for i, j, _ in matches}, {i: names for i, _, names in matches}, lists)


def _matches(words: Words, lists: Lists, gazetteer: Gazetteer) -> Iterator[Match]:
    """The names of the gazetteer without titles and common nouns, taken apart where a match holds two of them."""
    for i, j, names in gazetteer.matches(words.texts):
        i, names = _without_title(words, i, j, names, lists, gazetteer)
        i, j, names = _without_government(words, i, j, names, lists, gazetteer)
        j, names = _without_noun(words, i, j, names, lists, gazetteer)
        yield from _parts(words, i, j, names, gazetteer)


def _parts(words: Words, i: int, j: int, names: tuple[Name, ...], gazetteer: Gazetteer) -> Iterator[Match]:
    """`First Committee (…)`, `X (DPRK)`, `Russia's Kremlin`, `State Department’s Bureau …` are two names.

    `Russia's Foreign Ministry` is one.
    """
    texts = words.texts
    bracket = next((k for k in range(i + 1, j) if texts[k] == "("), None)
    if bracket and bracket + 1 < j and (before := gazetteer.names(words.surface(i, bracket))):
        inside = gazetteer.names(words.surface(bracket + 1, j - 1))
        if inside or names[0].label == "ORG":
            yield i, bracket, before
            if inside:
                yield bracket + 1, j - 1, inside
            return
    cut = next((k for k in range(i + 1, j) if texts[k] in ("’s", "'s")), None)
    if cut is not None and not names[0].thing.startswith("ministry"):
        owner = gazetteer.names(words.surface(i, cut))
        own = gazetteer.names(words.surface(cut + 1, j)) if owner else ()
        if own and (owner[0].label == "GPE" or _stand_alone(owner, own)):
            yield i, cut, owner
            i = cut + 1
    yield i, j, names


def _stand_alone(owner: tuple[Name, ...], own: tuple[Name, ...]) -> bool:
    """Whether a department and its office are two names: `the Treasury’s Office of Foreign Assets Control`."""
    return owner[0].thing.startswith("ministry") and owner[0].sure and any(name.sure for name in own)


def _without_title(
    words: Words, i: int, j: int, names: tuple[Name, ...], lists: Lists, gazetteer: Gazetteer
) -> tuple[int, tuple[Name, ...]]:
    """Start and names without the title that an alias begins with: `Dr. S. Jaishankar`, but `Sheikh Hasina`."""
    if names[0].label == "PERSON" and lists.is_title(words.texts[i]):
        upper = (k for k in range(i + 1, j - 1) if words.texts[k][0].isupper() and not lists.is_office(words.texts[k]))
        start = next(upper, j)
        surface = words.surface(start, j) if start < j else ""
        shorter = gazetteer.names(surface) if " " in surface else ()
        if shorter and shorter[0].thing == names[0].thing:
            return start, shorter
    return i, names


def _without_government(
    words: Words, i: int, j: int, names: tuple[Name, ...], lists: Lists, gazetteer: Gazetteer
) -> tuple[int, int, tuple[Name, ...]]:
    """`Government of the Russian Federation`, `Russian Government`: the country alone is the name."""
    texts, start, end = words.texts, i, j
    if texts[i] in lists.shells and texts[i + 1 : i + 2] == ["of"]:
        start = i + 3 if texts[i + 2 : i + 3] == ["the"] else i + 2
    elif texts[j - 1] in ("Government", "Governments"):
        end = j - 1
    if (start, end) != (i, j) and start < end:
        shorter = gazetteer.names(words.surface(start, end))
        if shorter and shorter[0].label in ("GPE", "NORP"):
            return start, end, shorter
    return i, j, names


def _without_noun(
    words: Words, i: int, j: int, names: tuple[Name, ...], lists: Lists, gazetteer: Gazetteer
) -> tuple[int, tuple[Name, ...]]:
    """End and names without the common noun that says what a thing is: `Amhara region`, `Likud party`, `Myanmar military`."""
    end = j
    common = names[0].text[names[0].text.rfind(" ") + 1].islower()
    while (
        end > i + 1
        and words.texts[end - 1] not in LINKS
        and (words.texts[end - 1][0].islower() or (common and lists.is_generic(words.texts[end - 1])))
    ):
        end -= 1
    if end == j or names[0].label == "LAW":
        return j, names
    shorter = gazetteer.names(words.surface(i, end))
    same = {n.thing for n in shorter} & {n.thing for n in names}
    return (end, shorter) if same or (shorter and names[0].label == "ORG") else (j, names)


def _is_money(words: Words, j: int) -> bool:
    """Whether a country only tells whose money it is: `US$`, `US dollars`, `Hong Kong dollar`."""
    return words.text.startswith(("$", " dollar", " cents", " Dollar", "-dollar"), words.ends[j - 1])


def _is_clan(words: Words, i: int) -> bool:
    """Whether the second half of a family's name looks like a place's: `Al-Sabah`."""
    texts = words.texts
    joined = i > 1 and texts[i - 1] == "-" and words.starts[i] == words.ends[i - 1] == words.starts[i - 1] + 1
    return joined and texts[i - 2] in ("Al", "al", "El", "el") and words.starts[i - 1] == words.ends[i - 2]


def find_known(around: Surroundings, guesses: Sequence[Candidate]) -> Iterator[Candidate]:
    """The names of the gazetteer: the sure ones, and the others where the context speaks for them."""
    texts = around.words.texts
    by_span = {(c.i, c.j): c for c in guesses}
    things = {name.thing for names in around.names.values() for name in names if name.sure}
    for i, names in around.names.items():
        j = around.known[i]
        forename = i > 0 and i - 1 not in around.ends and around.lists.is_personal(texts[i - 1])
        if (
            texts[j : j + 1] == ["-"]
            and names[0].thing.startswith("place:")
            and not forename
            and _hyphenated(around, j)
        ):
            yield Candidate(i, j + 2, names[0].label, "known", 1)
            continue
        if any(name.sure for name in names):
            labels = {name.label for name in names if name.sure}
            yield Candidate(i, j, sorted(labels)[0], "known", 1)
            continue
        if around.lists.is_generic(around.words.surface(i, j)) or texts[i : j + 1] == ["Cabinet", "Secretary"]:
            continue
        label = _label_in_context(around, i, j, names, by_span, guesses, things)
        if label:
            yield Candidate(i, j, label, "known-in-context", 2)


def _hyphenated(around: Surroundings, j: int) -> bool:
    """Whether the hyphen at j ties an unknown name to a place: `Lyon-Gerland`."""
    words = around.words
    return (
        j + 1 < len(words.texts)
        and words.ends[j - 1] == words.starts[j]
        and words.ends[j] == words.starts[j + 1]
        and j + 1 not in around.known
        and around.lists.is_name_word(words.texts[j + 1])
    )


def _owned(around: Surroundings, i: int) -> bool:
    """Whether a country's possessive stands before a word: `Lithuania's | Landsbergis`."""
    before = around.ends.get(i - 1) if i > 1 and around.words.texts[i - 1] in ("’s", "'s") else None
    return before is not None and "GPE" in around.labels(before)


def _label_in_context(
    around: Surroundings,
    i: int,
    j: int,
    names: tuple[Name, ...],
    by_span: dict[tuple[int, int], Candidate],
    guesses: Sequence[Candidate],
    things: set[str],
) -> str | None:
    """The label of a name that only context makes one, or None where the context says no."""
    labels = sorted({name.label for name in names})
    guess = by_span.get((i, j))
    if guess and guess.label in labels:
        return guess.label
    if labels[0] in ("GPE", "NORP", "LOC"):
        start = around.words.starts[i]
        if all(name.thing.startswith("place:") for name in names) and not _PLACE_CUE.search(
            around.words.text, max(0, start - 10), start
        ):
            return None  # `Weapons of Mass Destruction` is not in Massachusetts
        return None if any(c.label == "PERSON" and c.i <= i and j <= c.j for c in guesses) else labels[0]
    if labels[0] == "PERSON":
        return "PERSON" if guess or _owned(around, i) else None
    texts = around.words.texts
    if j - i == 1 and texts[j : j + 1] == ["of"] and j + 1 < len(texts) and around.lists.is_name_word(texts[j + 1]):
        return None  # `Council of Heads of State` is another one
    if labels[0] == "ORG" and _FIGHTERS.match(around.words.text, around.words.ends[j - 1]):
        return "ORG"  # `Wagner mercenaries`
    letters = labels[0] == "ORG" and len(texts[i]) > 1 and texts[i].isupper() and not around.in_heading(i)
    if letters and _HOLDERS.match(around.words.text, around.words.ends[j - 1]):
        return "ORG"  # `WHO Director-General`
    if j - i > 1 or any(name.thing in things for name in names):
        return labels[0]
    return None
