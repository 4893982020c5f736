"""Chrome: which lines a web page printed around a text, by the phrases of `models/en/chrome.txt` and by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.resources import KnowledgeError, Models

_ROLES = frozenset(("chrome", "related_link", "footer", "source"))
_EDGES = " \t\xa0\u200b•·▪◦*|›»«<>→←↑↓►▶☰✕×…-–—.!#"
_BREAK = re.compile(r"\s{2,}|\s*[|•·›»▪◦☰\t]\s*|\s+/\s+")
_COUNTER = re.compile(
    r"(?:(?:page )?views?|reads?|hits?|visits?|seen|comments?|likes?|shares?|views today)\s*[:(]?\s*[\d\s.,]*[km]?\)?"
    r"|[\d.,\s]*\d[km]?\s*(?:views?|reads|hits|comments?|likes|shares|times read)"
    r"|read(?:ing)? time:?\s*\d+\s*min\w*\.?|\d+\s*min(?:ute)?s?\.? read"
    r"|(?:page\s*)?\d{1,3}\s*(?:of|/)\s*\d{1,3}|page\s*\d{1,3}|[-–—]\s*\d{1,3}\s*[-–—]",
    re.IGNORECASE,
)
_CRUMBS = re.compile(
    r"(?:you are here:?\s*)?(?:☰\s*menu\s*)?(?:home(?: ?page)?|main(?: page)?|start)\s*[›»>/|→:]+\s*\S", re.IGNORECASE
)
_MARKS_ONLY = re.compile(r"[\W_]+")
_INVITED = re.compile(r"(?:>>|»)\s*[^<>«»]{1,120}(?:<<|«)")
_WIDGET = re.compile(r"[\W\d_]*(?:A[+\-−]?\s*){2,4}")


CHROME_FILES = ("en/chrome.txt", "en/site_lines.txt", "language_switches.txt")
"""Files of `models/` that `load_chrome` reads."""


@dataclass(frozen=True, slots=True)
class Chrome:
    """The phrases, compiled: whole lines, beginnings, and stretches inside a line, each with its role."""

    whole: Mapping[str, str]
    first_words: frozenset[str]
    longest: int
    begins: tuple[tuple[re.Pattern[str], str], ...]
    holds: tuple[tuple[re.Pattern[str], str], ...]
    switch: re.Pattern[str]

    def role_of(self, line: str) -> str | None:
        """The role of a line that is no part of the text, or None."""
        if len(line) > 900:
            return None
        bare = line.strip(_EDGES).casefold()
        if not bare.strip():
            return "chrome"
        role = self.whole.get(bare) or self.whole.get(bare.rstrip(":"))
        if role:
            return role
        for pattern, role in self.begins:
            if pattern.match(bare):
                return role
        if len(line) > 200:
            return None
        for pattern, role in self.holds:
            if pattern.search(line):
                return role
        return "chrome" if self._by_shape(line, bare) else None

    def is_heading(self, line: str) -> bool:
        """Whether a line of links stands over others: `Related news`."""
        return self.whole.get(line.strip(_EDGES + ":").casefold()) == "related_link"

    def _by_shape(self, line: str, bare: str) -> bool:
        """Language switchers, counters, breadcrumbs, separators and rows of known phrases."""
        if len(line) > 160:
            return False
        if _CRUMBS.match(line.lstrip(_EDGES)) or _INVITED.fullmatch(line.strip()):
            return True
        if _COUNTER.fullmatch(bare) or _COUNTER.fullmatch(line.strip()) or _WIDGET.fullmatch(line):
            return True
        if self.switch.fullmatch(bare):
            return True
        first = bare.split(None, 1)[0].strip("|›»•·")
        if first not in self.first_words and bare.split(None, 1)[0] not in self.first_words:
            return False
        parts = [p.strip(_EDGES).casefold() for p in _BREAK.split(line.strip())]
        return all(not p or self._covers(p) or self.switch.fullmatch(p) for p in parts)

    def _covers(self, part: str) -> bool:
        """Whether a part of a line is made of known phrases only, the longest first."""
        tokens = part.split()
        at = 0
        while at < len(tokens):
            for size in range(min(self.longest, len(tokens) - at), 0, -1):
                phrase = " ".join(tokens[at : at + size])
                if self.whole.get(phrase) or self.whole.get(phrase.strip(_EDGES + ":,")):
                    at += size
                    break
            else:
                if _COUNTER.fullmatch(tokens[at]) or not tokens[at].strip(_EDGES):
                    at += 1
                    continue
                return False
        return True


def load_chrome(models: Models) -> Chrome:
    """The phrases of `en/chrome.txt` and the lines of `en/site_lines.txt`; raises KnowledgeError for a role that does not exist."""
    whole = {key: "chrome" for line in models.lines("en/site_lines.txt") if (key := line.strip(_EDGES).casefold())}
    begins: dict[str, list[str]] = {}
    holds: dict[str, list[str]] = {}
    for phrase, role in models.pairs("en/chrome.txt").items():
        if role not in _ROLES:
            raise KnowledgeError(f"en/chrome.txt:0: {phrase!r}: no role {role!r}")
        key = phrase.strip("… ").casefold()
        if phrase.startswith("…"):
            holds.setdefault(role, []).append(key)
        elif phrase.endswith("…"):
            begins.setdefault(role, []).append(key)
        else:
            whole[key] = role

    def compiled(groups: Mapping[str, list[str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple(
            (re.compile(_alternatives(keys) + r"(?!\w)", re.IGNORECASE), role) for role, keys in groups.items()
        )

    one = rf"(?:{_alternatives(models.lines('language_switches.txt'))}|[a-z]{{2}}-[a-z]{{2}})\d?|\([a-z]{{2}}\)"
    several = re.compile(rf"(?:{one})(?:[\s|/,·•‧:-]+(?:{one}))+|[a-z]{{2}}-[A-Z]{{2}}\d|en|eng|english", re.IGNORECASE)
    return Chrome(
        whole,
        frozenset(k.split()[0] for k in whole if k.split()),
        max((len(k.split()) for k in whole), default=1),
        compiled(begins),
        compiled(holds),
        several,
    )


def _alternatives(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, the longest first."""
    return "(?:" + "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True)) + ")"
