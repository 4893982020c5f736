"""Word: the paragraphs and tables of a DOCX file in their order."""

from __future__ import annotations

import io
import zipfile

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


def _blocks(document: object) -> tuple[list[str], str | None]:
    """The paragraphs and rows in order, and the one that is styled as the title."""
    blocks: list[str] = []
    title: str | None = None
    for item in document.iter_inner_content():  # type: ignore[attr-defined]
        if hasattr(item, "rows"):
            for row in item.rows:
                cells = [" ".join(cell.text.split()) for cell in row.cells]
                line = "\t".join(c for n, c in enumerate(cells) if c and c not in cells[:n])
                blocks += [line] if line else []
            continue
        text = item.text.strip()
        if text:
            if title is None and item.style is not None and item.style.name in _TITLE_STYLES:
                title = " ".join(text.split())
            blocks.append(text)
    return blocks, title
