"""Web pages: the main text of a saved page with its headline, and what its markup says of title, day and site."""

from __future__ import annotations

import re
from typing import Any

from pipeline.ingest.dumps import with_title
from pipeline.ingest.fragments import bounded, find_blocks
from pipeline.ingest.markup import find_days, find_site, find_title, read_metas, without_archive
from pipeline.ingest.plain import decode
from pipeline.ingest.reports import UnreadableError, missing_extra, warning
from pipeline.ingest.sources import LIMITS, Clue, Found, Source, clean_text, digest

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
# Tags that need no end tag: they do not count as nesting.
_VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "td", "tr", "th", "dd", "dt", "option",
    )
)  # fmt: skip
_MANY_BLOCKS = 1_500
"""Pages of more elements are read without trafilatura's second opinion, whose time grows with their square."""
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
    html = without_archive(html)
    blocks = find_blocks(html, hidden=_BESIDE)
    length = sum(len(text) for _, text in blocks)
    if length > LIMITS.text_length:
        raise UnreadableError("too-large", f"{length} characters of text; the limit is {LIMITS.text_length}")
    found = None
    if len(blocks) <= _BLOCKS:
        many = len(blocks) > _MANY_BLOCKS
        found = trafilatura.bare_extraction(html, fast=many, include_comments=False, with_metadata=True)
    body, whole = _main_text(getattr(found, "text", None) or "", blocks)
    metas = read_metas(html)
    title = find_title(metas, html, blocks, getattr(found, "title", None))
    source = Source(
        doc_id=path,
        path=path,
        sha256=digest(data),
        format="html",
        encoding=encoding,
        text=clean_text(with_title(title, body)),
        given_title=clean_text(title) if title else None,
        given_publisher=find_site(metas, blocks, title, getattr(found, "sitename", None)),
        given_source_url=getattr(found, "url", None) or None,
        given_language=None,
        given_by="markup",
        days=(*find_days(html, metas, blocks, title), *_day_by_extractor(found)),
    )
    return [source], [warning(path, "whole-page", _WHOLE, doc_id=path)] if whole else []


_BESIDE = frozenset(("nav", "aside"))
_WHOLE = "no main text stands out: the whole page is read; keep only its article if rows come from its menus"


def _day_by_extractor(found: Any) -> list[Clue]:
    """The day that the extractor of the main text took for the day of issue."""
    day = getattr(found, "date", None)
    return [Clue("extractor", str(day))] if day else []


def _main_text(main: str, blocks: list[tuple[str, str]]) -> tuple[str, bool]:
    """The main text one line a paragraph, and whether it is the whole page for want of one.

    An extracted text that is short and lacks most of the page's long paragraphs gives way to these.
    """
    body = "\n\n".join(line for line in main.split("\n") if line.strip())
    long = [text for tag, text in blocks if len(text) > _LONG and tag != "title"]
    flat = " ".join(main.split())
    kept = sum(" ".join(text[:60].split()) in flat for text in long)
    if body.strip() and (len(flat) >= _SHORT or kept >= _ENOUGH * len(long)):
        return body, False
    if len(long) >= _SEVERAL:
        return "\n\n".join(
            text for tag, text in blocks if (tag in ("p", "") and len(text) > _SHORT // 10) or text in long
        ), False
    whole = "\n\n".join(text for tag, text in blocks if tag != "title")
    if not whole.strip():
        raise UnreadableError("no-text", "the page holds no text; perhaps its text is drawn by a script")
    return (body, False) if len(flat) * 2 > len(whole) else (whole, True)


_LONG = 150
_SHORT = 500
"""An extracted text of fewer characters is doubted."""
_SEVERAL = 3


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
