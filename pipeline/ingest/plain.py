"""Plain text: bytes to characters by UTF-8, its relatives, cp1252, then a guess only where one encoding alone fits."""

from __future__ import annotations

import codecs
import re

from pipeline.ingest.reports import UnreadableError, warning
from pipeline.ingest.sources import Found, Source, digest
from pipeline.tables import Error

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ACCENTS = re.compile(r"[\u0080-\uffff]{3,}")
_HIGH = re.compile(r"[\u0080-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")


def decode(data: bytes) -> tuple[str, str, str | None]:
    """The text, the encoding, and a doubt about it: how many bytes had to be replaced.

    Raises UnreadableError `binary` for bytes that are no text, `undecodable` where no encoding, or more than one, fits.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(name).lstrip("\ufeff"), name.removesuffix("-sig"), None
            except UnicodeDecodeError as error:
                raise UnreadableError("undecodable", f"starts like {name} and is not: {error.reason}") from error
    if b"\0" in data:
        raise UnreadableError("binary", "holds null bytes: no text, or UTF-16 without its byte order mark")
    try:
        return data.decode("utf-8"), "utf-8", None
    except UnicodeDecodeError as error:
        return _decode_damaged(data) or _decode_western(data) or _decode_by_guess(data, error)


def _decode_damaged(data: bytes) -> tuple[str, str, str | None] | None:
    """UTF-8 in which a few bytes are broken, such as a file cut in the middle of a character."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(c > "\x7f" for c in text) - broken
    if whole < 5 * broken:
        return None
    return text, "utf-8", f"{broken} characters are no UTF-8 and stand as U+FFFD in the text"


def _decode_western(data: bytes) -> tuple[str, str, str | None] | None:
    """cp1252, unless the result looks like another alphabet: rows of accented letters."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    letters = len(_LETTER.findall(text)) or 1
    if len(_HIGH.findall(text)) > 0.25 * letters or len(_ACCENTS.findall(text)) > 0.02 * letters:
        return None
    return text, "cp1252", None


def _decode_by_guess(data: bytes, error: UnicodeDecodeError) -> tuple[str, str, str | None]:
    """What a statistical detector finds, where its candidates agree on the characters."""
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise UnreadableError(
            "undecodable", f"neither UTF-8 ({error.reason} at byte {error.start}) nor cp1252"
        ) from error
    found = from_bytes(data[:50_000], threshold=0.15)
    texts = {str(match): match.encoding for match in found}
    if len(texts) != 1:
        fits = ", ".join(sorted(texts.values())) or "nothing"
        message = f"neither UTF-8 ({error.reason} at byte {error.start}) nor cp1252; {fits} would fit: save it as UTF-8"
        raise UnreadableError("undecodable", message)
    name = next(iter(texts.values()))
    try:
        return data.decode(name), name, None
    except (UnicodeDecodeError, LookupError) as second:
        raise UnreadableError("undecodable", f"begins like {name} and is not: {second}") from second


_MOJIBAKE = re.compile(r"â€[™œ˜“”\x9d¦¢]|Ã[\x80-\xbf©¨ªª«¶¼¤§´±³¡º­]|Â[\xa0«»°·–]|Ð[\x80-\xbf°²µ¾½¸¡¢£]")
_BLANK = re.compile(r"\s")


def find_mojibake(text: str) -> tuple[int, int, str] | None:
    """The first word that looks like UTF-8 read as cp1252, with the characters it probably was; None where all is well."""
    if text.isascii():
        return None
    for match in _MOJIBAKE.finditer(text):
        before, after = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 20]
        word = _BLANK.split(before)[-1] + match[0] + _BLANK.split(after)[0]
        start = match.start() - len(_BLANK.split(before)[-1])
        repaired = _repaired(word)
        if repaired and repaired != word:
            return start, start + len(word), repaired
    return None


def _repaired(text: str) -> str | None:
    raw = bytearray()
    for character in text:
        try:
            raw += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 255:
                return None
            raw.append(ord(character))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def doubts_of(text: str, path: str, doc_id: str) -> list[Error]:
    """The warning about a text with mojibake; the text itself stays as it is."""
    found = find_mojibake(text)
    if found is None:
        return []
    start, end, repaired = found
    message = f"{text[start:end]!r} was probably {repaired!r}: UTF-8 read as cp1252; nothing is changed, save the source again"
    return [
        Error(
            path=path,
            doc_id=doc_id,
            stage="ingest",
            severity="warning",
            code="mojibake",
            message=message,
            start=start,
            end=end,
        )
    ]


_FRONT = re.compile(r"---[ \t]*\n(?P<fields>.*?)\n(?:---|\.\.\.)[ \t]*\n+", re.DOTALL)
_FIELD = re.compile(r"(?m)^(?P<name>[A-Za-z_-]+):[ \t]+(?P<value>\S.*?)[ \t]*$")


def read_front_matter(text: str) -> tuple[dict[str, str], str]:
    """The plain fields of the front matter on top of a Markdown text, and the text below it."""
    match = _FRONT.match(text)
    if match is None or not text[match.end() :].strip():
        return {}, text
    fields = {m["name"].casefold(): m["value"].strip("\"'") for m in _FIELD.finditer(match["fields"])}
    return fields, text[match.end() :]


def read_text(data: bytes, path: str) -> Found:
    """A plain text file as one source."""
    text, encoding, doubt = decode(data)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    kind = "md" if path.casefold().endswith(".md") else "txt"
    given, text = read_front_matter(text) if kind == "md" else ({}, text)
    source = Source(
        doc_id=path,
        path=path,
        sha256=digest(data),
        format=kind,
        encoding=encoding,
        text=text,
        given_title=given.get("title"),
        given_published=given.get("date") or given.get("published"),
        given_publisher=given.get("publisher"),
        given_language=given.get("lang") or given.get("language"),
        given_by="markup" if given else None,
    )
    problems = [warning(path, "bad-bytes", doubt, doc_id=path)] if doubt else []
    return [source], problems
