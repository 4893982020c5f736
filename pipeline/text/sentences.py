"""Sentences: those of the parse, never cut inside quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from pipeline.tables import SILENT, Segment, Sentence
from pipeline.text.annotated import Text


def find_sentences(text: Text) -> list[Sentence]:
    """The sentences of the segments that are not silent, without outer blanks, in order.

    Two sentences with their boundary between the marks of one quotation are one, and so are two of a short line that no stop parts; an
    unclosed mark holds nothing together.
    """
    quotations = [m for m in text.outer_marks if m.closed]
    opens = [m.start for m in quotations]
    spans: list[tuple[int, int, Segment]] = []
    for start, end, segment in _spoken(text):
        former = spans[-1] if spans and spans[-1][2] is segment else None
        before = bisect_left(opens, start) - 1
        inside = before >= 0 and start <= quotations[before].end
        if former is not None and (
            (inside and former[1] > opens[before] - 1) or _goes_on(text.view, former[0], former[1], start)
        ):
            spans[-1] = (former[0], end, segment)
        else:
            spans.append((start, end, segment))
    return [_sentence(text, *span) for span in spans]


def _spoken(text: Text) -> Iterator[tuple[int, int, Segment]]:
    """The sentences of the parse that no silent segment holds, each with its segment."""
    place = 0
    for first, last in text.sentences:
        start, end = _trimmed(text.view, text.starts[first], text.ends[last - 1])
        while place < len(text.segments) - 1 and text.segments[place].end <= start:
            place += 1
        if start < end and text.segments[place].role not in SILENT:
            yield start, end, text.segments[place]


def _sentence(text: Text, start: int, end: int, segment: Segment) -> Sentence:
    return Sentence(
        doc_id=text.document.doc_id, start=start, end=end, text=text.view[start:end], segment_role=segment.role
    )


_LONGEST_LINE = 160
"""Characters of a line of a heading at most."""


def _goes_on(text: str, begin: int, end: int, start: int) -> bool:
    """Whether a sentence without a stop goes on in its short line: `9586th` and `Meeting (AM)`, `27` and `December 2019`."""
    # No further than a heading is long: a paragraph may be as long as the text.
    least, most = max(0, begin - _LONGEST_LINE - 1), start + _LONGEST_LINE + 1
    line = text.rfind("\n", least, begin) + 1 or least
    after = text.find("\n", start, most)
    whole = (min(len(text), most) if after < 0 else after) - line <= _LONGEST_LINE
    last = text[max(begin, end - 3) : end].rstrip("”\"’'»)]")[-1:]
    return whole and "\n" not in text[end:start] and last not in ".?!:;…–—-"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the blanks at its ends."""
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return start, start
    start += len(piece) - len(piece.lstrip())
    return start, start + len(stripped)
