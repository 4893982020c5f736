"""Kinds of document: what a text is, by features of its headline, header, dateline and paragraphs that are weighed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.page.datelines import bare_place
from pipeline.page.evidence import Candidate, choose
from pipeline.page.header_words import HeaderWords
from pipeline.page.headers import is_document_type
from pipeline.page.issuer import find_agency
from pipeline.tables import Segment

SPOKEN = frozenset(("transcript", "interview", "meeting_record"))
"""Kinds of document in which paragraphs open with who speaks."""

_TURN = re.compile(
    r"\s*(?:Q(?:uestion)?\b[:. ]|QUESTION\b|A:|ANSWER:|[A-Z][A-Z .’'-]{2,60}(?:\([^()]{1,40}\))?[:：])\s?"
)
_NAME_LABEL = re.compile(
    r"\s*(?P<label>[A-ZÀ-Þ][\w’'.-]*(?:,? [\w’'.()-]+){0,7}?)(?: ?\([^()]{1,40}\))*(?::\s+|：\s*)(?=\S.{3})"
)
_QUESTION = re.compile(r"\s*(?:Q|Question|QUESTION)\b[:.：]\s?")
_NUMBERED = re.compile(r"(?:\b[IVX]+|\b[A-Z]|\d+)$")
_MEETING = re.compile(r"\s*\d{1,5}(?:st|nd|rd|th) (?:\w+ )?meeting\b", re.IGNORECASE)
_CHAIR = re.compile(
    r"\s*The (?:Acting )?(?:President|PRESIDENT|Chair(?:man|person|woman)?|CHAIR(?:MAN|PERSON|WOMAN)?|Speaker|SPEAKER)"
    r"(?: ?\([^()]{1,40}\))*[:.]\s"
)
_PARTS = re.compile(r"\s*\|\s*")
_LABELS = 3
"""So many labelled paragraphs make a text one of turns."""


def find_document_type(
    text: str, segments: Sequence[Segment], words: HeaderWords, weights: Mapping[str, float]
) -> tuple[str, str]:
    """The kind of document and the features that decided it, the strongest first."""
    features = tuple(_features(text, segments, words))
    kinds = dict.fromkeys(name.partition(" ")[0] for name in weights if " " in name)
    choice = choose((Candidate(kind, tuple(f"{kind} {f}" for f in features)) for kind in kinds), weights)
    if choice.winner is None:
        return "press_release", "nothing else"
    spoke = [f for f in choice.winner.features if weights.get(f, 0.0) > 0]
    spoke.sort(key=lambda feature: -weights[feature])
    return choice.winner.value, ", ".join(feature.partition(" ")[2] for feature in spoke)


def _features(text: str, segments: Sequence[Segment], words: HeaderWords) -> Iterator[str]:
    yield "any text"
    title = " ".join(text[s.start : s.end].strip() for s in segments if s.role == "title")
    yield from (f"{kind} in headline" for kind in _first(words, title))
    of_paragraphs = list(
        _of_paragraphs([text[s.start : s.end] for s in segments if s.role in ("title", "body")], words)
    )
    yield from of_paragraphs
    if of_paragraphs and any(_MEETING.match(text, s.start, s.end) for s in segments[:_HEAD]):
        yield "record of a meeting"
    if find_agency(text, segments, words):
        yield "agency in dateline"
    yield from (f"{kind} in header" for kind in _named(text, segments, words))
    if any(s.role == "byline" and words.by.match(text[s.start : s.end].strip()) for s in segments):
        yield "written by"


_HEAD = 12
"""A record says in so many segments which meeting it is of."""


def _first(words: HeaderWords, title: str) -> list[str]:
    """The kind that the headline names, the first pattern that fits."""
    return [kind for kind, pattern in words.title_types if pattern.search(title)][:1]


def _of_paragraphs(paragraphs: Sequence[str], words: HeaderWords) -> Iterator[str]:
    """What the labels before paragraphs tell."""
    turns = sum(1 for paragraph in paragraphs if _is_turn(paragraph, words))
    labels = Counter(_labels(paragraphs, words))
    if turns >= _LABELS or (turns > 1 and 2 * turns >= len(paragraphs)):
        yield "turns"
    elif turns:
        yield "a turn"
    if len(labels) > 1 and sum(n > 1 for n in labels.values()) and sum(labels.values()) * 2 >= len(paragraphs):
        yield "names before paragraphs"
    elif sum(labels.values()) > 1:
        yield "some names"
    if sum(1 for paragraph in paragraphs if _QUESTION.match(paragraph)) > 1:
        yield "questions"
    if any(_CHAIR.match(paragraph) for paragraph in paragraphs):
        yield "a chair speaks"


def _is_turn(paragraph: str, words: HeaderWords) -> bool:
    """Whether a paragraph opens with a letter, an office or a surname in capitals: no place, no numbered part, no field."""
    match = _TURN.match(paragraph)
    return match is not None and not is_no_speaker(match[0], words)


def _labels(paragraphs: Iterable[str], words: HeaderWords) -> Iterator[str]:
    for paragraph in paragraphs:
        match = _NAME_LABEL.match(paragraph)
        if (
            match
            and not is_no_speaker(match["label"], words)
            and all(w[0].isupper() or len(w) < 4 for w in match["label"].split())
        ):
            yield match["label"]


def is_no_speaker(label: str, words: HeaderWords) -> bool:
    """Whether a label before a colon is a place, a numbered part of a document or a word that no speaker is called by."""
    plain = label.strip(" :.,").removesuffix(" –")
    if bare_place(plain) in words.places or plain.casefold() in words.never_place - words.turn_labels:
        return True
    if " " not in plain or not _NUMBERED.search(plain):
        return False
    return plain.rpartition(" ")[0].casefold() not in words.numbered_speakers


def _named(text: str, segments: Sequence[Segment], words: HeaderWords) -> Iterator[str]:
    """The kinds that lines of the header name: `MEDIA STATEMENT`."""
    for segment in segments:
        if segment.role not in ("source", "date"):
            continue
        for part in _PARTS.split(text[segment.start : segment.end].strip().casefold()):
            bare = part.strip(" .:!*")
            if bare in words.document_types and is_document_type(part, words):
                yield words.document_types[bare]
                return
