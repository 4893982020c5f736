"""Headers: what each line above and below a text's body is, a date, a byline, an office, a place, or a headline."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.page.datelines import bare_place, ordinary_case, read_dateline
from pipeline.page.header_words import HeaderWords
from pipeline.text.calendar import find_written_dates

_TIME = re.compile(
    r"(?:\bat\s+)?(?<!\d)(?:(?<=\d{4})|(?<!\d))(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d(?::[0-5]\d)?\s*(?:[ap]\.?m\.?)?|\s*[ap]\.?m\.?)"
    r"(?!\w)\.?(?:\s*(?:\(?(?:UTC|GMT|MSK|CES?T|E[SD]T|E[ES]?T|BST|IST|local time|hrs?|hours|Z)\)?)(?:\s*[+-]\s*\d{1,2}(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_GLUED_TIME = re.compile(r"T?\d{1,2}[:.]\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bEdition of\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?:Ref(?:erence)?|Press release|PR|Doc(?:ument)?|Release|Statement|Media release)\.?\s*)?"
    r"(?:No|Nr|№|n°|nº|n(?=[.º°])|#|Ref|Unique ID|ID)\.?\s*:?\s*[\w/().-]*\d[\w/().-]*"
    r"|(?:Press release|Statement|Media release)\s\((?:19|20)\d\d\)\s\d{1,4}",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"(?=\S*[\d/])(?:[A-Z][A-Za-z]{0,9}(?:[./-][A-Z0-9][\w.()-]*)+(?:\s*\(\d{4}\)?)?(?:\*|/Rev\.\d)?"
    r"|[A-Z]{1,5}[-/ ]?\d{2,6}(?:[-/]\d{2,4})?)"
)
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"[|·•]|\s[-–—/]\s|\s{2,}|\t")
COUNTER = re.compile(
    r"(?<![^\W\d_])(?:views?|reads?|hits?|visits?|comments?|likes?|shares?)\s*[:(]\s*[\d\s.,]*\)?|(?<![\d:.])\d[\d\s.,]*\s*(?:views?|hits|comments)\b",
    re.IGNORECASE,
)
"""What a page counts beside a date: `Views: 1 204`."""


def bare_line(line: str, words: HeaderWords) -> str:
    """What a line says beside days, times, labels and release numbers: empty for a line that only dates."""
    field = words.field_label.match(line)
    line = rest = line[field.end() :] if field else line
    if _DIGIT.search(line):
        for written in reversed(find_written_dates(line)):
            tail = _GLUED_TIME.match(line, written.end)
            rest = _RANGE_START.sub("", rest[: written.start]) + " | " + rest[tail.end() if tail else written.end :]
        rest = _NUMBER.sub(" | ", _WEEKDAY.sub(" | ", _TIME.sub(" | ", COUNTER.sub(" | ", rest))))
    parts = (part.strip(" .,:;()[]–—-_\t") for part in _PARTS.split(rest))
    kept = [p for p in parts if p and not p.isdigit() and not _is_label(p, words)]
    return " | ".join(kept)


_RANGE_START = re.compile(r"\b\d{1,2}\s*[-–—/]\s*$")
_ZONE = re.compile(r"(?:UTC|GMT)(?:\s*[+-]\s*\d{1,2}(?::?\d\d)?)?|[+-]\s?\d{1,2}|(?:local|[A-Z][a-z]+) time")


def _is_label(part: str, words: HeaderWords) -> bool:
    return bool(
        words.published_label.fullmatch(part)
        or words.other_label.fullmatch(part)
        or (_SYMBOL.fullmatch(part) and not is_place(part, words))
        or _ZONE.fullmatch(part)
    )


_CODES = re.compile(r"[A-Z]{4}(?: [A-Z]{4})*")
"""Committees as the European Parliament abbreviates them beside a day and an hour: `PLENARY SESSION AFET INTA 12-02-2025 - 12:41`."""


@lru_cache(maxsize=4096)
def header_kind(line: str, words: HeaderWords) -> str | None:
    """The role of a line above or below the body: date, dateline, byline, source, or None for any other line.

    body: a line that counts the meeting or session, which is no headline.
    """
    line = line.strip()
    if len(line) > _LONGEST:
        return None
    if _URL.fullmatch(line):
        return "source"
    if _MEETING.fullmatch(line):
        return "body"
    if _is_address(line, words):
        return "source"
    if _FOREIGN_DATE.fullmatch(line) and not find_written_dates(line):
        return "date"
    rest = bare_line(line, words)
    dated = bool(_DIGIT.search(line) and (find_written_dates(line) or _TIME.search(line)))
    if dated and _TIME.search(line):
        rest = " | ".join(part for part in rest.split(" | ") if not _CODES.fullmatch(part))
    if not any(map(str.isalpha, rest)):
        return "date" if dated else "source"
    plain = words.done_at.sub("", line, count=1) if words.done_at.match(line) else line
    dateline = read_dateline(plain, places=words.places, agencies=words.agencies, never=words.never_place)
    if dateline and dateline.end >= len(plain) - 1 and (dateline.date or dateline.agency):
        return "dateline"
    parts = rest.split(" | ")
    kinds = {_part_kind(part, words) for part in parts}
    if kinds == {None, "type"} and all(_ACRONYM.fullmatch(part) for part in parts if not _part_kind(part, words)):
        return "source"  # `CBD | Press release`
    if None not in kinds:
        return "dateline" if "place" in kinds else "date" if dated else "source"
    return "byline" if is_byline(rest, words, dated=dated) else None


_ACRONYM = re.compile(r"[A-Z]{2,8}")
_LONGEST = 220
_POSTCODE = re.compile(
    r"(?:[A-Z]{1,2}-)?\d{4,6}(?: [A-Z]{2})? (?=[^\W\d_])|\b(?:[A-Z]{2} )?\d{5}$|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}$"
)


def _is_address(line: str, words: HeaderWords) -> bool:
    """Whether a line is a postal address: parts between commas, one of them a known place beside its postcode."""
    parts = [part.strip(" .") for part in line.split(",")]
    if len(parts) < 3 or find_written_dates(line):
        return False
    return any(_POSTCODE.search(p) and bare_place(_POSTCODE.sub("", p).strip()) in words.places for p in parts)


_FOREIGN_DATE = re.compile(
    r"[^\W\d_][\w’'. -]{1,40},? (?:le |den |el |il |em |a )?\d{1,2}(?:er|º|\.)?(?: de)? [^\W\d_]{3,10}(?: de)? (?:19|20)\d\d"
)
"""`Paris, le 24 décembre 2024`, `Berlin, den 3. Mai 2024` above a text in another language."""
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MEETING = re.compile(
    r"(?:\d{1,5}(?:st|nd|rd|th)|[\w-]{3,20}(?:st|nd|rd|th|sth))(?: (?:formal|plenary|special|regular|emergency|resumed|general|ordinary))*"
    r" (?:meeting|session|plenary)(?:\s*\([^()]{1,20}\))?(?:,.{1,50})?",
    re.IGNORECASE,
)


def _part_kind(part: str, words: HeaderWords) -> str | None:
    if is_document_type(part, words):
        return "type"
    if is_place(part, words):
        return "place"
    return "office" if is_office(part, words) else None


def place_of(line: str, words: HeaderWords) -> str | None:
    """The place a dateline or a header line names, in ordinary case."""
    plain = words.done_at.sub("", line, count=1) if words.done_at.match(line) else line
    found = read_dateline(plain, places=words.places, agencies=words.agencies, never=words.never_place)
    if found and found.place:
        return found.place
    for part in bare_line(line, words).split(" | "):
        if is_place(part, words):
            names = _PLACES.split(part)
            return ordinary_case(
                next((n for n in names if bare_place(n.strip()) in words.places), names[0]).strip(" .:"), words.places
            )
    return None


_TYPES = re.compile(r"\||\s/\s")


def is_document_type(line: str, words: HeaderWords) -> bool:
    """Whether a line only names the kind of text: `PRESS RELEASE`, `Joint Statement`."""
    parts = [p.strip(" .:!*#[]()–—-").casefold() for p in _TYPES.split(line)]
    return all(p in words.document_types or re.sub(r"\s*[\d/.-]+$", "", p) in words.document_types for p in parts)


_STAMP = re.compile(r"\s*\|\s*|\s{2,}|[–—]")


def is_stamp(line: str, words: HeaderWords) -> bool:
    """Whether a line dates a text and names its kind among other words: `05/28/2022 | News release | Distributed by Port`."""
    if not _DIGIT.search(line) or not find_written_dates(line):
        return False
    folded = " ".join(line.split()).casefold()
    typed = any(is_document_type(part, words) for part in _STAMP.split(line) if part.strip())
    return typed or any(folded.startswith(kind + " ") and " " in kind for kind in words.document_types)


_PLACES = re.compile(r"[,/]")


def is_place(line: str, words: HeaderWords) -> bool:
    """Whether a line only names a known place, with or without its region: `Rabat, Morocco`."""
    parts = [p.strip(" .:") for p in _PLACES.split(line)]
    return (
        len(parts) <= 3
        and any(bare_place(p) in words.places for p in parts)
        and all(
            p and len(p) <= 30 and p[0].isupper() and p.count(" ") <= 3 and not _DIGIT.search(p) and ":" not in p
            for p in parts
        )
        and not is_office(line, words)
    ) or (bare_place(line) in words.places and bare_place(line) != "united nations")


_SUFFIX = re.compile(r" (?:english|news agency|news service|news|service|press service|\.com)$")
_NAMES = re.compile(r"[\w’'-]+")


def is_office(line: str, words: HeaderWords) -> bool:
    """Whether a line is a letterhead: an office's name and nothing that a headline has."""
    folded = line.strip(" .,:*").casefold()
    bare = _SUFFIX.sub("", folded)
    if folded in words.offices or folded in words.agencies or bare in words.agencies:
        return True
    if _is_foreign_office(line, words):
        return True
    if len(line) > _LONGEST or "/" in line or line.rstrip()[-1:] in ".!?" or not words.office_head.match(folded):
        return False
    names = _NAMES.findall(line)
    if (len(names) == 1 and not line.isupper()) or any(n.casefold() in words.headline or n.isdigit() for n in names):
        return False
    capitals = line.isupper()
    for name in names:
        low = name.casefold()
        if not capitals and name[0].islower() and low not in words.joints:
            return False
        if low in words.offices or low in words.agencies:
            continue
        if (
            len(low) > 2
            and low.endswith("s")
            and not low.endswith(("ss", "’s", "'s", "us", "is"))
            and low not in words.plurals
        ):
            return False
    return True


