"""Segments: every character of a text gets a role, so that chrome never reaches a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.ingest import Source
from pipeline.page.blocks import Block, find_blocks
from pipeline.page.chrome import CHROME_FILES, Chrome, load_chrome
from pipeline.page.datelines import read_dateline
from pipeline.page.evidence import WEIGHTS, Weights, load_weights
from pipeline.page.header_words import HEADER_FILES, HeaderWords, load_header_words
from pipeline.page.headers import COUNTER, bare_line, header_kind, is_office, is_office_of_byline
from pipeline.page.title import Head, can_be_headline, find_headline, folded
from pipeline.resources import Models
from pipeline.tables import Segment
from pipeline.text.calendar import find_written_dates
from pipeline.text.lines import is_list_item

READS: tuple[str, ...] = (*HEADER_FILES, *CHROME_FILES, WEIGHTS)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words the segmenter goes by."""

    chrome: Chrome
    words: HeaderWords
    weights: Weights


def load(models: Models) -> Lexicon:
    """The segmenter's words from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon(load_chrome(models), load_header_words(models), load_weights(models))


@dataclass(slots=True)
class _Line:
    """A block on its way to its role."""

    block: Block
    text: str
    role: str | None = None


def find_segments(reading: Source, lexicon: Lexicon) -> list[Segment]:
    """The segments of a text, in order, tiling it: one a paragraph or header line, a dateline apart from its sentence."""
    source = reading
    blocks = find_blocks(source.text)
    lines = [_Line(b, source.text[b.start : b.stop].strip()) for b in blocks]
    _mark_chrome(lines, lexicon)
    if source.format == "pdf":
        _mark_page_numbers(lines)
    body = _mark_header(lines, lexicon, source.given_title)
    _mark_foot(lines, body, lexicon)
    segments: list[Segment] = []
    datelines = 0
    for line in lines:
        role = line.role or ("list" if is_list_item(line.text) else "quote_block" if line.text[:1] == ">" else "body")
        whole = Segment(doc_id=source.doc_id, start=line.block.start, end=line.block.end, role=role)
        cut = None
        if role == "body" and datelines < _DATELINE_PARAGRAPHS:
            datelines += 1
            length = _dateline_length(line.text, lexicon.words)
            cut = source.text.index(line.text, line.block.start) + length if length else None
        elif role == "date":
            cut = _after_date(source.text, line)
        if cut is None and role == "title" and segments and segments[-1].role == "title":
            segments[-1] = replace(segments[-1], end=whole.end)
        elif cut is None:
            segments.append(whole)
        else:
            tail = "body" if role == "body" else "chrome"
            head = "dateline" if role == "body" else "date"
            segments += [replace(whole, end=cut, role=head), replace(whole, start=cut, role=tail)]
            datelines += _DATELINE_PARAGRAPHS if role == "body" else 0
    return segments


_DATELINE_PARAGRAPHS = 3
"""A dateline stands in one of the first paragraphs of the body."""


_SENTENCE_LENGTH = 25
"""A dateline stands before at least so many characters of its sentence."""


def _dateline_length(line: str, words: HeaderWords) -> int:
    """Where the sentence after a paragraph's dateline begins, or 0 when it has none."""
    found = read_dateline(line, places=words.places, agencies=words.agencies, never=words.never_place)
    if found is None or len(line) - found.end < _SENTENCE_LENGTH or _CLOCK_TIME.match(line, found.end):
        return 0
    return found.end


_CLOCK_TIME = re.compile(r"\d{1,2}[:.]\d\d")


def _after_date(text: str, line: _Line) -> int | None:
    """Where the chrome begins that a template printed after a date (`18 May 202014:05Views: 204`)."""
    match = COUNTER.search(text, line.block.start, line.block.stop)
    return match.start() if match and match.start() > line.block.start else None


