"""Short forms of given names: `Jim` for `James`."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.resources import Models
from pipeline.text.person_names import name_words

FILE = "en/nicknames.txt"
"""File of `models/` that they are read from."""

Nicknames = Mapping[str, frozenset[str]]
"""Folded short form → the folded full names it may stand for."""


def load_nicknames(models: Models) -> Nicknames:
    """The short forms of `models/`; raises KnowledgeError naming file and line."""
    found: dict[str, set[str]] = {}
    for full, shorts in models.pairs(FILE).items():
        for short in shorts.split():
            found.setdefault(name_words(short)[0], set()).add(name_words(full)[0])
    return {short: frozenset(full) for short, full in found.items()}


def same_given_name(a: str, b: str, nicknames: Nicknames) -> bool:
    """Whether two folded given names are one: equal, a short form of the other, or short forms of one name."""
    return a == b or not _full_names(a, nicknames).isdisjoint(_full_names(b, nicknames))


def _full_names(name: str, nicknames: Nicknames) -> frozenset[str]:
    return nicknames.get(name, frozenset()) | {name}
