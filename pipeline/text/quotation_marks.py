"""Marks: the stretches between quotation marks, from the characters alone, before anything is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.tables import Document, Error, Segment
from pipeline.text.spans import content_segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch between quotation marks: `start` and `end` exclude the marks; `outer` is the enclosing one's start.

    closed: False where it runs to the end of its paragraph without a closing mark.
    """

    start: int
    end: int
    outer: int | None = None
    closed: bool = True


_SIGN = re.compile(
    r"[\"“”„‟«»″＂]|(?<!,),,(?=[^\W_]|\[)|``|''|‘‘|’’|(?<![^\W_])['‘‚‹](?=\S)|(?<=\S)['’›](?![^\W_])"
    r"|(?<=\S)‘(?=[\s.,;:!?)]|$)"
)
"""Every sign that may open or close; a single one inside a word is an apostrophe and no sign."""

_ALWAYS_OPEN = frozenset({"“", "«", "„", "‟", ",,", "``", "‘‘"})
_ALWAYS_CLOSE = frozenset({"”", "»", "’’"})
_SINGLE = frozenset("'‘’‚‹›")
_LEFT = frozenset("([{—–-“‘'/„«\"‹‚")
_RIGHT = frozenset(".,;:!?)]}—–-”’'/»…\"›")
_ELISION = re.compile(r"['‘’](?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n['’]?\b|round\b)", re.I)
_INCHES = re.compile(r"\d['’′]\s?\d+$")


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner: where its words start and how the sign looked."""

    start: int
    sign: str


def paragraphs(text: str, segments: Sequence[Segment]) -> list[tuple[int, int]]:
    """Start and end of each paragraph that is not chrome, without blanks at its ends: a line of the view."""
    found: list[tuple[int, int]] = []
    for start, end in _joined(content_segments(segments)):
        at = start
        for line in text[start:end].split("\n"):
            left = len(line) - len(line.lstrip())
            if left < len(line):
                found.append((at + left, at + len(line.rstrip())))
            at += len(line) + 1
    return found


def _joined(segments: Iterable[Segment]) -> Iterator[tuple[int, int]]:
    """Stretches of segments that touch."""
    start = end = -1
    for segment in segments:
        if segment.start != end:
            if end > start:
                yield start, end
            start = segment.start
        end = segment.end
    if end > start:
        yield start, end


def _tendency(text: str, start: int, end: int, bounds: tuple[int, int]) -> str:
    """What the neighbours of a sign say: open, close or either."""
    before = text[start - 1] if start > bounds[0] else " "
    after = text[end] if end < bounds[1] else " "
    left = before.isspace() or before in _LEFT
    right = after.isspace() or after in _RIGHT
    if left and not right:
        return "open"
    return "close" if right and not left else "either"


def _opens(sign: str, tendency: str, waiting: Sequence[_Open]) -> bool:
    """Whether a double sign opens, by its shape, its neighbours and what is open."""
    if sign == "“" and waiting and waiting[-1].sign in ("„", ",,"):
        return False
    if sign in _ALWAYS_OPEN:
        return not (waiting and tendency == "close")
    if sign in _ALWAYS_CLOSE:
        return not waiting and tendency == "open"
    if tendency == "either":
        return not waiting
    return tendency == "open"


def _doubles(text: str, signs: Sequence[re.Match[str]], bounds: tuple[int, int]) -> tuple[list[Mark], list[int]]:
    """Stretches between double marks of one paragraph, and the places of closing marks without a partner."""
    found: list[Mark] = []
    stray: list[int] = []
    waiting: list[_Open] = []
    for sign in signs:
        if sign[0] == '"' and _INCHES.search(text, max(bounds[0], sign.start() - 6), sign.start()):
            continue
        if _opens(sign[0], _tendency(text, sign.start(), sign.end(), bounds), waiting):
            waiting.append(_Open(sign.end(), sign[0]))
        elif waiting:
            found.append(Mark(start=waiting.pop().start, end=sign.start()))
        else:
            stray.append(sign.start())
    if waiting:
        found += _unclosed(text, waiting, found, bounds)
    return found, stray


def _unclosed(text: str, waiting: list[_Open], closed: list[Mark], bounds: tuple[int, int]) -> list[Mark]:
    """What becomes of marks that stay open: the outermost runs to the paragraph's end, or to a closing mark at its end."""
    outermost = waiting[0].start
    last = max((m.end for m in closed if m.start > outermost), default=-1)
    if last > 0 and not text[last : bounds[1]].strip("\"”»’' .,"):
        # One closing mark stands for two levels.
        return [Mark(start=outermost, end=last)]
    return [Mark(start=outermost, end=bounds[1], closed=False)] if bounds[1] > outermost else []


