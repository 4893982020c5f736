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
_CLOSERS = "’”)] "


def find_hosts(
    text: Text, outer: Sequence[Mark], depth: Sequence[int], bounds: Sequence[tuple[int, int]], cues: Sequence[Cue]
) -> list[Host]:
    """The host of each outermost stretch that has tokens, in order."""
    starts = [cue.start for cue in cues]
    spans: dict[int, tuple[int, int]] = {}
    for i, number in enumerate(depth):
        if number > 0:
            spans[number] = (spans[number][0] if number in spans else i, i + 1)
    edges = [(bisect_left(text.starts, start), bisect_left(text.starts, end)) for start, end in bounds]
    found: list[Host] = []
    for number, (first, last) in spans.items():
        mark = outer[number - 1]
        paragraph = max(0, bisect_right(bounds, (mark.start, len(text.view))) - 1)
        low = max(min(edges[paragraph][0], first), first - _WIDEST)
        high = min(max(edges[paragraph][1], last), last + _WIDEST)
        ended = _final(text.view, mark) in _FINAL
        at = bisect_left(starts, last)
        closed = ended and not _runs_on(text, depth, mark, (last, high), cues[at : at + 1])
        found.append(
            Host(
                mark=mark,
                paragraph=paragraph,
                first=first,
                last=last,
                start=_sentence_start(text, depth, first, low),
                end=last if closed else _sentence_end(text, depth, last, high),
                ended=ended,
            )
        )
    return found


def _final(text: str, mark: Mark) -> str:
    """The last character of a stretch that is not itself a closing mark."""
    return text[max(mark.start, mark.end - 6) : mark.end].rstrip(_CLOSERS)[-1:] or " "


def _stop_inside(text: Text, at: int, low: int) -> bool:
    """Whether marked words that end at a token end in a full stop."""
    while at > low and text.forms[at] in _MARKS:
        at -= 1
    return text.forms[at] in _STOPS


def _sentence_start(text: Text, depth: Sequence[int], first: int, low: int) -> int:
    """Token after the nearest sentence end to the left, which may be the end of another stretch."""
    for at in range(first, low, -1):
        before = at - 1
        if not depth[before]:
            if text.forms[before] in _STOPS:
                return at
        elif _stop_inside(text, before, low) and not (at < first and text.forms[at][0].islower()):
            return at
    return low


def _sentence_end(text: Text, depth: Sequence[int], last: int, high: int) -> int:
    """Token after the nearest sentence end to the right outside of marks."""
    for at in range(last, high):
        if not depth[at] and text.forms[at] in _STOPS:
            return at + 1
        leaves = depth[at] > 0 and at + 1 < high and not depth[at + 1]
        if leaves and _stop_inside(text, at, last) and not _continues(text.forms[at + 1]):
            return at + 1
    return high


def _continues(form: str) -> bool:
    """Whether a word cannot open a sentence: small letters, or a comma."""
    return form[0].islower() or form == ","


def _runs_on(text: Text, depth: Sequence[int], mark: Mark, bounds: tuple[int, int], after: Sequence[Cue]) -> bool:
    """Whether the sentence goes on after words that end with a full stop, a question or an exclamation mark.

    bounds: token after the words, and where their paragraph ends. after: the cue next after them, if there is one.
    """
    last, high = bounds
    if last >= high or depth[last]:
        return False
    if _continues(text.forms[last]) or text.forms[last] in _DASHES:
        return True
    if _final(text.view, mark) == "." and not mark.closed:
        return False
    return any(_is_tail(text, depth, cue, last, high) for cue in after)


def _is_tail(text: Text, depth: Sequence[int], cue: Cue, last: int, high: int) -> bool:
    """Whether a cue makes up what follows words: `“…?” X asked the board.`"""
    if cue.inherited or cue.source is None or cue.start - last > _SPAN or not last <= cue.source[0] < cue.start + _SPAN:
        return False
    if any(depth[i] or text.forms[i] in _STOPS for i in range(last, cue.start)):
        return False
    if any(c > cue.start and text.deps[c] in ("ccomp", "xcomp") for c in text.children[cue.start]):
        return False
    told = cue.audience[1] if cue.audience else 0
    end = cue.source[1] if cue.source[0] > cue.start else max(cue.end, told)
    return end >= high or text.forms[end] in _ENDS_TAIL or text.tags[end] in ("IN", "RB") or text.tags[end] == "VBG"


_SPAN = 12
"""Tokens between words, their cue and its source."""
_MARKS = frozenset("”’")
_DASHES = frozenset("-—–")
_ENDS_TAIL = frozenset(".,;-—")


