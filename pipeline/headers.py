"""Headers: what each line above and below a text's body is, a date, a byline, an office, a place, or a headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.datelines import bare_place, find_written_dates, read_dateline
from pipeline.knowledge import KnowledgeError, Models

HEADER_FILES = ("en/headers.toml", "en/dateline_places.txt", "en/publishers.csv")
"""Files of `models/` that `load_header_words` reads."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """A line of `publishers.csv`: a name as texts write it, who issues by that name; kind agency, office or role."""

    name: str
    publisher: str
    kind: str


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The words that header lines are told by, compiled once."""

    document_types: Mapping[str, str]
    title_types: tuple[tuple[str, re.Pattern[str]], ...]
    published_label: re.Pattern[str]
    other_label: re.Pattern[str]
    office_head: re.Pattern[str]
    plurals: frozenset[str]
    headline: frozenset[str]
    signature: re.Pattern[str]
    byline_office: re.Pattern[str]
    not_byline: re.Pattern[str]
    by: re.Pattern[str]
    salutation: re.Pattern[str]
    never_place: frozenset[str]
    places: Mapping[str, str]
    agencies: Mapping[str, str]
    offices: Mapping[str, str]
    roles: Mapping[str, str]


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


def load_header_words(models: Models) -> HeaderWords:
    """The words of `HEADER_FILES`; raises KnowledgeError naming the file for a section that is missing."""
    words: dict[str, Any] = models.toml("en/headers.toml")
    rows = models.csv("en/publishers.csv", Publisher, unique="name")
    by_kind = {k: {r.name.casefold(): r.publisher for r in rows if r.kind == k} for k in ("agency", "office", "role")}
    try:
        labels, offices, bylines = words["labels"], words["offices"], words["bylines"]
        return HeaderWords(
            document_types={k.casefold(): v for k, v in words["document_types"].items()},
            title_types=tuple((k, re.compile(p, re.IGNORECASE)) for k, p in words["title_types"]["order"]),
            published_label=re.compile(rf"{_any(labels['published'])}\s*:?", re.IGNORECASE),
            other_label=re.compile(rf"\b{_any(labels['other'])}\s*(?:on|at)?\s*[:\-–]?\s*$", re.IGNORECASE),
            office_head=re.compile(rf"(?:the )?(?:[\w’'-]+ ){{0,4}}?{_any(offices['heads'])}(?!\w)", re.IGNORECASE),
            plurals=frozenset(offices["plurals"]),
            headline=frozenset(offices["headline"]),
            signature=re.compile(rf"(?:the )?{_any(offices['signatures'])}(?!\w)", re.IGNORECASE),
            byline_office=re.compile(rf"(?<![\w’'-]){_any(bylines['offices'])}(?![\w’'-])", re.IGNORECASE),
            not_byline=re.compile(rf"\b{_any(bylines['not'])}\b", re.IGNORECASE),
            by=re.compile(rf"{_any(bylines['by'])}\s*:?\s+(?=[^\W\d_a-z])", re.IGNORECASE),
            salutation=re.compile(rf"\W*{_any(words['openings']['salutations'])}(?!\w)", re.IGNORECASE),
            never_place=frozenset(words["datelines"]["never"]),
            places={bare_place(p): p for p in models.lines("en/dateline_places.txt")},
            agencies=by_kind["agency"],
            offices=by_kind["office"],
            roles=by_kind["role"],
        )
    except KeyError as error:
        raise KnowledgeError(f"en/headers.toml:0: {error} is missing") from error


_TIME = re.compile(
    r"(?:\bat\s+)?(?<!\d)(?:(?<=\d{4})|(?<!\d))(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d(?::[0-5]\d)?\s*(?:[ap]\.?m\.?)?|\s*[ap]\.?m\.?)"
    r"(?!\w)\.?(?:\s*(?:\(?(?:UTC|GMT|MSK|CES?T|E[SD]T|E[ES]?T|BST|IST|local time|hrs?|hours|Z)\)?)(?:\s*[+-]\s*\d{1,2}(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_GLUED_TIME = re.compile(r"T?\d{1,2}[:.]\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bEdition of\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?:Ref(?:erence)?|Press release|PR|Doc(?:ument)?|Release|Statement|Media release)\.?\s*)?"
    r"(?:No|Nr|№|n°|#|Ref)\.?\s*:?\s*[\w/().-]*\d[\w/().-]*",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"(?:[A-Z][A-Za-z]{0,9}(?:[./-][A-Z0-9][\w.()-]*)+(?:\s*\(\d{4}\)?)?(?:\*|/Rev\.\d)?|[A-Z]{1,5}[-/ ]?\d{2,6}(?:[-/]\d{2,4})?)"
)
COUNTER = re.compile(
    r"(?<![^\W\d_])(?:views?|reads?|hits?|visits?|comments?|likes?|shares?)\s*[:(]\s*[\d\s.,]*\)?|(?<![\d:.])\d[\d\s.,]*\s*(?:views?|hits|comments)\b",
    re.IGNORECASE,
)
"""What a page counts beside a date: `Views: 1 204`."""


