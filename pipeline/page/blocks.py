"""Blocks: the lines of a text as it is read, each one paragraph, heading, list item or line of a header."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with the line breaks after it: `start` of the first, `end` past the last; `stop` is where its words end."""

    start: int
    stop: int
    end: int
    after_blank: bool
    """An empty line stands before it, or it is the first."""


def find_blocks(text: str) -> list[Block]:
    """The paragraphs of a text in order, tiling it from its first character to its last."""
    starts = [match.start() for match in re.finditer(r"(?m)^.*\S", text)]
    if not starts:
        return [Block(0, 0, len(text), True)] if text else []
    bounds = zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True)
    return [Block(s, s + len(text[s:e].rstrip()), e, text[max(0, s - 2) : s] in ("", "\n\n")) for s, e in bounds]
