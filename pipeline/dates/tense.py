"""The tense of the clause around a temporal expression, from the tags and heads of the parse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.dates.parts import AIMED, OWNED
from pipeline.text.annotated import Text


@dataclass(frozen=True, slots=True)
class VerbRow:
    """A line of `date_verbs.csv`: a verb form and what it does to the time of its clause."""

    word: str
    role: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verbs:
    """Verb forms: prospective ones look ahead, scheduling ones do so in the past tense too, narrating ones tell of the past in the present
    tense, saying ones report words; ending ones are over with the day (`expires`, `due`), bounding ones lead up to it (`by`, `until`)."""

    prospective: frozenset[str]
    scheduling: frozenset[str]
    narrating: frozenset[str]
    saying: frozenset[str]
    ending: frozenset[str]
    bounding: frozenset[str]


def read_verbs(rows: Sequence[VerbRow]) -> Verbs:
    """The verb forms of the list by their roles."""
    return Verbs(**{role: frozenset(row.word for row in rows if role in row.role) for role in Verbs.__slots__})


_FAR = 12
"""Heads above a place that are looked at at most."""


class Tenses:
    """The tense of the clause around a place of a parsed text."""

    def __init__(self, text: Text, verbs: Verbs) -> None:
        self._text, self._verbs = text, verbs

    def at(self, place: int, reach: int = _FAR) -> str | None:
        """past, present, open or future; None where no verb governs the place from at most `reach` heads away."""
        text = self._text
        token = bisect_right(text.starts, place) - 1
        if token < 0:
            return None
        if reach == OWNED:
            return self._of_owned(token)
        for _ in range(_FAR + 1 if reach < 0 else reach + 1):
            if reach == AIMED and text.tags[token] == "VB" and any(text.tags[c] == "TO" for c in text.children[token]):
                return "open"
            if text.tags[token][:2] in ("VB", "MD"):
                tense = _tense(text, token, self._verbs)
                if tense is not None:
                    return tense
            if text.heads[token] == token:
                return None
            token = text.heads[token]
        return None

    def verb(self, place: int) -> int | None:
        """The token of the nearest verb above a place; None where a noun stands alone."""
        text = self._text
        token = bisect_right(text.starts, place) - 1
        for _ in range(_FAR):
            if token < 0:
                return None
            if text.tags[token][:2] in ("VB", "MD"):
                return token
            if text.heads[token] == token:
                return None
            token = text.heads[token]
        return None

    def _of_owned(self, owner: int) -> str | None:
        """The tense of the relative clause of the noun that a token owns."""
        text = self._text
        clause = text.child(text.heads[owner], ("relcl",))
        return _tense(text, clause, self._verbs) if clause is not None else None


def _tense(text: Text, verb: int, verbs: Verbs) -> str | None:
    """past, future, present, or `open` for what may still come; None for a verb that takes its tense from another one."""
    helpers = [child for child in text.children[verb] if text.deps[child] in ("aux", "auxpass") and child < verb]
    words = {text.words[child] for child in helpers}
    tags = {text.tags[child] for child in helpers}
    tag, word, head = text.tags[verb], text.words[verb], text.heads[verb]
    if tag == "VBD" and word in verbs.scheduling and not words:
        return "open"
    if tag == "VBD" or words & {"was", "were", "had", "did"}:
        return "past"
    if words & _WILL:
        return "past" if "have" in words and "will" not in words else "future"
    if "MD" in tags or tag == "MD":
        return "past" if "have" in words else "open"
    if words & _IS:
        return "future" if tag == "VBG" or word in verbs.prospective else "present"
    if "TO" in tags and text.words[head] in _IS:
        return "future"
    if "TO" in tags:
        if any(text.words[child] == "had" for child in [*text.children[head], *text.children[text.heads[head]]]):
            return "past"
        return "open" if text.words[head] in verbs.prospective or text.tags[head][:2] not in ("VB", "MD") else None
    if tag == "VBN":
        return "open" if word in verbs.prospective else "past"
    if tag in ("VBZ", "VBP"):
        if any(text.words[child] in _MARKERS for child in text.children[verb]):
            return "future"
        return "past" if word in verbs.narrating else "open" if word in verbs.prospective else "present"
    return None


_MARKERS = frozenset({"before", "until", "when", "once", "if"})
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_IS = frozenset({"is", "are", "'re", "’re", "am", "'s", "’s", "be"})
