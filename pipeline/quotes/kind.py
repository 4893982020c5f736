"""Kind: whether marked words are a direct quote, a mixed one, or a title, a term, a name, words nobody said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.quotes.cues import FINITE, SAYING, SPEAKING, Cue
from pipeline.quotes.reporting_clauses import Found, Host
from pipeline.text.annotated import Text

_WORD = re.compile(r"\w+(?:[.'’-]\w+)*")
_QUOTABLE = 3
"""Words from which a stretch may be a quote without being an utterance."""
_SHORT = 4
"""Words up to which a stretch in marks may be a term."""
MODIFIERS = frozenset(["DT", "PRP$", "JJ", "NN", "NNP", "POS", "CD"])
_SYMBOL = re.compile(r"\((?:documents? |contained in |draft |resolutions? )?[A-Z]+/[\w./-]+|\(resolution \d")


@dataclass(frozen=True, slots=True)
class MarkWords:
    """Words around quotation marks that say what stands in them.

    naming: words before a name or a title; mottos: nouns for a motto; small: words that titles write small; shows: words
    for what shows an inscription.
    """

    naming: Mapping[str, str]
    mottos: frozenset[str]
    small: frozenset[str]
    shows: frozenset[str]


@dataclass(frozen=True)
class Stretch:
    """Marked words with what stands around them.

    found: the cue that reports them. denied: whether a cue before them says that they were not said. resumes: whether they go
    on from marked words of the same sentence.
    """

    text: Text
    host: Host
    found: Found | None
    words_of: MarkWords
    in_turn: bool
    denied: bool
    resumes: bool

    @cached_property
    def inside(self) -> str:
        """The characters between the marks."""
        return self.text.view[self.host.mark.start : self.host.mark.end].strip()

    @cached_property
    def words(self) -> list[str]:
        """The words between the marks."""
        return _WORD.findall(self.inside)

    @property
    def cue(self) -> Cue | None:
        """The cue that reports them."""
        return None if self.found is None else self.found.cue

    @property
    def near(self) -> bool:
        """Whether the cue stands directly before or behind them."""
        return self.found is not None and self.found.adjoins

    @property
    def speech(self) -> bool:
        """Whether a verb of speech stands next to them."""
        return self.near and self.cue is not None and self.cue.kind in SPEAKING

    @property
    def opens_large(self) -> bool:
        """Whether they begin with a capital or with no letter."""
        return self.inside[:1].isupper() or not self.inside[:1].isalpha()

    @property
    def complete(self) -> bool:
        """Whether they begin and end as a sentence does."""
        return self.inside[-1:] in ".,!?…—–" and self.opens_large

    @property
    def reported(self) -> bool:
        """Whether a cue next to them, or a verb of saying, reports them."""
        return self.near or (self.cue is not None and self.cue.kind in SAYING)

    @property
    def after_colon(self) -> bool:
        """Whether a colon stands before the marks."""
        return self.host.first > 0 and self.text.forms[self.host.first - 1] == ":"

    @property
    def utterance(self) -> bool:
        """Whether words with capitals stand where only words said stand."""
        if self.found is None or not self.speech:
            return False
        return self.found.by_colon or (self.found.follows and self.host.start == self.host.first)


def kind_of(stretch: Stretch) -> str | None:
    """direct or mixed; None for what nobody is reported to have said."""
    if len(stretch.words) < _QUOTABLE:
        return "direct" if _is_utterance(stretch) and not stretch.denied else None
    if any(refuses(stretch) for refuses in REFUSALS):
        return None
    sentence = stretch.inside[:1].isupper() or not stretch.inside[:1].isalnum()
    whole = sentence and (stretch.complete or stretch.near or stretch.host.alone)
    return "direct" if whole or (stretch.resumes and stretch.host.ended) else "mixed"


def _is_unreported_in_turn(stretch: Stretch) -> bool:
    """Words in marks within a turn are the speaker's own irony where nothing reports them."""
    cited = stretch.after_colon and stretch.complete and len(stretch.words) > 3
    return stretch.in_turn and not stretch.reported and not cited