def _singles(text: str, signs: Sequence[re.Match[str]], bounds: tuple[int, int]) -> list[Mark]:
    """Stretches between single marks of one paragraph; what has no partner was an apostrophe."""
    found: list[Mark] = []
    start = doubtful = -1
    for sign in signs:
        at, tendency = sign.start(), _tendency(text, sign.start(), sign.end(), bounds)
        if _ELISION.match(text, at, bounds[1]) and tendency != "close":
            continue
        if tendency == "open" and sign[0] in "'‘‚‹":
            if start >= 0 and doubtful >= 0:
                found.append(Mark(start=start, end=doubtful))
            start, doubtful = sign.end(), -1
        elif start >= 0 and tendency != "open" and at > start and sign[0] in "'’›‘":
            if text[at - 1] in "sS" and text[at + 1 : at + 2].isspace():
                # `the states’ rights`: closes only when nothing better follows.
                doubtful = at
            else:
                found.append(Mark(start=start, end=at))
                start = doubtful = -1
    if start >= 0 and doubtful >= 0:
        found.append(Mark(start=start, end=doubtful))
    elif start == bounds[0] + 1 and text[bounds[0]] == "‘":
        found.append(Mark(start=start, end=bounds[1], closed=False))
    return found


def _nested(marks: Iterable[Mark]) -> list[Mark]:
    """The stretches in order with their enclosing ones; one that crosses an earlier one is dropped."""
    found: list[Mark] = []
    around: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        while around and around[-1].end <= mark.start:
            around.pop()
        if around and mark.end > around[-1].end:
            continue
        outer = around[-1].start if around else None
        found.append(Mark(start=mark.start, end=mark.end, outer=outer, closed=mark.closed))
        around.append(mark)
    return found


def _warning(document: Document, start: int, end: int, message: str) -> Error:
    return Error(
        path=document.path,
        doc_id=document.doc_id,
        stage="marks",
        severity="warning",
        code="unbalanced-mark",
        message=message,
        start=start,
        end=end,
    )


def find_marks(document: Document, segments: Sequence[Segment]) -> list[Mark | Error]:
    """The marked stretches of a text, in order of their start, from its characters alone.

    A mark that is never closed runs to its paragraph's end; when the next paragraph does not open with a mark of its own
    and a closing mark comes later, all paragraphs up to it are inside. What stays doubtful is a warning.
    """
    text = document.text
    bounds = paragraphs(text, segments)
    pieces = [_paragraph(text, *b) for b in bounds]
    rows: list[Mark | Error] = []
    closing = -1
    for number, ((marks, stray), here) in enumerate(zip(pieces, bounds, strict=True)):
        if number <= closing:
            end = stray[0] if number == closing else here[1]
            whole = Mark(start=here[0], end=end, closed=number == closing)
            marks, stray = [whole, *(m for m in marks if m.end <= end or m.start > end)], stray[1:]
        rows += _nested(marks)
        rows += [_warning(document, at, at + 1, "a closing quotation mark without an opening one") for at in stray]
        open_one = next((m for m in marks if not m.closed), None)
        if number >= closing and open_one is not None and not _reopened(text, bounds, number):
            closing = _closing_paragraph(pieces, number)
            if closing < 0:
                message = "a quotation mark is not closed; the quote runs to the end of the paragraph"
                rows.append(_warning(document, open_one.start - 1, open_one.start, message))
    return rows


def _paragraph(text: str, start: int, end: int) -> tuple[list[Mark], list[int]]:
    """The stretches of one paragraph and its stray closing marks."""
    signs = list(_SIGN.finditer(text, start, end))
    if not signs:
        return [], []
    doubles, stray = _doubles(text, [s for s in signs if s[0] not in _SINGLE], (start, end))
    singles = _singles(text, [s for s in signs if s[0] in _SINGLE], (start, end))
    return [*doubles, *singles], stray


def _reopened(text: str, bounds: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether the next paragraph opens with a mark, as a quote of several paragraphs does."""
    if number + 1 >= len(bounds):
        return False
    sign = _SIGN.match(text, bounds[number + 1][0])
    return sign is not None and sign[0] not in _ALWAYS_CLOSE


_REACH = 12
"""Paragraphs that one opening mark may cover."""


def _closing_paragraph(pieces: Sequence[tuple[list[Mark], list[int]]], number: int) -> int:
    """The paragraph that closes a mark left open in this one: the next that has marks, if a closing one is its first."""
    for later in range(number + 1, min(number + 1 + _REACH, len(pieces))):
        marks, stray = pieces[later]
        if stray and all(m.start > stray[0] for m in marks):
            return later
        if marks or stray:
            break
    return -1


_SAME = str.maketrans("‐‑⁃﹣－‒―⸺", "-----–——")
_APOSTROPHE = re.compile(
    r"(?<=[^\W_])['‘ʼ´`′](?=[^\W\d_])"  # it's
    r"|['ʼ´](?=\d0?s\b)"  # the '90s
    r"|(?<=[^\W\d_])['ʼ´](?![^\W_])"  # states' rights
)
_DOUBLE = frozenset('"“”„‟«»″＂')


def unify_marks(text: str, marks: Sequence[Mark]) -> str:
    """The text with quotation marks, apostrophes and dashes in one shape each; every character keeps its place."""
    characters = list(_APOSTROPHE.sub("’", text.translate(_SAME)))
    for mark in marks:
        _set_mark(characters, mark.start - 1, "“", "‘")
        if mark.closed:
            _set_mark(characters, mark.end, "”", "’")
    return "".join(characters)


def _set_mark(characters: list[str], place: int, double: str, single: str) -> None:
    """Give a quotation mark its usual shape; those of two characters stay."""
    if 0 <= place < len(characters):
        found = characters[place]
        if found in _DOUBLE:
            characters[place] = double
        elif found in "'‘’‚‹›":
            characters[place] = single
