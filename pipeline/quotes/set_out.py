"""Words set out without marks: the paragraphs after a lead-in such as `A spokesman gave the following answer:`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.quotes.cues import SPEAKING, Cue
from pipeline.text.annotated import Text

_FINAL = ".!?…"
_AHEAD = 12
"""Tokens between the verb of a lead-in and its colon."""


@dataclass(frozen=True, slots=True)
class SetOut:
    """A paragraph that is somebody's words: its characters, and the cue of the line that leads in to it."""

    start: int
    end: int
    cue: Cue


def find_set_out(text: Text, cues: Sequence[Cue], answers: frozenset[str]) -> Iterator[SetOut]:
    """The paragraph after a lead-in that ends in a colon; all that follow it where the lead-in announces a statement.

    answers: words of lead-ins after which words stand without marks: verbs of answering, `following`.
    """
    paragraphs = text.paragraphs
    starts = [cue.start for cue in cues]
    for number, (start, end) in enumerate(paragraphs[:-1]):
        if not text.view.endswith(":", start, end):
            continue
        first, last = bisect_left(text.starts, start), bisect_left(text.starts, end)
        at = bisect_left(starts, last) - 1
        cue = cues[at] if at >= 0 and cues[at].start >= first else None
        if cue is None or cue.source is None or cue.kind not in SPEAKING or answers.isdisjoint(text.words[first:last]):
            continue
        whole = "following" in text.words[first:last]
        if whole or last - cue.end <= _AHEAD:
            yield from _words(text, cue, paragraphs[number + 1 : None if whole else number + 2])


def _words(text: Text, cue: Cue, paragraphs: Sequence[tuple[int, int]]) -> Iterator[SetOut]:
    """The paragraphs that are sentences without marks, up to the first that is none."""
    for start, end in paragraphs:
        said = text.view[start:end].rstrip()
        if said[-1:] not in _FINAL or not said[0].isalpha() or "“" in said:
            return
        yield SetOut(start, start + len(said), cue)
