"""Files of the corpus to sources: one small reader a format behind one table `{suffix: reader}`.

Readers of heavy formats import their package when the first such file comes; without it the file costs an `errors` row.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.files import TooLargeError, read_regular
from pipeline.ingest.dumps import read_json, read_jsonl
from pipeline.ingest.feeds import read_feed
from pipeline.ingest.mail import read_mail
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.plain import doubts_of, read_text
from pipeline.ingest.reports import UnreadableError, problem, warning
from pipeline.ingest.sources import LIMITS, Found, Limits, Reader, Source
from pipeline.ingest.web import read_page
from pipeline.ingest.word import read_word
from pipeline.tables import Error

__all__ = [
    "READERS",
    "SIDECAR",
    "Limits",
    "Loaded",
    "Reader",
    "Source",
    "load",
    "read_file",
    "read_loaded",
    "sidecars_of",
]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_page,
    ".htm": read_page,
    ".pdf": read_pdf,
    ".docx": read_word,
    ".eml": read_mail,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
    ".json": read_json,
    ".jsonl": read_jsonl,
}
"""Suffix → reader."""

SIDECAR = ".meta.json"
"""`NAME.meta.json` beside `NAME.txt` gives title, published, publisher, source_url, language of that text."""

_GIVEN = ("title", "published", "publisher", "source_url", "language")
_SHARED = ("publisher", "language")
"""What a sidecar gives for every document of a feed."""

_SIDECAR_BYTES = 1_000_000


class Loaded(NamedTuple):
    """The bytes of a file and of its sidecars by their names; only the first sidecar is read."""

    data: bytes
    sidecars: Mapping[str, bytes]


def sidecars_of(file: Path) -> list[str]:
    """The names of the sidecars beside a file: of `report.txt`, `report.meta.json` and `report.txt.meta.json`."""
    found: list[str] = []
    for name in dict.fromkeys((file.stem + SIDECAR, file.name + SIDECAR)):
        # A name that is too long for the file system is none of a file.
        with contextlib.suppress(OSError):
            found += [name] if file.with_name(name).is_file() else []
    return found


def load(file: Path, sidecars: Sequence[str]) -> Loaded:
    """The bytes of a file and of the sidecars of these names beside it.

    Raises OSError, and UnreadableError `too-large` beyond the limit.
    """
    try:
        data = read_regular(file, LIMITS.file_bytes)
        return Loaded(data, {name: read_regular(file.with_name(name), LIMITS.file_bytes) for name in sidecars})
    except TooLargeError as error:
        raise UnreadableError("too-large", str(error)) from error


def read_file(file: Path, path: str) -> Found:
    """The texts a file of the corpus holds, and what was wrong with it; never raises for bad input.

    file: where it is. path: its name below the corpus folder, with `/`.
    """
    path = path.encode("utf-8", "backslashreplace").decode("utf-8")
    try:
        return read_loaded(load(file, sidecars_of(file)), file.suffix.lower(), path)
    except UnreadableError as error:
        return [], [problem(path, error.code, str(error))]
    except OSError as error:
        return [], [problem(path, "unreadable", f"{error.strerror or error}")]


def read_loaded(loaded: Loaded, suffix: str, path: str) -> Found:
    """The texts in the bytes of a file, and what was wrong with them; of bad input, only a lack of memory is raised."""
    data = loaded.data
    if not data.strip():
        return [], [warning(path, "empty", "the file is empty")]
    try:
        sources, problems = _reader_of(suffix, data)(data, path)
    except UnreadableError as error:
        return [], [problem(path, error.code, str(error), severity="warning" if error.code == "no-text" else "error")]
    except MemoryError:
        raise
    except Exception as error:  # Whatever a reader's package does not expect costs this file and no other.
        return [], [problem(path, "unreadable", f"{type(error).__name__}: {error}")]
    if not sources and not problems:
        return [], [warning(path, "empty", "the file holds no document")]
    kept: list[Source] = []
    for source in sources:
        if len(source.text) > LIMITS.text_length:
            message = f"{source.doc_id} has {len(source.text)} characters; the limit is {LIMITS.text_length}"
            problems.append(problem(path, "too-large", message))
        elif not source.text.strip():
            problems.append(warning(path, "empty", f"the text of {source.doc_id} is empty"))
        else:
            kept.append(source)
            problems += doubts_of(source.text, path, source.doc_id)
    return _with_sidecar(kept, problems, loaded.sidecars, path)


def _reader_of(suffix: str, data: bytes) -> Reader:
    """The reader of a suffix, unless the file plainly begins as something else."""
    head = data[:512].lstrip().lower()
    if head.startswith(b"%pdf-"):
        return read_pdf
    if suffix in (".txt", ".md", ".xml") and head.startswith((b"<!doctype html", b"<html")):
        return read_page
    if suffix in (".html", ".htm", ".txt") and head.startswith(b"<?xml") and (b"<rss" in head or b"<feed" in head):
        return read_feed
    return READERS[suffix]


def _with_sidecar(sources: list[Source], problems: list[Error], sidecars: Mapping[str, bytes], path: str) -> Found:
    """The sources with what the sidecar gives; its word goes before the markup's."""
    if not sidecars or not sources:
        return sources, problems
    name, data = next(iter(sidecars.items()))
    name = name.encode("utf-8", "backslashreplace").decode("utf-8")
    try:
        values = _sidecar_values(data)
    except (ValueError, RecursionError) as error:
        return sources, [*problems, warning(path, "bad-sidecar", f"{name}: {error}; the text is read without it")]
    shared = _GIVEN if len(sources) == 1 else _SHARED
    given = {f"given_{n}": str(values[n]).strip() for n in shared if isinstance(values.get(n), (str, int))}
    unknown = [n for n in _GIVEN if n in values and not isinstance(values[n], (str, int, type(None)))]
    if unknown:
        message = f"{name}: {', '.join(unknown)} must be a text; left out"
        problems = [*problems, warning(path, "bad-sidecar", message)]
    return [_given(source, {n: value for n, value in given.items() if value}) for source in sources], problems


def _sidecar_values(data: bytes) -> Mapping[str, object]:
    """What a sidecar holds; raises ValueError for one that is no object of JSON."""
    if len(data) > _SIDECAR_BYTES:
        raise ValueError("larger than a megabyte")
    values = json.loads(data.decode("utf-8-sig"))
    if not isinstance(values, dict):
        raise ValueError("not an object of title, published, publisher, source_url, language")
    return values


def _given(source: Source, given: Mapping[str, Any]) -> Source:
    return dataclasses.replace(source, **given, given_by="sidecar") if given else source