def bare_line(line: str, words: HeaderWords) -> str:
    """What a line says beside days, times, labels and release numbers: empty for a line that only dates."""
    rest = line
    for written in reversed(find_written_dates(line)):
        tail = _GLUED_TIME.match(line, written.end)
        rest = rest[: written.start] + " | " + rest[tail.end() if tail else written.end :]
    rest = _NUMBER.sub(" | ", _WEEKDAY.sub(" | ", _TIME.sub(" | ", COUNTER.sub(" | ", rest))))
    parts = (part.strip(" .,:;()[]–—-_\t") for part in re.split(r"[|·•]|\s[-–—]\s|\s{2,}|\t", rest))
    kept = [p for p in parts if p and not _is_label(p, words)]
    return " | ".join(kept)


def _is_label(part: str, words: HeaderWords) -> bool:
    return bool(words.published_label.fullmatch(part) or words.other_label.fullmatch(part) or _SYMBOL.fullmatch(part))


def header_kind(line: str, words: HeaderWords) -> str | None:
    """The role of a line above or below the body: date, dateline, byline, source, or None for any other line."""
    line = line.strip()
    if len(line) > 160:
        return None
    rest = bare_line(line, words)
    dated = bool(find_written_dates(line)) or bool(_TIME.search(line))
    if not rest:
        return "date" if dated else "source"
    if is_document_type(rest, words):
        return "date" if dated else "source"
    dateline = read_dateline(line, places=words.places, agencies=words.agencies, never=words.never_place)
    if dateline and dateline.end >= len(line) - 1 and (dateline.date or dateline.agency):
        return "dateline"
    if is_place(rest, words):
        return "dateline"
    if is_office(rest, words):
        return "date" if dated else "source"
    if is_byline(rest, words, dated=dated):
        return "byline"
    return None


def is_document_type(line: str, words: HeaderWords) -> bool:
    """Whether a line only names the kind of text: `PRESS RELEASE`, `Joint Statement`."""
    parts = [p.strip(" .:!*#[]()–—-").casefold() for p in line.split("|")]
    return all(p in words.document_types or re.sub(r"\s*[\d/.-]+$", "", p) in words.document_types for p in parts)


def is_place(line: str, words: HeaderWords) -> bool:
    """Whether a line only names a known place, with or without its region: `Rabat, Morocco`."""
    parts = [p.strip(" .:") for p in line.split(",")]
    return (
        len(parts) <= 3
        and any(bare_place(p) in words.places for p in parts)
        and all(p and len(p) <= 30 and (p[0].isupper()) and p.count(" ") <= 3 for p in parts)
        and not is_office(line, words)
    ) or (bare_place(line) in words.places and bare_place(line) != "united nations")


def is_office(line: str, words: HeaderWords) -> bool:
    """Whether a line is a letterhead: an office's name and nothing that a headline has."""
    folded = line.strip(" .,:*").casefold()
    if folded in words.offices or folded in words.agencies:
        return True
    if len(line) > 130 or line.rstrip()[-1:] in ".!?" or not words.office_head.match(folded):
        return False
    names = re.findall(r"[\w’'-]+", line)
    if any(n.casefold() in words.headline or n.isdigit() for n in names):
        return False
    capitals = line.isupper()
    for name in names:
        low = name.casefold()
        if not capitals and name[0].islower() and low not in _JOINTS:
            return False
        if low.endswith("s") and not low.endswith(("ss", "’s", "'s", "us", "is")) and low not in words.plurals:
            return False
    return True


_JOINTS = frozenset(
    (
        "of",
        "the",
        "and",
        "for",
        "to",
        "in",
        "de",
        "du",
        "des",
        "la",
        "et",
        "und",
        "für",
        "des",
        "der",
        "y",
        "e",
        "da",
        "do",
        "a",
    )
)


def is_byline(line: str, words: HeaderWords, *, dated: bool = False) -> bool:
    """Whether a line names who speaks or writes: `By Ann Lee`, `Ann Lee, Minister of Trade`, with a date also a bare name."""
    line = line.strip(" |")
    if words.by.match(line) and len(line) <= 90 and line.count(" ") <= 10:
        return True
    name, comma, office = line.partition(",")
    if comma and len(line) <= 140 and line[-1:] not in "!?:;" and _is_name(name) and words.byline_office.search(office):
        return all(w[0].isupper() or w[0].isdigit() or w.casefold() in _JOINTS for w in re.findall(r"[\w’'-]+", office))
    return dated and _is_name(line)


_HONORIFIC = re.compile(r"(?:H\.?\s?E\.?|Mr|Ms|Mrs|Dr|Sir|Dame|Lord|Amb|Prof|Hon)\.?\s", re.IGNORECASE)


def _is_name(text: str) -> bool:
    """Whether a text can be a person's name: two to six words, each with a capital."""
    parts = text.split()
    return (
        2 <= len(parts) <= 7
        and all(
            (p[0].isupper() and not p.isdigit())
            or p.casefold()
            in ("al", "bin", "bint", "de", "van", "von", "da", "der", "el", "la", "ben", "ibn", "dos", "del")
            for p in parts
        )
        and not any(c.isdigit() for c in text)
    )


def is_signature(line: str, words: HeaderWords) -> bool:
    """Whether a line at the foot names the office or the person that signs: `THE WHITE HOUSE,`, `JOHN R. DOE`."""
    line = line.strip(" ,.")
    return bool(len(line) <= 120 and words.signature.match(line) and (is_office(line.split(" - ")[0], words)))
