"""From a quote without a source of its own to the phrase that is its source, by sieves from the surest to the vaguest."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.quotes.candidates import Register
from pipeline.quotes.cues import FINITE, noun_phrase, phrase_head
from pipeline.quotes.reports import Layout, Report
from pipeline.quotes.speaker_nouns import Nouns
from pipeline.text.annotated import Text

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SEARCHED = 300
"""Tokens of a sentence in which its subject is looked for."""
_LEAD_IN = 30
"""Tokens of the longest line that names whose words follow."""


@dataclass(frozen=True)
class Context:
    """The reports of a text in order, with the paragraph each starts in; reports get their sources one after the other."""

    text: Text
    register: Register
    nouns: Nouns
    reports: list[Report]
    paragraphs: Sequence[tuple[int, int]]

    @cached_property
    def where(self) -> list[int]:
        """Number of the paragraph each report starts in."""
        starts = [start for start, _ in self.paragraphs]
        return [max(0, bisect_right(starts, report.row.start) - 1) for report in self.reports]

    @cached_property
    def marked(self) -> list[int]:
        """Numbers of the reports in quotation marks."""
        return [n for n, report in enumerate(self.reports) if report.is_marked]

    @cached_property
    def number(self) -> dict[str, int]:
        """Number of the marked report of each id."""
        return {self.reports[n].row.quote_id: n for n in self.marked}

    def opens(self, n: int) -> bool:
        """Whether a report opens its paragraph."""
        start = self.paragraphs[self.where[n]][0] if self.paragraphs else 0
        return self.reports[n].row.start - start <= 2

    def reporter(self, n: int) -> int | None:
        """The last report before one that has a source outside of it: a quote, or a clause that was reported."""
        for k in range(n - 1, max(-1, n - 8), -1):
            other = self.reports[k]
            if other.row.speaker is not None and not other.is_turn and other.row.end <= self.reports[n].row.start:
                return k
            if self.where[n] - self.where[k] > 2:
                break
        return None

    def line_before(self, n: int) -> tuple[int, int] | None:
        """First and end token of the paragraph before the one a report opens."""
        here = self.where[n]
        if not here or not self.opens(n):
            return None
        start, end = self.paragraphs[here - 1]
        first, last = bisect_left(self.text.starts, start), bisect_left(self.text.starts, end)
        return (first, last) if first < last else None


Sieve = Callable[[Context, int], Report | None]


def add_sources(context: Context) -> list[Report]:
    """The reports, those in marks without a source with that of the first sieve that gives one."""
    for n in context.marked:
        report = context.reports[n]
        if report.layout is Layout.OWNED and not _owner_speaks(context, report):
            report = report.changed(Layout.OPEN, speaker=None, speaker_start=None, speaker_end=None, rule="open")
        if report.row.speaker is not None:
            continue
        sieves = SIEVES if report.layout is Layout.ALONE else NEIGHBOURS
        found = (sieve(context, n) for sieve in sieves)
        context.reports[n] = next((other for other in found if other is not None), report)
    return context.reports


def _owner_speaks(context: Context, report: Report) -> bool:
    """Whether the subject of the sentence around marked words is somebody or something that speaks, and no thing or event."""
    text, nouns = context.text, context.nouns
    assert report.row.speaker_start is not None and report.row.speaker_end is not None
    first = bisect_left(text.starts, report.row.speaker_start)
    head = phrase_head(text, first, max(first + 1, bisect_left(text.starts, report.row.speaker_end)))
    word = text.words[head]
    singular = word.removesuffix("s")
    double = f"{text.words[head - 1]} {word}" if head else word
    listed = (nouns.pronouns, nouns.roles, nouns.bodies, nouns.documents)
    return (
        head in context.register.places
        or text.tags[head] == "NNP"
        or any(noun in known for noun in (word, singular, double) for known in listed)
    )


def _continued(context: Context, n: int) -> Report | None:
    """The source of the quote that it goes on from."""
    report = context.reports[n]
    giver = context.number.get(report.row.continues or "")
    return None if giver is None else report.like(context.reports[giver], "continued")


def _same_paragraph(context: Context, n: int) -> Report | None:
    """The source of the words reported before it in its paragraph."""
    before = context.reporter(n)
    if before is None or context.where[before] != context.where[n]:
        return None
    return context.reports[n].like(context.reports[before], "same-paragraph")


def _paragraph_goes_on(context: Context, n: int) -> Report | None:
    """The source of the words reported after it, where it opens their paragraph."""
    at = bisect_right(context.marked, n)
    after = context.marked[at] if at < len(context.marked) else None
    if after is None or context.where[after] != context.where[n] or not context.opens(n):
        return None
    giver = context.reports[after]
    return None if giver.row.speaker is None else context.reports[n].like(giver, "same-paragraph")


def _line_that_names(context: Context, n: int) -> Report | None:
    """The one person named in a line without a verb above: `From Chairwoman NAME:`, `Statement attributable to NAME:`."""
    line = context.line_before(n)
    if line is None or line[1] - line[0] > _LEAD_IN:
        return None
    text, (first, last) = context.text, line
    opening = first + (text.words[first] == "and")
    if text.forms[last - 1] != ":" and text.words[opening] != "from":
        return None
    if any(text.tags[i] in FINITE for i in range(first, last)):
        return None
    people = [named for named in context.register.between(first, last) if named.party.kind == "person"]
    if len({id(named.party) for named in people}) != 1:
        return None
    return context.reports[n].from_source(text, noun_phrase(text, people[0].last), "lead-in-line")


def _previous_paragraph(context: Context, n: int) -> Report | None:
    """The source of the paragraph before, where nothing leads in to this one."""
    before = context.reporter(n)
    if before is None or not context.opens(n) or context.where[n] - context.where[before] != 1:
        return None
    return None if _leads_in(context, n) else context.reports[n].like(context.reports[before], "previous-paragraph")


def _leads_in(context: Context, n: int) -> bool:
    """Whether the paragraph before ends in a colon."""
    here = context.where[n]
    return context.opens(n) and here > 0 and context.text.view.endswith(":", *context.paragraphs[here - 1])


def _subject_before(context: Context, n: int) -> Report | None:
    """The subject of the sentence before it that can speak."""
    opens, here = context.opens(n), context.where[n]
    low = context.paragraphs[here][0] if not opens or here == 0 else context.paragraphs[here - 1][0]
    source = _last_subject(context, low, context.reports[n].row.start)
    if source is None:
        return None
    rule = "lead-in" if _leads_in(context, n) else "subject-before"
    return context.reports[n].from_source(context.text, source, rule)


def _last_subject(context: Context, low: int, high: int) -> tuple[int, int] | None:
    """Source phrase of the last subject that can speak between two places, outside marks."""
    text, inside = context.text, context.register.inside
    first, last = bisect_left(text.starts, low), bisect_left(text.starts, high)
    i = last - 1
    while i >= first and (inside[i] == inside[last - 1] != 0):
        i -= 1
    if i < first:
        return None
    for number in range(text.sentence_of[i], -1, -1):
        start, end = text.sentences[number]
        if end <= first:
            break
        for token in range(max(start, first, min(end, last) - _SEARCHED), min(end, last)):
            if text.deps[token] in _SUBJECTS and not inside[token] and _speaks(context, token):
                return noun_phrase(text, token)
    return None


def _speaks(context: Context, token: int) -> bool:
    """Whether a noun or pronoun is one for a person, a role or a body."""
    word, named = context.text.words[token], context.register.places.get(token)
    if context.nouns.pronouns.get(word) in ("m", "f") or word in context.nouns.roles:
        return True
    return named is not None and named.party.kind in ("person", "body")


def _last_speaker(context: Context, n: int) -> Report | None:
    """The source of the words reported last, up to two paragraphs before."""
    before = context.reporter(n)
    if before is None or context.where[n] - context.where[before] > 2:
        return None
    return context.reports[n].like(context.reports[before], "last-speaker")


NEIGHBOURS: tuple[Sieve, ...] = (_continued, _same_paragraph, _paragraph_goes_on)
"""Sieves for words in a sentence that shows no source: the quotes beside them."""
SIEVES: tuple[Sieve, ...] = (
    *NEIGHBOURS,
    _line_that_names,
    _previous_paragraph,
    _subject_before,
    _last_speaker,
)
"""Sieves for words that make up their sentence."""
