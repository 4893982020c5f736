"""Listings: the countries listed beside the figures of a tally, or in lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.tables import Vote
from pipeline.votes.countries import Actor, Countries, listed

_KEYS = (
    (
        "in_favour",
        re.compile(
            r"\bin favou?r\b|\bfor\b|\byes\b|\bayes?\b|\bin support\b|\bsupported\b|\baffirmative\b", re.IGNORECASE
        ),
    ),
    (
        "against",
        re.compile(r"\bagainst\b|\bno\b|\bnoes\b|\bnays?\b|\bopposed\b|\bopposing\b|\bnegative\b", re.IGNORECASE),
    ),
    ("abstained", re.compile(r"\babst\w+", re.IGNORECASE)),
    ("absent", re.compile(r"\babsent\b|\bnot voting\b|\bdid not\b|\bnon-voting\b|\babsentees?\b", re.IGNORECASE)),
)
_SUCH_AS = r"(?:including|among (?:them|which|whom)(?: are| were)?|namely|notably|led by|such as)"
_ZONE = re.compile(
    r"\((?P<bracket>(?:[^()\n]|\([^()\n]*\)){2,4000})\)"
    rf"|,? {_SUCH_AS}\b(?P<including>[^.;:\n]{{2,900}}?)(?=,? (?:vot|abst|oppos|were|was|cast|decided|chose)|[.;\n]|$)"
    r"|(?:[–—] ?| - )(?P<dash>[^.;:\n–—]{3,900}?)(?: ?[–—]| - )|:\s(?P<line>[^\n]{3,6000})"
)
_AFTER = re.compile(
    r" ?\((?:[^()\n]|\([^()\n]*\)){0,4000}\)|\)?\s?:\s[^\n]{0,6000}"
    r"|,? (?:including|among (?:them|which|whom)|namely|notably)\b[^.;\n]{0,900}"
)
_LINE = re.compile(
    r"^[ \t]*(?:(?P<yes>(?:voting |votes? )?(?:in favou?r|for|yes|ayes?))|(?P<no>(?:voting |votes? )?(?:against|no|noes|nays?))"
    r"|(?P<abstain>abst\w+))(?: \(\d+\))? ?[:–—] (?P<list>[^\n]{3,6000})",
    re.IGNORECASE | re.MULTILINE,
)


_LED = 8
"""Characters at most before the first country of a list."""
_YES = r"(?:Voting |Votes? )?(?:[Ii]n favou?r|[Ff]or|Yes|Ayes?)"
_NO = r"(?:Voting |Votes? )?(?:[Aa]gainst|No|Noes|Nays?)"
_INLINE = re.compile(
    rf"(?<=[:.;] )(?:(?P<yes>{_YES})|(?P<no>{_NO})|(?P<abstain>Abst\w+))(?: \(\d+\))?: (?P<list>[^\n]{{3,3000}}?)"
    rf"(?=[.;] (?:{_YES}|{_NO}|Abst\w+|Absent|Not voting)\b|[.;]?[ ]*(?:\n|$)|[.;] [A-Z])"
)
"""Voting lists that go on in one line: `In favour: Angola, Benin. Against: Chad.`"""


def beside_figures(text: str, vote: Vote, named: Sequence[Actor], known: Countries) -> Iterator[tuple[Actor, str, str]]:
    """(actor, stance, rule) for each country in brackets, after `including` or between dashes beside a tally's figures."""
    if vote.in_favour is None and vote.against is None and vote.abstained is None:
        return
    end = _extent(text, vote)
    for zone in _ZONE.finditer(text, vote.start, end):
        group = next(name for name in ("bracket", "including", "dash", "line") if zone[name])
        stance = _role_of(text, vote.start, zone.start(), zone.end(), end, group)
        if stance is not None and stance != "absent":
            for actor in listed(text, *zone.span(group), named, known):
                yield actor, stance, f"tally-{group}"


def in_lines(text: str, named: Sequence[Actor], known: Countries) -> Iterator[tuple[Actor, str, int]]:
    """(actor, stance, end of the line's head) for each country of voting lists in lines of their own, with or without figures."""
    for match in sorted([*_LINE.finditer(text), *_INLINE.finditer(text)], key=lambda match: match.start()):
        stance = "in_favour" if match["yes"] else "against" if match["no"] else "abstained"
        found = listed(text, *match.span("list"), named, known)
        if found and found[0].start - match.start("list") <= _LED:  # `No: 276, 13 December` is no list
            for actor in found:
                yield actor, stance, match.end()


def _extent(text: str, vote: Vote) -> int:
    """A tally with the list that follows its last figure."""
    after = _AFTER.match(text, vote.end)
    return after.end() if after else vote.end


def _role_of(text: str, begin: int, start: int, stop: int, end: int, group: str) -> str | None:
    """The role the figures give a list: by the last key before it, or by the next where the voters stand between (`60, including …`)."""
    if group == "bracket" and _PAIRED.search(text, begin, start):
        return "against"  # `by 18 votes to 3 (Syria, Lebanon, Yemen)`
    before = _last_key(text[begin:start])
    if group == "bracket" and _FIGURE_BEFORE.search(text, begin, start):
        after = text[stop:end].lstrip(" ,")
        at_once = [role for role, pattern in _KEYS if pattern.match(after)]
        if at_once:
            return at_once[0]  # `two (Chad and Fiji) opposed`
    if group in ("including", "dash") or (group == "bracket" and not _near_key(text[begin:start])):
        after = text[stop:end].lstrip(" ,")
        found = [(match.start(), role) for role, pattern in _KEYS for match in [pattern.search(after)] if match]
        if found and not _near_key(text[begin:start]):
            return min(found)[1]
    return before


_FIGURE_BEFORE = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?) $", re.IGNORECASE
)
_PAIRED = re.compile(r"\bto (?:\d+|[a-z]+(?:-[a-z]+)?) $")


def _last_key(stretch: str) -> str | None:
    found = [(match.end(), role) for role, pattern in _KEYS for match in pattern.finditer(stretch)]
    return max(found)[1] if found else None


def _near_key(stretch: str) -> bool:
    """A key word stands right before."""
    return any(
        match.end() > len(stretch.rstrip(" ,")) - 8 for _, pattern in _KEYS for match in pattern.finditer(stretch)
    )
