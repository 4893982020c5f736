"""The search index of the site: words by their first two letters, in files that a page loads when they are asked for."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

_WORD = re.compile(r"[^\W_]{2,}")


def shard_of(word: str) -> str:
    """The file a word stands in: its first two letters, anything but a-z and 0-9 as `_`."""
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in word[:2]).ljust(2, "_")


def words_in(text: str) -> set[str]:
    """The words of a text as they are searched for."""
    return set(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def shards(texts: Iterable[tuple[int, str]]) -> dict[str, str]:
    """File → its script, for numbered texts."""
    found: dict[str, dict[str, list[int]]] = {}
    for number, text in texts:
        for word in words_in(text):
            found.setdefault(shard_of(word), {}).setdefault(word, []).append(number)
    return {name: _script(name, words) for name, words in sorted(found.items())}


def _script(name: str, words: Mapping[str, Sequence[int]]) -> str:
    data = json.dumps(sorted((word, list(numbers)) for word, numbers in words.items()), separators=(",", ":"))
    return f"communiqueWords({json.dumps(name)},{data});\n"


def documents_script(documents: Sequence[tuple[str, str, str]]) -> str:
    """The script that names the texts by their numbers: page, title, day."""
    return f"window.communiqueDocuments={json.dumps(documents, separators=(',', ':'))};\n"
