"""Files of the corpus to sources: one small reader a format behind one table `{suffix: reader}`.

Readers of heavy formats import their package when the first such file comes; without it the file costs an `errors` row.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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

__all__ = ["READERS", "SIDECAR", "Limits", "Reader", "Source", "read_file", "sidecar_of"]

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


def sidecar_of(file: Path) -> Path | None:
    """The sidecar beside a file, `report.meta.json` or `report.txt.meta.json`, or None."""
    for name in (file.stem + SIDECAR, file.name + SIDECAR):
        if (found := file.with_name(name)).is_file():
            return found
    return None


def read_file(file: Path, path: str) -> Found:
    """The texts a file of the corpus holds, and what was wrong with it; never raises for bad input.

    file: where it is. path: its name below the corpus folder, with `/`.
    """
    path = path.encode("utf-8", "backslashreplace").decode("utf-8")
    try:
        size = file.stat().st_size
        if size > LIMITS.file_bytes:
            return [], [problem(path, "too-large", f"{size} bytes; the limit is {LIMITS.file_bytes}")]
        data = file.read_bytes()
        if not data.strip():
            return [], [warning(path, "empty", "the file is empty")]
        sources, problems = _reader_of(file.suffix.lower(), data)(data, path)
    except UnreadableError as error:
        return [], [problem(path, error.code, str(error), severity="warning" if error.code == "no-text" else "error")]
    except OSError as error:
        return [], [problem(path, "unreadable", f"{error.strerror or error}")]
    except Exception as error:  # Whatever a reader's package does not expect costs this file and no other.
        return [], [problem(path, "unreadable", f"{type(error).__name__}: {error}")]
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
    return _with_sidecar(kept, problems, file, path)


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


def _with_sidecar(sources: list[Source], problems: list[Error], file: Path, path: str) -> Found:
    """The sources with what the sidecar gives; its word goes before the markup's."""
    found = sidecar_of(file)
    if found is None or not sources:
        return sources, problems
    try:
        if found.stat().st_size > 1_000_000:
            raise ValueError("larger than a megabyte")
        values = json.loads(found.read_text(encoding="utf-8-sig"))
        if not isinstance(values, dict):
            raise ValueError("not an object of title, published, publisher, source_url, language")
    except (OSError, ValueError, RecursionError) as error:
        return sources, [*problems, warning(path, "bad-sidecar", f"{found.name}: {error}; the text is read without it")]
    names = _GIVEN if len(sources) == 1 else _SHARED
    given = {
        f"given_{n}": str(values[n]).strip()
        for n in names
        if isinstance(values.get(n), (str, int)) and str(values[n]).strip()
    }
    unknown = [n for n in _GIVEN if n in values and not isinstance(values[n], (str, int, type(None)))]
    if unknown:
        message = f"{found.name}: {', '.join(unknown)} must be a text; left out"
        problems = [*problems, warning(path, "bad-sidecar", message)]
    return [_given(source, given) for source in sources], problems


def _given(source: Source, given: Mapping[str, Any]) -> Source:
    return dataclasses.replace(source, **given, given_by="sidecar") if given else source
