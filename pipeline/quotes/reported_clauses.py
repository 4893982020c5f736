"""Indirect speech: the clauses that a cue reports, without quotation marks of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.quotes.cues import SAYING, SPEAKING, Cue, CueKind
from pipeline.text.annotated import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A reported clause: token numbers, `end` exclusive."""

    start: int
    end: int
    cue: Cue
    rule: str


_CLAUSAL = SPEAKING | {CueKind.URGE}
_MODALS = frozenset(
    {"would", "could", "might", "should", "may", "must", "will", "wo", "can", "shall", "'d", "'ll", "’d", "’ll", "ca"}
)
_ANSWERS = (["yes"], ["no"], ["goodbye"], ["farewell"], ["sorry"], ["hello"], ["amen"])
"""Who `said yes to the text, others opposed it` reported nothing."""
_GOES_ON = frozenset(
    {"used", "went", "go", "goes", "going", "continued", "continues", "wanted", "wished", "rushed", "hastened", "quick"}
)
_FIRST = frozenset({"i", "we", "you", "me", "us"})
_ANYONE = frozenset({"those", "people", "anyone", "everyone", "someone", "somebody", "nobody", "everybody", "whoever"})
_THINGS = frozenset({"it", "this", "that", "these", "everything", "something", "nothing", "all", "which", "what"})
_SHOW = ("tell", "told", "suggest", "impl", "indicat", "maintain", "remind", "warn")
"""Beginnings of verbs that say what things show as well: `all of this tells us that …` reports nobody's words."""
_TRAILING = frozenset(".,;:-–—…\"'”’“‘»«()")


def find_contents(
    syntax: Text, cues: Sequence[Cue], depth: Sequence[int], openers: frozenset[tuple[str, ...]]
) -> Iterator[Content]:
    """The clauses that cues report, in order of the cues, without those that stand in marks as a whole.

    openers: connectives that may open a sentence and are no part of the clause.
    """
    found = list(_each(syntax, cues, depth, openers))
    for content in found:
        source = content.cue.head
        if (
            source is not None
            and syntax.tags[source] in ("NNS", "NNPS")
            and any(o.start <= content.cue.start < o.end and o.cue is not content.cue for o in found)
        ):
            # What `all participants admit` inside another report is that report's own matter.
            continue
        yield content


def _each(
    syntax: Text, cues: Sequence[Cue], depth: Sequence[int], openers: frozenset[tuple[str, ...]]
) -> Iterator[Content]:
    """The clause of each cue."""
    starts = {cue.start: cue for cue in cues}
    for cue in cues:
        if cue.denied or cue.source is None or cue.head is None or not _asserted(syntax, cue):
            continue
        found = _by_phrase(syntax, cue) if cue.kind is CueKind.PHRASE else _by_verb(syntax, cue)
        if found is None:
            continue
        start, end, rule = found
        end = min(end, start + _LONGEST)
        start, end = _trimmed(syntax, start, end, openers)
        end = _before_next(syntax, cue, start, end, starts)
        if rule != "inverted":
            end = _before_comment(syntax, start, end)
        elif start < end and syntax.words[start + (syntax.words[start] == "when")] in _ASKED:
            continue  # `Asked if …, she replied:`
        start, end = _trimmed(syntax, start, end, openers)
        while start > cue.end and start < len(depth) and depth[start - 1] == depth[start] > 0:
            # Nor begins inside them.
            start -= 1
        while start < end < len(depth) and depth[end] == depth[end - 1] > 0:
            # A clause never ends inside marks.
            end += 1
        for first, last in _parts(syntax, cue, start, end, openers):
            # `the truce declared last week would hold` has no clause: what begins with `would` lost its subject.
            if last - first >= 2 and syntax.tags[first] != "MD" and _has_own_words(syntax, first, last, depth, cue):
                yield Content(start=first, end=last, cue=cue, rule=rule)


