"""Lines: the paragraphs of a text from its line ends, those of a template told from those of the writer.

A template that fills lines breaks before the first word that does not fit. So a line end inside a paragraph tells the
width: it lies between the length of the line and the length with the next line's first word. One width that most line
ends agree on is evidence of wrapping; a line end that this width does not explain was made by the writer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from pipeline.text.calendar import find_written_dates

_BULLET = re.compile(
    r"\s*(?:[•◦▪●○■□·‣⁃∙*►➢✓]\s+|[-–—]\s+(?=\S)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+(?=\S)|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\)\s*)"
)
_DASH = "-–—"
_LABEL = re.compile(
    r"\s*(?:Q(?:uestion)?|A(?:nswer)?)(?:\s*\([^()\n]{1,60}\))?\s*[:.]\s"
    r"|\s*[A-Z][\w.'’-]*(?:,? (?:[A-Z(][\w.,'’)-]*|[a-z]{1,4})){0,9}:(?:\s|$)"
)
"""The label of a turn or a field: capitalised words with small ones between them, before a colon."""
_BYLINE = re.compile(r"\s*By [A-Z][\w.’'-]+ [A-Z]")
_ENDED = tuple('.!?:;”"…')
# A line that ends in one of these, or inside a word, goes on in the next, whatever it begins with.
_OPEN_END = re.compile(
    r"(?:\b(?:of|the|a|an|and|or|by|in|on|for|to|with|from|at|as|between|its|their|his|her|our|that|which|is|was)|&|[^\W_][-/‐])\s*$",
    re.IGNORECASE,
)
# A line of a centred title page: `STATEMENT` / `by` / `Ambassador Lee`.
_CONNECTOR = re.compile(r"(?:by|at|to|of|on|before|and|delivered by|on behalf of|presented by)(?: the)?", re.IGNORECASE)
_FIELD = re.compile(r"[A-Z]+[A-Z0-9.]*/[A-Z0-9./()-]*\d\)?|.* \| .*")
"""A line of a header that is nothing but a document's symbol, or holds fields side by side."""
_REST = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?")
"""A line of one word or two is the rest of the full line before it, also where other lines are not full."""
_DATE_LENGTH = 40
"""A line no longer than this may be nothing but a day, which begins a line of its own."""
_LONG = 20
"""A line at least this long that ends inside a sentence goes on below."""

NARROWEST, WIDEST = 28, 130
"""Widths that text is wrapped at, in characters."""
_FEWEST = 3
"""Line ends that must agree on a width."""
_AGREE = 0.35
"""Share of the line ends with a line below that a width must explain: chance explains one in ten."""
_MOSTLY = 0.5
"""Share of the line ends between two blank lines that the width must explain where lines begin with capitals, as in lists."""
_LIST = 4
"""Line ends from which on lines between two blank lines may be a list."""
_BEYOND = 0.1
"""Share of lines that may be longer than the width, such as addresses of pages."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line from its first character to where its words end."""

    start: int
    stop: int
    words: str


