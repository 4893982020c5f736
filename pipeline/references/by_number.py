"""Citations by number: symbols and registers found in a text by the patterns of `models/en/reference.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

_SPACES = re.compile(r"\s+")
_AROUND_STROKES = re.compile(r"\s*/\s*")
_YEAR = re.compile(r"\s*\(((?:19|20)\d\d)\)$")
_RESOLUTION = re.compile(r"/RES/|/L\.\d|/Res\.", re.I)


class Reading(IntEnum):
    """How a citation was read, the surest first: a number, a name that is known, one read off the page to the right or left."""

    NUMBER = 0
    KNOWN_NAME = 1
    FORWARDS = 2
    BACKWARDS = 3


@dataclass(frozen=True, slots=True)
class Citation:
    """A stretch of a text that cites a document. kind: resolution, treaty, report, law, other.

    register: a number in a series of treaties, which may only repeat the name before it.
    """

    start: int
    end: int
    symbol: str | None
    kind: str
    rule: str
    reading: Reading = Reading.NUMBER
    register: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to cite by number; `more` finds further numbers of a list."""

    rule: str
    kind: str
    when: tuple[str, ...]
    find: re.Pattern[str]
    more: re.Pattern[str] | None
    symbol: str
    register: bool


def read_patterns(rows: Sequence[Mapping[str, Any]]) -> tuple[Pattern, ...]:
    """The compiled patterns; raises re.error for an expression that is none."""
    return tuple(
        Pattern(
            rule=row["rule"],
            kind=row["kind"],
            when=tuple(row["when"]),
            find=re.compile(row["find"]),
            more=re.compile(row["more"]) if "more" in row else None,
            symbol=row["symbol"],
            register=row.get("register", False),
        )
        for row in rows
    )


def find_citations(text: str, patterns: Sequence[Pattern]) -> Iterator[Citation]:
    """The citations by number, pattern by pattern; they may overlap."""
    for pattern in patterns:
        if not any(word in text for word in pattern.when):
            continue
        for match in pattern.find.finditer(text):
            groups = match.groupdict(default="")
            while True:
                # What a further number of a list does not say, the first one said: `Regulations (EU) 2019/880 and 2020/123`.
                groups |= {name: value for name, value in match.groupdict().items() if value is not None}
                yield _citation(match, pattern, groups)
                following = pattern.more.match(text, match.end()) if pattern.more else None
                if following is None:
                    break
                match = following


def _citation(match: re.Match[str], pattern: Pattern, groups: Mapping[str, str]) -> Citation:
    whole = match[0].rstrip(" .")
    while whole.endswith(")") and whole.count("(") < whole.count(")"):
        whole = whole[:-1]
    start = match.start()
    if match.re is pattern.more:
        start = min(match.start(name) for name, value in match.groupdict().items() if value is not None)
    symbol = pattern.symbol.format(_SPACES.sub(" ", whole), **groups)
    kind = pattern.kind
    if kind == "symbol":
        symbol = normal_symbol(_AROUND_STROKES.sub("/", symbol))
        kind = "report"
    if kind in ("report", "other") and _RESOLUTION.search(symbol):
        kind = "resolution"
    return Citation(start, match.start() + len(whole), symbol, kind, pattern.rule, register=pattern.register)


def normal_symbol(symbol: str) -> str:
    """A UN symbol in the usual writing: `S/Res/2231(2015)` → `S/RES/2231 (2015)`."""
    if symbol.startswith(("A/", "a/", "S/", "E/")):
        symbol = symbol[0].upper() + re.sub(r"/res/", "/RES/", symbol[1:], flags=re.I)
    return _YEAR.sub(r" (\1)", symbol)


_DRAFT = re.compile(r"(?<![\w/.])L\.\s?(?P<n>\d{1,3}(?:/(?:Rev|Add|Corr|Amend)\.\s?\d+)*)(?![\w/])")
_DRAFT_SERIES = re.compile(r"(?P<series>\S+/)L\.\d{1,3}(?:/.*)?")


def find_drafts(text: str, cited: Iterable[Citation]) -> Iterator[Citation]:
    """Drafts by the last part of their symbol (`amendment L.41`), where the text cites one series of drafts in full."""
    if "L." not in text:
        return
    drafts = [match["series"] for c in cited if (match := _DRAFT_SERIES.fullmatch(c.symbol or ""))]
    if len(set(drafts)) == 1:
        for match in _DRAFT.finditer(text):
            symbol = _SPACES.sub("", f"{drafts[0]}L.{match['n']}")
            yield Citation(match.start(), match.end(), symbol, "resolution", "draft-number")
