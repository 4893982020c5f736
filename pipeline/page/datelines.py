"""Datelines and header dates: the days, places and agencies that the lines around a text's body give, from their characters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.text.calendar import ANY_MONTH, WEEKDAY, WrittenDate, find_written_dates

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ"
_WORD = rf"(?!(?i:{ANY_MONTH})\b)(?:(?i:St|Ste|Mt|Ft|Pt)\.|[{_UPPER}](?:\.[{_UPPER}])*\.|[{_UPPER}](?:[\w'’‘-]*\w)?)"
_PLACE = re.compile(
    rf"\(?\s*(?P<place>(?:(?:the|THE|The) )?{_WORD}"
    rf"(?:[ /](?:{_WORD}|of|de|da|do|del|la|le|el|al|es|am|and|the|upon|sur)(?!\w|\.\w)){{0,4}})"
)
_REGION = re.compile(
    rf"\s*,\s*(?!(?i:{WEEKDAY}))(?P<region>{_WORD}(?: {_WORD}){{0,3}}\.?)(?=\s*[,;(/.:–—_-]|\s*$|\s+\d|\s+(?i:{ANY_MONTH}))"
)
_AGENCY = re.compile(
    r"[\s,.–—-]*(?:/\s*(?P<slash>[^\W_][\w. &'’-]{1,30}?)\s*/|\(\s*(?P<round>[^\W\d_][\w. &/'’-]{1,30}?)\s*\))"
)
_BARE = re.compile(r"\)?[\s,.–—-]+(?P<bare>[^\W\d_][\w-]{0,13}\w(?: [A-Z][\w]+){0,2})(?=\s*[.:–—/-]|\s*$)")
_SITE = re.compile(r",\s*(?P<site>[^\W\d_][\w-]{1,18}\.[a-z]{2,3})(?=\s*[-–—](?:\s|$))")
_OFFICE = re.compile(
    r"\b(?:Secretariat|Council|Committee|Commission|Ministry|Department|Assembly|Headquarters)$", re.IGNORECASE
)
_HIJRI = re.compile(
    r"[\s,]+(?:\d{1,2}\s+)?(?:Muharram|Safar|Rabi\W{0,2}(?:al|ul)?\W?\w+|Jumada\W?\w+|Rajab|Sha\W?ban|Ramadan|Shawwal|Dh?u\w*\W?\w+"
    r"|Farvardin|Ordibehesht|Khordad|Tir|Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand)"
    r"(?:\s+\d{1,2})?,?\s+1[34]\d\d\s?(?:A?H\b)?",
    re.IGNORECASE,
)
"""A day of the Islamic or the Iranian calendar before the civil one: `RIYADH, 25 Sha'ban 1445 H, March 6, 2024, SPA`."""
_BEFORE_DATE = re.compile(rf"[\s,.:;(–—-]*(?:on\s+)?(?:{WEEKDAY}[,\s]+)?(?:\d{{1,2}}\s*[-–—]\s*)?$", re.IGNORECASE)
_PROSE = re.compile(r"['’]s |,? (?!on )[a-z]")
_DASH = re.compile(r"[\s.,:)]*(?:--+|[–—_]|(?<=[\s.)/,])-(?=\s)|-(?=\s|$))[\s–—-]*")
_STOP = re.compile(r"\)?\s*[.:)](?=\s|$)\s*|\)?\s*$")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The prefix of a paragraph that says where, when and by whom it was issued; `end` is where its sentence begins."""

    end: int
    place: str | None
    date: WrittenDate | None
    agency: str | None


def read_dateline(
    line: str, *, places: Mapping[str, str], agencies: Mapping[str, str], never: frozenset[str]
) -> Dateline | None:
    """The dateline that a paragraph begins with, or None.

    places: casefolded place → its name in ordinary case. agencies: casefolded agency → publisher. never: casefolded
    words that look like a place and are none.
    """
    head = line[:140].rstrip()
    match = _PLACE.match(head)
    if match is None or match["place"].casefold() in agencies:
        return _agency_first(head, agencies)
    if match["place"].casefold() in never or match["place"].split(" ")[0].casefold() in _BEFORE_PLACE:
        return None
    at, parts = match.end(), [match["place"]]
    if hijri := _HIJRI.match(head, at):
        at = hijri.end()
    while len(parts) < 4 and (more := _REGION.match(head, at)) and more["region"].casefold() not in agencies:
        parts.append(more["region"])
        at = more.end()
    if hijri := _HIJRI.match(head, at):
        at = hijri.end()
    if _PROSE.match(head, at):
        return None
    date_from = at
    date, agency, at = _date_and_agency(head, at, agencies)
    if _OFFICE.search(parts[0]):
        if len(parts) == 1:
            return None
        parts = parts[1:]  # `CARICOM Secretariat, Georgetown, Guyana`
    known = _known_of(parts, places)
    if date and not known and (_DASH.match(head, date_from) or head[date_from : date_from + 4] == " on "):
        return None
    stop = _DASH.match(head, at) or _STOP.match(head, at)
    certain = _is_agency(agency, agencies) if agency else False
    if not _is_likely(head, parts[0], stop, dated=date is not None, known=bool(known), agency=agency, certain=certain):
        return None
    if agency and not certain and (len(agency) > 20 or agency.count(" ") > 1):
        if date is None:
            return None
        agency = None
    return Dateline(_end_of(head, at, stop), ordinary_case((known or parts)[0], places), date, agency)


