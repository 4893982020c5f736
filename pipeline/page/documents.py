"""Documents: what a text is, who issued it, when and where, each with its evidence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.gazetteer import known_votes
from pipeline.ingest import Source
from pipeline.ingest.sources import Clue
from pipeline.page.date_of_issue import Publication, find_publication, weigh_days
from pipeline.page.doc_type import find_document_type
from pipeline.page.evidence import WEIGHTS, Weights, load_weights
from pipeline.page.given_days import read_given_date, settle
from pipeline.page.header_words import HEADER_FILES, HeaderWords, load_header_words
from pipeline.page.headers import place_of
from pipeline.page.home import HOME_FILES, Homes, find_home, load_homes
from pipeline.page.issuer import find_publisher
from pipeline.page.language import LANGUAGE_FILES, Languages, find_language, load_languages
from pipeline.page.missing_years import Tally
from pipeline.resources import Models
from pipeline.tables import Document, Error, Segment

READS: tuple[str, ...] = (
    *HEADER_FILES,
    *LANGUAGE_FILES,
    *HOME_FILES,
    *known_votes.READS,
    WEIGHTS,
)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    words: HeaderWords
    languages: Languages
    tallies: Mapping[Tally, Sequence[datetime.date]]
    homes: Homes
    weights: Weights


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    tallies = known_votes.days_by_tally(known_votes.load_known(models))
    return Lexicon(load_header_words(models), load_languages(models), tallies, load_homes(models), load_weights(models))


def describe(reading: Source, segments: Sequence[Segment], lexicon: Lexicon) -> Document:
    """The document row as far as the text and its markup tell it before the parse; what a sidecar or markup gives wins."""
    source = reading
    text, words = source.text, lexicon.words
    title = next((s for s in segments if s.role == "title"), None)
    start, end = _trimmed(text, title) if title else (None, None)
    publisher = source.given_publisher or find_publisher(text, segments, words)
    home = find_home(publisher, lexicon.homes)
    published = _published(source, segments, lexicon, home)
    kind, why = find_document_type(text, segments, words, lexicon.weights["doc_type"])
    agency, url = _taken_from(text, segments, words)
    return Document(
        doc_id=source.doc_id,
        path=source.path,
        sha256=source.sha256,
        format=source.format,
        encoding=source.encoding,
        language=_language(source, lexicon.languages),
        text=text,
        title=source.given_title or (" ".join(text[start:end].split()) if title else None),
        title_start=start,
        title_end=end,
        doc_type=kind,
        doc_type_evidence=why,
        published=published.day,
        published_precision=published.precision,
        published_source=published.source,
        published_evidence=published.evidence,
        publisher=publisher,
        home_country=home,
        dateline_place=_place(text, segments, words),
        source_agency=agency,
        source_url=source.given_source_url or url,
    )


def _language(source: Source, languages: Languages) -> str:
    """ISO 639-1 code: what is given (`en`, `en-GB`, `English`), else what the text's words tell."""
    given = (source.given_language or "").strip().casefold()
    if re.fullmatch(r"[a-z]{2}(?:[-_]\w+)?", given):
        return given[:2]
    named = next((code for code, name in languages.names.items() if name.casefold() == given), None)
    return named or find_language(source.text, languages)


def find_doubts(source: Source, document: Document) -> list[Error]:
    """Warnings about a text as a whole: not English, or a given date that no reader understands."""
    doubts = []
    if document.language not in ("en", "und", None):
        message = (
            f"the text is in {document.language!r}, not English: its metadata is kept, no English rules apply to it"
        )
        doubts.append(_doubt(document, "not-english", message))
    if source.given_published and not read_given_date(source.given_published).days:
        message = f"the {source.given_by or 'given'} date {source.given_published[:60]!r} cannot be read; write it as 2019-12-28"
        doubts.append(_doubt(document, "bad-date", message))
    elif document.published is None and (given := _given_days(source)):
        message = f"the dates given contradict each other or can be read two ways: {', '.join(given)[:120]}"
        doubts.append(_doubt(document, "doubtful-date", message))
    return doubts


def _given_days(source: Source) -> list[str]:
    """The words of the days that a file gives and that can be read."""
    words = [clue.words for clue in source.days] + [source.given_published or ""]
    return [each for each in words if read_given_date(each).days]


def _doubt(document: Document, code: str, message: str) -> Error:
    return Error(
        path=document.path, doc_id=document.doc_id, stage="document", severity="warning", code=code, message=message
    )


def _trimmed(text: str, segment: Segment) -> tuple[int, int]:
    piece = text[segment.start : segment.end]
    return segment.start + len(piece) - len(piece.lstrip()), segment.start + len(piece.rstrip())


def _published(source: Source, segments: Sequence[Segment], lexicon: Lexicon, home: str | None) -> Publication:
    """The day a sidecar gives, else the best of what markup gives and the text prints."""
    month_first = home in _MONTH_FIRST
    clues = list(source.days)
    if source.given_published:
        given = read_given_date(source.given_published)
        if source.given_by == "sidecar" or (given.precision or "day") != "day":
            day = settle(given, (), month_first=month_first)
            if day:
                return Publication(day, given.precision, "metadata", source.given_published)
        clues.append(Clue("given", source.given_published))
    printed = find_publication(source.text, segments, lexicon.words, lexicon.tallies)
    if not clues:
        return printed
    choice = weigh_days(clues, printed, lexicon.weights["day"], month_first=month_first)
    if choice.winner is None:
        return printed
    if choice.rival is not None:
        return Publication(contradicted=choice.rival.words)
    if choice.winner.value == printed.day and choice.winner.words == printed.evidence:
        return printed
    return Publication(choice.winner.value, "day", "metadata", choice.winner.words)


_MONTH_FIRST = frozenset(("USA", "PHL"))
"""Countries whose offices write the month before the day in figures."""


def _place(text: str, segments: Sequence[Segment], words: HeaderWords) -> str | None:
    """Where the text was issued, from the first dateline that names a place."""
    for segment in segments:
        if segment.role != "dateline":
            continue
        place = place_of(text[segment.start : segment.end].strip(), words)
        if place:
            return place
    return None


_URL = re.compile(r"https?://[^\s<>\"”]+|www\.[^\s<>\"”]+", re.IGNORECASE)
_SOURCE = re.compile(r"\(?\s*(?:original )?(?:sources?|via)\s*[:–—-]\s*(?P<name>[^\n]{2,80})", re.IGNORECASE)


def _taken_from(text: str, segments: Sequence[Segment], words: HeaderWords) -> tuple[str | None, str | None]:
    """Agency and address of `Source: …`."""
    for segment in segments:
        if segment.role != "source":
            continue
        line = text[segment.start : segment.end].strip()
        if match := _SOURCE.match(line):
            url = _URL.search(line)
            name = match["name"].strip(" .)")
            return (None if url else words.agencies.get(name.casefold(), name)), (url[0].rstrip(".,)") if url else None)
    return None, None
