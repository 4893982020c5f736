"""The text of a document as every stage after the parse reads it: characters, segments, marks, and tokens in one numbering."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, ORTH, SENT_START, TAG
from spacy.tokens import Doc

from pipeline.tables import Document, Segment
from pipeline.text.quotation_marks import Mark, paragraphs
from pipeline.text.spans import content_segments
from pipeline.text.view import Origin, View

_MOST_CHILDREN = 300
"""Children of a head that are looked at: without a bound a list without a stop would take time in the square of its length."""


@dataclass(frozen=True)
class Text:
    """A parsed text. Offsets count in `view`; `origin` leads from there to the file.

    Lists of tokens go by token number: forms and words (lower-case), tags (Penn's), deps and heads, starts and ends, kinds (the
    type of the entity a token is part of, empty for none), first (whether it starts a sentence). named: first token, end and
    label of the model's entities.
    """

    document: Document
    segments: Sequence[Segment]
    marks: Sequence[Mark]
    origin: Origin
    forms: list[str]
    words: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]
    kinds: list[str]
    first: list[bool]
    named: list[tuple[int, int, str]]

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def view(self) -> str:
        """The characters that patterns run over."""
        return self.document.text

    @cached_property
    def content(self) -> list[Segment]:
        """The segments that tables may be filled from."""
        return content_segments(self.segments)

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Start and end of each paragraph that is not chrome."""
        return paragraphs(self.view, self.segments)

    @cached_property
    def outer_marks(self) -> list[Mark]:
        """The quotations that stand in no other."""
        return [mark for mark in self.marks if mark.outer is None]

    @cached_property
    def children(self) -> list[list[int]]:
        """Children of each token, in order."""
        found: list[list[int]] = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if head != i:
                found[head].append(i)
        return found

    @cached_property
    def times(self) -> list[bool]:
        """Whether the model takes each token for part of a date or a time of day."""
        return [kind in ("DATE", "TIME") for kind in self.kinds]

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
    def depth(self) -> list[int]:
        """For each token the number of the outermost quotation it stands in, counted from 1; 0 outside."""
        return depths(self, self.outer_marks)

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

    def spaced(self, token: int) -> bool:
        """Whether a blank follows a token."""
        return self.view.startswith(" ", self.ends[token])

    def piece(self, start: int, end: int) -> str:
        """The characters from token to token."""
        return self.view[self.starts[start] : self.ends[end - 1]] if end > start else ""


def annotate(doc: Doc, view: View, marks: Sequence[Mark]) -> Text:
    """The parse, the view and the marks of a document as one text."""
    strings = doc.vocab.strings
    columns = doc.to_array([ORTH, TAG, DEP, HEAD, SENT_START, IDX, ENT_TYPE])
    orth, tag, dep, _, first, place, kind = (columns[:, n].tolist() for n in range(7))
    # Heads come as offsets, negative ones wrapped round, as the sums are in turn.
    head = (columns[:, 3] + np.arange(len(doc), dtype=np.uint64)).tolist()
    spelled = {key: strings[key] for key in {*orth, *tag, *dep, *kind}}
    forms, tags, deps, kinds = ([spelled[key] for key in column] for column in (orth, tag, dep, kind))
    lowered = {form: form.lower() for form in set(forms)}
    return Text(
        document=view.document,
        segments=view.segments,
        marks=marks,
        origin=view.origin,
        forms=forms,
        words=[lowered[form] for form in forms],
        # Penn's tag for the unknown, where a model gives none.
        tags=[tag or "XX" for tag in tags],
        deps=deps,
        heads=head,
        starts=place,
        ends=[s + len(f) for s, f in zip(place, forms, strict=True)],
        kinds=kinds,
        first=[token == 0 or f == 1 for token, f in enumerate(first)],
        named=[(span.start, span.end, span.label_) for span in doc.ents],
    )


def depths(text: Text, stretches: Iterable[Any]) -> list[int]:
    """For each token the number of the outermost stretch (with `start`, `end`) it stands in, counted from 1; 0 outside.

    The marks themselves count as inside, where they are tokens of their own.
    """
    found = [0] * len(text)
    at, size = 0, len(text)
    for number, stretch in enumerate(stretches, 1):
        while at < size and text.ends[at] < stretch.start:
            at += 1
        while at < size and text.starts[at] <= stretch.end:
            found[at] = number
            at += 1
    return found
