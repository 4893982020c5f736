"""Sources: what a reader hands over, the limits it keeps to, and the rows it reports with."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.tables import Error
from pipeline.text.view import Origin


@dataclass(frozen=True, slots=True)
class Clue:
    """A day that a file's markup or its lines give: the kind of place it was found in, and its words."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text as it was read, before anything is found in it; what its sidecar or its markup says stands in `given_…`."""

    doc_id: str
    path: str
    sha256: str
    format: str
    encoding: str | None
    text: str
    given_title: str | None = None
    given_published: str | None = None
    given_publisher: str | None = None
    given_source_url: str | None = None
    given_language: str | None = None
    given_by: str | None = None
    """`sidecar` or `markup`."""
    days: tuple[Clue, ...] = ()
    """Where the file gives its day of issue several times, all that it says."""
    origin: Origin = field(default_factory=Origin)
    """Where the characters of `text` stand in the file, once the text is read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what one file may cost; whoever has larger documents raises them here. Sizes of texts are in characters."""

    file_bytes: int = 100_000_000
    """Larger files are not opened."""
    markup_bytes: int = 10_000_000
    """Larger web pages are not parsed: a tree takes about ten times its file in memory."""
    text_length: int = 2_000_000
    """Longer texts are not analysed: a parse takes about 2 KB of memory a character."""
    items: int = 100_000
    """Documents read from one feed or dump."""
    pages: int = 3_000
    """Pages read of one PDF file."""
    page_bytes: int = 10_000_000
    """A page whose drawing instructions are longer is passed over."""
    unpacked_bytes: int = 200_000_000
    """A Word file that unpacks to more is refused."""
    parts: int = 10_000
    """A Word file of more parts is refused."""
    elements: int = 3_000_000
    """A Word file of more elements is refused: they may pack to a thousandth."""
    tag: int = 20_000
    """Tags of web pages that are longer lose their attributes."""
    loose: int = 1_000
    """A web page with more signs `<` that begin no tag loses them."""
    depth: int = 2_000
    """Web pages with tags nested deeper are refused."""


LIMITS = Limits()

Found = tuple[list[Source], list[Error]]
"""The texts of a file and what was wrong with it."""

Reader = Callable[[bytes, str], Found]
"""The bytes of a file and its path below the corpus → its texts and what was wrong with them."""


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


_HALVES = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """An extracted text with newlines as `\\n`, without a byte order mark, null characters and halves of surrogate pairs."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "")
    return _HALVES.sub("\ufffd", text.lstrip("\ufeff"))