_WIDEST = 300
"""Tokens of a sentence to each side of a stretch."""
_NEAREST = 16
"""Cues to each side of a stretch that are looked at."""


def find_cue(text: Text, depth: Sequence[int], host: Host, cues: Sequence[Cue], starts: Sequence[int]) -> Found | None:
    """The cue that reports a stretch, from the closest construction to the loosest; None where its sentence has none."""
    low, high = bisect_left(starts, host.start), bisect_left(starts, host.first)
    left = [c for c in cues[max(low, high - _NEAREST) : high] if c.end <= host.first]
    low, high = bisect_left(starts, host.last), bisect_left(starts, host.end)
    right = cues[low : min(high, low + _NEAREST)]
    lead, tail = _lead(text, depth, host, left), _tail(text, depth, host, right)
    if lead is not None and lead.by_colon and tail is not None and _final(text.view, host.mark) == ",":
        # `X believes the day is near: “…,” she says.`
        return tail
    return lead or tail or _governing(text, host, left, right)


_DENIED_NEAR = 3
"""Tokens between a denied cue and the words that were not said."""


def denied_before(host: Host, cues: Sequence[Cue], starts: Sequence[int]) -> bool:
    """Whether the cue next before a stretch says that nobody said its words: `stopped short of calling it “…”`."""
    at = bisect_left(starts, host.first) - 1
    return at >= 0 and cues[at].denied and host.start <= cues[at].start and host.first - cues[at].end <= _DENIED_NEAR


def _lead(text: Text, depth: Sequence[int], host: Host, left: Sequence[Cue]) -> Found | None:
    """`X said: “…”`, `X told them, “…”`, `X called it “…”`: the cue stands directly before the stretch."""
    usable = [c for c in left if c.source is not None]
    if not usable:
        return None
    cue = usable[-1]
    if host.first and text.forms[host.first - 1][-1] == ":":
        return Found(cue=cue, place=Place.COLON)
    if cue.kind is CueKind.PHRASE or any(depth[i] for i in range(cue.end, host.first)):
        return None
    between = sum(1 for i in range(cue.end, host.first) if _separates(text, cue, i))
    return Found(cue=_outermost(text, cue, usable), place=Place.LEAD) if between <= _BETWEEN else None


_BETWEEN = 2
"""Words between a cue and the marks that it leads up to, small ones, source and addressee aside."""
_SMALL_TAGS = frozenset({"DT", "RB", "IN", "PRP$", ",", "PRP", "CC", "TO", "JJ"})


def _separates(text: Text, cue: Cue, i: int) -> bool:
    """Whether a word between a cue and marks belongs neither to the cue nor to what opens the words."""
    own = any(span is not None and span[0] <= i < span[1] for span in (cue.audience, cue.source))
    return not own and text.tags[i] not in _SMALL_TAGS


def _tail(text: Text, depth: Sequence[int], host: Host, right: Sequence[Cue]) -> Found | None:
    """`“…,” X said`, `“…,” said X`: the cue follows the stretch."""
    final = _final(text.view, host.mark)
    follows = final in ",?!…-–—" or (host.last < len(text) and (text.forms[host.last] in _DASHES | {","}))
    if not (follows or host.ended):
        return None
    cue = next((cue for cue in right if _may_follow(text, host, cue)), None)
    if cue is None:
        return None
    apart = host.ended and any(depth[i] for i in range(host.last, cue.start))
    return None if apart and cue.kind is not CueKind.PHRASE else Found(cue=cue, place=Place.TAIL)


def _may_follow(text: Text, host: Host, cue: Cue) -> bool:
    """Whether a cue behind a stretch has a source of its own there, or one that it quotes."""
    if cue.source is None or cue.kind is CueKind.URGE or cue.source[1] <= host.first:
        return False
    quoted = text.words[cue.start - 1] == "as" and cue.source[0] >= host.last
    return quoted or not cue.inherited


def _governing(text: Text, host: Host, left: Sequence[Cue], right: Sequence[Cue]) -> Found | None:
    """A cue of the same sentence on which the stretch depends, or the nearest one before it, or an `according to`."""
    above = ancestors(text, _top(text, host))
    usable = [c for c in (*left, *right) if c.source is not None and not c.denied]
    governing = [c for c in usable if c.start in above]
    if governing:
        nearest = min(governing, key=lambda c: abs(c.start - host.first))
        return Found(cue=_outermost(text, nearest, usable), place=Place.GOVERNING)
    phrases = [c for c in usable if c.kind is CueKind.PHRASE]
    if phrases:
        return Found(cue=phrases[0], place=Place.PHRASE)
    before = [c for c in left if c.source is not None]
    if before:
        return Found(cue=before[-1], place=Place.BEFORE)
    after = [c for c in right if c.source is not None and not c.inherited]
    return Found(cue=after[0], place=Place.AFTER) if after else None