def _mark_chrome(lines: Sequence[_Line], lexicon: Lexicon) -> None:
    """Chrome, related links and feet by their words; a heading of links takes the short lines below it."""
    for line in lines:
        line.role = "chrome" if not line.text else lexicon.chrome.role_of(line.text)
    repeated = Counter(line.text for line in lines if 0 < len(line.text) < 100)
    below_prose = False
    for number, line in enumerate(lines):
        below_prose = below_prose or len(line.text) >= _PROSE_LENGTH
        if line.role is None and repeated[line.text] >= 4 and number and not line.text.endswith((".", "?", "!")):
            line.role = "chrome"
        elif below_prose and line.role == "related_link" and lexicon.chrome.is_heading(line.text):
            for below in lines[number + 1 :]:
                if below.role or below.text.endswith((".", "!", "”", '"')) or len(below.text) > 160:
                    break
                below.role = "related_link"


_PROSE_LENGTH = 160
"""A line at least this long that ends like a sentence is prose."""


def _mark_page_numbers(lines: Iterable[_Line]) -> None:
    """A figure alone on a line of a printed page is its number."""
    for line in lines:
        if line.text.isdigit() and len(line.text) <= 3:
            line.role = "chrome"


_FIRST_LINES = 5
"""A headline shares words with so many lines of the body."""
_HEADER_LINES = 16
"""No header is longer than this many lines."""
_PLAIN_LINES = 6

_TURN = re.compile(r"(?:Q|QUESTION|A|ANSWER)(?:\s*\([^()]{1,60}\))?:|Q\s(?=[A-Z(“\"])|[A-Z][A-Z .,'’()-]{2,60}:\s")


_ADOPTED = re.compile(r"(?:Adopted|Issued|Agreed) by the [A-Z]")
"""What opens a communiqué: `Adopted by the Peace and Security Council at its 1230th meeting, held on 11 September 2024`."""
_SHORT_ADOPTED = 60


def _starts_body(line: str, words: HeaderWords, *, first: bool) -> bool:
    """Whether a line is a salutation, a turn of a transcript, prose, or has a dateline before its sentence.

    first: no headline was seen above, so that a long line may still be one.
    """
    turn = _TURN.match(line)
    if turn and (not first or turn[0][:1] in "QA"):
        return True
    if _ADOPTED.match(line) and len(line) > _SHORT_ADOPTED:
        return True
    if (line[-1:] in ",:!." and words.salutation.match(line)) or _dateline_length(line, words):
        return True
    return len(line) >= _PROSE_LENGTH and line[-1:] in '.!?”":;' and not (first and can_be_headline(line))


def _mark_header(lines: Sequence[_Line], lexicon: Lexicon, given_title: str | None) -> int:
    """Roles of the lines above the body; returns the number of the body's first line."""
    header, kinds, body = _header_lines(lines, lexicon)
    texts = [lines[n].text for n in header]
    for at, kind in enumerate(kinds[:-1]):
        if kind is None and kinds[at + 1] == "source" and lexicon.words.states.fullmatch(texts[at]):
            kinds[at] = "source"  # `REPUBLIC OF TÜRKİYE` above the ministry's name
    menus = any(line.role == "chrome" for line in lines[:body])
    below = " ".join(line.text for line in lines[body : body + _FIRST_LINES] if line.role is None)
    head = Head(
        lines=texts,
        kinds=kinds,
        plain=[folded(text) for text in texts],
        below=frozenset(folded(below).split()),
        given=folded(given_title) if given_title else None,
        menus=menus,
        words=lexicon.words,
    )
    title = find_headline(head, lexicon.weights["title"])
    for at, (number, kind) in enumerate(zip(header, kinds, strict=True)):
        line = lines[number]
        if at == title:
            line.role = "title"
        elif title is not None and at < title and folded(line.text).startswith(folded(texts[title]) + " "):
            line.role = "chrome"
        elif kind is None and title is not None and at > title and body == len(lines):
            body = number
        elif body > number:
            line.role = kind
    if title is not None:
        first = header[title]
        _mark_repeats(lines, first)
    _mark_clock(lines, header)
    return body


