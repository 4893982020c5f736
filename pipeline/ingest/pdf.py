"""PDF: the text of its pages, in the order they are drawn."""

from __future__ import annotations

import io
import logging

from pipeline.ingest.sources import (
    LIMITS,
    Found,
    Source,
    UnreadableError,
    clean_text,
    digest,
    missing_extra,
    problem,
    warning,
)
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
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted", "the PDF file asks for a password")
        count = len(reader.pages)
    except UnreadableError:
        raise
    except (
        PyPdfError,
        NotImplementedError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise UnreadableError("bad-pdf", f"cut or damaged: {error}") from error
    except ImportError as error:
        raise UnreadableError(
            "encrypted", f"the PDF file is encrypted in a way that needs more packages: {error}"
        ) from error
    pages: list[str] = []
    problems: list[Error] = []
    length = 0
    for number in range(min(count, LIMITS.pages)):
        try:
            pages.append(_page_text(reader.pages[number]))
        except Exception as error:  # pypdf raises whatever a damaged object leads to.
            pages.append("")
            problems.append(
                problem(path, "bad-page", f"page {number + 1}: {type(error).__name__}: {error}", doc_id=path)
            )
        length += len(pages[-1])
        if length > LIMITS.text_length:
            raise UnreadableError("too-large", f"its text is longer than {LIMITS.text_length} characters")
    if count > LIMITS.pages:
        problems.append(
            problem(path, "too-large", f"{count} pages: those after {LIMITS.pages} are left out", doc_id=path)
        )
    if not "".join(pages).strip():
        if problems:
            raise UnreadableError("bad-pdf", problems[0].message)
        return [], [
            warning(path, "no-text", f"{count} pages without a text layer, perhaps scanned: run character recognition")
        ]
    text = clean_text("\n".join(page.strip("\n") for page in pages if page.strip()))
    return [Source(doc_id=path, path=path, sha256=digest(data), format="pdf", encoding=None, text=text)], problems


def _page_text(page: object) -> str:
    """The text of one page; one with endless drawing instructions has none."""
    contents = page.get_contents()  # type: ignore[attr-defined]
    if contents is None:
        return ""
    if len(contents.get_data()) > LIMITS.page_bytes:
        raise ValueError(f"more than {LIMITS.page_bytes} bytes of drawing instructions")
    return str(page.extract_text())  # type: ignore[attr-defined]
