"""Headlines: which of the lines above a text's body is its title, by the evidence that speaks for each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.page.evidence import Candidate, choose
from pipeline.page.header_words import HeaderWords
from pipeline.page.headers import HONOURABLE, is_office, is_office_of_byline, is_stamp
from pipeline.text.calendar import find_written_dates

_WORD = re.compile(r"\w+")


def folded(text: str) -> str:
    """A line's words without case and punctuation, for comparing headlines."""
    return " ".join(_WORD.findall(text.casefold()))


_ASIDE = re.compile(r"\([^()]*\)")
"""What stands in brackets between the lines of a header: `(Ministerial level)`, `(Unofficial translation)`."""
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\+\d[\d\s().-]{6,}|(?:\(?\d{2,4}\)?[\s.-]){2,}\d{3,}|\b(?:https?:|www\.)\S", re.IGNORECASE
)
_TWO_SENTENCES = re.compile(r"[.!?]\s+(?:The|He|She|It|They|We|I|In|This)\s")
_LONGEST = 330


def can_be_headline(line: str) -> bool:
    """Whether a line can be a headline: one sentence at most, and no plain statement that ends in a full stop."""
    if len(line) > _LONGEST or not any(map(str.isalpha, line)) or line[-1:] in ":," or _ASIDE.fullmatch(line):
        return False
    if _CONTACT.search(line) or (line[-1:] == ";" and len(line) > 120):
        return False
    if line[-1:] not in ".”":
        return not _TWO_SENTENCES.search(line)
    return len(line) <= 250 and not _is_statement(line)


def _is_statement(line: str) -> bool:
    """Whether a line that ends in a full stop is written as a sentence, not as a headline with capitals."""
    if line[-1:] != "." or _has_capitals(line):
        return False
    return len(line) > 110 or bool(re.match(r"(?:The|I|We|In|On|This|It)\s", line))


def _has_capitals(line: str) -> bool:
    """Whether most of the longer words begin with a capital."""
    names = [w for w in re.findall(r"[^\W\d_][\w’'-]*", line) if len(w) > 3]
    return bool(sum(w[0].isupper() for w in names) > 0.7 * len(names))


@dataclass(frozen=True, slots=True)
class Head:
    """The lines above a body with all that is known of them. kinds: what `header_kind` says of each."""

    lines: Sequence[str]
    kinds: Sequence[str | None]
    plain: Sequence[str]
    """The lines folded."""
    below: frozenset[str]
    """The words of the body's first paragraphs."""
    given: str | None
    """The folded headline that a sidecar or markup gives."""
    menus: bool
    """The page prints chrome around the text, so that short lines above a longer one are more of it."""
    words: HeaderWords

    def is_open(self, at: int) -> bool:
        """Whether a line is of no other kind and can be a headline."""
        return self.kinds[at] is None and can_be_headline(self.lines[at])

    def opens(self) -> list[int]:
        """The lines that can be a headline."""
        return [at for at in range(len(self.lines)) if self.is_open(at)]


def _rank(head: Head, at: int) -> int:
    """How many possible headlines stand above a line."""
    return sum(head.is_open(n) for n in range(at))


def _spaces(head: Head, at: int) -> int:
    return head.lines[at].count(" ")


def _next_open(head: Head, at: int) -> int | None:
    """The line right below, where it is a possible headline too."""
    return at + 1 if at + 1 < len(head.lines) and head.is_open(at + 1) else None


def _is_kicker(head: Head, at: int) -> bool:
    """A word or two above the headline say its subject, unless a day or a byline parts them."""
    below = _next_open(head, at)
    return below is not None and _spaces(head, at) < _KICKER and _spaces(head, below) >= _WORDS - 1


def _is_menu_word(head: Head, at: int) -> bool:
    longer = any(_spaces(head, n) >= _WORDS - 1 for n in head.opens())
    return head.menus and longer and _spaces(head, at) < _WORDS - 1


def _is_prefixed(head: Head, at: int) -> bool:
    """The same words stand below without the section or the site that this line adds to them."""
    own = head.plain[at]
    return any(
        (len(other) >= 12 and own.startswith(other + " ")) or (other.count(" ") >= _WORDS and own.endswith(" " + other))
        for other in head.plain[at + 1 :]
    )


def _stands_apart(head: Head, at: int) -> bool:
    """A day, a byline or a place stands between the first possible headline and this one."""
    first = next(iter(head.opens()), at)
    return any(head.kinds[n] in ("date", "byline", "dateline") for n in range(first, at))


def _is_typed(head: Head, at: int) -> bool:
    """It says what kind of text it is the headline of: `Statement by …`."""
    return any(pattern.search(head.lines[at]) for _, pattern in head.words.title_types)


def _is_office_holder(head: Head, at: int) -> bool:
    """It only says an office, and another line can be the headline."""
    return len(head.opens()) > 1 and not _is_typed(head, at) and is_office_of_byline(head.lines[at], head.words)


def _ends_like_sentence(head: Head, at: int) -> bool:
    line = head.lines[at]
    small = (w for w in _WORD.findall(line) if w.islower() and len(w) > 4 and w not in head.words.headline)
    return line[-1:] == "." and line.count(" ") >= 8 and any(small)


def _shares_words(head: Head, at: int) -> bool:
    """A third of its longer words stand in the first paragraphs."""
    names = [w for w in head.plain[at].split() if len(w) > 3]
    return bool(names) and 3 * sum(w in head.below for w in names) >= len(names)