def _is_foreign_office(line: str, words: HeaderWords) -> bool:
    """Whether a short line without end marks, figures or an English headline's words begins with an office's name in another language."""
    if (
        len(line) > _FOREIGN
        or line.rstrip()[-1:] in ".!?:;"
        or _DIGIT.search(line)
        or not words.foreign_head.match(line)
    ):
        return False
    return not any(name.casefold() in _ENGLISH for name in _NAMES.findall(line))


_FOREIGN = 120
_ENGLISH = frozenset(
    (
        "the",
        "of",
        "on",
        "and",
        "with",
        "by",
        "at",
        "from",
        "to",
        "for",
        "after",
        "will",
        "says",
        "said",
        "has",
        "is",
        "as",
        "calls",
        "meets",
    )
)
"""Words that no name in another language has; `in`, `a`, `do` and `was` are words of several."""


def is_byline(line: str, words: HeaderWords, *, dated: bool = False) -> bool:
    """Whether a line names who speaks or writes: `By Ann Lee`, `Ann Lee, Minister of Trade`, with a date also a bare name."""
    line = line.strip(" |")
    if HONOURABLE.match(line) and "," not in line and len(line) <= 60:
        return _is_name(HONOURABLE.sub("", line))
    if words.by.match(line) and len(line) <= 90 and line.count(" ") <= 10:
        return True
    name, comma, office = line.partition(",")
    if comma and len(line) <= 140 and line[-1:] not in "!?:;" and _is_name(name) and words.byline_office.search(office):
        return all(
            w[0].isupper() or w[0].isdigit() or w.casefold() in words.joints for w in re.findall(r"[\w’'-]+", office)
        )
    if not dated or any(pattern.search(line) for _, pattern in words.title_types):
        return False
    return _is_name(line) or bool(_BY_ONE.fullmatch(line))


HONOURABLE = re.compile(r"(?:Senator )?(?:the )?(?:Rt\.? |Right )?Hon(?:ourable|\.)? ", re.IGNORECASE)
"""What stands before a minister's name: `Senator the Hon`, `Rt Hon`."""
_BY_ONE = re.compile(r"by \w{2,20}", re.IGNORECASE)


def is_office_of_byline(line: str, words: HeaderWords) -> bool:
    """Whether the line below a name only says the person's office: `Minister for Foreign Affairs`."""
    names = re.findall(r"[\w’'-]+", line)
    return (
        len(line) <= 90
        and line[-1:] not in ".!?:;"
        and (office := words.byline_office.search(line)) is not None
        and line[: office.start()].count(" ") < 3
        and not words.not_byline.search(line)
        and all(name[0].isupper() or name.casefold() in words.joints for name in names)
    )


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
