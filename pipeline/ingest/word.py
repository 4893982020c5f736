"""Word: the paragraphs and tables of a DOCX file in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from pipeline.ingest.reports import UnreadableError, missing_extra
from pipeline.ingest.sources import LIMITS, Found, Source, clean_text, digest

_TITLE_STYLES = ("Title", "Heading 1")


def read_word(data: bytes, path: str) -> Found:
    """The text of a DOCX file, a blank line between paragraphs; a table is one line a row.

    Raises UnreadableError `bad-docx` for a damaged file, `too-large` for one that unpacks to more than the limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > LIMITS.unpacked_bytes or len(archive.infolist()) > 10_000:
                raise UnreadableError("too-large", f"unpacks to {unpacked} bytes in {len(archive.infolist())} parts")
    except zipfile.BadZipFile as error:
        raise UnreadableError("bad-docx", f"cut or damaged: {error}") from error
    try:
        import docx
    except ImportError:
        raise missing_extra("python-docx", "a Word file") from None
    try:
        blocks, title = _blocks(docx.Document(io.BytesIO(data)))
    except Exception as error:  # python-docx raises whatever a damaged part leads to.
        raise UnreadableError("bad-docx", f"cut or damaged: {type(error).__name__}: {error}") from error
    text = clean_text("\n\n".join(blocks))
    if not text.strip():
        raise UnreadableError("no-text", "the Word file holds no text")
    source = Source(
        doc_id=path,
        path=path,
        sha256=digest(data),
        format="docx",
        encoding="utf-8",
        text=text,
        given_title=title,
        given_by="markup" if title else None,
    )
    return [source], []


_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE_OF = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PASSED_OVER = frozenset(("del", "moveFrom", "txbxContent", "Fallback", "pPr", "rPr", "instrText"))
"""Elements whose text is not part of the paragraph they stand in."""


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _blocks(document: Any) -> tuple[list[str], str | None]:
    """The paragraphs and rows in order, and the one that is styled as the title."""
    titles = {style.style_id for style in document.styles if style.name in _TITLE_STYLES}
    found = list(_walk(document.element.body))
    title = next((" ".join(text.split()) for text, style in found if style in titles), None)
    return [text for text, _ in found], title


def _walk(element: Any) -> Iterator[tuple[str, str | None]]:
    """Text and style of each paragraph below an element, with those of content controls, text boxes and table cells."""
    for child in element:
        name = _name(child)
        if name == "p":
            text = "".join(_words(child)).strip()
            style = child.find(f"{_NAMESPACE}pPr/{_NAMESPACE}pStyle")
            if text:
                yield text, None if style is None else style.get(f"{_NAMESPACE}val")
            for box in _boxes(child):
                yield from _walk(box)
        elif name == "tr":
            yield from _row(child)
        elif name not in _PASSED_OVER:
            yield from _walk(child)


def _row(row: Any) -> Iterator[tuple[str, str | None]]:
    """A row of short cells as one line; cells of several paragraphs lay out a page and are read one below the other."""
    found = (cell for cell in row.iter(f"{_NAMESPACE}tc") if next(cell.iterancestors(f"{_NAMESPACE}tr")) is row)
    cells = [list(_walk(cell)) for cell in found]
    if any(len(cell) > 1 for cell in cells):
        for cell in cells:
            yield from cell
        return
    words = [" ".join(text.split()) for cell in cells for text, _ in cell]
    if words:
        yield "\t".join(words), cells[0][0][1] if len(words) == 1 and cells[0] else None


def _words(element: Any) -> Iterator[str]:
    """The characters of a paragraph, tracked insertions among them, deletions and text boxes left out."""
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _SPACE_OF:
            yield _SPACE_OF[name]
        elif name not in _PASSED_OVER:
            yield from _words(child)


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, each once."""
    for box in paragraph.iter(f"{_NAMESPACE}txbxContent"):
        if not any(_name(above) in ("Fallback", "txbxContent") for above in box.iterancestors()):
            yield box