def _is_utterance(stretch: Stretch) -> bool:
    """Whether one or two words are an utterance of their own: `“No,” he said`."""
    if not stretch.words or _is_unreported_in_turn(stretch):
        return False
    return stretch.complete and stretch.speech and (stretch.inside[:1].isupper() or stretch.inside[-1:] in "!?")


def _is_denied(stretch: Stretch) -> bool:
    """Words that somebody is said not to have used."""
    return stretch.denied


def _is_shown(stretch: Stretch) -> bool:
    """Words painted, printed or carved on a thing: `a wall painted with the words “…”`."""
    before = stretch.text.words[max(0, stretch.host.first - 6) : stretch.host.first]
    return not stretch.words_of.shows.isdisjoint(before)


def _is_named(stretch: Stretch) -> bool:
    """A name or a title that the words before the marks announce."""
    how = _announced(stretch)
    if how == "always":
        return not (stretch.found is not None and stretch.found.by_colon)
    return how == "thing" and (
        len(stretch.words) <= _SHORT or _is_titled(stretch) or _is_nominal(stretch.text, stretch.host)
    )


def _is_unreported_title(stretch: Stretch) -> bool:
    """A title between commas, before a symbol, or after the word for a motto, which no cue reports."""
    if stretch.found is not None or stretch.host.alone:
        return False
    text, host = stretch.text, stretch.host
    return (_is_apposed(text, host) and _is_nominal(text, host)) or _is_motto(stretch)


def _is_title(stretch: Stretch) -> bool:
    """Words with capitals where not only words said stand."""
    return _is_titled(stretch) and not stretch.utterance


def _is_term(stretch: Stretch) -> bool:
    """A short noun phrase whose article stands before the marks."""
    text, host = stretch.text, stretch.host
    if len(stretch.words) > _SHORT or stretch.near:
        return False
    inside = range(host.first, host.last)
    opening = next((i for i in inside if text.forms[i][0].isalpha()), host.first)
    if text.tags[opening] in ("IN", "TO", "DT") or not host.first:
        return False
    modifies = text.tags[host.first - 1] in MODIFIERS
    return modifies and not any(text.tags[i][0] in "VMP" for i in inside)


REFUSALS: tuple[Callable[[Stretch], bool], ...] = (
    _is_unreported_in_turn,
    _is_denied,
    _is_shown,
    _is_named,
    _is_unreported_title,
    _is_title,
    _is_term,
)
"""Reasons for which marked words are no quote."""


def _is_titled(stretch: Stretch) -> bool:
    """Whether words are written as a title: all but the small ones with a capital."""
    heavy = [w for w in stretch.words if w.lower() not in stretch.words_of.small]
    return len(heavy) >= 2 and all(w[0].isupper() or w[0].isdigit() for w in (*heavy, stretch.words[0]))


def _announced(stretch: Stretch) -> str | None:
    """Whether the words before the marks announce a name or a title: always, thing, or not."""
    before: Sequence[str] = stretch.text.words[max(0, stretch.host.first - 3) : stretch.host.first]
    named = (stretch.words_of.naming.get(" ".join(before[-n:])) for n in (3, 2, 1))
    return next((how for how in named if how is not None), None)


def _is_apposed(text: Text, host: Host) -> bool:
    """Whether a stretch stands between commas, or before a document's symbol: `The second, “…” (A/C.1/79/L.8), passed`."""
    after = text.forms[host.last] if host.last < len(text) else ""
    bracket = text.view[host.mark.end : host.mark.end + 40].lstrip("”’ ")
    before = text.forms[host.first - 1] if host.first else ""
    return bool(_SYMBOL.match(bracket)) or (before == "," and after in (",", "("))


def _is_motto(stretch: Stretch) -> bool:
    """Whether the sentence names a motto before the marks: `the theme for this year, “…”`."""
    text, first = stretch.text, stretch.host.first
    start = text.sentences[text.sentence_of[first]][0] if first < len(text) else first
    return not stretch.words_of.mottos.isdisjoint(text.words[start:first])


def _is_nominal(text: Text, host: Host) -> bool:
    """Whether a stretch starts with a capital inside a sentence and has no finite verb and no full stop: a title."""
    if not text.view[host.mark.start].isupper() or host.ended:
        return False
    return not any(text.tags[i] in FINITE or text.tags[i] == "PRP" for i in range(host.first + 1, host.last))