def _known_of(parts: list[str], places: Mapping[str, str]) -> list[str]:
    """The known ones of a dateline's places, towns first; `Geneva/New York` in the parts are two."""
    if "/" in parts[0]:
        parts[:1] = [name.strip() for name in parts[0].split("/")]
    known = [p for p in parts if bare_place(p) in places]
    return sorted(known, key=lambda p: bare_place(p) == "united nations")


def _is_likely(
    head: str, place: str, stop: re.Match[str] | None, *, dated: bool, known: bool, agency: str | None, certain: bool
) -> bool:
    """Whether a place, a day and an agency are a dateline, by what ends them: a dash asks for one more, a full stop for more."""
    capitals = place.isupper() and sum(map(str.isalpha, place)) > 3
    if stop is None:
        return dated and agency is not None
    if stop.re is _DASH:
        return dated or certain or known or capitals
    if stop[0].strip() == ")" and not head.startswith("("):
        return False
    return dated or certain or (capitals and known and ":" in stop[0])


def _is_agency(name: str, agencies: Mapping[str, str]) -> bool:
    """Whether a name in brackets is a known agency or looks like one: one word, mostly capitals."""
    if any(part.casefold() in agencies for part in name.split("/")):
        return True
    return " " not in name and len(name) <= 12 and sum(map(str.isupper, name)) * 2 >= len(name)


def _end_of(head: str, at: int, stop: re.Match[str] | None) -> int:
    """Where the sentence after a dateline begins."""
    return stop.end() if stop else len(head) - len(head[at:].lstrip())


_AGENCY_FIRST = re.compile(r"(?:/(?P<slash>[\w .-]{2,25})/|\((?P<round>[\w .-]{2,25})\)|(?P<bare>[\w-]{2,25}))")


def _agency_first(head: str, agencies: Mapping[str, str]) -> Dateline | None:
    """A dateline without a place: `(Reuters) - …`, `/TASS/. …`, `TASS, May 5. …`."""
    match = _AGENCY_FIRST.match(head)
    name = match and (match["slash"] or match["round"] or match["bare"])
    if match is None or not name or name.casefold() not in agencies:
        return None
    date, _, at = _date_and_agency(head, match.end(), {})
    stop = _DASH.match(head, at) or (_STOP.match(head, at) if date or not match["bare"] else None)
    if stop is None or (match["bare"] and not date):
        return None
    return Dateline(stop.end(), None, date, name)


def _date_and_agency(head: str, at: int, agencies: Mapping[str, str]) -> tuple[WrittenDate | None, str | None, int]:
    """The date and the agency that stand next, in either order, and where they end."""
    date: WrittenDate | None = None
    agency: str | None = None
    dates = find_written_dates(head)
    for _ in range(3):
        written = next((w for w in dates if w.start >= at), None)
        if date is None and written and _BEFORE_DATE.fullmatch(head, at, written.start):
            date, at = written, written.end
        elif agency is None and (match := _AGENCY.match(head, at)):
            agency, at = match["slash"] or match["round"], match.end()
        elif agency is None and (match := _BARE.match(head, at)) and match["bare"].casefold() in agencies:
            agency, at = match["bare"], match.end()
        elif agency is None and date is not None and (match := _SITE.match(head, at)):
            agency, at = match["site"], match.end()
        else:
            break
    return date, agency, at


def bare_place(place: str) -> str:
    """A place without article and full stop, casefolded: the key of the known places."""
    return re.sub(r"^the ", "", place.casefold().replace("'", "’").rstrip("."))


def ordinary_case(place: str, places: Mapping[str, str]) -> str:
    """A place as it is written inside a sentence: `THE UNITED NATIONS` → `United Nations`, `N'DJAMENA` → `N’Djamena`."""
    known = places.get(bare_place(place))
    if known:
        return known
    place = re.sub(r"^the ", "", place, flags=re.IGNORECASE).rstrip(".")
    if not place.isupper():
        return place
    return _title_case(place)


_BEFORE_PLACE = frozenset(
    ("in", "on", "at", "from", "by", "after", "since", "until", "for", "to", "of", "near", "outside")
)
_SMALL = frozenset(("of", "de", "da", "do", "del", "la", "le", "es", "al", "am", "and", "the", "upon", "sur"))


def _title_case(place: str) -> str:
    words = [w.casefold() if n and w.casefold() in _SMALL else w for n, w in enumerate(place.split())]
    return " ".join(
        re.sub(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", lambda m: m[0].capitalize(), w) if w.isupper() else w.casefold()
        for w in words
    )
