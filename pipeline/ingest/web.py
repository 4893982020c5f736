"""Web pages: the main text of a saved page with its headline, and what its markup says of title, day and site."""

from __future__ import annotations

import re
from typing import Any

from pipeline.ingest.dumps import with_title
from pipeline.ingest.fragments import bounded, find_blocks
from pipeline.ingest.plain import decode
from pipeline.ingest.reports import UnreadableError, missing_extra
from pipeline.ingest.sources import LIMITS, Found, Source, clean_text, digest
from pipeline.text.calendar import find_written_dates

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
# Tags that need no end tag: they do not count as nesting.
_VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "td", "tr", "th", "dd", "dt", "option",
    )
)  # fmt: skip
_META = re.compile(r"<meta\s[^>]{1,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_DATE_NAMES = frozenset(
    (
        "article:published_time", "og:published_time", "datepublished", "dc.date", "dc.date.issued", "dcterms.date",
        "dcterms.created", "dcterms.issued", "date", "pubdate", "publishdate", "publish-date", "publication_date", "date.issued",
        "article.published", "parsely-pub-date", "sailthru.date", "citation_publication_date",
    )
)  # fmt: skip
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_TIME = re.compile(r"""<time[^>]{0,300}?datetime\s*=\s*["']([^"']{8,40})["']""", re.IGNORECASE)
_BLOCKS = 20_000
"""A page of more elements is no release: it is read whole, since to find its main text takes a minute."""
_ENOUGH = 0.5
"""The main text is trusted when it holds at least this share of the page's long paragraphs."""


def read_page(data: bytes, path: str) -> Found:
    """The main text of a saved page, its headline on top.

    Raises UnreadableError `too-large` for a page beyond the limit, `too-deep` for endlessly nested tags, `no-text` for one
    without a text.
    """
    if len(data) > LIMITS.markup_bytes:
        raise UnreadableError("too-large", f"a page of {len(data)} bytes; the limit is {LIMITS.markup_bytes}")
    html, encoding = _decode(data)
    html = bounded(html)
    _check_depth(html)
    try:
        import trafilatura
    except ImportError:
        raise missing_extra("trafilatura", "a web page") from None
    blocks = find_blocks(html, hidden=frozenset(("nav", "aside")))
    length = sum(len(text) for _, text in blocks)
    if length > LIMITS.text_length:
        raise UnreadableError("too-large", f"{length} characters of text; the limit is {LIMITS.text_length}")
    found = None
    if len(blocks) <= _BLOCKS:
        found = trafilatura.bare_extraction(html, favor_recall=True, include_comments=False, with_metadata=True)
    body = _main_text(getattr(found, "text", None) or "", blocks)
    title = _title(blocks, found)
    source = Source(
        doc_id=path,
        path=path,
        sha256=digest(data),
        format="html",
        encoding=encoding,
        text=clean_text(with_title(title, body)),
        given_title=title,
        given_published=_published(html, blocks, title),
        given_publisher=_site(found, html),
        given_source_url=getattr(found, "url", None) or None,
        given_language=None,
        given_by="markup",
    )
    return [source], []


def _main_text(main: str, blocks: list[tuple[str, str]]) -> str:
    """The main text one line a paragraph; the whole page where the main text lacks most of the page's long paragraphs."""
    body = "\n\n".join(line for line in main.split("\n") if line.strip())
    long = [text for _, text in blocks if len(text) > 150]
    kept = sum(text[:60] in main for text in long)
    if not body.strip() or kept < _ENOUGH * len(long):
        body = "\n\n".join(text for tag, text in blocks if tag != "title")
    if not body.strip():
        raise UnreadableError("no-text", "the page holds no text; perhaps its text is drawn by a script")
    return body


def _decode(data: bytes) -> tuple[str, str]:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared[1].decode("ascii", "replace")
        name = "cp1252" if name.casefold() in ("iso-8859-1", "latin-1", "us-ascii") else name
        try:
            return data.decode(name), name.casefold()
        except (UnicodeDecodeError, LookupError):
            pass
    text, encoding, _ = decode(data)
    return text, encoding


def _check_depth(html: str) -> None:
    """Raises UnreadableError where tags nest beyond the limit: a tree of them takes time and stack without bound."""
    depth = 0
    for match in _TAG.finditer(html):
        if match[2].casefold() in _VOID or match[3].endswith("/"):
            continue
        depth += -1 if match[1] else 1
        depth = max(depth, 0)
        if depth > LIMITS.depth:
            raise UnreadableError("too-deep", f"tags nested deeper than {LIMITS.depth}")


def _title(blocks: list[tuple[str, str]], found: Any) -> str | None:
    """The headline: the page's only first-level heading, else what the markup gives as title."""
    headings = [text for tag, text in blocks if tag == "h1"]
    given = getattr(found, "title", None) or next((text for tag, text in blocks if tag == "title"), None)
    if len(headings) == 1 and len(headings[0]) <= 400:
        return headings[0]
    fitting = [h for h in headings if given and (h in given or given in h)]
    title = fitting[0] if fitting else given
    return clean_text(" ".join(title.split())) if title else None


def _published(html: str, blocks: list[tuple[str, str]], title: str | None) -> str | None:
    """The day of issue: of the markup, else of a short line near the headline."""
    for tag in _META.findall(html[:200_000]):
        attributes = {m[1].casefold(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag)}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        if name.casefold() in _DATE_NAMES and attributes.get("content"):
            return str(attributes["content"])
    if match := _JSON_DATE.search(html):
        return str(match[1])
    times = set(_TIME.findall(html))
    if len(times) == 1:
        return str(times.pop())
    at = next((n for n, (tag, text) in enumerate(blocks) if tag != "title" and text == title), None)
    if at is not None:
        for _, text in [*blocks[at + 1 : at + 6], *reversed(blocks[max(0, at - 4) : at])]:
            dates = find_written_dates(text) if len(text) <= 60 else []
            if len(dates) == 1 and dates[0].date:
                return text[dates[0].start : dates[0].end]
    return None


def _site(found: Any, html: str) -> str | None:
    """The site's name where the markup gives one; a bare host name is none."""
    for tag in _META.findall(html[:200_000]):
        attributes = {m[1].casefold(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag)}
        if (attributes.get("property") or "").casefold() == "og:site_name" and attributes.get("content", "").strip():
            return " ".join(attributes["content"].split())
    name = getattr(found, "sitename", None)
    return str(name) if name and "." not in name and " " in name else None