_ASKED = frozenset({"asked", "pressed", "questioned", "queried"})
_LONGEST = 400
"""Tokens of the longest clause: what is longer is no sentence."""
_LONG = 6
"""Tokens from which each of two joined that-clauses is a report of its own."""


def _parts(
    syntax: Text, cue: Cue, start: int, end: int, openers: frozenset[tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    """The clause, or its parts where a second long `and that …` follows."""
    first = start
    for i in range(start + 1, end - 1):
        joins = syntax.words[i] == "that" and syntax.tags[i] == "IN" and syntax.words[i - 1] in ("and", ";")
        if joins and i - 1 - first >= _LONG and end - i > _LONG and syntax.deps[i] == "mark":
            verb = syntax.heads[i]
            if syntax.deps[verb] == "conj" and start <= syntax.heads[verb] < i:
                yield _trimmed(syntax, first, i - 1, openers)
                first = i
    yield _trimmed(syntax, first, end, openers)


def _has_own_words(syntax: Text, start: int, end: int, depth: Sequence[int], cue: Cue) -> bool:
    """Whether a clause is more than the quoted words in it."""
    outside = sum(1 for i in range(start, end) if depth[i] <= 0 and syntax.forms[i][0].isalnum())
    mark = next((i for i in range(start, end) if depth[i] > 0), start)
    if mark > start and syntax.forms[mark - 1] == ":" and 4 * outside <= end - start and depth[end - 1] > 0:
        return False  # `Sudan: “…,” says …`
    if depth[start] > 0:
        after = next((i for i in range(start, end) if depth[i] <= 0), end)
        if after == end or depth[end - 1] > 0 or outside < 3 or syntax.tags[after] in ("CC", ","):
            return False
    return outside * 2 >= end - start if cue.kind is CueKind.PHRASE else outside > 0


def _asserted(syntax: Text, cue: Cue) -> bool:
    """Whether something is reported as said: not an unreal, future or first-person performative use."""
    if cue.kind is CueKind.PHRASE:
        first = syntax.sentences[syntax.sentence_of[cue.start]][0]
        # `rules according to which states act` have no source.
        asks = syntax.tags[cue.end : cue.end + 1] in (["WDT"], ["WRB"], ["WP"])
        return not asks and "if" not in syntax.words[max(first, cue.start - 8) : cue.start]
    i = cue.start
    if cue.kind not in _CLAUSAL or (syntax.deps[i] == "ROOT" and syntax.tags[i] == "VB" and not _stated(syntax, i)):
        return False
    for child in syntax.children[i]:
        if child < i and syntax.deps[child] == "aux":
            if syntax.words[child] in _MODALS and not (syntax.words[child] == "would" and _only(syntax, i)):
                return False
            if syntax.words[child] == "to" and syntax.words[syntax.heads[i]] not in _GOES_ON:
                return False
    if (cue.kind is CueKind.ASK and cue.passive) or (
        cue.source is not None and cue.inherited and syntax.words[cue.source[0]] in _ANYONE
    ):
        return False
    if cue.head is not None and syntax.words[cue.head] in _THINGS and syntax.words[i].startswith(_SHOW):
        return False
    if cue.head is not None and syntax.words[cue.head] in _FIRST:
        return syntax.tags[i] in ("VBD", "VBN", "VBG") and syntax.words[cue.head] == "i"
    return True


def _stated(syntax: Text, verb: int) -> bool:
    """Whether a base form is no order and no question: its subject stands before `did` or `would`."""
    own = [c for c in syntax.children[verb] if c < verb]
    subject = next((c for c in own if syntax.deps[c] in ("nsubj", "nsubjpass")), verb)
    return any(syntax.deps[c] == "aux" and subject < c for c in own)


def _only(syntax: Text, verb: int) -> bool:
    """Whether a verb is said to be all there was: `would only say that …`."""
    return any(syntax.words[c] in ("only", "merely", "simply") for c in syntax.children[verb] if c < verb)


def _by_verb(syntax: Text, cue: Cue) -> tuple[int, int, str] | None:
    """The clause of a reporting verb: after it, before it, or around it."""
    i = cue.start
    counted = syntax.words[cue.end : cue.end + 1] == ["no"] and syntax.tags[cue.end + 1 : cue.end + 2] < ["O"]
    if syntax.words[cue.end : cue.end + 1] in _ANSWERS and not (counted and syntax.tags[cue.end] == "DT"):
        return None
    told = _that(syntax, cue)
    explicit = told is not None
    for child in syntax.children[i]:
        dep = syntax.deps[child]
        if child < i and explicit:
            continue
        if dep == "ccomp" or (dep == "xcomp" and cue.kind is CueKind.PLEDGE and _infinitive(syntax, child)):
            if child > i and cue.head is not None:
                if dep == "ccomp" and cue.kind in (CueKind.ACT, CueKind.URGE) and not _has_that(syntax, child):
                    continue
                return _after(syntax, cue, child)
            if child < i and cue.kind in SAYING and not cue.inherited:
                return _before(syntax, cue, child)
    if cue.kind not in SAYING:
        return None
    if told is not None:
        return told, _own_end(syntax, i, told), "that-clause"
    bare = _bare(syntax, cue)
    if bare is not None:
        return bare
    inserted = syntax.deps[i] == "parataxis" or (syntax.deps[i] == "ccomp" and syntax.heads[i] > i)
    return (
        (_around(syntax, cue) if inserted and not cue.inherited else None)
        or _rest(syntax, cue)
        or _before_comma(syntax, cue)
    )


def _bare(syntax: Text, cue: Cue) -> tuple[int, int, str] | None:
    """A clause without `that` hung on the noun before it: `told a briefing | the strike …`, `said later in the day | it …`."""
    for k in range(cue.end, min(len(syntax), cue.end + 8)):
        if syntax.deps[k] not in ("dobj", "dative", "pobj") or syntax.heads[k] < cue.start:
            continue
        if not (syntax.times[k] or (cue.kind is CueKind.TELL and syntax.heads[k] == cue.start)):
            continue
        for child in syntax.children[k]:
            own = syntax.child(child, ("nsubj", "nsubjpass"))
            if syntax.deps[child] != "relcl" or own is None or syntax.tags[own] in ("WP", "WDT") or own > child:
                continue
            start, end = syntax.subtree(child)
            if start == k + 1 and syntax.tags[start] in ("DT", "NNP", "PRP", "PRP$", "NN", "NNS", "JJ", "CD", "EX"):
                return start, max(end, _own_end(syntax, cue.start, child)), "clause"
    return None


def _before_comma(syntax: Text, cue: Cue) -> tuple[int, int, str] | None:
    """`…, X has said.` where the parse joined the verb to the clause: all before the comma, if no clause follows."""
    first, last = syntax.sentences[syntax.sentence_of[cue.start]]
    if cue.inherited or cue.source is None or cue.source[0] <= first + 3 or cue.source[0] >= cue.end:
        return None
    if syntax.words[cue.source[0] - 1] != "," or any(
        syntax.tags[i][0] in "VM" for i in range(cue.end, min(last, cue.end + 60))
    ):
        return None
    first = max(first, cue.source[0] - _LONGEST)
    if not any(syntax.tags[i] in ("VBZ", "VBD", "VBP", "MD") for i in range(first, cue.source[0])):
        return None
    return first, cue.source[0] - 1, "inverted"


def _that(syntax: Text, cue: Cue) -> int | None:
    """The `that` after a cue, past its addressee and a phrase such as `in a statement`; None where there is none."""
    for i in range(cue.end, min(len(syntax), cue.end + 12)):
        if syntax.words[i] == "that" and syntax.tags[i] == "IN" and syntax.deps[i] == "mark":
            return i
        if syntax.words[i] == "that" and _after_vehicle(syntax, cue, i):
            return i
        if syntax.tags[i][0] == "V" or syntax.tags[i] in (",", ":", ".", "WDT", "WP", "CC", "MD"):
            return None
    return None


def _after_vehicle(syntax: Text, cue: Cue, that: int) -> bool:
    """Whether a `that` taken for a pronoun opens the clause: `said in a press release | that the aircraft …`."""
    noun = that - 1
    if (
        syntax.tags[that] not in ("WDT", "IN")
        or syntax.tags[noun] not in ("NN", "NNP", "NNS")
        or that + 2 > len(syntax)
    ):
        return False
    if syntax.tags[that + 1][0] in "VM" or cue.kind not in SAYING:
        return False
    preposition = syntax.heads[noun]
    told = cue.kind is CueKind.TELL and preposition == cue.start and syntax.deps[noun] in ("dobj", "dative")
    direct = told or (syntax.deps[preposition] == "prep" and syntax.heads[preposition] == cue.start)
    objects = ("ccomp",) if cue.kind is CueKind.TELL else ("ccomp", "dobj")
    return direct and not any(syntax.deps[c] in objects for c in syntax.children[cue.start])


def _own_end(syntax: Text, verb: int, start: int) -> int:
    """End of what hangs on a reporting verb after a token, up to what is joined to the verb itself."""
    end = syntax.subtree(verb)[1]
    for child in syntax.children[verb]:
        if child > start and syntax.deps[child] in ("conj", "advcl", "cc", "parataxis"):
            edge = syntax.subtree(child)[0]
            if edge > start + 1:
                end = min(end, edge)
    return end


def _rest(syntax: Text, cue: Cue) -> tuple[int, int, str] | None:
    """What follows `X said` where the parse took a clause for an object: the rest of the sentence, if long enough."""
    i = cue.start
    if cue.verb not in ("say", "add", "note") or cue.inherited or syntax.tags[i] not in ("VBD", "VBZ", "VBP"):
        return None
    if cue.source is None or cue.source[0] >= cue.end or cue.end >= len(syntax):
        return None
    if syntax.tags[cue.end] not in ("DT", "NNP", "NN", "NNS", "PRP", "PRP$", "JJ", "NNPS", "EX"):
        return None
    end = syntax.sentences[syntax.sentence_of[i]][1]
    if cue.verb == "note" and not _has_clause(syntax, i, cue.end, end):
        return None
    return (cue.end, end, "rest") if end - cue.end >= 6 and syntax.child(i, ("dobj",)) is not None else None


def _has_clause(syntax: Text, verb: int, start: int, end: int) -> bool:
    """Whether a finite verb stands in a stretch that is no relative clause and not joined to a verb: `noted its concern`."""
    for k in range(start, min(end, start + _LONGEST)):
        if syntax.tags[k] in ("VBZ", "VBD", "VBP", "MD") and syntax.heads[k] != verb:
            top = syntax.heads[k] if syntax.tags[k] == "MD" or syntax.deps[k][:3] == "aux" else k
            if syntax.deps[top] not in ("relcl", "advcl", "acl", "pcomp") and syntax.heads[top] != verb:
                return True
    return False


def _infinitive(syntax: Text, verb: int) -> bool:
    return any(syntax.words[c] == "to" and syntax.deps[c] == "aux" for c in syntax.children[verb])


def _has_that(syntax: Text, verb: int) -> bool:
    return any(syntax.deps[c] == "mark" and syntax.words[c] in ("that", "whether", "if") for c in syntax.children[verb])


def _after(syntax: Text, cue: Cue, child: int) -> tuple[int, int, str]:
    """The clause that follows its verb."""
    start, end = syntax.subtree(child)
    start, end = max(start, cue.end), max(end, _own_end(syntax, cue.start, child))
    if cue.audience is not None and cue.audience[0] <= start < cue.audience[1]:
        start = cue.audience[1]
    if cue.head is not None and cue.source is not None and cue.source[0] >= cue.end and start < cue.source[1] <= child:
        start = cue.source[1]
    if (
        start == cue.end
        and start < child - 1
        and syntax.words[start] in ("earlier", "later", "previously", "separately")
    ):
        start += 1
    if syntax.tags[start] in ("VBD", "VBZ", "VBP", "MD") or (start == cue.end + 1 and syntax.words[cue.end] == "on"):
        start = _lost_subject(syntax, cue, start, child)
    rule = "that-clause" if _has_that(syntax, child) else "infinitive" if syntax.deps[child] == "xcomp" else "clause"
    return start, end, rule


def _lost_subject(syntax: Text, cue: Cue, start: int, verb: int) -> int:
    """Start of the subject that the parse joined to the day before it: `said on Tuesday | hospitals were …`; `start` without one."""
    i = cue.end
    if syntax.words[i] == "on":
        i += 1
    first = i
    while i < verb and syntax.times[i] and syntax.tags[i] != "NNS":
        i += 1
    return i if first < i < verb and verb - i <= 12 and "," not in syntax.words[i:verb] else start


def _before(syntax: Text, cue: Cue, child: int) -> tuple[int, int, str] | None:
    """The clause that precedes `…, X said`."""
    first = min(cue.start, cue.source[0] if cue.source else cue.start)
    start, end = syntax.subtree(child)
    end = min(first, max(end, first))
    if child >= first or ":" in syntax.words[child:first]:
        # What follows a colon is said by whom the clause before it names, or is the writer's.
        return None
    sentence = syntax.sentences[syntax.sentence_of[cue.start]]
    start = max(sentence[0], min(start, child))
    for i in range(first - 2, start + 3, -1):
        if syntax.words[i] == ";" and first - i > 3:
            # `X said that …; vaccines were on their way, she added`
            start = i + 1
            break
    if not any(syntax.words[i] in ",-–—" for i in range(end - 1, max(start, end - 3), -1)):
        return None
    return start, end, "inverted"


def _around(syntax: Text, cue: Cue) -> tuple[int, int, str] | None:
    """The sentence in which `, X said,` stands as an insertion: all of it, or the side that holds nearly all."""
    if cue.source is None:
        return None
    start, end = syntax.subtree(syntax.heads[cue.start])
    sentence = syntax.sentences[syntax.sentence_of[cue.start]]
    start, end = max(start, sentence[0]), min(end, sentence[1])
    own = min(cue.start, cue.source[0]), max(cue.end, cue.source[1])
    while own[1] < end and syntax.tags[own[1]] in ("RB", "NNP", "CD") and syntax.times[own[1]]:
        own = own[0], own[1] + 1
    if not start < own[0] or syntax.words[own[0] - 1] not in (",", "-", "–", "—"):
        return None
    return _longer_side(start, end, own, "insertion")


def _longer_side(start: int, end: int, inner: tuple[int, int], rule: str) -> tuple[int, int, str] | None:
    left, right = inner[0] - start, end - inner[1]
    if left + right < 3:
        return None
    if left < 2:
        return inner[1], end, rule
    if right < 3 or left >= 4 * right:
        return start, inner[0], rule
    if right >= 6 * left:
        return inner[1], end, rule
    return start, end, rule


def _by_phrase(syntax: Text, cue: Cue) -> tuple[int, int, str] | None:
    """The clause that `according to X` says the source of."""
    if cue.source is None:
        return None
    verb = syntax.heads[cue.start]
    if syntax.words[cue.start] == "as":
        verb = syntax.heads[verb]  # `As noted by NAME, the commission | will meet`
    sentence = syntax.sentences[syntax.sentence_of[cue.start]]
    if not sentence[0] <= verb < sentence[1] or syntax.tags[verb][0] != "V":
        verb = next((i for i in range(*sentence) if syntax.deps[i] == "ROOT"), verb)
    start, end = syntax.subtree(verb)
    inner = (cue.start, max(cue.end, cue.source[1], syntax.subtree(cue.head)[1] if cue.head is not None else 0))
    comma = cue.source[1]
    swallowed = comma < inner[1] < min(sentence[1], comma + 7) and syntax.words[comma] == ","
    if swallowed and syntax.tags[inner[1]] in ("MD", "VBD", "VBZ", "VBP"):
        # The parse took the subject of the clause for an apposition: `In the words of NAME, Europe | must spend more`.
        inner = (cue.start, comma + 1)
    if cue.start - start <= 2:
        start = cue.start
    if start > cue.start or end < inner[1] or sentence[1] - inner[1] <= 2:
        start, end = sentence
    return _longer_side(start, end, inner, "source-phrase")


def _before_next(syntax: Text, cue: Cue, start: int, end: int, starts: dict[int, Cue]) -> int:
    """Where the clause ends when a later cue of the same sentence begins a report of its own."""
    for i in range(max(start, cue.end), end):
        later = starts.get(i)
        if later is None or i == cue.start:
            continue
        if later.inherited and syntax.tags[i] == "VBG" and syntax.words[i - 1] == "," and later.head == cue.head:
            return i - 1
        if later.inherited and _resumes(syntax, cue, i, start):
            return i - 1
        if later.source is not None and not later.inherited and syntax.deps[i] == "conj" and later.source[0] < i:
            # `X said that …, and Y replied that …`
            edge = later.source[0] - 1
            if edge > start + 1 and syntax.deps[edge] == "cc" and syntax.words[edge - 1] == ",":
                return edge - 1
    return end


def _resumes(syntax: Text, cue: Cue, verb: int, start: int) -> bool:
    """Whether a verb after `and` goes on from the cue and not from its clause: `reaffirmed that the law applies and recalled …`."""
    if syntax.tags[verb] != "VBD" or syntax.tags[cue.start] != "VBD" or syntax.deps[verb] != "conj":
        return False
    joined = syntax.heads[verb]
    present = syntax.tags[joined] in ("VBZ", "VBP") or any(
        syntax.deps[c] == "aux" and syntax.tags[c] in ("MD", "VBZ", "VBP") for c in syntax.children[joined]
    )
    return present and start < joined < verb and syntax.words[verb - 1] in ("and", "but")


_COMMENTS = frozenset({"although", "though", "while", "whereas", "even", "despite"})


def _before_comment(syntax: Text, start: int, end: int) -> int:
    """Where the writer's own remark begins: after a semicolon, or a comma and `although`, `while` and the like."""
    for i in range(start + 3, end - 2):
        if syntax.words[i] == ";" and syntax.words[i + 1] not in ("that", "and"):
            return i
        if (
            syntax.words[i] == ","
            and syntax.words[i + 1] in _COMMENTS
            and syntax.deps[i + 1] in ("mark", "advmod", "prep")
        ):
            return i
    return end


def _trimmed(syntax: Text, start: int, end: int, openers: frozenset[tuple[str, ...]]) -> tuple[int, int]:
    """Without `that`, connectives and punctuation at the edges."""
    while end > start and syntax.forms[end - 1][0] in _TRAILING and syntax.forms[end - 1].strip(".…") != "":
        if syntax.forms[end - 1] in '”"’»)' and any(syntax.forms[i][0] in '“"‘«(' for i in range(start, end - 1)):
            break
        end -= 1
    while end > start and syntax.forms[end - 1] in (".", ",", "!", "?", "\n", "\n\n"):
        end -= 1
    moved = True
    while moved and start < end:
        moved = False
        if syntax.forms[start] in (",", ":", ";", "-", "–", "—", "\n", " ") or syntax.words[start] == "that":
            start, moved = start + 1, True
            continue
        for size in range(5, 0, -1):
            after = start + size
            if after < end and syntax.words[after] == "," and tuple(syntax.words[start:after]) in openers:
                start, moved = after + 1, True
                break
    return start, end
