"""Feeds: the items of RSS and Atom files, each a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import TYPE_CHECKING, Any

from pipeline.ingest.dumps import with_title
from pipeline.ingest.fragments import html_to_text
from pipeline.ingest.plain import decode
from pipeline.ingest.reports import UnreadableError, problem, warning
from pipeline.ingest.sources import LIMITS, Found, Source, clean_text, digest
from pipeline.tables import Error

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DECLARATION = re.compile(r"\s*<\?xml[^>]*?\?>")
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding=["']([\w.-]+)["']""")
_NUMBERED = re.compile(r"&#(?:x([0-9a-fA-F]+)|([0-9]+));")
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TEXTS = ("encoded", "content", "description", "summary")
_FOREIGN = re.compile(r"\{[^}]*(?:mrss|itunes|podcast|georss|slash|wfw|threading)[^}]*\}", re.IGNORECASE)
"""Namespaces of pictures, sounds and comments: what they name is not the item's own."""
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_AMPERSAND = re.compile(r"&(?:([A-Za-z][A-Za-z0-9]{1,31});|(?!#\w{1,8};))")
_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_TAGS = re.compile(r"</?(?:p|a|br|div|span|ul|li|strong|em)\b[^<>]*>", re.IGNORECASE)
_DATES = ("pubDate", "published", "date", "issued", "updated")


def read_feed(data: bytes, path: str) -> Found:
    """The items of an RSS or Atom file; of a broken file those before the break.

    Raises UnreadableError `xml-entities` for a file that declares entities (they can grow without bound), `bad-xml` for
    one with no item that can be read.
    """
    if b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data:
        raise UnreadableError("xml-entities", "declares XML entities, which can grow without bound: not read")
    text, encoding = _decode(data)
    text = _FORBIDDEN.sub("\ufffd", _NUMBERED.sub(_allowed, text))
    sources: list[Source] = []
    problems: list[Error] = []
    sha = digest(data)
    channel: dict[str, str] = {}
    number = 0
    try:
        for kind, element in _items(_with_entities(_DECLARATION.sub("", text, count=1)), channel):
            number += 1
            if number > LIMITS.items:
                problems.append(problem(path, "too-large", f"more than {LIMITS.items} items: the rest is left out"))
                break
            doc_id = f"{path}#{number}"
            source = _source(element, doc_id, path, sha, encoding, kind, channel)
            if source is None:
                problems.append(warning(path, "bad-item", f"item {number} has neither title nor text"))
            else:
                sources.append(source)
    except SyntaxError as error:  # xml.etree.ElementTree.ParseError is one.
        message = f"broken XML: {error}; {len(sources)} items before it are read"
        problems.append(problem(path, "bad-xml", message))
    if not sources and not problems:
        raise UnreadableError("bad-xml", "XML without items: neither RSS nor Atom")
    return sources, problems


def _with_entities(text: str) -> str:
    """The feed with the entities of HTML as characters and bare ampersands escaped, outside CDATA sections."""
    if "&" not in text:
        return text
    return "".join(p if n % 2 else _AMPERSAND.sub(_entity, p) for n, p in enumerate(_CDATA.split(text)))


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if name in _XML:
        return match[0]
    character = html5.get(f"{name};") if name else None
    return character or "&amp;" + match[0][1:]


def _plain(fragment: str) -> str:
    """The text of a piece of HTML, also where its tags were escaped twice."""
    text = html_to_text(fragment)
    return html_to_text(text) if _TAGS.search(text) else text


def _allowed(number: re.Match[str]) -> str:
    """A numbered character as it stands, or U+FFFD for one that XML forbids: it would end the reading."""
    digits = number[1] or number[2]
    code = int(digits, 16 if number[1] else 10) if len(digits) <= 7 else 0
    allowed = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return number[0] if allowed else "\ufffd"


def _decode(data: bytes) -> tuple[str, str]:
    declared = _ENCODING.match(data.lstrip()[:200])
    if declared:
        name = declared[1].decode("ascii")
        try:
            return data.decode(name), name.casefold()
        except (UnicodeDecodeError, LookupError):
            pass
    text, encoding, _ = decode(data)
    return text, encoding


def _items(text: str, channel: dict[str, str]) -> Iterator[tuple[str, Element]]:
    """Each finished item with `rss` or `atom`; the feed's own fields gather in `channel` on the way."""
    from xml.etree.ElementTree import XMLPullParser

    parser: Any = XMLPullParser(("start", "end"))
    path: list[str] = []
    root: Element | None = None
    for at in range(0, len(text), 1 << 16):
        parser.feed(text[at : at + (1 << 16)])
        for event, element in parser.read_events():
            name = _name(element.tag)
            if event == "start":
                path.append(name)
                root = element if root is None else root
                continue
            path.pop()
            if name in ("item", "entry"):
                yield "rss" if name == "item" else "atom", element
                element.clear()
            elif len(path) <= 2 and path[-1:] in (["channel"], ["feed"], ["rss"], ["RDF"]) and element.text:
                channel.setdefault(name, element.text.strip())
    parser.close()


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _source(
    element: Element, doc_id: str, path: str, sha: str, encoding: str, kind: str, channel: dict[str, str]
) -> Source | None:
    fields: dict[str, str] = {}
    for child in element:
        if _FOREIGN.match(child.tag):
            continue
        name = _name(child.tag)
        text = "".join(child.itertext()).strip()
        if name == "link" and not text:
            text = child.get("href", "") if child.get("rel", "alternate") == "alternate" else ""
        if text:
            fields.setdefault(name, text)
    bodies = [_plain(fields[n]) for n in _TEXTS if n in fields]
    title = _plain(fields.get("title", "")) or None
    body = max(bodies, key=len, default="")
    if not body and not title:
        return None
    return Source(
        doc_id=doc_id,
        path=path,
        sha256=sha,
        format=kind,
        encoding=encoding,
        text=clean_text(with_title(title, body) if body else title or ""),
        given_title=clean_text(title) if title else None,
        given_published=next((fields[n] for n in _DATES if n in fields), None),
        given_publisher=fields.get("publisher") or fields.get("source") or channel.get("title"),
        given_source_url=fields.get("link"),
        given_language=(fields.get("language") or channel.get("language") or "")[:2].casefold() or None,
        given_by="markup",
    )