def _outermost(text: Text, nearest: Cue, usable: Sequence[Cue]) -> Cue:
    """The cue around another one whose source is a country, a body or a thing: who reports what `Moscow suggests`."""
    if _stands_alone(text, nearest):
        return nearest
    phrases = [c for c in usable if c.kind is CueKind.PHRASE and c.start < nearest.start]
    above = ancestors(text, nearest.start)
    around = [c for c in usable if c.start in above and c.kind in SAYING and c.end <= nearest.start]
    around = [c for c in around if c.head != nearest.head and not c.inherited and not _beside(text, nearest, c)]
    return (around or phrases or [nearest])[-1]


def _stands_alone(text: Text, cue: Cue) -> bool:
    """Whether the source of a cue is its speaker whatever stands around it: a pronoun, a source of its own."""
    if cue.head is None or text.tags[cue.head] == "PRP" or text.deps[cue.start] == "relcl":
        return True
    if text.words[cue.head] in ("latter", "former"):
        return True
    told = cue.kind is CueKind.TELL and cue.audience is not None
    return not cue.inherited and (told or text.deps[cue.start] == "conj")


def _beside(text: Text, inner: Cue, outer: Cue) -> bool:
    """Whether a cue stands beside what another one reports: `X assured them of it, while Y cautioned that …`."""
    at = inner.start
    for _ in range(_HEIGHT):
        if text.heads[at] in (at, outer.start):
            break
        at = text.heads[at]
    if outer.end > at:
        return False
    if text.words[at] == "with" and text.deps[at] == "prep":
        return True  # `X told them, with Y saying …`
    return text.deps[at] == "advcl" and any(
        text.deps[c] == "mark" and text.words[c] != "that" for c in text.children[at] if c < at
    )


_HEIGHT = 12
"""Heads above a token that are looked at."""


def ancestors(text: Text, token: int) -> set[int]:
    """The tokens above a token, the nearest dozen of them."""
    above: set[int] = set()
    for _ in range(12):
        if text.heads[token] == token:
            break
        token = text.heads[token]
        above.add(token)
    return above


def _top(text: Text, host: Host) -> int:
    """The token of a stretch whose head lies outside of it."""
    for i in range(host.first, host.last):
        if not host.first <= text.heads[i] < host.last and text.deps[i] != "punct":
            return i
    return host.first


def subject_of(text: Text, depth: Sequence[int], host: Host) -> tuple[int, int] | None:
    """Source phrase of words that no cue reports: who owns them, else the nearest subject above them in the sentence.

    Before a colon it is the subject of the sentence, or the name that stands there alone.
    """
    named = _before_colon(text, depth, host)
    if named is not None:
        return noun_phrase(text, named)
    at = _top(text, host)
    for _ in range(_HEIGHT):
        for deps in (("poss",), ("nsubj", "agent")):
            found = _owner(text, at, deps)
            if found is not None and not depth[found] and host.start <= found < host.end:
                return noun_phrase(text, found)
        if text.heads[at] == at:
            break
        at = text.heads[at]
    return None


def _before_colon(text: Text, depth: Sequence[int], host: Host) -> int | None:
    """The subject of the sentence before a colon in front of a stretch, or the name that stands there alone."""
    if not host.first or text.words[host.first - 1][-1] != ":":
        return None
    before = [i for i in range(max(host.start, host.first - _REACH), host.first - 1) if not depth[i]]
    subjects = [i for i in before if text.deps[i] == "nsubj" and not text.times[i]]
    if subjects:
        return subjects[-1]
    bracket = next((i for i in before if text.forms[i] == "("), host.first)
    names = [i for i in before if text.tags[i] in ("NNP", "NNPS") and i < bracket]
    return names[-1] if names and host.first - host.start <= _ALONE else None


def _owner(text: Text, token: int, deps: tuple[str, ...]) -> int | None:
    """The child of a token with one of some relations: of an agent its noun, of a relative pronoun whom it stands for."""
    found = text.child(token, deps)
    if found is None:
        return None
    if text.deps[found] == "agent":
        return text.child(found, ("pobj",))
    relative = text.deps[token] == "relcl" and text.tags[found] in ("WP", "WDT")
    return text.heads[token] if relative else found


_REACH = 80
"""Tokens before a colon in which a subject is looked for."""
_ALONE = 8
"""Tokens of the longest line that is only a name before a colon."""
