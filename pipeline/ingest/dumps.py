"""Dumps: documents in JSON, a list or one a line, under the names that exports commonly give their fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.ingest.fragments import html_to_text
from pipeline.ingest.plain import decode
from pipeline.ingest.reports import UnreadableError, problem
from pipeline.ingest.sources import LIMITS, Found, Source, clean_text, digest
from pipeline.tables import Error

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "name"),
    "published": (
        "date",
        "published",
        "published_at",
        "date_published",
        "datePublished",
        "pubDate",
        "publication_date",
        "released",
    ),
    "text": ("text", "body", "content", "content_text", "articleBody"),
    "html": ("html", "content_html", "body_html", "description"),
    "source_url": ("url", "link", "source_url", "permalink"),
    "publisher": ("publisher", "source", "site", "sitename", "agency"),
    "language": ("language", "lang"),
}
_LISTS = ("documents", "items", "articles", "releases", "results", "data", "entries", "posts")
_TAG = re.compile(
    r"<(p|div|br|a|span|li|ul|h\d|strong|em|table)\b[^<>]*>(?:[^<]*|.*?)</\1>|<br ?/?>", re.IGNORECASE | re.DOTALL
)
"""What makes a text a piece of HTML: an element that opens and closes; a stray `</` does not."""
_ROWS = 100
"""Rows of `errors` for the broken lines of one file."""


def read_json(data: bytes, path: str) -> Found:
    """A JSON file: one document, a list of them, or an object that holds the list under a usual name."""
    text, encoding, _ = decode(data)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("bad-json", f"no JSON: {error}") from error
    if isinstance(value, dict):
        listed = next((value[k] for k in _LISTS if value.get(k) and isinstance(value[k], list)), None)
        if listed is None:
            return _gather([(1, value)], data, path, encoding, "json", single=True)
        value = listed
    if not isinstance(value, list):
        raise UnreadableError("bad-json", f"holds a {type(value).__name__}, neither a document nor a list of documents")
    return _gather(enumerate(value, 1), data, path, encoding, "json", single=False)


def read_jsonl(data: bytes, path: str) -> Found:
    """A file of one JSON document a line; the good lines are read, each broken one is a row of `errors`."""
    text, encoding, _ = decode(data)
    broken: list[Error] = []

    def values() -> Iterator[tuple[int, Any]]:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                try:
                    yield number, json.loads(line)
                except (ValueError, RecursionError) as error:
                    broken.append(problem(path, "bad-json", f"line {number}: {error}; the other lines are read"))

    sources, problems = _gather(values(), data, path, encoding, "jsonl", single=False)
    if len(broken) > _ROWS:
        more = problem(path, "bad-json", f"{len(broken) - _ROWS} more lines are no JSON")
        broken = [*broken[:_ROWS], more]
    return sources, [*broken, *problems]


def _gather(
    values: Iterator[tuple[int, Any]] | list[tuple[int, Any]] | enumerate[Any],
    data: bytes,
    path: str,
    encoding: str,
    kind: str,
    *,
    single: bool,
) -> Found:
    sources: list[Source] = []
    problems: list[Error] = []
    sha = digest(data)
    for count, (number, value) in enumerate(values):
        doc_id = path if single else f"{path}#{number}"
        if count >= LIMITS.items:
            problems.append(problem(path, "too-large", f"more than {LIMITS.items} documents: the rest is left out"))
            break
        if not isinstance(value, dict):
            message = f"item {number} is a {type(value).__name__}, not an object with title and text"
            problems.append(problem(path, "bad-item", message))
            continue
        source = _source(value, doc_id, path, sha, encoding, kind)
        if source is None:
            fields = ", ".join(map(str, list(value)[:8]))
            problems.append(problem(path, "bad-item", f"item {number} has no text (its fields: {fields})"))
        else:
            sources.append(source)
    return sources, problems


def _source(value: Mapping[str, Any], doc_id: str, path: str, sha: str, encoding: str, kind: str) -> Source | None:
    """One object as a source; its title stands above its text, where the text does not begin with it."""
    given = {field: _first(value, names) for field, names in _FIELDS.items()}
    body = given["text"] or (html_to_text(given["html"]) if given["html"] else "")
    if given["text"] and _TAG.search(given["text"]):
        body = html_to_text(given["text"])
    if not body.strip():
        return None
    return Source(
        doc_id=doc_id,
        path=path,
        sha256=sha,
        format=kind,
        encoding=encoding,
        text=with_title(given["title"], clean_text(body)),
        given_title=given["title"],
        given_published=given["published"],
        given_publisher=given["publisher"],
        given_source_url=given["source_url"],
        given_language=given["language"],
        given_by="markup",
    )


def _first(value: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        found = value.get(name)
        if isinstance(found, dict):
            found = found.get("name") or found.get("title")
        if isinstance(found, str) and found.strip():
            return clean_text(found.strip())
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
    return None


def with_title(title: str | None, body: str) -> str:
    """A text under its title, unless its first lines hold it already."""
    plain = " ".join((title or "").split())
    head = body[: 3 * len(plain) + 600]
    lines = [" ".join(line.split()).casefold() for line in head.split("\n")]
    inside = len(plain) >= 30 and plain.casefold() in " ".join(lines)
    return body if not plain or inside or plain.casefold() in lines else f"{plain}\n\n{body}"
