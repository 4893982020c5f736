"""Syntax: the parse of a document as plain lists, which rules over words read much faster than token objects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, ORTH, SENT_START, TAG
from spacy.tokens import Doc

from pipeline.tables import Document

_MOST_CHILDREN = 300
"""Children of a head that are looked at: without a bound a list without a stop would take time in the square of its length."""


class Syntax:
    """Words, tags, dependency labels, heads and places of the tokens of a Doc, by token number."""

    def __init__(self, doc: Doc, text: str) -> None:
        self.text = text
        strings = doc.vocab.strings
        columns = doc.to_array([ORTH, TAG, DEP, HEAD, SENT_START, IDX, ENT_TYPE])
        orth, tag, dep, _, first, place, kind = (columns[:, n].tolist() for n in range(7))
        # Heads come as offsets, negative ones wrapped round, as the sums are in turn.
        head = (columns[:, 3] + np.arange(len(doc), dtype=np.uint64)).tolist()
        spelled = {key: strings[key] for key in {*orth, *tag, *dep}}
        self.forms: list[str] = [spelled[key] for key in orth]
        lowered = {form: form.lower() for form in set(self.forms)}
        self.words: list[str] = [lowered[form] for form in self.forms]
        # Penn's tag for the unknown, where a model gives none.
        self.tags: list[str] = [spelled[key] or "XX" for key in tag]
        self.deps: list[str] = [spelled[key] for key in dep]
        self.heads: list[int] = head
        self.starts: list[int] = place
        self.ends: list[int] = [s + len(f) for s, f in zip(self.starts, self.forms, strict=True)]
        times = {strings["DATE"], strings["TIME"]}
        self.times: list[bool] = [k in times for k in kind]
        self.first: list[bool] = [f == 1 for f in first]
        self.first[:1] = [True] * bool(first)

    def __len__(self) -> int:
        return len(self.forms)

    @cached_property
    def children(self) -> list[list[int]]:
        """Children of each token, in order."""
        found: list[list[int]] = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if head != i:
                found[head].append(i)
        return found

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """First and end token of each sentence."""
        starts = [i for i, first in enumerate(self.first) if first]
        return list(zip(starts, [*starts, len(self)][1:], strict=True))

    @cached_property
    def sentence_of(self) -> list[int]:
        """Number of the sentence each token stands in."""
        found: list[int] = []
        for number, (start, end) in enumerate(self.sentences):
            found += [number] * (end - start)
        return found

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        """First and last token of what hangs on each token, all in one pass from the leaves up."""
        first, last = list(range(len(self))), list(range(len(self)))
        order = [i for i, head in enumerate(self.heads) if head == i]
        for token in order:
            order += self.children[token]
        for token in reversed(order):
            head = self.heads[token]
            if first[token] < first[head]:
                first[head] = first[token]
            if last[token] > last[head]:
                last[head] = last[token]
        return first, last

    def subtree(self, token: int) -> tuple[int, int]:
        """First and end token of what hangs on a token."""
        first, last = self._edges
        return first[token], last[token] + 1

    def child(self, token: int, deps: Sequence[str] | frozenset[str]) -> int | None:
        """The first child with one of the labels."""
        # A head with more children than a sentence has words stands in a list as long as a book, and none is missed in it.
        return next((c for c in self.children[token][:_MOST_CHILDREN] if self.deps[c] in deps), None)

    def piece(self, start: int, end: int) -> str:
        """The text from token to token."""
        return self.text[self.starts[start] : self.ends[end - 1]] if end > start else ""


def read_syntax(doc: Doc, document: Document) -> Syntax:
    """The parse of a document as lists, read once for all stages that go by words."""
    return Syntax(doc, document.text)


def depths(syntax: Syntax, stretches: Iterable[Any]) -> list[int]:
    """For each token the number of the outermost stretch (with `start`, `end`) it stands in, counted from 1; 0 outside.

    The marks themselves count as inside, where they are tokens of their own.
    """
    found = [0] * len(syntax)
    at, size = 0, len(syntax)
    for number, stretch in enumerate(stretches, 1):
        while at < size and syntax.ends[at] < stretch.start:
            at += 1
        while at < size and syntax.starts[at] <= stretch.end:
            found[at] = number
            at += 1
    return found
