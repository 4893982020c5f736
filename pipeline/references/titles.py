"""Laws and treaties that no list knows, read off the page by their capitals (`Senegal River Water Charter`, `Statute of X`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.references.by_number import Citation, Reading

_WORD = re.compile(r"[^\W\d_][\w’'&.-]*|\d{4}|&")
_AFTER = re.compile(r" of (?:19|20)\d\d\b| (?:19|20)\d\d\b")
_SHORT_FORM = re.compile(r" \([\"“‘']?(?:the )?[A-Z][A-Z-]{2,}[\"”’']?\)")
"""What a name introduces after itself: `Trade and Economic Partnership Agreement (TEPA)`."""
_SERIES = re.compile(r"(?:, [A-Z][\w-]+){1,4},? and [A-Z]")
"""How a name goes on after a comma: `Treaty on Good-Neighbourliness, Friendship and Cooperation`."""
_SENTENCE_END = re.compile(r"[a-z]{2}\.$")
_GOES_ON = re.compile(r"[ -][A-Z]|s\b")  # `Southeast Asia Treaty Organization`
_OFFICE = ("Chief of ", "Chiefs of ")  # … Protocol
_POSSESSIVE = re.compile(r"(?:['’]s|s['’]|['’])$")


@dataclass(frozen=True, slots=True)
class Heads:
    """The words that name a kind of law or treaty, and how names are put together around them."""

    found: re.Pattern[str]
    heads: Mapping[str, str]
    openers: Mapping[str, str]
    openers_on: Mapping[str, str]
    long: frozenset[str]
    links: frozenset[str]
    law_links: frozenset[str]
    not_before: Mapping[str, tuple[str, ...]]
    following_links: frozenset[str]
    opening_links: frozenset[str]
    stops: frozenset[str]
    days: frozenset[str]
    cut: frozenset[str]
    plain: frozenset[str]
    common: frozenset[str]
    common_plain: frozenset[str]


def read_heads(table: Mapping[str, Any]) -> Heads:
    """The heads of `reference.toml`."""
    words = sorted({*table["heads"], *table["openers"], *table["openers_on"]}, key=lambda w: (-len(w), w))
    return Heads(
        found=re.compile(r"\b(?:" + "|".join(words) + r")\b"),
        heads=table["heads"],
        openers=table["openers"],
        openers_on=table["openers_on"],
        long=frozenset(table["long"]),
        links=frozenset(table["links"]),
        law_links=frozenset(table["law_links"]),
        not_before={word: tuple(f"{w} " for w in words) for word, words in table["not_before"].items()},
        following_links=frozenset(table["following_links"]),
        opening_links=frozenset(table["opening_links"]),
        stops=frozenset([*table["stops"], *table["days"], *table["heads"], *table["openers"]]),
        days=frozenset(table["days"]),
        cut=frozenset(table["cut"]),
        plain=frozenset(table["plain"]),
        common=frozenset(table["common"]),
        common_plain=frozenset([*table["plain"], *table["common_plain"]]),
    )


def find_titled(text: str, heads: Heads) -> Iterator[Citation]:
    """Names of laws and treaties by their shape; they may overlap."""
    for head in heads.found.finditer(text):
        word = head[0]
        if _GOES_ON.match(text, head.end()) or text.endswith(_OFFICE, 0, head.start()):
            continue
        kind = heads.openers.get(word) or (text.startswith(" on ", head.end()) and heads.openers_on.get(word)) or None
        ahead = _forwards(text, head.end(), heads) if kind else None
        links = heads.links | heads.law_links if heads.heads.get(word) == "law" or word in heads.long else heads.links
        alone = ahead is None and not _SHORT_FORM.match(text, head.end())
        behind = _backwards(text, head.start(), heads, links, strict=alone) if word in heads.heads else None
        if text.endswith(heads.not_before.get(word, ()), 0, head.start()):
            continue
        if kind is not None and ahead is not None:
            start = head.start() if behind is None else behind
            yield _titled(text, start, ahead, kind, Reading.FORWARDS)
        elif behind is not None and (
            word not in heads.long or text.count(" ", behind, head.start()) > 1 or "-" in text[behind : head.start()]
        ):
            end = head.end()
            year = _AFTER.match(text, end)
            if year and heads.heads[word] == "law":
                end = year.end()
            yield _titled(text, behind, end, heads.heads[word], Reading.BACKWARDS)


def _titled(text: str, start: int, end: int, kind: str, reading: Reading) -> Citation:
    return Citation(start, end, " ".join(text[start:end].split()), kind, f"name-read-{reading.name.lower()}", reading)


def _backwards(text: str, at: int, heads: Heads, links: frozenset[str], *, strict: bool) -> int | None:
    """Where the capitalised words before a head begin; strict: None when they name nothing by themselves."""
    line = text.rfind("\n", max(0, at - 200), at) + 1
    words = list(_WORD.finditer(text, max(line, at - 160), at))
    start: int | None = None
    end = at
    for word in reversed(words):
        gap = text[word.end() : end]
        if gap not in (" ", "-", "–") and not (gap == ", " and start is not None and word[0][0].isupper()):
            break
        if (
            _POSSESSIVE.search(word[0])
            or _SENTENCE_END.search(word[0])
            or not (word[0][0].isupper() or word[0] in links)
        ):
            break
        if (word[0] in links and gap != " ") or word[0] in heads.stops:
            break
        if start is None and (word[0] in heads.cut or word[0] in links):  # `Leaders Must Act`, `Chief of Protocol`
            break
        end = word.start()
        if word[0][0].isupper() and word[0] not in links:
            start = word.start()
    if start is None:
        return None
    kept = [w for w in words if w.start() >= start]
    while kept and (kept[0][0] in heads.cut or kept[0][0] in links):
        kept.pop(0)
    plain = heads.common_plain if text.startswith(tuple(heads.common), at) else heads.plain
    named = any(w[0][0].isupper() and w[0] not in plain for w in kept)
    return kept[0].start() if kept and (named or not strict) else None


def _forwards(text: str, at: int, heads: Heads) -> int | None:
    """Where the words after a head end (`of the River Uruguay`, `on the Law of Treaties`); None when it has none."""
    end: int | None = None
    first = True
    position = at
    named = relating = False
    for word in _WORD.finditer(text, at, at + 200):
        gap = text[position : word.start()]
        if gap not in (" ", "-") and not (end == position and _SERIES.match(text, position)):
            break
        opening, first = first, False
        if opening and word[0].lower() not in heads.opening_links:
            return None
        if word[0][0].isupper():
            if word[0].rstrip(".") in heads.days:
                break
            named = named or word[0] not in heads.plain
            end = word.end()
        elif word[0] not in heads.following_links and not opening and not (word[0] == "to" and relating):
            break
        position = word.end()
        relating = word[0].lower() == "relating"
        if word[0].endswith("."):
            break
    if end is None or not named:
        return None
    return end - 1 if text[end - 1] == "." else end
