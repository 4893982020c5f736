"""Words of a text's name-like stretches: capitalised words with the small words and signs that can stand inside a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from pipeline.tables import Segment

BREAK = "\n\n"
"""The word that stands for everything no name can cross."""

UPPER = "".join(
    re.escape(chr(c)) for c in (*range(0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000)) if chr(c).isupper()
)
LOWER = "".join(
    re.escape(chr(c)) for c in (*range(0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000)) if chr(c).islower()
)

_PREFIXES = "Co|Non|Anti|Counter|Inter|Multi|Sub|Re|Pre|Pan|Trans|Cross|Vice|Under|Self|CO|NON"
"""Prefixes whose hyphen does not end a name: `Co-operation`, `Non-proliferation`."""

_WORD = re.compile(
    rf"""
    (?P<symbol>\b[A-Z][.A-Z0-9]*+/[A-Za-z0-9./()-]{{0,80}}?\d[\w./()-]*)
    | (?P<name>(?:[{UPPER}]\.(?![{LOWER}]))+[{UPPER}]?(?!\w) | [{UPPER}]\.(?=[{UPPER}][{LOWER}])
      | (?:{_PREFIXES})[-‑][{LOWER}]\w+
      | [{UPPER}]\w*(?:['’‘ʼ](?![sS]\b)\w+)* | [dlDL]['’][{UPPER}]\w+)
    | (?P<small>[{LOWER}ʻ][\w’']*(?:[ ][{LOWER}][\w’']*)*)
    | (?P<possessive>['’][sS]\b)
    | (?P<number>\d\w*)
    | (?P<dash>(?<=\s)[-‐–](?=\s))
    | (?P<sign>[-‑,.&/()'’‐–])
    | (?P<line>(?<![ \t])[ \t]*\n\s*)
    | (?P<other>[^\w\s])
    """,
    re.X,
)
SYLLABLE = re.compile(
    r"(?!(?:run|men|man|wing|win|hit|pro|non|to|the)$)[bcdfghjklmnprstwy]{0,2}h?s?[aeiouy]{1,4}(?:ng|[nmlkpthr])?", re.I
)
"""A syllable of a Korean or Chinese given name: the second one is small after a hyphen (`Han Duck-soo`, `Chang Li-wen`)."""
_KEPT = frozenset({"name", "number", "sign", "possessive"})
_HARD_WRAP = 60
"""A line of at least so many characters that ends inside a paragraph is taken as wrapped by its writer."""


@dataclass(slots=True)
class Words:
    """Words with their places; `texts[i] == BREAK` separates stretches that share no name."""

    text: str
    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def add(self, text: str, start: int, end: int) -> None:
        """Append one word."""
        self.texts.append(text)
        self.starts.append(start)
        self.ends.append(end)

    def stop(self, at: int) -> None:
        """Append a break, unless one stands there."""
        if self.texts and self.texts[-1] is not BREAK:
            self.add(BREAK, at, at)

    def surface(self, i: int, j: int) -> str:
        """The text from the i-th word to before the j-th."""
        return self.text[self.starts[i] : self.ends[j - 1]]


def read_words(text: str, segments: Iterable[Segment], small: Collection[str]) -> Words:
    """The words of the given segments; lower-case words only where all of a short run are among `small`."""
    words = Words(text)
    for segment in segments:
        _read_segment(words, segment.start, segment.end, small)
        words.stop(segment.end)
    return words


def _read_segment(words: Words, start: int, end: int, small: Collection[str]) -> None:
    text, line = words.text, start
    texts, starts, ends = words.texts, words.starts, words.ends
    for match in _WORD.finditer(text, start, end):
        kind = match.lastgroup
        at = match.start()
        if kind in _KEPT:
            texts.append(match[0])
            starts.append(at)
            ends.append(match.end())
        elif kind == "small":
            _read_small(words, match[0], at, small)
        elif kind == "line":
            if at - line < _HARD_WRAP or match[0].count("\n") > 1:
                words.stop(at)
            line = match.end()
        else:
            words.stop(at)


def _read_small(words: Words, run: str, at: int, small: Collection[str]) -> None:
    """Lower-case words between names: kept when a name may hold all of them."""
    if words.texts[-2:-1] and words.texts[-1] in ("-", "‑") and words.ends[-1] == at:
        run, at = _read_syllable(words, run, at)
        if not run:
            return
    parts = run.split(" ")
    if len(parts) <= 6 and all(part in small for part in parts):
        for part in parts:
            words.add(part, at, at + len(part))
            at += len(part) + 1
        return
    words.stop(at)
    last = parts[-1]
    if last in small or words.text.startswith("-", at + len(run)):
        start = at + len(run) - len(last)
        words.add(last, start, start + len(last))


def _read_syllable(words: Words, run: str, at: int) -> tuple[str, int]:
    """Keep the second syllable of a given name that starts at a place; the rest of the run and its place."""
    first = run.split(" ", 1)[0]
    bare = re.sub(r"['’]s?$", "", first)
    before = words.texts[-2]
    chained = words.texts[-3:-2] in (["-"], ["‑"])
    if not ((before[0].isupper() or chained) and SYLLABLE.fullmatch(before) and SYLLABLE.fullmatch(bare)):
        return run, at
    words.add(bare, at, at + len(bare))
    if bare != first:
        words.add(first[len(bare) :], at + len(bare), at + len(first))
    rest = run[len(first) :].lstrip(" ")
    return rest, at + len(run) - len(rest)


def fold(name: str) -> str:
    """A name without case, accents and signs: the key under which spellings of it meet."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode().casefold()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "ı": "i",
        "þ": "th",
        "ð": "d",
        "’": "",
        "'": "",
    }
)
