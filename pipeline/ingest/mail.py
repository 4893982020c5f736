"""Mail: a release as it was sent, its subject the title, its day the day of issue."""

from __future__ import annotations

import re
from typing import Any

from pipeline.ingest.dumps import with_title
from pipeline.ingest.fragments import html_to_text
from pipeline.ingest.plain import decode
from pipeline.ingest.reports import UnreadableError
from pipeline.ingest.sources import Found, Source, clean_text, digest

_BOUNDARY = re.compile(rb'(boundary=)([^"\s;][^\s;]*)', re.IGNORECASE)
_ENOUGH = 0.5
"""The plain part of a mail is its text when it has at least this share of the words of the HTML part."""


def _text_of(part: Any) -> tuple[str, str]:
    """The text of one part and how it was decoded; what calls itself ISO 8859-1 is read as cp1252, as mail programs do."""
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = (part.get_content_charset() or "utf-8").casefold()
    try:
        encoding = "cp1252" if charset in ("iso-8859-1", "us-ascii") and not raw.isascii() else charset
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        text, encoding, _ = decode(raw)
    return (html_to_text(text) if part.get_content_subtype() == "html" else text), encoding


def read_mail(data: bytes, path: str) -> Found:
    """The text of an `.eml` file: its plain part, or its HTML part where that says far more; attachments are not read."""
    from email import policy
    from email.message import EmailMessage
    from email.parser import BytesParser
    from email.utils import parseaddr

    data, given = _BOUNDARY.sub(rb'\1"\2"', data, count=20), data
    message = BytesParser(policy=policy.default).parsebytes(data)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableError("bad-mail", "no mail: it has no header lines")
    parts = [part for kind in ("plain", "html") if (part := message.get_body((kind,))) is not None]
    if not parts:
        raise UnreadableError("no-text", "the mail has no text, only attachments")
    texts = [_text_of(part) for part in parts]
    longest = max(len(text.split()) for text, _ in texts)
    text, encoding = next(each for each in texts if len(each[0].split()) >= _ENOUGH * longest)
    title = clean_text(" ".join(str(message.get("Subject", "")).split())) or None
    name, _ = parseaddr(str(message.get("From", "")))
    source = Source(
        doc_id=path,
        path=path,
        sha256=digest(given),
        format="eml",
        encoding=encoding,
        text=with_title(title, clean_text(text)),
        given_title=title,
        given_published=str(message["Date"]) if message.get("Date") else None,
        given_publisher=clean_text(name) or None,
        given_by="markup",
    )
    return [source], []
