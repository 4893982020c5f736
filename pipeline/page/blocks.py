"""Layout: the paragraphs of a text from its line breaks alone, hard-wrapped lines joined, single-newline paragraphs kept apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.text.calendar import find_written_dates

_BULLET = re.compile(
    r"\s*(?:[•◦▪●○■□·‣⁃∙*►➢✓]\s+|[-–—]\s+(?=\S)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+(?=\S)|\((?:\d{1,3}|[a-z]|[ivx]{1,5})\)\s*)"
)
_TURN = re.compile(r"\s*(?:Q(?:uestion)?|A(?:nswer)?)(?:\s*\([^()\n]{1,60}\))?\s*[:.]\s|\s*[A-Z][\w .,'’-]{1,60}:\s")
# A line that ends in one of these goes on in the next, whatever it begins with.
_OPEN_END = re.compile(
    r"(?:\b(?:of|the|a|an|and|or|by|in|on|for|to|with|from|at|as|between|its|their|his|her|our|that|which|is|was)|[,&])\s*$",
    re.IGNORECASE,
)
_WIDEST_WRAP = 120
"""No text is wrapped wider than this; a text with longer lines has one paragraph a line."""

# A line of a centred title page: `STATEMENT` / `by` / `Ambassador Lee`.
_CONNECTOR = re.compile(r"(?:by|at|to|of|on|before|and|delivered by|on behalf of|presented by)(?: the)?", re.IGNORECASE)
_DATE_LENGTH = 40
"""A line no longer than this may be nothing but a day, which begins a line of its own."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with the line breaks after it: `start` of the first, `end` past the last; `stop` is where its words end."""

    start: int
    stop: int
    end: int
    after_blank: bool
    """An empty line stands before it, or it is the first."""
    wrapped: bool
    """The text is broken at a fixed width, so that one line need not be a whole headline."""


def is_list_item(line: str) -> bool:
    """Whether a line begins with a bullet or a number of a list."""
    return _BULLET.match(line) is not None


def find_blocks(text: str) -> list[Block]:
    """The paragraphs of a text in order, tiling it from its first character to its last."""
    lines = _lines(text)
    width = _wrap_width([stop - start for start, stop, _ in lines if stop > start])
    blocks: list[list[int]] = []
    blank = True
    flags: list[bool] = []
    previous = ""
    for start, stop, end in lines:
        line = text[start:stop]
        if not line.strip():
            if blocks:
                blocks[-1][2] = end
            else:
                blocks.append([start, start, end])
                flags.append(True)
            blank = True
            continue
        if blocks and not blank and _goes_on(previous, line, width):
            blocks[-1][1:] = [stop, end]
        elif len(blocks) == 1 and blocks[0][0] == blocks[0][1]:
            blocks[0][1:] = [stop, end]
        else:
            blocks.append([start, stop, end])
            flags.append(blank)
        previous, blank = line, False
    return [Block(b[0], b[1], b[2], flag, width is not None) for b, flag in zip(blocks, flags, strict=True)]


def _lines(text: str) -> list[tuple[int, int, int]]:
    """Start, end without trailing blanks, and end with the line break of every line."""
    found, at = [], 0
    for line in re.split(r"(?<=[\n\f\x0b\x1c-\x1e\x85\u2028\u2029])", text):
        if line:
            found.append((at, at + len(line.rstrip()), at + len(line)))
            at += len(line)
    return found


def _wrap_width(lengths: Sequence[int]) -> int | None:
    """The column a text is wrapped at, or None when its lines are paragraphs."""
    if len(lengths) < 4:
        return None
    ordered = sorted(lengths)
    widest = ordered[-max(1, len(ordered) // 20)]
    if ordered[-1] > 2 * _WIDEST_WRAP or not 40 <= widest <= _WIDEST_WRAP:
        return None
    near = sum(length >= 0.75 * widest for length in lengths)
    return widest if near >= max(3, len(lengths) // 3) else None


_BYLINE = re.compile(r"\s*By [A-Z][\w.’'-]+ [A-Z]")


def _goes_on(previous: str, line: str, width: int | None) -> bool:
    """Whether a line is the rest of the paragraph of the line before it."""
    first = line.lstrip()[:1]
    ended = previous.rstrip()[-1:] in '.!?:;”"…'
    # A dash that a wrapped line happens to begin with goes on with its sentence.
    inside = width is not None and not ended and first in "-–—" and not _BULLET.match(previous)
    if _BULLET.match(line) and not inside:
        return False
    if _CONNECTOR.fullmatch(line.strip()) or _CONNECTOR.fullmatch(previous.strip()):
        return len(line) <= _WIDEST_WRAP
    if width is None and (ended or _BYLINE.match(line)):
        return False
    if width is None:
        capitals = previous.isupper() and first.islower()
        return capitals or (len(previous) >= 20 and (first.islower() or bool(_OPEN_END.search(previous[-12:]))))
    if _TURN.match(line) and ended:
        return False
    if first.islower():
        return True
    if len(line) <= _DATE_LENGTH and any(d.end - d.start > 0.7 * len(line.strip()) for d in find_written_dates(line)):
        return False
    # The next line's first word would not have fitted: the break is the template's, not the writer's.
    word = len(line.split(maxsplit=1)[0])
    return len(previous) + 1 + word > 0.9 * width and len(previous) >= 0.6 * width
