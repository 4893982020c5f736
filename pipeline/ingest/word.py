"""Word: the paragraphs and tables of a DOCX file in their order, read as a stream so that no file costs more than its text."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import IO

from pipeline.ingest.reports import UnreadableError
from pipeline.ingest.sources import LIMITS, Found, Source, clean_text, digest

_TITLES = ("title", "heading 1")
"""Names of styles, in lower case, whose first paragraph is the title."""

_PASSED = frozenset({"del", "moveFrom", "tabs", "Fallback"})
"""Elements whose text is none of the page's: what was deleted, stops of tabulators, the same for older readers."""

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_word(data: bytes, path: str) -> Found:
    """The text of a DOCX file, a blank line between paragraphs; a table is one line a row.

    Raises UnreadableError `bad-docx` for a damaged file, `too-large` for one that unpacks to more than the limit.
    """
    from xml.parsers.expat import ExpatError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _read_body(archive)
    except (zipfile.BadZipFile, zlib.error, ExpatError, KeyError, EOFError, ValueError) as error:
        raise UnreadableError("bad-docx", f"cut or damaged: {type(error).__name__}: {error}") from error
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableError("encrypted", f"packed or locked in a way that is not read: {error}") from error
    text = clean_text("\n\n".join(body.blocks))
    if not text.strip():
        raise UnreadableError("no-text", "the Word file holds no text")
    source = Source(
        doc_id=path,
        path=path,
        sha256=digest(data),
        format="docx",
        encoding="utf-8",
        text=text,
        given_title=body.title,
        given_by="markup" if body.title else None,
    )
    return [source], []


def _read_body(archive: zipfile.ZipFile) -> _Body:
    """What the main part of a file holds."""
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > LIMITS.unpacked_bytes or len(archive.infolist()) > LIMITS.parts:
        raise UnreadableError("too-large", f"unpacks to {unpacked} bytes in {len(archive.infolist())} parts")
    main = "word/document.xml"
    relations = _Relations()
    if "_rels/.rels" in archive.namelist():
        with archive.open("_rels/.rels") as stream:
            _read(stream, relations.start)
    main = relations.main or main
    styles = _Styles()
    if "word/styles.xml" in archive.namelist():
        with archive.open("word/styles.xml") as stream:
            _read(stream, styles.start)
    body = _Body(styles.titles)
    with archive.open(main) as stream:
        _read(stream, body.start, body.end, body.add)
    return body


def _read(
    stream: IO[bytes],
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Tell of each element of an XML file in turn, by its name without the prefix."""
    from xml.parsers import expat

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(_local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    parser.ParseFile(stream)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Relations:
    """Where the main part of a file stands."""

    def __init__(self) -> None:
        self.main = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            self.main = attributes.get("Target", "").lstrip("/")


class _Styles:
    """The ids of the styles of titles."""

    def __init__(self) -> None:
        self.titles: set[str] = set()
        self._id = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self._id = attributes.get("w:styleId", "")
        elif name == "name" and attributes.get("w:val", "").casefold() in _TITLES:
            self.titles.add(self._id)


class _Body:
    """Collects paragraphs and rows as their elements end."""

    def __init__(self, titles: set[str]) -> None:
        self.titles = titles
        self.blocks: list[str] = []
        self.title: str | None = None
        self.length = 0
        self.elements = 0
        self.passed = 0
        """How many of the elements that are open are passed over."""
        self.tables = 0
        """How many tables are open, one within another."""
        self.written = False
        """Whether a stretch of text is open."""
        self.styled = False
        """Whether the paragraph is styled as a title."""
        self.paragraph: list[str] = []
        self.around: list[list[str]] = []
        """The paragraphs in which text boxes are anchored that are open."""
        self.cell: list[str] = []
        self.row: list[list[str]] = []
        self._ends = {
            "p": self.end_paragraph,
            "tc": self.end_cell,
            "tr": self.end_row,
            "tbl": self.end_table,
            "txbxContent": self.end_box,
        }

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.elements += 1
        if self.elements > LIMITS.elements:
            raise UnreadableError("too-large", f"more than {LIMITS.elements:,} elements")
        self.passed += name in _PASSED
        self.tables += name == "tbl"
        if name == "txbxContent" and not self.passed:
            self.around.append(self.paragraph)
            self.paragraph = []
        self.written = name == "t" and not self.passed
        if name == "pStyle":
            self.styled = attributes.get("w:val") in self.titles
        elif name in _SIGNS and not self.passed and attributes.get("w:type") in (None, "textWrapping"):
            self.paragraph.append(_SIGNS[name])

    def add(self, text: str) -> None:
        """Characters of the element that is open."""
        if self.written:
            self.paragraph.append(text)
            self.length += len(text)
            if self.length > LIMITS.text_length:
                raise UnreadableError("too-large", f"its text is longer than {LIMITS.text_length} characters")

    def end(self, name: str) -> None:
        """An element ends."""
        self.written = False
        self.passed -= name in _PASSED
        if name in self._ends and not self.passed:
            self._ends[name]()

    def end_paragraph(self) -> None:
        text = "".join(self.paragraph).strip()
        self.paragraph.clear()
        if self.tables:
            self.cell.append(text)
        elif text:
            if self.styled and self.title is None:
                self.title = " ".join(text.split())
            self.blocks.append(text)
        self.styled = False

    def end_cell(self) -> None:
        if self.tables == 1:
            self.row.append([words for text in self.cell if (words := " ".join(text.split()))])
            self.cell.clear()

    def end_row(self) -> None:
        """A row of short cells is one line; cells of several paragraphs lay out a page and stand one below the other."""
        if self.tables == 1:
            words = [text for cell in self.row for text in cell]
            laid_out = any(len(cell) > 1 for cell in self.row)
            self.blocks += words if laid_out or not words else ["\t".join(words)]
            self.row.clear()

    def end_box(self) -> None:
        self.paragraph = self.around.pop() if self.around else []

    def end_table(self) -> None:
        self.tables -= 1
