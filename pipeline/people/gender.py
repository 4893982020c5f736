"""Gender: what titles and given names tell of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.offices.lexicon import OFFICES, load_offices
from pipeline.resources import Models
from pipeline.text.person_names import name_words

FILES = ("en/gendered_words.txt", "en/given_names.txt", "en/honorifics.txt", OFFICES)
"""Files of `models/` that it is read from."""
_LONGEST = 24
"""Characters of the longest title."""


@dataclass(frozen=True, slots=True)
class Genders:
    """Titles and nouns, and folded given names, each with m or f; forms of address that stand before given names."""

    nouns: Mapping[str, str]
    given: Mapping[str, str]
    honorifics: frozenset[str]

    def of_title(self, text: str, start: int) -> str | None:
        """By the word right before a name: `Mrs.`, `Spokeswoman`."""
        before = text[max(0, start - _LONGEST) : start]
        words = before.split() if before.endswith(" ") else []
        return self.of_noun(words[-1]) if words else None

    def of_noun(self, word: str) -> str | None:
        """By a title or the head noun of an office, in any case, with a final stop or without."""
        return self.nouns.get(word.casefold().rstrip("."))

    def of_name(self, name: str) -> str | None:
        """By the given name of a full name."""
        words = name_words(name, self.honorifics)
        return self.given.get(words[0]) if len(words) > 1 else None


def load_genders(models: Models) -> Genders:
    """What `models/` tells of gender; raises KnowledgeError naming file and line."""
    nouns, given, honorifics, _ = FILES
    titles = load_offices(models).genders
    return Genders(
        nouns={word.rstrip("."): gender for word, gender in models.pairs(nouns).items()} | dict(titles),
        given={name_words(name)[0]: gender for name, gender in models.pairs(given).items()},
        honorifics=frozenset(models.lines(honorifics)),
    )
