"""Modality of figures: whether one tells what is, or what somebody expects, estimates or aims at, by the words that govern it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.text.annotated import Text


@dataclass(frozen=True, slots=True)
class ModalWords:
    """Word → modality of what it governs; auxiliaries; words that point at what there is."""

    cues: Mapping[str, str]
    modals: Mapping[str, str]
    definite: Collection[str]


def read_words(words: Mapping[str, Any]) -> ModalWords:
    """The words of `numbers.toml` that say how a figure is meant."""
    return ModalWords(
        {word: name for name, cues in words["modality"].items() for word in cues},
        {word: name for name, cues in words["modal"].items() for word in cues},
        frozenset(words["definite"]["words"]),
    )


_REACH = 8
"""Heads above a figure that are looked at."""
_BESIDE = 3
"""Tokens before a figure in which an adjective or a determiner of what it counts stands."""
_UNTENSED = frozenset({"VB", "VBG", "VBN"})


def of_figure(text: Text, first: int, last: int, words: ModalWords) -> str:
    """actual, forecast, estimate or target for the figure from token `first` to token `last`."""
    before = range(max(text.sentences[text.sentence_of[first]][0], first - _BESIDE), first)
    beside = [text.words[i] for i in before if text.tags[i][:2] not in ("VB", "MD") or text.tags[i] == "VBN"]
    cue = next((words.cues[word] for word in reversed(beside) if word in words.cues), None)
    if cue is not None:
        return cue
    if _is_compound(text, last) or _is_definite(text, first, words):
        return "actual"
    return next(filter(None, (_governed(text, token, words) for token in _heads(text, last))), "actual")


def _is_compound(text: Text, last: int) -> bool:
    """`193-member`: an adjective of something else."""
    return last + 1 < len(text) and text.forms[last + 1] == "-" and not text.spaced(last)


def _is_definite(text: Text, first: int, words: ModalWords) -> bool:
    """`the other 27 leaders`, `more than the current 3 billion`; comparatives are skipped."""
    i = first - 1
    while i >= 0 and text.tags[i] in ("RB", "JJR", "RBR", "$", "IN") and first - i < 3:
        i -= 1
    return i >= 0 and (text.words[i] in words.definite or text.tags[i] == "POS")


def _heads(text: Text, token: int) -> Iterator[int]:
    """What governs a token, the nearest first, up to the verb that gives its clause a tense."""
    for _ in range(_REACH):
        head = text.heads[token]
        if head == token:
            return
        token = head
        yield token
        if text.tags[token] in ("VBD", "VBZ", "VBP") or _helped(text, token):
            return


def _before(text: Text, verb: int) -> list[int]:
    """The children of a verb right before it, among them those that help it; a list as long as a book has no more."""
    children = text.children[verb]
    at = bisect_left(children, verb)
    return children[max(0, at - _HELPERS) : at]


_HELPERS = 8


def _helped(text: Text, verb: int) -> bool:
    return any(text.deps[child] in ("aux", "auxpass") and text.tags[child] != "TO" for child in _before(text, verb))


def _governed(text: Text, token: int, words: ModalWords) -> str | None:
    """What a noun or verb above a figure makes of it; `actual` ends the search."""
    tag = text.tags[token]
    if tag[:2] == "NN":
        return words.cues.get(text.words[token])
    if tag[:2] not in ("VB", "JJ", "MD"):
        return None
    helpers = [text.words[child] for child in _before(text, token) if text.deps[child] in ("aux", "auxpass")]
    modal = next((words.modals[word] for word in helpers if word in words.modals), None)
    if modal is not None:
        return "actual" if "have" in helpers and modal == "forecast" and "will" not in helpers else modal
    if text.words[token] in words.cues:
        return words.cues[text.words[token]]
    return None if tag in _UNTENSED or tag == "JJ" else "actual"
