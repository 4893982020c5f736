"""The view: the characters of a text as patterns and the parser read them, each with its place in the file.

The view is in the order of the text and never longer. A line end inside a paragraph is a blank, a run of blanks of any
kind is one, a word cut at a line's end is whole, invisible characters are gone, and marks have one shape. Stages count in
the view; `Origin` gives the place in the file of whatever they find, so that `text[start:end]` are the file's characters.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.resources import Models
from pipeline.tables import SILENT, Document, Segment
from pipeline.text.calendar import ANY_MONTH

HYPHENS = "en/hyphen_heads.txt"
READS: tuple[str, ...] = (HYPHENS,)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """First halves of words that keep their hyphen at a line's end."""

    hyphened: frozenset[str]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon(frozenset(models.lines(HYPHENS)))


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


def clean_view(document: Document, segments: Sequence[Segment], lexicon: Lexicon) -> View:
    """The view of a text with its marks as they stand.

    A segment holds one paragraph: line ends inside it are those of a template, not of a writer. Silent segments stay as they are.
    """
    writer = _Writer(document.text, lexicon.hyphened)
    starts = []
    for segment in segments:
        starts.append(writer.place)
        if segment.role in SILENT:
            writer.copy(segment.start, segment.end)
        else:
            writer.write(segment.start, segment.end)
    text, origin = writer.finish()
    bounds = itertools.pairwise([*starts, len(text)])
    shown = [replace(segment, start=start, end=end) for segment, (start, end) in zip(segments, bounds, strict=True)]
    facts = replace(document, text=text)
    if document.title_start is not None and document.title_end is not None:
        last = max(document.title_start, document.title_end - 1)
        facts = replace(facts, title_start=origin.place(document.title_start), title_end=origin.place(last) + 1)
    return View(facts, shown, origin)


_LINE = r"\n\f\x0b\x1c-\x1e\x85\u2028\u2029"
_BLANK = rf"[^\S{_LINE}]|[\u200b\u2800\u3164]"
_HIDDEN = "\u00ad\u2060\ufeff\u200c\u200d\u200e\u200f\u202a-\u202e\u2061-\u2064"
_ODD = re.compile(
    rf"(?=[\s\u200b\u2800\u3164{_HIDDEN}])(?! [^\s\u200b\u2800\u3164{_HIDDEN}])[\s\u200b\u2800\u3164{_HIDDEN}]+"
)
"""A stretch of blanks, line ends and invisible characters that is more than one plain blank."""
_LINE_END = re.compile(rf"[{_LINE}]")
_UNSEEN = re.compile(rf"[{_HIDDEN}]+")
_COLUMNS = re.compile(r"\t| {3}")
"""Blanks that part the columns of a table: they stay apart from those between words."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT_WORD = re.compile(r"[^\W\d_]+[-\u2010][^\S\n]*\n\s*[^\W\d_]+")
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

    def copy(self, start: int, end: int) -> None:
        """Write characters of the file as they are."""
        if end > start:
            self._put(self._text[start:end], start)

    def write(self, start: int, end: int) -> None:
        """Write a paragraph."""
        inner = self._text[start:end]
        first, last = start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
        columns = _LINE_END.search(self._text, first, last) is None
        at = start
        for match in _ODD.finditer(self._text, start, end):
            self.copy(at, match.start())
            inside = first < match.start() and match.end() <= last
            self._put_gap(match, columns) if inside else self._put_edge(match)
            at = match.end()
        self.copy(at, end)

    def finish(self) -> tuple[str, Origin]:
        """The characters, and where they stand in the file."""
        return "".join(self._pieces), Origin(tuple(self._places), tuple(self._offsets))

    def _put(self, piece: str, offset: int) -> None:
        """Write characters that stand at an offset of the file."""
        if offset - self._offsets[-1] != self.place - self._places[-1]:
            self._places.append(self.place)
            self._offsets.append(offset)
        self._pieces.append(piece)
        self.place += len(piece)

    def _put_edge(self, match: re.Match[str]) -> None:
        """What stands before, after or between paragraphs: one line end, or two for a blank line."""
        lines = list(_LINE_END.finditer(match[0]))
        for end in lines[:2]:
            self._put("\n", match.start() + end.start())
        if not lines and _UNSEEN.fullmatch(match[0]) is None:
            self._put(" ", match.start())

    def _put_gap(self, match: re.Match[str], columns: bool) -> None:
        """What stands between the words of a paragraph: a blank, or nothing where a line's end cuts a word."""
        gap = match[0]
        if _UNSEEN.fullmatch(gap):
            return
        if _LINE_END.search(gap) and self._is_cut(match.start(), match.end(), soft="\u00ad" in gap):
            return
        self._put("\t" if columns and _COLUMNS.search(gap) else " ", match.start())

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
