"""Releases rendered as web pages and PDF files, for the tests of the readers."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence


def as_page(title: str, date: str, paragraphs: Sequence[str], site: str = "Ministry of Ferries") -> bytes:
    """A page with a menu, the release, and a foot."""
    body = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)} - {site}</title>'
        '<script>var x = "<div>";</script></head><body><header><a href="/">Home</a></header>'
        '<nav><ul><li><a href="/a">About us</a></li><li><a href="/b">Contact</a></li></ul></nav>'
        f'<main><article><h1>{html.escape(title)}</h1><p class="date">{date}</p>{body}</article></main>'
        f"<footer><p>© 2022 {site}. All rights reserved.</p></footer></body></html>"
    ).encode()


def as_pdf(lines: Sequence[str], *, per_page: int = 52) -> bytes:
    """A PDF file of the lines, in one of the fonts every reader has."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    objects[2] = objects[2].replace(b" >>", b" /Encoding /WinAnsiEncoding >>")
    pages = []
    for at in range(0, max(len(lines), 1), per_page):
        drawn = b"BT /F1 10 Tf 14 TL 50 780 Td " + b" ".join(
            b"(%s) Tj T*" % _escaped(x) for x in lines[at : at + per_page]
        )
        stream = drawn + b" ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        fonts = b"<< /Font << /F1 3 0 R >> >>"
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R >>"
        objects.append(page % (fonts, len(objects)))
        pages.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), b" ".join(b"%d 0 R" % n for n in pages))
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def _escaped(line: str) -> bytes:
    return line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def as_word(paragraphs: Sequence[str], *, titled: bool = False) -> bytes:
    """A Word file of the paragraphs, the first one styled as the title if asked for."""
    import docx

    document = docx.Document()
    for number, paragraph in enumerate(paragraphs):
        if titled and not number:
            document.add_heading(paragraph, 0)
        else:
            document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
