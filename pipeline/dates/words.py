"""The words of temporal expressions: a text as a string of categories, one character a token, over which the grammar runs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from pipeline.resources import KnowledgeError

OTHER = "_"
"""The category of a token that no rule of the grammar names."""


@dataclass(frozen=True, slots=True)
class WordRow:
    """A line of `date_words.csv`: a word or phrase in lower case, its category and what it stands for."""

    word: str
    category: str
    value: str | None
    capitalised: bool


@dataclass(frozen=True, slots=True)
class Holiday:
    """A line of `date_holidays.csv`: a fixed day, the n-th weekday of a month, or days after Easter Sunday."""

    name: str
    month: int | None
    day: int | None
    weekday: int | None
    nth: int | None
    easter: int | None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word is: a category and a value; `capitalised` words count only with a capital."""

    category: str
    value: str
    capitalised: bool = False


class Token(NamedTuple):
    """A stretch of the text with its category and value."""

    start: int
    end: int
    text: str
    category: str
    value: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words a text is read with: single words, phrases by their first word, holidays by name."""

    words: Mapping[str, Entry]
    phrases: Mapping[str, re.Pattern[str]]
    holidays: Mapping[str, Holiday]
    games: re.Pattern[str]
    """Words of a match, whose quarters and halves are none of a year."""
    idle: set[str] = field(default_factory=set)
    """Words that were seen and that no list has, as they were spelled: up to `_REMEMBERED` of them."""


_REMEMBERED = 50_000
_SHORT_MONTHS = "Jan|Feb|Mar|Apr|May|June|July|Jul|Jun|Aug|Sep|Oct|Nov|Dec"
_AFTER_MONTH = "|".join(
    f"(?<={end} )" for end in ("uary", "arch", "pril", "May", "June", "July", "gust", "mber", "ober")
)
_TOKEN = re.compile(
    # Most tokens are plain words: they come first so that nothing else is tried on them.
    r"(?P<plain>[A-Za-z][a-z]{2,}(?=[\s,]))"
    r"|(?P<address>(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.\w+)"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?(?![\d-]))"
    rf"|(?P<numeric_name>\d{{4}}(?P<s3>[/-])(?:{_SHORT_MONTHS})[a-z]*(?P=s3)\d{{1,2}}(?!\d))"
    rf"|(?P<symbol>(?!(?:{_SHORT_MONTHS})[a-z]*/(?:{_SHORT_MONTHS}))[A-Z][A-Za-z.]{{0,15}}(?:/[\w.()-]{{1,30}})+|#\d+|№\s?\d+)"
    r"|(?P<phone>\+\d[\d ().-]{6,24}\d|\(\d{3}\)\s?\d{3}-\d{4})"
    r"|(?P<money>(?:[A-Z]{1,3})?[$€£¥₹]\s?\d[\d.,]{0,30}\d|[$€£¥₹]\s?\d)"
    r"|(?P<percent>\d[\d.,]{0,30}\s?%)"
    r"|(?P<numeric>\d{1,2}(?P<s1>[./-])\d{1,2}(?P=s1)(?:\d{4}|\d{2})(?![\d./-]{0,20}\d)|\d{4}(?P<s2>[./])\d{1,2}(?P=s2)\d{1,2}(?!\d))"
    r"|(?P<score>\d{3}:\d{1,3}(?::\d{1,3})*(?!\d)|\d{1,3}:\d(?::\d{1,3})+(?!\d))"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}h\d{2}\b)"
    r"|(?P<glued>(?:19|20)\d\d(?=\d{1,2}:\d{2}(?!\d)|(?:Q[1-4]|H[12])\b))"
    r"|(?P<decade>(?:1[89]|20)\d0['’]?s\b|['’]?[2-9]0s\b)"
    r"|(?P<year_pair>(?:19|20)\d\d/(?:\d{4}|\d\d)(?![\d/]))"
    rf"|(?P<paired>(?=\d)(?:\d{{1,2}}(?=/\d{{1,2}}\s+(?:{_SHORT_MONTHS})[a-z]*)|(?:{_AFTER_MONTH})\d{{1,2}}(?=/\d{{1,2}}(?![\d/]))))"
    r"|(?P<fraction>[1-9]/[2-9](?![\d/])|[½¼¾])"
    r"|(?P<ratio>\d+(?:/\d+)+)"
    r"|(?P<integer>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d))"
    r"|(?P<decimal>\d+[.,]\d+)"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<quarter_code>(?:Q[1-4]|[1-4]Q|H[12]|[12]H)\b)"
    r"|(?P<fiscal_code>FY\s?(?:\d{4}|\d\d)(?:[-/]\d\d)?\b)"
    r"|(?P<glued_word>\d+(?![AaPp][Mm]\b)[A-Za-z_]\w*)"
    r"|(?P<number>\d+)"
    r"|(?P<short_year>['’]\d\d(?!\d|s\b))"
    r"|(?P<half_day>[ap]\.\s?m\b\.?|[ap]m\b|[AP]\.\s?M\b\.?|[AP]M\b)"
    r"|(?P<possessive>['’]s?(?![^\W\d_]))"
    r"|(?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?(?:['’]s(?=\s(?:Eve|Day)\b))?)"
    r"|(?P<break>\n[ \t]*\n)"
    r"|(?P<mark>[^\w\s])"
)

_MARKS = {
    ",": "comma",
    ".": "dot",
    "-": "hyphen",
    "‐": "hyphen",
    "‑": "hyphen",
    "–": "dash",
    "—": "dash",
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
    "/": "slash",
    "&": "and",
}
_SAME = {
    "clock",
    "year_pair",
    "fraction",
    "decimal",
    "quarter_code",
    "fiscal_code",
    "half_day",
    "possessive",
    "break",
    "decade",
    "iso",
    "numeric",
    "short_year",
}
_DEAD = {"address", "symbol", "phone", "money", "percent", "ratio", "score", "glued_word"}


def read_vocabulary(rows: Sequence[WordRow], zones: Sequence[str], holidays: Sequence[Holiday]) -> Vocabulary:
    """The words of the lists as one vocabulary; raises KnowledgeError for a word that stands in two of them."""
    entries: dict[str, Entry] = {}
    for row in rows:
        if row.category == "game":
            continue
        category = row.category if row.category != "unit" else f"unit_{(row.value or '').lower()}"
        _add(entries, row.word, Entry(category, row.value or "", row.capitalised))
    for zone in zones:
        _add(entries, zone, Entry("zone", zone, len(zone) < 5))
    for holiday in holidays:
        _add(entries, holiday.name, Entry("holiday", holiday.name, True))
    heads: dict[str, list[str]] = {}
    for word in entries:
        # A phrase is whatever the tokenizer would cut in two.
        first = _TOKEN.match(word)
        if first and first.end() < len(word):
            heads.setdefault(first[0], []).append(word)
    phrases: dict[str, re.Pattern[str]] = {}
    for head, found in heads.items():
        body = "|".join(
            re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]") for w in sorted(found, key=lambda w: -len(w))
        )
        phrases[head] = re.compile(f"(?:{body})(?!\\w)", re.IGNORECASE)
    games = "|".join(re.escape(row.word) for row in rows if row.category == "game")
    return Vocabulary(
        entries,
        phrases,
        {holiday.name: holiday for holiday in holidays},
        re.compile(rf"\b(?:{games})\b", re.IGNORECASE),
    )


def _add(entries: dict[str, Entry], word: str, entry: Entry) -> None:
    if word in entries:
        raise KnowledgeError(f"{word!r} stands in the date words as {entries[word].category} and as {entry.category}")
    entries[word] = entry


def _number(text: str) -> str:
    value = int(text[:12])
    if len(text) == 4 and text[0] != "0":
        return "year" if 1900 <= value <= 2100 else "old_year" if value < 1900 else "integer"
    if len(text) <= 2:
        return "day" if 1 <= value <= 31 else "minute"
    return "integer"


def read_tokens(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[Token]:
    """The tokens of a stretch of text with their categories, phrases of the vocabulary as one token."""
    tokens: list[Token] = []
    add, words, phrases, done = tokens.append, vocabulary.words, vocabulary.phrases, start
    idle = vocabulary.idle
    # Nine in ten tokens are words that no list has: they take the shortest way.
    new = partial(tuple.__new__, Token)
    for match in _TOKEN.finditer(text, start, end):
        at, stop = match.span()
        if at < done:
            continue
        kind, piece = match.lastgroup or "", text[at:stop]
        if kind != "plain" and kind != "word":
            add(_other_token(kind, piece, at, stop))
            continue
        if piece in idle:
            add(new((at, stop, piece, OTHER, "")))
            continue
        lower = piece.lower()
        if lower in phrases and (phrase := phrases[lower].match(text, at, end)):
            piece, stop = phrase[0], phrase.end()
            lower = " ".join(piece.lower().replace("’", "'").split())
            done = stop
        entry = words.get(lower)
        if entry is None or (entry.capitalised and not piece[0].isupper()):
            add(new((at, stop, piece, OTHER, "")))
            if lower not in phrases and len(idle) < _REMEMBERED:
                idle.add(piece)
        else:
            add(new((at, stop, piece, entry.category, entry.value)))
    return tokens


def _other_token(kind: str, piece: str, at: int, stop: int) -> Token:
    if kind == "mark":
        return Token(at, stop, piece, _MARKS.get(piece, OTHER), piece)
    if kind in ("number", "paired"):
        return Token(at, stop, piece, _number(piece), piece)
    if kind == "glued":
        return Token(at, stop, piece, "year", piece)
    if kind == "numeric_name":
        return Token(at, stop, piece, "numeric", piece)
    if kind == "ordinal":
        value = int(piece[:-2])
        return Token(at, stop, piece, "ordinal", str(value))
    if kind == "integer":
        return Token(at, stop, piece, "integer", re.sub(r"\D", "", piece))
    return Token(at, stop, piece, kind if kind in _SAME else "dead", piece)
