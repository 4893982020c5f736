"""Resolutions and decisions cited by a bare number (`resolutions 2719 (2023) and 2767`, `resolution 75/282`): whose they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.references.by_number import Citation
from pipeline.text.spans import Stretches

_HEAD = re.compile(
    r"\b(?P<head>[Rr]esolutions?|RESOLUTIONS?|[Dd]ecisions?|UNSCRs?|SCRs?|(?:UNGA|UNHRC|HRC)(?= \d{1,3}/\d)|UNSC(?= \d{3,4}\b)"
    r"|(?:UNGA|UNSC|UNHRC|HRC|SC|GA|Council|Assembly) [Rr]es\.?(?=\s?[\dSEN]))"
    r"(?:\s(?:of|by|from)\sthe\s(?:UN\s|United\sNations\s)?(?:Security\sCouncil|General\sAssembly|Human\sRights\sCouncil))?"
    r"(?:\s(?:Nos?\.?|№|numbers?))?\s?\(?(?=[\dSE])"
)
_ITEM = re.compile(
    r"(?P<special>(?:ES|S)-\d{1,2}/\d{1,3})\b"
    r"|(?P<year4>(?:19|20)\d\d/\d{1,3})\b(?!/)"
    r"|(?P<session>\d{1,3}/\d{1,4})(?![\d/])(?:\s?(?P<part>[A-H](?:[-–][A-H])?)(?![\w’']))?"
    r"|(?P<dated>\d{4}/\d{2})\b(?!/)"
    r"|(?P<roman>\d{1,4}(?:\s[A-F])?\s?\((?:S-|ES-)?[XVIL]+\))"
    r"|(?P<plain>\d{1,4})(?![\d/%]|[.,]\d)(?:\s?\((?P<year>(?:19|20)\d\d)\))?"
)
_NEXT = re.compile(
    r"(?:\s?\([^()\n]{0,60}\))?\s?(?:,|;)?\s?(?:and|or|as well as|&)?\s(?:(?:of|to)\s)?(?:resolution\s)?(?=\d|ES-|S-\d)"
)
_OF_DATE = re.compile(r",?\s(?:of|adopted on|dated|on)\s(?:\d{1,2}\s\w+\s|\w+\s\d{1,2},?\s|\w+\s)?((?:19|20)\d\d)\b")
_OF_ORGAN = re.compile(r"(?:[^.;\n\d]{0,3}|\s\(\d{4}\))?\s(?:of|by) the\s((?:[A-Z][\w.’']*\s?|of the |and ){1,8})")
_LONE = re.compile(
    r"(?<![\w/.,$€£-])(?P<plain>\d{3,4})\s\((?P<year>(?:19|20)\d\d)\)|(?<![\w/.,$€£-])(?P<session>[3-9]\d/\d{1,3})(?![\w/%°-]|[.,]\d)"
    r"|(?<![\w/.,$€£-])(?P<old>\d{1,4})(?: [A-F])? ?\((?P<roman>(?:S-|ES-)?[XVIL]+)\)"
)
_LONE_NEAR = re.compile(r"\b(?:resolutions?|adopted|adopts|passed|texts?|A/RES)\b", re.I)
_FRACTION = {"50/50", "60/40", "40/60", "70/30", "80/20", "90/10", "24/7", "99/1", "51/49", "35/65"}


@dataclass(frozen=True, slots=True)
class Organs:
    """What tells an organ's resolutions apart: its names, the form of its symbols, the Council's numbers by year, the Assembly's
    old numbers by session."""

    named: re.Pattern[str]
    organ_of: Mapping[str, str]
    symbols: Mapping[str, str]
    years: Mapping[int, tuple[int, int]]
    sessions: Mapping[str, str]

    def year_of(self, number: int) -> int | None:
        """The year of a Security Council resolution where its number leaves no doubt."""
        return next((year for year, (first, last) in self.years.items() if first <= number <= last), None)


class _Mentions:
    """Where a text names which organ: sorted once, so that a long text with many numbers is not gone through for each."""

    def __init__(self, text: str, organs: Organs) -> None:
        self.ends: list[int] = []
        self.organs: list[str] = []
        self.ends_of: dict[str, list[int]] = {}
        for match in organs.named.finditer(text):
            organ = organs.organ_of[match[0]]
            self.ends.append(match.end())
            self.organs.append(organ)
            self.ends_of.setdefault(organ, []).append(match.end())

    def last(self, at: int) -> tuple[int, str] | None:
        """(end, organ) of the last one named before a place."""
        number = bisect_right(self.ends, at) - 1
        return (self.ends[number], self.organs[number]) if number >= 0 else None

    def nearest(self, at: int, among: Sequence[str]) -> str | None:
        """The organ of those asked for that is named last before a place; failing that, first after it."""
        before: list[tuple[int, str]] = []
        after: list[tuple[int, str]] = []
        for organ in among:
            ends = self.ends_of.get(organ, [])
            number = bisect_right(ends, at)
            before += [(ends[number - 1], organ)] if number else []
            after += [(ends[number], organ)] if number < len(ends) else []
        return max(before)[1] if before else min(after)[1] if after else None


def read_organs(table: Mapping[str, Any]) -> Organs:
    """The organs of `reference.toml`."""
    organ_of = {name: organ for organ, names in table["organs"].items() for name in names}
    longest = sorted(organ_of, key=lambda name: (-len(name), name))
    return Organs(
        named=re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b"),
        organ_of=organ_of,
        symbols=table["symbols"],
        sessions=table["assembly_sessions"],
        years={int(year): (first, last) for year, (first, last) in table["council_years"].items()},
    )


def find_resolutions(text: str, organs: Organs) -> Iterator[Citation]:
    """The resolutions and decisions that a text cites by number, and a few numbers that can be nothing else."""
    mentions = _Mentions(text, organs)
    taken: list[tuple[int, int]] = []
    for head in _HEAD.finditer(text):
        for citation in _list(text, head, mentions, organs):
            taken.append((citation.start, citation.end))
            yield citation
    if not taken and not mentions.ends_of.keys() & {"assembly", "council", "rights"}:
        return
    told = Stretches(taken)
    for match in _LONE.finditer(text):
        if not told.overlap(match.start(), match.end()):
            lone = _lone(text, match, mentions, organs)
            if lone is not None:
                yield lone


def _lone(text: str, match: re.Match[str], mentions: _Mentions, organs: Organs) -> Citation | None:
    """A number without `resolution` before it: `2231 (2015)` of the right year, `74/247` beside a word of adoption."""
    if match["plain"]:
        year = organs.year_of(int(match["plain"]))
        if year is None or str(year) != match["year"]:
            return None
        symbol = organs.symbols["council"].format(n=f"{match['plain']} ({year})")
        return Citation(match.start(), match.end(), symbol, "resolution", "resolution-number-alone")
    if match["old"]:
        return _old(text, match, organs)
    if match["session"] in _FRACTION or not _LONE_NEAR.search(text, max(0, match.start() - 120), match.end() + 60):
        return None
    organ = mentions.nearest(match.start(), ("assembly", "rights")) or "assembly"
    symbol = organs.symbols[organ].format(n=match["session"])
    return Citation(match.start(), match.end(), symbol, "resolution", "resolution-number-alone")


def _old(text: str, match: re.Match[str], organs: Organs) -> Citation | None:
    """`[1654 (XVI)]`: a resolution of the Assembly by number and session, in brackets of its own beside another one."""
    known = organs.sessions.get(match["old"], match["roman"])
    bracketed = text[match.start() - 1 : match.start()] == "[" and text[match.end() : match.end() + 1] == "]"
    near = _LONE_NEAR.search(text, max(0, match.start() - 120), match.end() + 60)
    if known != match["roman"] or not bracketed or near is None:
        return None
    symbol = organs.symbols["assembly"].format(n=re.sub(r" ?\(", " (", match[0]))
    return Citation(match.start(), match.end(), symbol, "resolution", "resolution-number-alone")


def _list(text: str, head: re.Match[str], mentions: _Mentions, organs: Organs) -> Iterator[Citation]:
    """The numbers that follow one `resolution` or `resolutions`."""
    items: list[re.Match[str]] = []
    at = head.end()
    plural = head["head"].endswith("s") or "scr" in head["head"].lower()
    while (item := _ITEM.match(text, at)) is not None:
        if items and item["plain"] and not (item["year"] or (plural and len(item["plain"]) > 2)):
            break
        items.append(item)
        following = _NEXT.match(text, item.end())
        if following is None or len(items) > 30:
            break
        at = following.end()
    if not items:
        return
    decision = head["head"].lower().startswith("decision")
    organ = _organ_of(text, head, items[-1], mentions, organs)
    dated = _OF_DATE.match(text, items[-1].end())
    for number, item in enumerate(items):
        year = item["year"] or (dated[1] if dated and (item is items[-1]) else None)
        symbol = _symbol(item, organ, year, decision, mentions, organs, head.start())
        if symbol is not None:
            start = item.start() if number else head.start("head")
            kind = "other" if decision else "resolution"
            yield Citation(start, item.end(), symbol, kind, "decision-number" if decision else "resolution-number")


def _organ_of(text: str, head: re.Match[str], last: re.Match[str], mentions: _Mentions, organs: Organs) -> str | None:
    """The organ named right before the word (`Security Council resolution`), inside it (`UNSCR`) or right after the numbers."""
    inside = organs.named.findall(head[0])
    if inside:
        return organs.organ_of[inside[-1]]
    before = mentions.last(head.start())
    if before is not None and head.start() - before[0] < 40:
        between = text[before[0] : head.start()]
        if re.fullmatch(r"(?:['’]s?)?(?:\s?\([A-Z]+\))?(?:\s[\w-]+){0,2}\s(?:the\s)?", between):
            return before[1]
    after = _OF_ORGAN.match(text, last.end())
    found = organs.named.search(after[1]) if after else None
    return organs.organ_of[found[0]] if found else None


def _symbol(
    item: re.Match[str],
    organ: str | None,
    year: str | None,
    decision: bool,
    mentions: _Mentions,
    organs: Organs,
    at: int,
) -> str | None:
    """The full symbol of one number, or None when it can be no resolution of an organ known here."""
    suffix = "_decision" if decision else ""

    def made(key: str, number: str) -> str | None:
        form = organs.symbols.get(key + suffix)
        return form.format(n=number) if form else None

    if item["session"] or item["special"]:
        number = item["session"] or item["special"]
        if item["part"]:
            number += " " + item["part"]
        if organ in ("assembly", "rights", "ecosoc", "environment"):
            return made(organ, number)
        return made(_by_session(item, mentions.nearest(at, ("assembly", "rights"))), number)
    if item["year4"]:
        key = organ or mentions.nearest(at, ("ecosoc", "rights_commission"))
        return made(key, item["year4"]) if key in ("ecosoc", "rights_commission") else None
    if item["roman"]:
        return made("assembly", re.sub(r"\s?\(", " (", item["roman"]))
    return _by_number(item, organ, year, decision, mentions.nearest(at, ("council", "parliamentary")), organs)


def _by_number(
    item: re.Match[str], organ: str | None, year: str | None, decision: bool, nearest: str | None, organs: Organs
) -> str | None:
    """The symbol of a number that names no session: the Council's, an old one of the Assembly's, a parliament's.

    nearest: which of the organs that number so the text named last.
    """

    def made(key: str, number: str) -> str | None:
        return organs.symbols[key].format(n=number)

    number = item["plain"]
    if item["dated"]:  # 1244/99
        number, _, short = item["dated"].partition("/")
        year = next((y for y in (f"19{short}", f"20{short}") if y == str(organs.year_of(int(number)))), None)
        return made("council", f"{number} ({year})") if year else None
    if organ == "assembly" and not decision and number in organs.sessions:
        return made("assembly", f"{number} ({organs.sessions[number]})")
    if organ == "league":
        return made("league_decision" if decision else "league", number)
    if organ is None and nearest == "parliamentary" and not year and not decision and len(number) == 4:
        return made("parliamentary", number)
    if organ == "parliamentary":
        return made("parliamentary", f"{number} ({year})" if year else number)
    if organ in ("other", "assembly") or decision:
        return None
    known = organs.year_of(int(number))
    if organ is None:
        if nearest == "parliamentary" and year and str(known) != year:
            return made("parliamentary", f"{number} ({year})")
        if (nearest is None or (not year and len(number) < 3)) and (not year or str(known) != year):
            return None
    year = year or (str(known) if known else None)
    return made("council", f"{number} ({year})" if year else number)


def _by_session(item: re.Match[str], nearest: str | None) -> str:
    """Whose session a number counts: the Human Rights Council has had about 60, the Assembly had 30 before it used the form."""
    if item["special"]:
        return nearest or "assembly"
    session = int(item["session"].split("/")[0])
    if session > 61 or nearest is None:
        return "assembly"
    return nearest if session > 30 else "rights"
