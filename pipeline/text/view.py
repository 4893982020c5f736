"""The view: the characters of a text as patterns and the parser read them, each with its place in the file.

The view is in the order of the text and never longer. A line end inside a paragraph is a blank, a run of blanks of any
kind is one, a word cut at a line's end is whole, invisible characters are gone, and marks have one shape. Stages count in
the view; `Origin` gives the place in the file of whatever they find, so that `text[start:end]` are the file's characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.tables import Document, Segment
from pipeline.text.calendar import ANY_MONTH


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the view stands in the file: what begins at `places[n]` of the view begins at `offsets[n]` of the file."""

    places: tuple[int, ...] = (0,)
    offsets: tuple[int, ...] = (0,)

    @property
    def moved(self) -> bool:
        """Whether any character has another offset in the file."""
        return len(self.places) > 1

    def start(self, place: int) -> int:
        """Offset in the file of what starts at a place of the view."""
        at = bisect_right(self.places, place) - 1
        return self.offsets[at] + place - self.places[at]

    def end(self, place: int) -> int:
        """Offset in the file where what ends at a place of the view ends, exclusive."""
        return self.start(place - 1) + 1 if place else 0

    def place(self, offset: int) -> int:
        """Place in the view of an offset of the file; of a character that the view leaves out, that of the next one."""
        at = bisect_right(self.offsets, offset) - 1
        found = self.places[at] + offset - self.offsets[at]
        return min(found, self.places[at + 1]) if at + 1 < len(self.places) else found


@dataclass(frozen=True, slots=True)
class View:
    """The view of a text: its segments and the facts of its page counted in it, and the way back to the file."""

    document: Document
    segments: list[Segment]
    origin: Origin = field(default_factory=Origin)

    @property
    def text(self) -> str:
        """The characters."""
        return self.document.text


def read_view(text: str, paragraphs: Iterable[tuple[int, int]], hyphened: frozenset[str]) -> tuple[str, Origin]:
    """The view of a text with its marks as they stand, and where it stands in the file.

    paragraphs: start and end of each, in order. hyphened: first halves of words that keep their hyphen at a line's end.
    """
    writer = _Writer(text, hyphened)
    at = 0
    for start, end in paragraphs:
        writer.write_edge(at, start)
        writer.write(start, end)
        at = end
    writer.write_edge(at, len(text))
    return writer.finish()


_LINE = r"\n\f\x0b\x1c-\x1e\x85\u2028\u2029"
_BLANK = rf"[^\S{_LINE}]|[\u200b\u2800\u3164]"
_HIDDEN = "\u00ad\u2060\ufeff\u200c\u200d\u200e\u200f\u202a-\u202e\u2061-\u2064"
_ODD = re.compile(
    rf"(?=[\s\u200b\u2800\u3164{_HIDDEN}])(?! [^\s\u200b\u2800\u3164{_HIDDEN}])[\s\u200b\u2800\u3164{_HIDDEN}]+"
)
"""A stretch of blanks, line ends and invisible characters that is more than one plain blank."""
_LINE_END = re.compile(rf"[{_LINE}]")
_UNSEEN = re.compile(rf"[{_HIDDEN}]+")
_COLUMNS = re.compile(r"(?<![.!?:;,])(?:\t|  )")
"""Blanks that part columns or the words of a menu: they stay apart from those between words."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT_WORD = re.compile(rf"[^\W\d_]+[-\u2010][^\S{_LINE}]*[{_LINE}]\s*[^\W\d_]+")
_WORD_CUT = re.compile(r"([^\W\d_]+)[-\u2010]$")
_WORD_GOES_ON = re.compile(r"[^\W\d_]+")
_SIGN_CUT = re.compile(r"[^\W_][/\u2011]$|/[A-Z]+\.$|\d[-\u2010\u2013]$|[^\W_]\u2014$|[^\W\d_]\d*[-\u2010]$")
_FIGURE_CUT = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*,$")
_FIGURE_GOES_ON = re.compile(r"\d{3}(?!\d)")
_DAY = re.compile(rf"\b{ANY_MONTH}\.? \d{{1,2}},$", re.IGNORECASE)
_REACH = 40
"""Characters before a line's end that tell whether it cuts a word."""


class _Writer:
    """Writes a view, and notes where it leaves the file's order."""

    def __init__(self, text: str, hyphened: frozenset[str]) -> None:
        self.place = 0
        self._text, self._hyphened = text, hyphened
        self._pieces: list[str] = []
        self._places, self._offsets = [0], [0]
        self._known: frozenset[str] | None = None

    def write(self, start: int, end: int) -> None:
        """Write a paragraph."""
        columns = _LINE_END.search(self._text, start, end) is None
        at = start
        for match in _ODD.finditer(self._text, start, end):
            self._put(self._text[at : match.start()], at)
            if start < match.start() and match.end() < end:
                self._put_gap(match, columns)
            at = match.end()
        self._put(self._text[at:end], at)

    def write_edge(self, start: int, end: int) -> None:
        """Write what stands before, after or between paragraphs: one line end, or two for a blank line."""
        ends = [match.start() for match in _LINE_END.finditer(self._text, start, end)]
        for at in ends[:2]:
            self._put("\n", at)

    def finish(self) -> tuple[str, Origin]:
        """The characters, and where they stand in the file; a blank line for a text without any."""
        if self._text and not self.place:
            self._put("\n", 0)
        return "".join(self._pieces), Origin(tuple(self._places), tuple(self._offsets))

    def _put(self, piece: str, offset: int) -> None:
        """Write characters that stand at an offset of the file."""
        if not piece:
            return
        if offset - self._offsets[-1] != self.place - self._places[-1]:
            self._places.append(self.place)
            self._offsets.append(offset)
        self._pieces.append(piece)
        self.place += len(piece)

    def _put_gap(self, match: re.Match[str], columns: bool) -> None:
        """What stands between the words of a paragraph: a blank, or nothing where a line's end cuts a word."""
        gap = match[0]
        if _UNSEEN.fullmatch(gap):
            return
        if _LINE_END.search(gap) and self._is_cut(match.start(), match.end(), soft="\u00ad" in gap):
            return
        wide = columns and _COLUMNS.match(self._text, match.start())
        self._put(wide[0] if wide else " ", match.start())

    def _is_cut(self, start: int, end: int, *, soft: bool) -> bool:
        """Whether a line's end stands inside a word, a figure or a symbol; a hyphen that only cuts the word is taken back."""
        before, after = self._text[max(0, start - _REACH) : start], self._text[end : end + _REACH]
        if soft:
            return True
        head, tail = _WORD_CUT.search(before), _WORD_GOES_ON.match(after)
        if head and tail:
            if not self._keeps_hyphen(head[1], tail[0]):
                self._take_back()
            return True
        if _SIGN_CUT.search(before):
            return after[:1].isalnum()
        figure = _FIGURE_CUT.search(before) and _FIGURE_GOES_ON.match(after)
        return bool(figure) and not _DAY.search(before)

    def _take_back(self) -> None:
        self._pieces[-1] = self._pieces[-1][:-1]
        self.place -= 1

    def _keeps_hyphen(self, head: str, tail: str) -> bool:
        """Whether a word cut at its hyphen is written with one, as its parts and the other words of the text tell."""
        if self._known is None:
            whole = _CUT_WORD.sub(" ", self._text)
            self._known = frozenset(word.lower() for word in _WORD.findall(whole))
        first, second = head.lower(), tail.lower()
        if f"{first}-{second}" in self._known:
            return True
        if first + second in self._known:
            return False
        return tail[0].isupper() or first in self._hyphened or (first in self._known and second in self._known)
