"""Candidates: stretches of words that may be mentions, and what they are judged by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.entities.words import LOWER, Words
from pipeline.gazetteer.load import Name

LINKS = frozenset(
    {"of", "for", "on", "and", "the", "to", "in", "against", "&", "with", "de", "des", "du", "la", "a", "an"}
)
"""Small words between the content words of a name."""


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that ends or opens a name, the label such a name has, the small words it may go on with.

    opens: whether a name can follow at once (`Lake Chad`, `Radio Liberty`).
    """

    word: str
    label: str
    links: tuple[str, ...]
    opens: bool = False


_NAME, _TITLE, _OFFICE, _GENERIC = 1, 2, 4, 8
_REMEMBERED = 1 << 15


@dataclass(frozen=True, slots=True)
class Lists:
    """Word lists of a language that tell what is part of a name."""

    titles: frozenset[str]
    offices: frozenset[str]
    particles: frozenset[str]
    generic: frozenset[str]
    headings: frozenset[str]
    openers: frozenset[str]
    shells: frozenset[str]
    portfolios: frozenset[str]
    abstract: frozenset[str]
    given: frozenset[str]
    place_surnames: frozenset[str]
    ranks: frozenset[str]
    letters: frozenset[str]
    heads: Mapping[str, Head]
    _kinds: Callable[[str], int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The same few thousand words come again and again; what they are is looked up once.
        object.__setattr__(self, "_kinds", lru_cache(maxsize=_REMEMBERED)(self._kinds_of))

    def _kinds_of(self, word: str) -> int:
        title = word in self.titles or word.capitalize() in self.titles or singular(word).capitalize() in self.titles
        return (
            _NAME * (word[:1].isupper() and word.lower() not in self.openers)
            + _TITLE * title
            + _OFFICE * (title or word.capitalize() in self.offices)
            + _GENERIC * self.is_generic(word)
        )

    def is_name_word(self, word: str) -> bool:
        """Whether a word can be a content word of a name: a capital first, and no word that opens sentences or names a day."""
        return bool(self._kinds(word) & _NAME)

    def is_title(self, word: str) -> bool:
        """Whether a word is a title, in any case and number: `Minister`, `MINISTERS`."""
        return bool(self._kinds(word) & _TITLE)

    def is_office(self, word: str) -> bool:
        """Whether a word is a title or belongs to the name of an office: `Deputy`, `Permanent`."""
        return bool(self._kinds(word) & _OFFICE)

    def is_personal(self, word: str) -> bool:
        """Whether a word can be one of a person's names: neither an office, nor generic, nor a word of headings."""
        return self._kinds(word) & (_NAME | _OFFICE | _GENERIC) == _NAME and word not in self.headings

    def ends_body(self, word: str) -> bool:
        """Whether a word after a body's name opens somebody's title: `Department of State Senior Adviser`."""
        return word in self.ranks or (self.is_title(word) and word not in self.portfolios)

    def is_generic(self, phrase: str) -> bool:
        """Whether a capitalised phrase names nothing in particular."""
        plain = phrase.lower().replace("’", "'")
        return plain in self.generic or singular(plain) in self.generic

    def head(self, word: str) -> Head | None:
        """The head noun a word is, also in capitals."""
        found = self.heads.get(word)
        if found is None and len(word) > 3 and word.isupper():
            found = self.heads.get(word.capitalize())
        return found


def singular(word: str) -> str:
    """A word without the plural's s."""
    return word[:-1] if len(word) > 3 and word[-1] in "sS" and word[-2] not in "sSuU" else word


GUESSED = 5
"""Rank of what the model alone takes for a name."""


@dataclass(slots=True)
class Candidate:
    """A stretch of words that may be a mention. rank: the lower one wins among overlapping ones of the same length."""

    i: int
    j: int
    label: str
    rule: str
    rank: int = GUESSED
    short: bool = False
    """It is the noun of a fuller name (`the Council`)."""

    @property
    def from_model(self) -> bool:
        """Whether nothing but the model found it."""
        return self.rank == GUESSED


@dataclass(slots=True)
class Surroundings:
    """The words of a document, the names of the gazetteer among them (start → end, start → names) and the word lists."""

    words: Words
    known: Mapping[int, int]
    names: Mapping[int, tuple[Name, ...]]
    lists: Lists
    ends: Mapping[int, int] = field(init=False)
    _lines: dict[int, bool] = field(default_factory=dict)
    _small: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self.ends = {j: i for i, j in self.known.items()}

    def in_heading(self, i: int) -> bool:
        """Whether the i-th word stands in a line that capitalises nearly all of its words."""
        text, at = self.words.text, self.words.starts[i]
        start = text.rfind("\n", max(0, at - _LONGEST_HEADING), at) + 1
        if not start and at > _LONGEST_HEADING:
            return False
        if start not in self._lines:
            end = text.find("\n", at, at + _LONGEST_HEADING)
            self._lines[start] = _is_heading(text[start : end if end >= 0 else at + _LONGEST_HEADING])
        return self._lines[start]

    def is_common(self, word: str) -> bool:
        """Whether the text has a word in small letters too."""
        if self._small is None:
            self._small = frozenset(_SMALL_WORD.findall(self.words.text))
        return word.lower() in self._small

    def labels(self, i: int) -> set[str]:
        """Labels of the known name that starts at the i-th word."""
        return {name.label for name in self.names.get(i, ())}


_LONGEST_HEADING = 600
_SMALL_WORD = re.compile(rf"(?<![\w-])[{LOWER}]\w+(?![\w-])")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def _is_heading(line: str) -> bool:
    found = _LONG_WORD.findall(line[:400])
    sentence = line.rstrip().endswith((".", ";", "”"))
    if sentence and not LINKS.issuperset(_SMALL_WORD.findall(line[:400])):
        return False
    share = 0.95 if sentence else 0.75
    return len(found) >= 4 and sum(w[0].isupper() for w in found) >= share * len(found)
