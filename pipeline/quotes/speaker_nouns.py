"""Nouns for those who speak: roles, bodies, documents, pronouns, and what tells a person's gender."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from pipeline.offices.lexicon import OFFICES, load_offices
from pipeline.quotes.name_words import name_tokens
from pipeline.resources import KnowledgeError, Models

CLASSES = "en/role_classes.txt"
BODY_KINDS = "en/body_kinds.csv"
BODIES = "en/speaking_bodies.txt"
DOCUMENTS = "en/document_nouns.txt"
FIGURES = "en/figure_nouns.txt"
GIVEN = "en/given_names.txt"
GENDERED = "en/gendered_words.txt"
PRONOUNS = "en/pronouns.txt"
DETERMINERS = "en/determiners.txt"
SILENT = "en/silent_sources.txt"
SHOWING = "en/showing_verbs.txt"
READS: tuple[str, ...] = (
    CLASSES,
    BODIES,
    BODY_KINDS,
    DOCUMENTS,
    FIGURES,
    GIVEN,
    GENDERED,
    OFFICES,
    PRONOUNS,
    DETERMINERS,
    SILENT,
    SHOWING,
)
"""Files of `models/` that `read_nouns` takes."""


class RoleClass(Enum):
    """What a word of a phrase for a person tells about whom it means; see `role_classes.txt`."""

    VAGUE = "vague"
    EPITHET = "epithet"
    STYLE = "style"
    RELATED = "related"
    EQUAL = "equal"
    FORMER = "former"
    ADDRESS = "address"
    EXPERT = "expert"
    SOLE = "sole"


@dataclass(frozen=True, slots=True)
class Nouns:
    """Nouns for those who speak, each file of `models/` as one field.

    roles: with the more general nouns for each. body_kinds: words in the names of bodies that a noun
    stands for. pronouns: m, f, thing, many, self, issuer, other. determiners:
    definite, indefinite. letters: those for an office (`EAM`), with its words. offices:
    words of offices that act for a body and no country.
    """

    roles: Mapping[str, frozenset[str]]
    classes: Mapping[RoleClass, frozenset[str]]
    bodies: frozenset[str]
    body_kinds: Mapping[str, frozenset[str]]
    documents: frozenset[str]
    figures: frozenset[str]
    pronouns: Mapping[str, str]
    determiners: Mapping[str, str]
    letters: Mapping[str, frozenset[str]]
    given: Mapping[str, str]
    gendered: Mapping[str, str]
    offices: tuple[frozenset[str], ...]
    silent: frozenset[str]
    showing: frozenset[str]

    def is_a(self, word: str, kind: RoleClass) -> bool:
        """Whether a word is of a class."""
        return word in self.classes[kind]

    def is_indefinite(self, word: str) -> bool:
        """Whether a word opens a phrase for somebody new."""
        return self.determiners.get(word) == "indefinite"


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A noun for bodies and the words that their names have."""

    noun: str
    words: tuple[str, ...]


def read_nouns(models: Models) -> Nouns:
    """The nouns of `models/`; raises KnowledgeError for an unknown class."""
    offices = load_offices(models)
    return Nouns(
        roles=offices.general,
        classes=_read_classes(models),
        bodies=frozenset(models.lines(BODIES)),
        body_kinds={row.noun: frozenset(row.words) for row in models.csv(BODY_KINDS, BodyKind, unique="noun")},
        documents=frozenset(models.lines(DOCUMENTS)),
        figures=frozenset(models.lines(FIGURES)),
        pronouns=models.pairs(PRONOUNS),
        determiners=models.pairs(DETERMINERS),
        letters=offices.letters,
        given={name_tokens(name)[0]: gender for name, gender in models.pairs(GIVEN).items()},
        gendered=models.pairs(GENDERED) | dict(offices.genders),
        offices=offices.of_bodies,
        silent=frozenset(models.lines(SILENT)),
        showing=frozenset(models.lines(SHOWING)),
    )


def _read_classes(models: Models) -> Mapping[RoleClass, frozenset[str]]:
    """The words of each class of words in phrases for people."""
    known = {kind.value: kind for kind in RoleClass}
    found: dict[RoleClass, set[str]] = {kind: set() for kind in RoleClass}
    for word, classes in models.pairs(CLASSES).items():
        for name in classes.split():
            if name not in known:
                raise KnowledgeError(f"{CLASSES}:0: {word}: {name!r} is none of {sorted(known)}")
            found[known[name]].add(word)
    return {kind: frozenset(words) for kind, words in found.items()}
