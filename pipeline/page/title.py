"""Headlines: which of the lines above a text's body is its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.page.header_words import HeaderWords
from pipeline.page.headers import HONOURABLE, is_office
from pipeline.text.calendar import find_written_dates


def folded(text: str) -> str:
    """A line's words without case and punctuation, for comparing headlines."""
    return " ".join(re.findall(r"\w+", text.casefold()))


_ASIDE = re.compile(r"\([^()]*\)")
"""What stands in brackets between the lines of a header: `(Ministerial level)`, `(Unofficial translation)`."""


def can_be_headline(line: str) -> bool:
    """Whether a line can be a headline: one sentence at most, and no plain statement that ends in a full stop."""
    if (
        len(line) > 330
        or not any(c.isalpha() for c in line)
        or line[-1:] in ":,"
        or _ASIDE.fullmatch(line)
        or (line[-1:] == ";" and len(line) > 120)
    ):
        return False
    if line[-1:] not in '.”"':
        return not re.search(r"[.!?]\s+(?:The|He|She|It|They|We|I|In|This)\s", line)
    names = [w for w in re.findall(r"[^\W\d_][\w’'-]*", line) if len(w) > 3]
    capitals = sum(w[0].isupper() for w in names)
    if (
        line[-1:] == "."
        and (capitals <= 0.7 * len(names))
        and (len(line) > 110 or re.match(r"(?:The|I|We|In|On|This|It)\s", line))
    ):
        return False
    return len(line) <= 250


def find_headline(
    lines: Sequence[str], kinds: Sequence[str | None], words: HeaderWords, *, given: str | None, menus: bool
) -> int | None:
    """Which of the header's lines is the headline, or None: the given one, else the first that is of no other kind.

    kinds: what `header_kind` says of each line. menus: the page prints chrome around the text, so that lines of one to three
    words above a longer one are more of it.
    """
    if given:
        wanted = folded(given)
        for at, line in enumerate(lines):
            if folded(line) == wanted:
                return at
    if _named_on_top(lines, kinds, words):
        return 0
    for at, line in enumerate(lines[1:], start=1):
        if line.strip(" .:").casefold() == "main results" and can_be_headline(lines[at - 1]):
            return at - 1  # `Foreign Affairs Council, 19 February 2024` above them
    found = _possible(lines, kinds)
    itself = next((at for at, line in enumerate(lines) if _names_itself(line, words)), None)
    if (
        not found
        and (itself is None or words.document_types.get(lines[itself].strip(" .:*").casefold()) != "communique")
        and kinds[:1] == ["source"]
        and is_office(lines[0], words)
        and _has_issuer(lines[1:], kinds[1:], words)
    ):
        return 0
    if not found:
        return itself
    if len(found) > 1 and found[0] == 0 and _ACRONYM.fullmatch(lines[0]):
        found = found[1:]  # `DIRCO` above a statement
    if menus:
        found = [at for at in found if lines[at].count(" ") >= _WORDS - 1] or found
    if len(found) > 1 and lines[found[0]].count(" ") < _KICKER and lines[found[1]].count(" ") >= _WORDS - 1:
        # A word or two above the headline say its subject, unless a day or a byline parts them.
        found = found[1:] if not any(kinds[found[0] : found[1]]) else found
    return _without_site(lines, found)


def _named_on_top(lines: Sequence[str], kinds: Sequence[str | None], words: HeaderWords) -> bool:
    """Whether what looks like a name and an office on top of a text is its headline: unless one stands right below."""
    if kinds[:1] != ["byline"] or words.by.match(lines[0]) or HONOURABLE.match(lines[0]) or "|" in lines[0]:
        return False
    short = lines[0].count(" ") < 9 and not find_written_dates(lines[0])
    return not (short and kinds[1:2] == [None] and can_be_headline(lines[1]))


def _possible(lines: Sequence[str], kinds: Sequence[str | None]) -> list[int]:
    """The lines on top, of no other kind, that can be a headline."""
    found: list[int] = []
    for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind is None and can_be_headline(line):
            found.append(at)
        elif kind is None and any(map(str.isalpha, line)):
            break
    return found


_ACRONYM = re.compile(r"[A-Z]{2,8}(?: [A-Z][a-z]+)?")
_KICKER = 2


def _names_itself(line: str, words: HeaderWords) -> bool:
    """Whether a line names a kind of text that may be all its headline: `JOINT COMMUNIQUÉ`, `Daily Press Briefing`."""
    plain = line.strip(" .:*").casefold()
    kind = words.document_types.get(plain, "press_release")
    if " " not in plain and kind != "communique":
        return False
    return (
        kind not in ("press_release", "news")
        and not plain.endswith("s")
        and not plain.startswith(("as ", "press st", "media"))
    )


def _has_issuer(lines: Sequence[str], kinds: Sequence[str | None], words: HeaderWords) -> bool:
    """Whether a byline or a known office below says who issued the text, so that an office on top is what it is about."""
    return any(
        kind == "byline" or (kind == "source" and line.strip(" .,").casefold() in words.offices)
        for line, kind in zip(lines, kinds, strict=True)
    )


_WORDS = 4
"""A headline amid menus has at least so many words, if any line has."""


def _without_site(lines: Sequence[str], found: Sequence[int]) -> int:
    """The first candidate, or the same words further down without the site's name that a page's title adds to them."""
    first = folded(lines[found[0]])
    for at in found[1:]:
        plain = folded(lines[at])
        if len(plain) >= 12 and first.startswith(plain + " "):
            return at
    return found[0]