def _is_foreign_to_text(head: Head, at: int) -> bool:
    """None of its longer words stands in the first paragraphs or in the lines below: a slogan."""
    names = [w for w in head.plain[at].split() if len(w) > 3]
    around = " ".join(head.plain[at + 1 :]).split()
    return len(names) >= 2 and bool(head.below) and not any(w in head.below or w in around for w in names)


def _stands_below_text(head: Head, at: int) -> bool:
    """A line that is neither a headline nor of another kind stands above it."""
    return any(
        head.kinds[n] is None and not can_be_headline(head.lines[n]) and any(map(str.isalpha, head.lines[n]))
        for n in range(at)
    )


def _is_named_on_top(head: Head, at: int) -> bool:
    """What looks like a name and an office on top of a text is its headline, unless one stands right below."""
    line, kinds = head.lines[at], head.kinds
    if at or kinds[0] != "byline" or head.words.by.match(line) or HONOURABLE.match(line) or "|" in line:
        return False
    short = line.count(" ") < 9 and not find_written_dates(line)
    return not (short and _next_open(head, 0) == 1)


def _kind_named(head: Head, at: int) -> str:
    """The kind of text that a line is the name of; a press release where it names none."""
    return head.words.document_types.get(head.lines[at].strip(" .:*").casefold(), "press_release")


def _names_itself(head: Head, at: int) -> bool:
    """A line that names a kind of text may be all its headline: `JOINT COMMUNIQUÉ`, `Daily Press Briefing`."""
    plain = head.lines[at].strip(" .:*").casefold()
    kind = _kind_named(head, at)
    if kind in ("press_release", "news") or plain.endswith("s") or plain.startswith(("as ", "press st", "media")):
        return False
    return " " in plain or kind == "communique"


def _is_subject_on_top(head: Head, at: int) -> bool:
    """An office on top is what the text is about where a byline or a known office below says who issued it."""
    if at or head.kinds[0] != "source" or not is_office(head.lines[0], head.words):
        return False
    return any(
        kind == "byline" or (kind == "source" and line.strip(" .,").casefold() in head.words.offices)
        for line, kind in zip(head.lines[1:], head.kinds[1:], strict=True)
    )


_ADDRESS = re.compile(
    r"[^,]{2,40}\d{1,5}[A-Za-z]?(?: [A-Z]\w{0,5})?(?:, (?:\d{2,6} )?[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ\d][\w-]*){0,2}){1,2}"
)


def _is_address(head: Head, at: int) -> bool:
    """A street or a box with its number, then a town: `Harbour Square 1, Tallinn`, `P.O. Box 30551, Nairobi`."""
    line = head.lines[at].strip()
    small = sum(word[0].islower() and len(word) > 2 for word in _WORD.findall(line))
    return _ADDRESS.fullmatch(line) is not None and small < 2 and not find_written_dates(line)


_ACRONYM = re.compile(r"[A-Z]{2,8}(?: [A-Z][a-z]+)?")
_LOWER_START = re.compile(r"\W*[a-zà-ÿ]")
_KICKER = 2
_WORDS = 4
"""A headline amid menus has at least so many words, if any line has."""

_OF_ANY_LINE: Mapping[str, Callable[[Head, int], bool]] = {
    "given": lambda head, at: head.plain[at] == head.given,
    "named_on_top": _is_named_on_top,
    "names_itself": lambda head, at: head.kinds[at] is not None and _names_itself(head, at),
    "communique": lambda head, at: _kind_named(head, at) == "communique",
    "subject_on_top": _is_subject_on_top,
    "above_results": lambda head, at: head.plain[at + 1 : at + 2] == ["main results"],
}
_OF_OPEN_LINE: Mapping[str, Callable[[Head, int], bool]] = {
    "open": lambda _head, _at: True,
    "first": lambda head, at: _rank(head, at) == 0,
    "second": lambda head, at: _rank(head, at) == 1,
    "third": lambda head, at: _rank(head, at) == 2,
    "kicker": _is_kicker,
    "menu_word": _is_menu_word,
    "acronym": lambda head, at: at == 0 and bool(_ACRONYM.fullmatch(head.lines[0])) and len(head.opens()) > 1,
    "prefixed": _is_prefixed,
    "apart": _stands_apart,
    "repeated": lambda head, at: head.plain.count(head.plain[at]) > 1,
    "sentence": _ends_like_sentence,
    "shares_words": _shares_words,
    "foreign": _is_foreign_to_text,
    "below_text": _stands_below_text,
    "address": _is_address,
    "stamp": lambda head, at: is_stamp(head.lines[at], head.words),
    "typed": _is_typed,
    "office_holder": _is_office_holder,
    "continues": lambda head, at: at > 0 and bool(_LOWER_START.match(head.lines[at])),
}


def find_headline(head: Head, weights: Mapping[str, float]) -> int | None:
    """Which of the lines is the headline, or None where the evidence for none of them is enough."""
    candidates = [Candidate(at, tuple(_features_of(head, at)), head.lines[at]) for at in range(len(head.lines))]
    winner = choose(candidates, weights).winner
    return winner.value if winner else None


def _features_of(head: Head, at: int) -> Iterator[str]:
    """The names of the features that a line has; those of a possible headline only where it is one."""
    yield from (name for name, holds in _OF_ANY_LINE.items() if holds(head, at))
    if head.is_open(at):
        yield from (name for name, holds in _OF_OPEN_LINE.items() if holds(head, at))