def _header_lines(lines: Sequence[_Line], lexicon: Lexicon) -> tuple[list[int], list[str | None], int]:
    """The numbers of the lines above the body, what each is, and the number of the body's first line."""
    words = lexicon.words
    header: list[int] = []
    kinds: list[str | None] = []
    latin = any(line.role is None and _is_latin(line.text) for line in lines)
    for number, line in enumerate(lines):
        if line.role is not None:
            continue
        kind = header_kind(line.text, words) or _dated_chrome(line.text, lexicon)
        if kind is None and kinds[-1:] == ["byline"] and is_office_of_byline(line.text, words):
            kind = "byline"
        if kind is None and latin and len(line.text) < _PROSE_LENGTH and not _is_latin(line.text):
            # A letterhead says the office's name in the country's own script too.
            kind = "source"
        if (
            kind is None
            and kinds[-1:] == ["source"]
            and not line.block.after_blank
            and words.states.fullmatch(line.text)
        ):
            kind = "source"
        if kind is None and _starts_body(line.text, words, first=all(k is not None for k in kinds)):
            return header, kinds, number
        if len(header) >= _HEADER_LINES:
            # No prose anywhere near: a schedule, a list. Its header ends with the last line that is plainly one.
            plain = max((at for at, k in enumerate(kinds[:_PLAIN_LINES]) if k), default=-1)
            return header, kinds, header[max(plain, 0) + 1]
        header.append(number)
        kinds.append(kind)
    return header, kinds, len(lines)


def _is_latin(line: str) -> bool:
    """Whether a line is mainly in Latin letters."""
    letters = [c for c in line if c.isalpha()]
    return 2 * sum(c < "\u0250" or "\u1e00" <= c < "\u1f00" for c in letters) >= len(letters)


def _dated_chrome(line: str, lexicon: Lexicon) -> str | None:
    """date, where beside a day a line holds nothing but chrome: `5 May 2022 | Print`."""
    if len(line) > 100 or not find_written_dates(line):
        return None
    parts = bare_line(line, lexicon.words).split(" | ")
    return "date" if all(lexicon.chrome.role_of(part) == "chrome" for part in parts) else None


def _mark_repeats(lines: Sequence[_Line], title: int) -> None:
    """A headline that a page prints again, in capitals or with the site's name, is chrome the second time."""
    wanted = folded(lines[title].text)
    for number, line in enumerate(lines[: title + 12]):
        if number == title or abs(len(line.text) - len(lines[title].text)) > 10:
            continue
        if line.role in (None, "body") and folded(line.text) == wanted:
            line.role = "chrome"


def _mark_clock(lines: Sequence[_Line], header: Sequence[int]) -> None:
    """The first line of a page is its own clock when it names a weekday and a day without a year."""
    for number in header[:1]:
        line = lines[number]
        days = find_written_dates(line.text)
        dated = len(days) == 1 and days[0].year is None and days[0].weekday is not None
        if line.role == "date" and dated and number <= 2:
            line.role = "chrome"


_FOOT_LINES = 6
_SOURCE_LINE = re.compile(r"\(?(?:Source|Via)\s*[:–—-]\s*\S", re.IGNORECASE)
_CAPITAL_NAME = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){1,5}\.?")


def _mark_foot(lines: Sequence[_Line], body: int, lexicon: Lexicon) -> None:
    """Roles of the last lines: place and date, signature, source, and the feet of a page."""
    words = lexicon.words
    seen = 0
    for line in reversed(lines[body + 1 :]):
        if line.role is not None:
            continue
        seen += 1
        text = line.text
        if seen > _FOOT_LINES or len(text) > 140 or _TURN.match(text):
            break
        kind = header_kind(text.rstrip(".,"), words)
        if kind in ("date", "dateline"):
            line.role = kind
        elif (kind == "source" and (is_office(bare_line(text, words), words))) or (
            words.signature.match(text) and text[-1:] not in ".!?" and len(text) <= 120
        ):
            line.role = "source"
        elif _CAPITAL_NAME.fullmatch(text):
            line.role = "byline"
        elif text[-1:] in '.!?”"':
            break
