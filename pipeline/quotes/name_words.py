"""Words of names, folded so that spellings of one name compare equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*\.?")
_SUFFIX = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word without case, accents and a final stop."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().rstrip(".")


def name_tokens(name: str) -> tuple[str, ...]:
    """The folded words of a name, without `Jr.` and the like."""
    found = [fold(t) for t in _TOKEN.findall(re.sub(r"['’]s?$", "", name))]
    return tuple(t for t in found if t not in _SUFFIX)
