"""Mail: a release as it was sent, its subject the title, its day the day of issue."""

from __future__ import annotations

from pipeline.ingest.dumps import with_title
from pipeline.ingest.fragments import html_to_text
from pipeline.ingest.plain import decode
from pipeline.ingest.reports import UnreadableError
from pipeline.ingest.sources import Found, Source, clean_text, digest


def read_mail(data: bytes, path: str) -> Found:
    """The text of an `.eml` file: its plain part, else its HTML part; attachments are not read."""
    from email import policy
    from email.message import EmailMessage
    from email.parser import BytesParser
    from email.utils import parseaddr

    message = BytesParser(policy=policy.default).parsebytes(data)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableError("bad-mail", "no mail: it has no header lines")
    part = message.get_body(("plain", "html"))
    if part is None:
        raise UnreadableError("no-text", "the mail has no text, only attachments")
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        text, encoding = raw.decode(charset), charset
    except (UnicodeDecodeError, LookupError):
        text, encoding, _ = decode(raw)
    if part.get_content_subtype() == "html":
        text = html_to_text(text)
    title = clean_text(" ".join(str(message.get("Subject", "")).split())) or None
    name, _ = parseaddr(str(message.get("From", "")))
    source = Source(
        doc_id=path,
        path=path,
        sha256=digest(data),
        format="eml",
        encoding=encoding,
        text=with_title(title, clean_text(text)),
        given_title=title,
        given_published=str(message["Date"]) if message.get("Date") else None,
        given_publisher=clean_text(name) or None,
        given_by="markup",
    )
    return [source], []
