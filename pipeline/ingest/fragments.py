"""Fragments: the text of a piece of HTML, as feeds and dumps carry it, by the standard library alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from pipeline.ingest.sources import LIMITS

_BLOCKS = frozenset(
    (
        "p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "table", "section", "article", "header",
        "footer", "nav", "aside", "blockquote", "pre", "hr", "dl", "dt", "dd", "figure", "figcaption", "main", "form",
        "fieldset", "address", "option", "title", "body", "head", "html", "td", "th",
    )
)  # fmt: skip
_HIDDEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button"))
_SPACES = re.compile(r"[ \t\r\f\v\n]+")


class _Blocks(HTMLParser):
    """Collects one string a block element; hidden elements are left out."""

    def __init__(self, hidden: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.hidden = hidden
        self.blocks: list[tuple[str, str]] = []
        self.parts: list[str] = []
        self.tag = ""
        self.depth = 0

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        """A block begins: the one before it is done."""
        if tag in self.hidden:
            self.depth += 1
        elif tag in _BLOCKS:
            self.flush()
            self.tag = tag
            if tag == "li":
                self.parts.append("• ")

    def handle_endtag(self, tag: str) -> None:
        """A block ends."""
        if tag in self.hidden:
            self.depth = max(0, self.depth - 1)
        elif tag in _BLOCKS:
            self.flush()
            self.tag = ""

    def handle_data(self, data: str) -> None:
        """Text of the block that is open."""
        if not self.depth:
            self.parts.append(data)

    def flush(self) -> None:
        """The open block joins the others, unless it is empty."""
        text = _SPACES.sub(" ", "".join(self.parts)).strip()
        self.parts.clear()
        if text and text != "•":
            self.blocks.append((self.tag, text))


_COMMENT_END = "-->"
_LOOSE = re.compile(r"<(?![^<>]*>)")
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w:-]*)[^<>]{{{LIMITS.tag},}}>")


def bounded(html: str) -> str:
    """A page without what takes the square of its length to read: an endless comment, endless tags, walls of loose `<`."""
    at = html.find("<!--", html.rfind(_COMMENT_END) + 1)
    if at >= 0:
        html = html[:at]
    html = _LONG_TAG.sub(r"<\1>", html)
    return _LOOSE.sub(" ", html) if len(_LOOSE.findall(html)) > LIMITS.loose else html


def find_blocks(html: str, *, hidden: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Tag and text of each block element in order; `hidden` elements are left out beside scripts and styles."""
    reader = _Blocks(_HIDDEN | hidden)
    reader.feed(bounded(html))
    reader.close()
    reader.flush()
    return reader.blocks


def html_to_text(html: str) -> str:
    """The paragraphs of a piece of HTML with an empty line between them; text without tags stays as it is."""
    if "<" not in html and "&" not in html:
        return html.strip()
    return "\n\n".join(text for _, text in find_blocks(html))
