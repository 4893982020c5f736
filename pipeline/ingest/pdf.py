"""PDF: the text of its pages, in the order they are drawn."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from pipeline.ingest.reports import UnreadableError, missing_extra, problem, warning
from pipeline.ingest.sources import LIMITS, Found, Source, clean_text, digest
from pipeline.tables import Error


def read_pdf(data: bytes, path: str) -> Found:
    """The text layer of a PDF file, its pages one below the other.

    Raises UnreadableError `bad-pdf` for a file that is cut or damaged, `encrypted` for one with a password, `no-text` for
    one that holds only pictures of its pages.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise missing_extra("pypdf", "a PDF file") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _opened(PdfReader, PyPdfError, data)
    pages, problems = _read_pages(reader.pages, path)
    if not "".join(pages).strip():
        if problems:
            raise UnreadableError("bad-pdf", problems[0].message)
        message = f"{len(reader.pages)} pages without a text layer, perhaps scanned: run character recognition"
        return [], [warning(path, "no-text", message)]
    text = clean_text("\n".join(page.strip("\n") for page in without_running_heads(pages) if page.strip()))
    return [Source(doc_id=path, path=path, sha256=digest(data), format="pdf", encoding=None, text=text)], problems


_NUMBERS = re.compile(r"\d+")
_EDGE = 2
"""A running head or foot stands in so many lines at the edge of a page."""


def without_running_heads(pages: Sequence[str]) -> list[str]:
    """The pages, the lines that several have at their edges kept only on the first: figures in them count pages."""
    split = [[line for line in page.split("\n") if line.strip()] for page in pages]
    counts = Counter(key for lines in split for key in {_head(line) for line in _edges(lines)})
    kept = [pages[0]] if pages else []
    for page, lines in zip(pages[1:], split[1:], strict=True):
        running = {
            line for line in _edges(lines) if counts[_head(line)] > 1 and _head(line) in map(_head, _edges(split[0]))
        }
        kept.append("\n".join(line for line in page.split("\n") if line not in running) if running else page)
    return kept


def _edges(lines: Sequence[str]) -> list[str]:
    return [*lines[:_EDGE], *lines[-_EDGE:]] if len(lines) > 2 * _EDGE else list(lines[:1])


def _head(line: str) -> str:
    return _NUMBERS.sub("0", " ".join(line.split()))


def _opened(reader_type: Any, failure: type[Exception], data: bytes) -> Any:
    """The file opened, its pages counted."""
    try:
        reader = reader_type(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted", "the PDF file asks for a password")
        len(reader.pages)
    except UnreadableError:
        raise
    except ImportError as error:
        raise UnreadableError(
            "encrypted", f"the PDF file is encrypted in a way that needs more packages: {error}"
        ) from error
    except (
        failure,
        NotImplementedError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise UnreadableError("bad-pdf", f"cut or damaged: {error}") from error
    return reader


def _read_pages(found: Sequence[Any], path: str) -> tuple[list[str], list[Error]]:
    """The text of each page, empty for one that cannot be read."""
    pages: list[str] = []
    problems: list[Error] = []
    length = 0
    for number in range(min(len(found), LIMITS.pages)):
        try:
            pages.append(_page_text(found[number]))
        except Exception as error:  # pypdf raises whatever a damaged object leads to.
            pages.append("")
            message = f"page {number + 1}: {type(error).__name__}: {error}"
            problems.append(problem(path, "bad-page", message, doc_id=path))
        length += len(pages[-1])
        if length > LIMITS.text_length:
            raise UnreadableError("too-large", f"its text is longer than {LIMITS.text_length} characters")
    if len(found) > LIMITS.pages:
        message = f"{len(found)} pages: those after {LIMITS.pages} are left out"
        problems.append(problem(path, "too-large", message, doc_id=path))
    return pages, problems


def _page_text(page: Any) -> str:
    """The text of one page; one with endless drawing instructions has none."""
    contents = page.get_contents()
    if contents is None:
        return ""
    if len(contents.get_data()) > LIMITS.page_bytes:
        raise ValueError(f"more than {LIMITS.page_bytes} bytes of drawing instructions")
    return str(page.extract_text())
