"""Files of the corpus to sources: one small reader a format behind one table `{suffix: reader}`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.tables import Error


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


Reader = Callable[[bytes, str], tuple[list[Source], list[Error]]]
"""The bytes of a file and its path below the corpus → its texts and what was wrong with them."""


def read_text(data: bytes, path: str) -> tuple[list[Source], list[Error]]:
    """A plain text file as one source."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(data).hexdigest()
    return [Source(doc_id=path, path=path, sha256=digest, format="txt", encoding="utf-8", text=text)], []


READERS: dict[str, Reader] = {".txt": read_text, ".md": read_text}
"""Suffix → reader."""


def read_file(file: Path, path: str) -> tuple[list[Source], list[Error]]:
    """The texts a file of the corpus holds, and what was wrong with it; never raises for bad input.

    file: where it is. path: its name below the corpus folder, with `/`.
    """
    return READERS[file.suffix.lower()](file.read_bytes(), path)
