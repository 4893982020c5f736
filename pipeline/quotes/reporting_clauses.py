"""Hosts: the sentence around each marked stretch, and the cue in it that reports the stretch."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.quotes.cues import SAYING, Cue, CueKind, noun_phrase
from pipeline.text.annotated import Text
from pipeline.text.quotation_marks import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A marked stretch in its sentence; all numbers are tokens, ends exclusive, the marks belong to the stretch."""

    mark: Mark
    paragraph: int
    first: int
    last: int
    start: int
    """Start of the sentence it stands in, as marks and full stops outside of marks cut it."""
    end: int
    ended: bool
    """The words inside end a sentence."""

    @property
    def alone(self) -> bool:
        """Nothing but the stretch makes up its sentence."""
        return self.start == self.first and self.end == self.last


class Place(Enum):
    """Where a cue stands to the words it reports; the value is the rule of the row."""

    COLON = "colon"
    LEAD = "lead"
    TAIL = "tail"
    GOVERNING = "governing"
    PHRASE = "phrase"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The cue of a stretch and where it stands to it."""

    cue: Cue
    place: Place

    @property
    def adjoins(self) -> bool:
        """Whether the cue stands directly before or behind the words."""
        return self.place in (Place.COLON, Place.LEAD, Place.TAIL)

    @property
    def by_colon(self) -> bool:
        """Whether a colon joins the cue to the words."""
        return self.place is Place.COLON

    @property
    def follows(self) -> bool:
        """Whether the cue stands behind the words, as in `“…,” she said`."""
        return self.place is Place.TAIL


_FINAL = frozenset(".!?…")
_STOPS = frozenset({".", "!", "?", "…", "..."})
_CLOSERS = "’'”\"»)] "


def find_hosts(
    syntax: Text, outer: Sequence[Mark], depth: Sequence[int], bounds: Sequence[tuple[int, int]], cues: Sequence[Cue]
) -> list[Host]:
    """The host of each outermost stretch that has tokens, in order."""
    starts = [cue.start for cue in cues]
    spans: dict[int, tuple[int, int]] = {}
    for i, number in enumerate(depth):
        if number > 0:
            spans[number] = (spans[number][0] if number in spans else i, i + 1)
    edges = [bisect_left(syntax.starts, start) for start, _ in bounds]
    ends = [bisect_left(syntax.starts, end) for _, end in bounds]
    found: list[Host] = []
    for number, (first, last) in spans.items():
        mark = outer[number - 1]
        paragraph = max(0, bisect_right(bounds, (mark.start, len(syntax.view))) - 1)
        low = max(min(edges[paragraph], first), first - _WIDEST)
        high = min(max(ends[paragraph], last), last + _WIDEST)
        start = _sentence_start(syntax, depth, first, low)
        ended = _final(syntax.view, mark) in _FINAL
        end = (
            last
            if ended and not _runs_on(syntax, depth, mark, last, high, cues, starts)
            else _sentence_end(syntax, depth, last, high)
        )
        host = Host(mark=mark, paragraph=paragraph, first=first, last=last, start=start, end=end, ended=ended)
        found.append(host)
    return found


def _final(text: str, mark: Mark) -> str:
    """The last character of a stretch that is not itself a closing mark."""
    return text[max(mark.start, mark.end - 6) : mark.end].rstrip(_CLOSERS)[-1:] or " "


def _sentence_start(syntax: Text, depth: Sequence[int], first: int, low: int) -> int:
    """Token after the nearest sentence end to the left, which may be the end of another stretch."""
    at = first
    while at > low:
        before = at - 1
        if depth[before]:
            inside = before
            while inside > low and syntax.forms[inside] in "”\"’»'":
                inside -= 1
            if syntax.forms[inside] in _STOPS and not (at < first and syntax.forms[at][0].islower()):
                return at
        elif syntax.forms[before] in _STOPS:
            return at
        at = before
    return low


def _sentence_end(syntax: Text, depth: Sequence[int], last: int, high: int) -> int:
    """Token after the nearest sentence end to the right outside of marks."""
    for at in range(last, high):
        if not depth[at] and syntax.forms[at] in _STOPS:
            return at + 1
        if depth[at] and at + 1 < high and not depth[at + 1]:
            inside = at
            while inside > last and syntax.forms[inside] in "”\"’»'":
                inside -= 1
            if syntax.forms[inside] in _STOPS and not syntax.forms[at + 1][0].islower() and syntax.forms[at + 1] != ",":
                return at + 1
    return high


def _runs_on(
    syntax: Text,
    depth: Sequence[int],
    mark: Mark,
    last: int,
    high: int,
    cues: Sequence[Cue],
    starts: Sequence[int],
) -> bool:
    """Whether the sentence goes on after words that end with a full stop, a question or an exclamation mark."""
    if last >= high or depth[last]:
        return False
    form = syntax.forms[last]
    if form[0].islower() or form in (",", "-", "—", "–"):
        return True
    if _final(syntax.view, mark) == "." and not mark.closed:
        return False
    at = bisect_left(starts, last)
    if at == len(cues) or cues[at].start - last > 12 or cues[at].inherited:
        return False
    cue = cues[at]
    if cue.source is None or not (last <= cue.source[0] < cue.start + 12):
        return False
    if any(depth[i] or syntax.forms[i] in _STOPS for i in range(last, cue.start)):
        return False
    after = cue.source[1] if cue.source[0] > cue.start else max(cue.end, cue.audience[1] if cue.audience else 0)
    reports = any(c > cue.start and syntax.deps[c] in ("ccomp", "xcomp") for c in syntax.children[cue.start])
    closes = (
        after >= high or syntax.forms[after] in (".", ",", ";", "-", "—") or syntax.tags[after] in ("IN", "RB", "VBG")
    )
    return closes and not reports


_WIDEST = 300
"""Tokens of a sentence to each side of a stretch."""
_NEAREST = 16
"""Cues to each side of a stretch that are looked at."""


def find_cue(
    syntax: Text, depth: Sequence[int], host: Host, cues: Sequence[Cue], starts: Sequence[int]
) -> Found | None:
    """The cue that reports a stretch, from the closest construction to the loosest; None where its sentence has none."""
    low, high = bisect_left(starts, host.start), bisect_left(starts, host.first)
    left = [c for c in cues[max(low, high - _NEAREST) : high] if c.end <= host.first]
    low, high = bisect_left(starts, host.last), bisect_left(starts, host.end)
    right = cues[low : min(high, low + _NEAREST)]
    lead, tail = _lead(syntax, depth, host, left), _tail(syntax, depth, host, right)
    if lead is not None and lead.by_colon and tail is not None and _final(syntax.view, host.mark) == ",":
        # `X believes the day is near: “…,” she says.`
        return tail
    return lead or tail or _governing(syntax, host, left, right)


_DENIED_NEAR = 3
"""Tokens between a denied cue and the words that were not said."""


def denied_before(host: Host, cues: Sequence[Cue], starts: Sequence[int]) -> bool:
    """Whether the cue next before a stretch says that nobody said its words: `stopped short of calling it “…”`."""
    at = bisect_left(starts, host.first) - 1
    return at >= 0 and cues[at].denied and host.start <= cues[at].start and host.first - cues[at].end <= _DENIED_NEAR


def _lead(syntax: Text, depth: Sequence[int], host: Host, left: Sequence[Cue]) -> Found | None:
    """`X said: "…"`, `X told them, "…"`, `X called it "…"`: the cue stands directly before the stretch."""
    usable = [c for c in left if c.source is not None]
    if not usable:
        return None
    if host.first and syntax.forms[host.first - 1][-1] == ":":
        return Found(cue=usable[-1], place=Place.COLON)
    cue = usable[-1]
    if cue.kind is CueKind.PHRASE:
        return None
    between = [
        i
        for i in range(cue.end, host.first)
        if not (cue.audience and cue.audience[0] <= i < cue.audience[1])
        and not (cue.source and cue.source[0] <= i < cue.source[1])
        and syntax.tags[i] not in ("DT", "RB", "IN", "PRP$", ",", "PRP", "CC", "TO", "JJ")
    ]
    if len(between) <= 2 and not any(depth[i] for i in range(cue.end, host.first)):
        return Found(cue=_outermost(syntax, cue, usable), place=Place.LEAD)
    return None


def _tail(syntax: Text, depth: Sequence[int], host: Host, right: Sequence[Cue]) -> Found | None:
    """`"…," X said`, `"…," said X`: the cue follows the stretch."""
    final = _final(syntax.view, host.mark)
    follows = final in ",?!…-–—" or (host.last < len(syntax) and syntax.forms[host.last] in (",", "-", "–", "—"))
    if not (follows or host.ended):
        return None
    for cue in right:
        if cue.source is None or cue.kind is CueKind.URGE:
            continue
        quoted = syntax.words[cue.start - 1] == "as" and cue.source[0] >= host.last
        if (cue.inherited and not quoted) or cue.source[1] <= host.first:
            continue
        if cue.kind is CueKind.PHRASE or not any(depth[i] for i in range(host.last, cue.start)) or not host.ended:
            return Found(cue=cue, place=Place.TAIL)
        return None
    return None


def _governing(syntax: Text, host: Host, left: Sequence[Cue], right: Sequence[Cue]) -> Found | None:
    """A cue of the same sentence on which the stretch depends, or the nearest one before it, or an `according to`."""
    above = ancestors(syntax, _top(syntax, host))
    usable = [c for c in (*left, *right) if c.source is not None and not c.denied]
    governing = [c for c in usable if c.start in above]
    if governing:
        nearest = min(governing, key=lambda c: abs(c.start - host.first))
        return Found(cue=_outermost(syntax, nearest, usable), place=Place.GOVERNING)
    phrases = [c for c in usable if c.kind is CueKind.PHRASE]
    if phrases:
        return Found(cue=phrases[0], place=Place.PHRASE)
    before = [c for c in left if c.source is not None]
    if before:
        return Found(cue=before[-1], place=Place.BEFORE)
    after = [c for c in right if c.source is not None and not c.inherited]
    return Found(cue=after[0], place=Place.AFTER) if after else None


def _outermost(syntax: Text, nearest: Cue, usable: Sequence[Cue]) -> Cue:
    """The cue around another one whose source is a country, a body or a thing: who reports what `Moscow suggests`."""
    if nearest.head is None or syntax.tags[nearest.head] == "PRP" or syntax.deps[nearest.start] == "relcl":
        return nearest
    if syntax.deps[nearest.start] == "conj" and not nearest.inherited:
        return nearest
    if syntax.words[nearest.head] in ("latter", "former"):
        return nearest
    if nearest.kind is CueKind.TELL and nearest.audience is not None and not nearest.inherited:
        return nearest
    phrases = [c for c in usable if c.kind is CueKind.PHRASE and c.start < nearest.start]
    above = ancestors(syntax, nearest.start)
    around = [c for c in usable if c.start in above and c.kind in SAYING and c.end <= nearest.start]
    around = [c for c in around if c.head != nearest.head and not c.inherited and not _beside(syntax, nearest, c)]
    return (around or phrases or [nearest])[-1]


def _beside(syntax: Text, inner: Cue, outer: Cue) -> bool:
    """Whether a cue stands beside what another one reports: `X assured them of it, while Y cautioned that …`."""
    at = inner.start
    for _ in range(12):
        if syntax.heads[at] in (at, outer.start):
            break
        at = syntax.heads[at]
    if syntax.words[at] == "with" and syntax.deps[at] == "prep" and outer.end <= at:
        return True  # `X told them, with Y saying …`
    return (
        syntax.deps[at] == "advcl"
        and outer.end <= at
        and any(
            syntax.words[c] in ("while", "whereas", "whilst", "as", "though") for c in syntax.children[at] if c < at
        )
    )


def ancestors(syntax: Text, token: int) -> set[int]:
    """The tokens above a token, the nearest dozen of them."""
    above: set[int] = set()
    for _ in range(12):
        if syntax.heads[token] == token:
            break
        token = syntax.heads[token]
        above.add(token)
    return above


def _top(syntax: Text, host: Host) -> int:
    """The token of a stretch whose head lies outside of it."""
    for i in range(host.first, host.last):
        if not host.first <= syntax.heads[i] < host.last and syntax.deps[i] != "punct":
            return i
    return host.first


def subject_of(syntax: Text, depth: Sequence[int], host: Host) -> tuple[int, int] | None:
    """Source phrase of words that no cue reports: who owns them, else the nearest subject above them in the sentence.

    Before a colon it is the subject of the sentence, or the name that stands there alone.
    """
    if host.first and syntax.words[host.first - 1][-1] == ":":
        before = range(max(host.start, host.first - 80), host.first - 1)
        subjects = [i for i in before if syntax.deps[i] == "nsubj" and not depth[i] and not syntax.times[i]]
        bracket = next((i for i in before if syntax.forms[i] == "("), host.first)
        names = [i for i in before if syntax.tags[i] in ("NNP", "NNPS") and not depth[i] and i < bracket]
        if subjects or (names and host.first - host.start <= 8):
            return noun_phrase(syntax, subjects[-1] if subjects else names[-1])
    at = _top(syntax, host)
    for _ in range(10):
        for deps in (("poss",), ("nsubj", "agent")):
            found = syntax.child(at, deps)
            if found is not None and syntax.deps[found] == "agent":
                found = syntax.child(found, ("pobj",))
            if found is not None and not depth[found] and host.start <= found < host.end:
                if syntax.words[found] in ("who", "which", "that") and syntax.deps[at] == "relcl":
                    found = syntax.heads[at]
                return noun_phrase(syntax, found)
        if syntax.heads[at] == at:
            break
        at = syntax.heads[at]
    return None
