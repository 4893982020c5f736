"""Treaties that a text says are still to be written, which no existing treaty of the same name is."""

from __future__ import annotations

import re


def is_unwritten(text: str, start: int) -> bool:
    """Whether the words before a treaty's name tell that it is being drafted (`decides to begin drafting Convention on …`)."""
    return _UNWRITTEN.search(text, max(0, start - 60), start) is not None


_UNWRITTEN = re.compile(
    r"\b(?:(?:begins?|beginning|starts?|starting|launch(?:es|ing)?|opens?|opening) "
    r"(?:drafting|negotiating|elaborating|writing|work on|talks on|negotiations? (?:on|of)|drafting of)"
    r"|(?:drafting|negotiating|elaborating|writing) an?) (?:an? )?(?:new |global )?$",
    re.IGNORECASE,
)
