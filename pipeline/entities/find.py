"""Entities, first half: mentions of named things, the model's corrected by knowledge and shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.entities.candidates import LINKS, Candidate, Head, Lists, Surroundings
from pipeline.entities.from_gazetteer import find_known, read_surroundings
from pipeline.entities.from_model import find_guesses
from pipeline.entities.from_shape import find_camels, find_numbered_laws, find_places, find_shaped, find_spelt
from pipeline.entities.from_titles import (
    cut_portfolios,
    find_given,
    find_ministers,
    find_officers,
    find_titled,
    find_turns,
)
from pipeline.entities.repeats import find_repeats, find_short_names
from pipeline.entities.words import Words, read_words
from pipeline.gazetteer import load as gazetteer
from pipeline.gazetteer.future_treaties import is_unwritten
from pipeline.gazetteer.load import Gazetteer, Name, load_gazetteer
from pipeline.offices.lexicon import OFFICES, load_offices
from pipeline.resources import Models
from pipeline.text.annotated import Text

READS: tuple[str, ...] = (
    *gazetteer.READS,
    OFFICES,
    "en/name_particles.txt",
    "en/generic_names.txt",
    "en/heading_words.txt",
    "en/opening_words.txt",
    "en/name_shells.txt",
    "en/portfolio_words.txt",
    "en/abstract_nouns.txt",
    "en/place_surnames.txt",
    "en/given_names.txt",
    "en/name_heads.csv",
    "en/postnominals.txt",
)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    gazetteer: Gazetteer
    lists: Lists
    small: frozenset[str]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    names = load_gazetteer(models)
    offices = load_offices(models)
    lists = Lists(
        titles=offices.titles,
        offices=offices.parts,
        particles=frozenset(models.lines("en/name_particles.txt")),
        generic=frozenset(models.lines("en/generic_names.txt")),
        headings=frozenset(models.lines("en/heading_words.txt")),
        openers=frozenset(models.lines("en/opening_words.txt")),
        shells=frozenset(models.lines("en/name_shells.txt")),
        ranks=offices.openers,
        abstract=frozenset(models.lines("en/abstract_nouns.txt")),
        place_surnames=frozenset(models.lines("en/place_surnames.txt")),
        given=frozenset(models.pairs("en/given_names.txt")),
        letters=frozenset(models.lines("en/postnominals.txt")),
        portfolios=frozenset(models.lines("en/portfolio_words.txt")),
        heads={head.word: head for head in models.csv("en/name_heads.csv", Head, unique="word")},
    )
    inside = {word for name in names for word in name.text.split() if word[0].islower()}
    return Lexicon(gazetteer=names, lists=lists, small=lists.particles | LINKS | inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A named thing before it is linked; names: what the gazetteer knows by this surface form."""

    start: int
    end: int
    text: str
    label: str
    rule: str
    names: tuple[Name, ...] = ()
    short: bool = False
    """It is the noun of a fuller name (`the Council`)."""


def find_mentions(text: Text, lexicon: Lexicon) -> list[Mention]:
    """The mentions of named things, without overlap, in order."""
    words = read_words(text.view, text.content, lexicon.small)
    around = read_surroundings(words, lexicon.lists, lexicon.gazetteer)
    guesses = list(find_guesses(text, around))
    found = [*guesses, *find_shaped(around), *find_titled(around), *find_turns(around)]
    found += find_given(around)
    found += find_ministers(around)
    found += find_officers(around)
    found += find_places(around)
    found += find_camels(around)
    found += find_spelt(around)
    found += find_known(around, guesses)
    found += _laws(words)
    found = [c for c in found if c.label != "LAW" or not is_unwritten(words.text, words.starts[c.i])]
    found = [c for c in found if not (_is_piece(c, words) or _is_initials(c, words) or _is_acronym(c, words))]
    cut_portfolios(found, around)
    _cut_headlines(found, around)
    chosen = _settle(_without_headlines(found, around), around)
    chosen = _without_letters(chosen, around)
    for find in (find_repeats, find_short_names):
        known = {(c.i, c.j, c.label) for c in chosen}
        more = [c for c in find(chosen, around) if (c.i, c.j, c.label) not in known]
        chosen = _settle([*chosen, *more], around) if more else chosen
    return [_mention(c, around, lexicon.gazetteer) for c in chosen]


def _mention(c: Candidate, around: Surroundings, known: Gazetteer) -> Mention:
    """The mention a candidate has become."""
    words = around.words
    surface = words.surface(c.i, c.j)
    names: tuple[Name, ...] = ()
    if around.known.get(c.i) == c.j:
        names = tuple(n for n in around.names[c.i] if c.label != "PERSON" or n.label == "PERSON")
    elif c.label in ("ORG", "LAW", "EVENT"):
        names = known.names(surface)
    return Mention(
        start=words.starts[c.i],
        end=words.ends[c.j - 1],
        text=surface,
        label=c.label,
        rule=c.rule,
        names=names,
        short=c.short,
    )


def _is_piece(c: Candidate, words: Words) -> bool:
    """Whether a candidate is the first half of a mail address or word, or an account: `PressDesk@…`, `Non-NATO`, `@MFA_XY`."""
    start, end = words.starts[c.i], words.ends[c.j - 1]
    handle = words.text[max(0, start - 1) : start] == "@" and "_" in words.text[start:end]
    prefix = words.text.startswith("-", end) and words.text[start:end].lower() in ("non", "co", "ex", "pre", "post")
    return handle or prefix or words.text.startswith("@", end)


