"""Sentences: those of the parse, never cut inside quotation marks."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.tables import SILENT, Segment, Sentence
from pipeline.text.annotated import Text


def find_sentences(text: Text) -> list[Sentence]:
    """The sentences of the segments that are not silent, without outer blanks, in order.

    Two sentences with their boundary between the marks of one quotation are one, and so are two of a short line that no stop parts; an
    unclosed mark holds nothing together.
    """
    syntax, document, segments = text, text.document, text.segments
    outer = [m for m in text.outer_marks if m.closed]
    opens = [m.start for m in outer]
    spans: list[tuple[int, int, Segment]] = []
    place = 0
    for first, last in syntax.sentences:
        start, end = _trimmed(document.text, syntax.starts[first], syntax.ends[last - 1])
        if start == end:
            continue
        while place < len(segments) - 1 and segments[place].end <= start:
            place += 1
        segment = segments[place]
        if segment.role in SILENT:
            continue
        before = bisect_left(opens, start) - 1
        inside = before >= 0 and start <= outer[before].end
        former = spans[-1] if spans and spans[-1][2] is segment else None
        quoted = inside and former is not None and former[1] > opens[before] - 1
        if former is not None and (quoted or _goes_on(document.text, former[0], former[1], start)):
            spans[-1] = (spans[-1][0], end, segment)
        else:
            spans.append((start, end, segment))
    return [
        Sentence(doc_id=document.doc_id, start=start, end=end, text=document.text[start:end], segment_role=segment.role)
        for start, end, segment in spans
    ]


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
