"""Purpose of money: what a sum is for, from the words that follow it in its clause."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pipeline.numbers.amounts import Amount
from pipeline.text.annotated import Text


@dataclass(frozen=True, slots=True)
class PurposeWords:
    """kinds: nouns that say what sort of money it is; leads: prepositions of a purpose; worth: words between a sum and what it buys."""

    kinds: Collection[str]
    leads: Collection[str]
    worth: Collection[str]


def read_words(words: Mapping[str, list[str]]) -> PurposeWords:
    """The words of `numbers.toml` that say what money is for."""
    return PurposeWords(*(frozenset(words[name]) for name in PurposeWords.__slots__))


_LONGEST = 14
"""Tokens of a purpose at most."""
_WINDOW = 12
"""Tokens behind a sum in which its purpose begins."""
_END = re.compile(r"[.,;:()“”\n–—]")


def said_of(_amount: Amount, text: Text, last: int, words: PurposeWords) -> str | None:
    """`additional humanitarian assistance` of `$5 million in …`, `to rebuild the port`, `the victims of the flood` of `… for …`."""
    if last >= len(text):
        return None
    end = min(text.sentences[text.sentence_of[last]][1], last + 1 + _WINDOW)
    kind = None
    for i in range(last + 1, end):
        if _END.match(text.forms[i]):
            break
        if i == last + 1 and text.words[i] in ("in", *words.worth):
            kind = _kind_of_money(text, i, words)
        elif text.words[i] in words.leads and text.tags[text.heads[i]] != "NNP" and not _is_time(text, i + 1):
            return _phrase(text, i + 1, text.subtree(i)[1])
        elif text.tags[i] == "TO" and i + 1 < end and text.tags[i + 1] == "VB":
            return _phrase(text, i, text.subtree(text.heads[i])[1])
        elif text.tags[i] in ("VBD", "VBZ", "VBP", "MD"):
            break
    return kind


def _is_time(text: Text, i: int) -> bool:
    return i >= len(text) or any(text.times[i : i + 3])


def _kind_of_money(text: Text, i: int, words: PurposeWords) -> str | None:
    """The noun phrase after `in` or `of` where its head says what sort of money it is."""
    end = min(text.subtree(i)[1], i + 1 + _LONGEST)
    first = next((j for j in range(i + 1, end) if text.words[j] in words.kinds and text.tags[j][:2] == "NN"), None)
    if first is None:
        return None
    stop = next((j for j in range(first, end) if text.tags[j][:2] != "NN"), end)
    return text.piece(i + 1, stop)


def _phrase(text: Text, start: int, end: int) -> str | None:
    """The characters of a phrase up to the end of its clause."""
    end = min(end, start + _LONGEST)
    stop = next((j for j in range(start, end) if _END.match(text.forms[j])), end)
    return text.piece(start, stop) or None