def _is_initials(c: Candidate, words: Words) -> bool:
    """Whether a person would have initials and no name: `H. E.`."""
    return c.label == "PERSON" and all(len(word.rstrip(".")) < 2 for word in words.texts[c.i : c.j])


def _is_acronym(c: Candidate, words: Words) -> bool:
    """Whether a person would be letters that the text spells out: `the Chairman HDA (Harbour Development Authority)`."""
    word, after = words.texts[c.i], words.texts[c.j : c.j + 9]
    if c.label != "PERSON" or c.j - c.i > 1 or not word.isupper() or after[:1] != ["("]:
        return False
    return "".join(w[0] for w in after[1:] if w[0].isupper()).startswith(word)


def _laws(words: Words) -> Iterator[Candidate]:
    places = list(find_numbered_laws(words.text))
    if not places:
        return
    starts = {start: k for k, start in enumerate(words.starts)}
    ends = {end: k + 1 for k, end in enumerate(words.ends)}
    for start, end in places:
        if start in starts and end in ends:
            yield Candidate(starts[start], ends[end], "LAW", "numbered-law", 1)


def _settle(found: Iterable[Candidate], around: Surroundings) -> list[Candidate]:
    """Of overlapping candidates the longest, then the one of the lowest rank; in the order of the text."""
    taken: set[int] = set()
    chosen = []
    for c in sorted(found, key=lambda c: (c.i - c.j, c.rank, c.i)):
        span = range(c.i, c.j)
        if taken.isdisjoint(span) and (c.rank <= 2 or not around.lists.is_generic(around.words.surface(c.i, c.j))):
            taken.update(span)
            chosen.append(c)
    return sorted(chosen, key=lambda c: c.i)


def _without_letters(chosen: Sequence[Candidate], around: Surroundings) -> list[Candidate]:
    """The candidates without letters of rank after a person's name, which are no place's: `NAME, PhD, C.G.H., said`."""
    texts, ends = around.words.texts, {c.j for c in chosen if c.label == "PERSON"}
    kept = []
    for c in chosen:
        if c.i > 1 and c.j - c.i == 1 and texts[c.i - 1] == "," and c.i - 1 in ends and c.label in ("GPE", "ORG"):
            word = texts[c.i]
            known = c.i in around.known and len(word) > 2
            if (
                not known
                and (_LETTERS.fullmatch(word) or word in around.lists.letters)
                and texts[c.j : c.j + 1] == [","]
            ):
                ends.add(c.j)
                continue
        kept.append(c)
    return kept


_LETTERS = re.compile(r"(?:[A-Z]\.){2,5}[A-Z]?")


def _cut_headlines(found: Sequence[Candidate], around: Surroundings) -> None:
    """Cut the model's people in headings to the name that running text has: `Ana Lind | Elected to the Board`."""
    people = [c for c in found if c.label == "PERSON" and c.j - c.i > 1]
    headed = [c for c in people if c.from_model and c.j - c.i > 2 and around.in_heading(c.i)]
    texts = around.words.texts
    running = {tuple(texts[c.i : c.j]) for c in people if not around.in_heading(c.i)} if headed else set()
    for c in headed:
        whole = tuple(texts[c.i : c.j])
        c.j = c.i + max((k for k in range(2, len(whole) + 1) if whole[:k] in running), default=len(whole))


def _without_headlines(found: Sequence[Candidate], around: Surroundings) -> Iterator[Candidate]:
    """The candidates without those that only the capitals of a heading suggest: a name comes again in running text."""
    words = around.words
    running: set[str] | None = None
    for c in found:
        if c.from_model and c.j - c.i == 1 and _is_common(c, around):
            continue
        if c.from_model and c.label == "PERSON" and around.in_heading(c.i) and _is_phrase(c, around):
            continue
        single = c.j - c.i == 1 and words.texts[c.i] not in around.lists.given
        apart = c.label in ("GPE", "NORP") or (c.label == "PERSON" and not single)
        if c.from_model and not apart and around.in_heading(c.i):
            if running is None:
                running = {words.surface(c.i, c.j) for c in found if not around.in_heading(c.i)}
            surface = words.surface(c.i, c.j)
            if surface not in running and not surface.isupper():
                continue
        yield c


def _is_phrase(c: Candidate, around: Surroundings) -> bool:
    """Whether the words of a heading that the model takes for a person are none: `Patience Wearing Thin`."""
    texts, lists = around.words.texts[c.i : c.j], around.lists
    known = any(k in around.known for k in range(c.i, c.j))
    if known or texts[0] in lists.given or around.words.text.count(texts[-1]) > 1:
        return False
    return any(t.endswith("ing") or around.is_common(t) for t in texts)


def _is_common(c: Candidate, around: Surroundings) -> bool:
    """Whether a single word is no name: a bare head noun, or one whose capital is from the start of a sentence only."""
    words = around.words
    word, text, start = words.texts[c.i], words.text, words.starts[c.i]
    if len(word) == 1 or around.lists.head(word):
        return True
    before = text[max(0, start - 4) : start].rstrip(" “‘\"'(")
    if before and before[-1] not in ".!?:\n":
        return False
    return word.endswith("ly") or around.is_common(word)
