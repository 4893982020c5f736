"""Terminal: what a text may hold and a terminal would obey is shown, not sent."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    "[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)


def escaped(text: str) -> str:
    r"""A text with control characters, marks of direction and halves of characters written out, as `\x1b`."""
    return _CONTROL.sub(lambda found: repr(found[0])[1:-1], text)