def is_list_item(line: str) -> bool:
    """Whether a line begins with a bullet or a number of a list."""
    return _BULLET.match(line) is not None


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph of a text: its lines that go on with each other, without the line break at its end."""
    lines = _lines(text)
    width = find_width([line.words for line in lines])
    filled = _filled(lines, width)
    found: list[tuple[int, int]] = []
    previous: _Line | None = None
    for line, most in zip(lines, filled, strict=True):
        if not line.words.strip():
            previous = None
            continue
        if previous is not None and goes_on(previous.words, line.words, width, most):
            found[-1] = found[-1][0], line.stop
        else:
            found.append((line.start, line.stop))
        previous = line
    return found


def _lines(text: str) -> list[_Line]:
    found, at = [], 0
    for line in re.split(r"(?<=[\n\f\x0b\x1c-\x1e\x85\u2028\u2029])", text):
        if line:
            words = line.rstrip()
            found.append(_Line(at, at + len(words), words))
            at += len(line)
    return found


def find_width(lines: Sequence[str]) -> int | None:
    """The width a text is wrapped at, None when its line ends are its writer's.

    Each line end with a line below is a vote for the widths that explain it; the width with most votes is the text's when
    they are enough and hardly a line is longer.
    """
    votes = [0] * (WIDEST + 2)
    pairs = 0
    for line, below in pairwise(lines):
        if not line or not below:
            continue
        low, high = len(line), _needed(line, below) - 1
        pairs += high >= NARROWEST
        if high >= NARROWEST and low <= WIDEST:
            votes[max(low, NARROWEST)] += 1
            votes[min(high, WIDEST) + 1] -= 1
    counted = list(accumulate(votes))
    width = max(range(NARROWEST, WIDEST + 1), key=lambda w: (counted[w], -w))
    full = [line for line in lines if line]
    beyond = sum(len(line) > width for line in full)
    enough = counted[width] >= max(_FEWEST, _AGREE * pairs) and beyond <= _BEYOND * len(full)
    return width if enough else None


def _needed(line: str, below: str) -> int:
    """The length a line would have with the first word of the line below."""
    return len(line) + 1 + len(below.split(maxsplit=1)[0])


def _filled(lines: Sequence[_Line], width: int | None) -> list[bool]:
    """For each line whether most line ends between the blank lines around it are explained by the width."""
    found: list[bool] = []
    for empty, group in groupby(lines, key=lambda line: not line.words.strip()):
        words = [line.words for line in group]
        full = [_needed(line, below) > (width or 0) for line, below in pairwise(words)] if not empty else []
        found += [len(full) < _LIST or sum(full) >= _MOSTLY * len(full)] * len(words)
    return found


def goes_on(previous: str, line: str, width: int | None, filled: bool) -> bool:
    """Whether a line is the rest of the paragraph of the line before it, in a text wrapped at a width or not.

    filled: most lines around it are as long as the width allows.
    """
    if _CONNECTOR.fullmatch(line.strip()) or _CONNECTOR.fullmatch(previous.strip()):
        return len(line) <= WIDEST
    if width is None:
        return not (_is_ended(previous) or _BULLET.match(line) or _BYLINE.match(line)) and _is_open(previous, line)
    full = _needed(previous, line) > width
    if any(begins(previous, line) for begins in _BEGINNINGS):
        return full and _is_wrapped_sign(previous, line)
    small = line.lstrip()[:1].islower() or (full and _OPEN_END.search(previous[-12:]))
    if small and not _is_ended(previous):
        return True
    return full and (filled or _REST.fullmatch(line.strip()) is not None)


def _is_ended(line: str) -> bool:
    return line.rstrip().endswith(_ENDED)


def _is_open(previous: str, line: str) -> bool:
    """Whether a line that no width explains goes on: a sentence or a heading in capitals is not at its end."""
    small = line.lstrip()[:1].islower()
    if previous.isupper() and small:
        return True
    return len(previous) >= _LONG and (small or _OPEN_END.search(previous[-12:]) is not None)


def _is_item(_: str, line: str) -> bool:
    return is_list_item(line)


def _is_label(previous: str, line: str) -> bool:
    return _is_ended(previous) and _LABEL.match(line) is not None


def _is_day(previous: str, line: str) -> bool:
    """Whether a line is nothing but a day, which the sentence before it does not ask for."""
    if len(line) > _DATE_LENGTH or _OPEN_END.search(previous[-12:]):
        return False
    return any(day.end - day.start > 0.7 * len(line.strip()) for day in find_written_dates(line))


def _is_field(previous: str, line: str) -> bool:
    return _FIELD.fullmatch(line.strip()) is not None and not _OPEN_END.search(previous[-12:])


_BEGINNINGS = (_is_item, _is_label, _is_day, _is_field)
"""What says that a line begins anew, from the line before it and the line."""


def _is_wrapped_sign(previous: str, line: str) -> bool:
    """Whether the dash or figure that begins a line is one of its sentence, which the line before has not ended."""
    first = line.lstrip()[:1]
    return (
        not _is_ended(previous)
        and is_list_item(line)
        and (first in _DASH or first.isdigit())
        and not is_list_item(previous)
    )
