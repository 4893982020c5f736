"""Publishers: who issued a text, from its dateline, letterhead, byline, signature and foot; null when nothing names it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.page.datelines import bare_place, read_dateline
from pipeline.page.header_words import HeaderWords
from pipeline.page.headers import bare_line, is_office
from pipeline.tables import Segment

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?[\s,:|]*(?P<holder>[^\d.|•·©\n][^.|•·©\n]{2,100}?)\s*"
    r"(?:[.|•·,]|\d|all rights|$)",
    re.IGNORECASE,
)


def find_publisher(text: str, segments: Sequence[Segment], words: HeaderWords) -> str | None:
    """The name of who issued a text, in ordinary case."""
    lines: dict[str, list[str]] = {}
    kind, title = "head", ""
    for segment in segments:
        if segment.role == "title":
            kind = "below"
            title = title or text[segment.start : segment.end].strip()
        elif segment.role not in ("body", "list", "quote_block", "chrome"):
            role = f"{kind} {segment.role}" if segment.role in ("source", "date") else segment.role
            lines.setdefault(role, []).append(text[segment.start : segment.end].strip())
    known = [line for line in lines.get("below source", ()) if line.strip(" ,.").casefold() in words.offices]
    return (
        _from_datelines(lines.get("dateline", ()), words)
        or _from_offices([*lines.get("head source", ()), *lines.get("head date", ()), *known], words)
        or _from_bylines(lines.get("byline", ()), words)
        or _from_offices([*lines.get("below source", ()), *lines.get("below date", ())], words)
        or _from_offices([line for line in lines.get("dateline", ()) if "(" not in line], words)
        or _from_copyright(lines.get("footer", ()), words)
        or _from_title(title, words)
    )


def find_agency(text: str, segments: Sequence[Segment], words: HeaderWords) -> str | None:
    """The agency that the dateline names, as the list of publishers knows it, or as written."""
    return _from_datelines([text[s.start : s.end].strip() for s in segments if s.role == "dateline"], words)


def _from_datelines(lines: Sequence[str], words: HeaderWords) -> str | None:
    for line in lines:
        found = read_dateline(line, places=words.places, agencies=words.agencies, never=words.never_place)
        if found and found.agency and found.agency.casefold() not in words.never_place and not found.agency.isdigit():
            names = [found.agency, *found.agency.split("/"), found.agency.split()[-1]]
            return next((words.agencies[n.casefold()] for n in names if n.casefold() in words.agencies), found.agency)
    return None


def _from_offices(lines: Sequence[str], words: HeaderWords) -> str | None:
    """A letterhead's or a signature's office: the first line that names one, the part after a dash where that is the body."""
    whole: str | None = None
    for line in lines:
        if line.casefold().startswith(("source:", "source –", "source -", "via:")):
            continue
        for part in bare_line(line, words).split(" | "):
            part = part.strip(" ,.;*")
            if (
                words.signature.match(part)
                and len(halves := re.split(r"\s[-–—]\s", part)) == 2
                and is_office(halves[1], words)
            ):
                return _official(halves[1], words)
            if part and is_office(part, words):
                if not _WHOLE.fullmatch(part):
                    return _official(part, words)
                whole = whole or _official(part, words)
    return whole


_WHOLE = re.compile(
    r"(?:the )?government of .*|[\w ]+ government|(?:gouvernement|gobierno|governo) d\w*[ ’'].*", re.IGNORECASE
)
"""A whole government over the department that issues: `Government of Canada`, `Australian Government`."""
_ABROAD = re.compile(r"\b(?:embassy|consulate|mission|high commission|delegation|representation)\b", re.IGNORECASE)
"""What has its seat in its name: `Embassy of India, Kathmandu`."""


_AND_MINISTER = re.compile(r" and (?:the )?(?:rt hon|right hon|lord|baroness|sir|dame|h\.?e\.?)\b.*", re.IGNORECASE)


def _official(name: str, words: HeaderWords) -> str:
    name = _AND_MINISTER.sub("", name.removeprefix("the "))
    body, _, place = name.rpartition(", ")
    if body and bare_place(place) in words.places and not _ABROAD.search(body):
        name = body
    known = words.offices.get(name.casefold()) or words.agencies.get(name.casefold())
    return known or office_case(name, words)


def _from_bylines(lines: Sequence[str], words: HeaderWords) -> str | None:
    """The office that a byline's role belongs to: `Department Spokesperson`."""
    for line in lines:
        office = line.partition(",")[2].strip(" .").casefold()
        for part in (office, *office.split(", ")):
            if part in words.roles or part in words.offices:
                return words.roles.get(part) or words.offices[part]
    return None


def _from_copyright(lines: Sequence[str], words: HeaderWords) -> str | None:
    for line in lines:
        if match := _COPYRIGHT.search(line):
            holder = match["holder"].strip(" ,;")
            if is_office(holder, words):
                return _official(holder, words)
    return None


_ISSUED = re.compile(
    r"\b(?:briefing|statement|communiqu[eé]|comment|commentary|press release|declaration|note|appeal|response|reply)s?\b"
    r"(?: (?:issued|made|released|published))? (?:by|of|from) (?:the )?"
    r"(?:(?:official )?(?:spokes\w+|representative|press secretary) (?:of|for) (?:the )?)?",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"\s(?:on|regarding|concerning|following|about|in (?:connection|response|relation|light|support)|condemning|after|against|to|with|as"
    r"|at|over|marking|welcoming|ahead|dated)\b|[,;:(“\"]|\s[-–—]\s"
)


def _from_title(title: str, words: HeaderWords) -> str | None:
    """The office that a headline says it comes from: `Statement by the Ministry of Trade on fish`."""
    match = _ISSUED.search(title)
    if match is None:
        return None
    office = _ISSUE.split(title[match.end() :], maxsplit=1)[0].strip(" .")
    return _official(office, words) if is_office(office, words) else None


_LOWER = frozenset(("of", "the", "and", "for", "to", "in", "on", "de", "du", "des", "la"))
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")


def office_case(name: str, words: HeaderWords) -> str:
    """An office's name as it is written in a sentence: `MINISTRY OF FOREIGN AFFAIRS` → `Ministry of Foreign Affairs`.

    Abbreviations that the list of agencies and places does not know stay as they are when they have no vowel.
    """
    if not name.isupper() or " " not in name:
        return name
    done = []
    for number, word in enumerate(name.split(" ")):
        low = word.casefold()
        if number and low in _LOWER:
            done.append(low)
        elif (
            low in words.offices
            or low in words.agencies
            or (
                (len(word) <= 3 and word.isalpha())
                or not _VOWEL.search(word)
                or (words.office_head.fullmatch(low) and len(word) <= 6)
            )
        ):
            done.append(word)
        else:
            done.append(re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word))
    return " ".join(done)
