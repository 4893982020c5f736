"""The tense of the clause around a temporal expression, from the tags and heads of the parse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class VerbRow:
    """A line of `date_verbs.csv`: a verb form and what it does to the time of its clause."""

    word: str
    role: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verbs:
    """Verb forms: prospective ones look ahead, scheduling ones do so in the past tense too, narrating ones tell of the past in the present
    tense, saying ones report words."""

    prospective: frozenset[str]
    scheduling: frozenset[str]
    narrating: frozenset[str]
    saying: frozenset[str]


def read_verbs(rows: Sequence[VerbRow]) -> Verbs:
    """The verb forms of the list by their roles."""
    return Verbs(
        **{
            role: frozenset(row.word for row in rows if role in row.role)
            for role in ("prospective", "scheduling", "narrating", "saying")
        }
    )


class Tenses:
    """The tense of the clause around a place of a parsed text."""

    def __init__(self, doc: Doc, verbs: Verbs) -> None:
        self._doc, self._verbs = doc, verbs

    def at(self, place: int, reach: int = 12) -> str | None:
        """past, present, open or future; None where no verb governs the place from at most `reach` heads away."""
        span = self._doc.char_span(place, place + 1, alignment_mode="expand")
        if not span:
            return None
        token: Token = span[0]
        for _ in range(reach + 1):
            if token.tag_[:2] in ("VB", "MD"):
                tense = _tense(token, self._verbs)
                if tense is not None:
                    return tense
            if token.head.i == token.i:
                return None
            token = token.head
        return None


def _tense(verb: Token, verbs: Verbs) -> str | None:
    """past, future, present, or `open` for what may still come; None for a verb that takes its tense from another one."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass") and child.i < verb.i]
    words = {child.lower_ for child in helpers}
    tags = {child.tag_ for child in helpers}
    if verb.tag_ == "VBD" and verb.lower_ in verbs.scheduling and not words:
        return "open"
    if verb.tag_ == "VBD" or words & {"was", "were", "had", "did"}:
        return "past"
    if words & _WILL:
        return "past" if "have" in words and "will" not in words else "future"
    if "MD" in tags or verb.tag_ == "MD":
        return "past" if "have" in words else "open"
    if words & _IS:
        return "future" if verb.tag_ == "VBG" or verb.lower_ in verbs.prospective else "present"
    if "TO" in tags and verb.head.lower_ in _IS:
        return "future"
    if "TO" in tags:
        if any(child.lower_ == "had" for child in [*verb.head.children, *verb.head.head.children]):
            return "past"
        return "open" if verb.head.lower_ in verbs.prospective or verb.head.tag_[:2] not in ("VB", "MD") else None
    if verb.tag_ == "VBN":
        return "open" if verb.lower_ in verbs.prospective else "past"
    if verb.tag_ in ("VBZ", "VBP"):
        if any(child.lower_ in _MARKERS for child in verb.children):
            return "future"
        return "past" if verb.lower_ in verbs.narrating else "open" if verb.lower_ in verbs.prospective else "present"
    return None


_MARKERS = frozenset({"before", "until", "when", "once", "if"})
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_IS = frozenset({"is", "are", "'re", "’re", "am", "'s", "’s", "be"})
