"""Indirect speech: the clauses that a cue reports, without quotation marks of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.quotes.cues import FINITE, NOUNS, SAYING, SPEAKING, Cue, CueKind, joins_past_to_present
from pipeline.resources import KnowledgeError, Models
from pipeline.text.annotated import Text

CONNECTIVES = "en/connectives.txt"
CONSEQUENCES = "en/consequence_verbs.txt"
COMMENTS = "en/comment_words.txt"
UNASSERTED = "en/unasserted_words.txt"
SHOWING = "en/showing_verbs.txt"
READS: tuple[str, ...] = (CONNECTIVES, CONSEQUENCES, COMMENTS, UNASSERTED, SHOWING)
"""Files of `models/` that `read_clause_words` takes."""


class Unasserted(Enum):
    """Why a verb of speech with a word reports nothing, or reports all the same; see `unasserted_words.txt`."""

    ANSWER = "answer"
    GOES_ON = "goeson"
    ANYONE = "anyone"
    THING = "thing"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """Words at the edges of reported clauses.

    openers: connectives before a clause, no part of it. consequences and comments: with which the writer goes on behind it.
    unasserted: by class. showing: beginnings of verbs that say what things show as well.
    """

    openers: frozenset[tuple[str, ...]]
    consequences: frozenset[str]
    comments: frozenset[str]
    unasserted: Mapping[str, Unasserted]
    showing: tuple[str, ...]

    def is_a(self, word: str, kind: Unasserted) -> bool:
        """Whether a word is of a class."""
        return self.unasserted.get(word) is kind


def read_clause_words(models: Models) -> ClauseWords:
    """The words of `models/`; raises KnowledgeError for an unknown class."""
    kinds = {kind.value: kind for kind in Unasserted}
    unasserted = models.pairs(UNASSERTED)
    for word, kind in unasserted.items():
        if kind not in kinds:
            raise KnowledgeError(f"{UNASSERTED}:0: {word}: {kind!r} is none of {sorted(kinds)}")
    return ClauseWords(
        openers=frozenset(tuple(line.split()) for line in models.lines(CONNECTIVES)),
        consequences=frozenset(models.lines(CONSEQUENCES)),
        comments=frozenset(models.lines(COMMENTS)),
        unasserted={word: kinds[kind] for word, kind in unasserted.items()},
        showing=(*models.lines(SHOWING), "tell", "told", "maintain", "warn"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A reported clause: token numbers, `end` exclusive."""

    start: int
    end: int
    cue: Cue
    rule: str


Span = tuple[int, int, str]
"""First and end token of a clause, and the rule that found it."""

_CLAUSAL = SPEAKING | {CueKind.URGE}
_PLURAL = frozenset({"NNS", "NNPS"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_TRAILING = frozenset(".,;:-–—…\"'”’“‘»«()")
_LEADING = frozenset(",:;-–—")
_OPENS_CLAUSE = NOUNS | {"DT", "PRP", "PRP$", "JJ", "CD", "EX"}
_LONGEST = 400
"""Tokens of the longest clause: what is longer is no sentence."""
_LONG = 6
"""Tokens from which each of two joined that-clauses is a report of its own."""


@dataclass(frozen=True)
class Frame:
    """A cue whose clause is looked for: all cues of the text by their first token, and the words at the edges of clauses."""

    text: Text
    cue: Cue
    cues: Mapping[int, Cue]
    words: ClauseWords
    depth: Sequence[int]


def find_contents(text: Text, cues: Sequence[Cue], depth: Sequence[int], words: ClauseWords) -> Iterator[Content]:
    """The clauses that cues report, in order of the cues, without those that stand in marks as a whole."""
    starts = {cue.start: cue for cue in cues}
    frames = (Frame(text, cue, starts, words, depth) for cue in cues)
    found = [content for frame in frames for content in _contents(frame)]
    for content in found:
        inner = any(o.start <= content.cue.start < o.end and o.cue is not content.cue for o in found)
        if inner and content.cue.head is not None and text.tags[content.cue.head] in _PLURAL:
            # What `all participants admit` inside another report is that report's own matter.
            continue
        yield content


def _contents(frame: Frame) -> Iterator[Content]:
    """The clause of a cue, or its parts."""
    text, cue, depth = frame.text, frame.cue, frame.depth
    if cue.denied or cue.source is None or cue.head is None or not _asserted(frame) or _answered(frame):
        return
    found = (sieve(frame) for sieve in _sieves(cue))
    span = next((span for span in found if span is not None), None)
    if span is None:
        return
    start, end = _edges(frame, span)
    inverted = span[2] == INVERTED
    if inverted and start < end:
        opening = text.words[start + (text.words[start] == "when")]
        if frame.words.is_a(opening, Unasserted.ASKED):
            return  # `Asked if …, she replied:`
    for first, last in _parts(frame, start, end):
        # `the truce declared last week would hold` has no clause: what begins with `would` lost its subject.
        if last - first >= 2 and text.tags[first] != "MD" and _has_own_words(text, first, last, depth, cue):
            yield Content(start=first, end=last, cue=cue, rule=span[2])


INVERTED = "inverted"
"""Rule of a clause that stands before its cue."""


def _edges(frame: Frame, span: Span) -> tuple[int, int]:
    """First and end token of a clause without what leads in to it and what the writer adds, marks inside it kept whole."""
    cue, depth = frame.cue, frame.depth
    start, end = _trimmed(frame, span[0], min(span[1], span[0] + _LONGEST))
    end = _before_next(frame, start, end)
    if span[2] != INVERTED:
        end = _before_comment(frame, start, end)
    start, end = _trimmed(frame, start, end)
    while start > cue.end and start < len(depth) and depth[start - 1] == depth[start] > 0:
        start -= 1
    while start < end < len(depth) and depth[end] == depth[end - 1] > 0:
        end += 1
    return start, end


def _parts(frame: Frame, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clause, or its parts where a second long `and that …` follows."""
    text = frame.text
    first = start
    for i in range(start + 1, end - 1):
        joins = text.words[i] == "that" and text.tags[i] == "IN" and text.words[i - 1] in ("and", ";")
        if joins and i - 1 - first >= _LONG and end - i > _LONG and text.deps[i] == "mark":
            verb = text.heads[i]
            if text.deps[verb] == "conj" and start <= text.heads[verb] < i:
                yield _trimmed(frame, first, i - 1)
                first = i
    yield _trimmed(frame, first, end)


def _has_own_words(text: Text, start: int, end: int, depth: Sequence[int], cue: Cue) -> bool:
    """Whether a clause is more than the quoted words in it."""
    outside = sum(1 for i in range(start, end) if depth[i] <= 0 and text.forms[i][0].isalnum())
    mark = next((i for i in range(start, end) if depth[i] > 0), start)
    if mark > start and text.forms[mark - 1] == ":" and 4 * outside <= end - start and depth[end - 1] > 0:
        return False  # `Sudan: “…,” says …`
    if depth[start] > 0:
        after = next((i for i in range(start, end) if depth[i] <= 0), end)
        if after == end or depth[end - 1] > 0 or outside < 3 or text.tags[after] in ("CC", ","):
            return False
    return outside * 2 >= end - start if cue.kind is CueKind.PHRASE else outside > 0


def _asserted(frame: Frame) -> bool:
    """Whether something is reported as said: not an unreal, future or first-person performative use."""
    text, cue, words = frame.text, frame.cue, frame.words
    if cue.content is not None:
        return True
    if cue.kind is CueKind.PHRASE:
        return _asserts_phrase(text, cue)
    i = cue.start
    if cue.kind not in _CLAUSAL or (text.deps[i] == "ROOT" and text.tags[i] == "VB" and not _stated(text, i)):
        return False
    return not _is_unreal(text, i, words) and _has_speaker(frame)


def _asserts_phrase(text: Text, cue: Cue) -> bool:
    """Whether `according to` names a source: `rules according to which states act` have none."""
    first = text.sentences[text.sentence_of[cue.start]][0]
    asks = text.tags[cue.end : cue.end + 1] in (["WDT"], ["WRB"], ["WP"])
    return not asks and "if" not in text.words[max(first, cue.start - 8) : cue.start]


def _is_unreal(text: Text, verb: int, words: ClauseWords) -> bool:
    """Whether a verb has a modal, or is an infinitive that nothing makes a fact: `might say`, `to say`, not `went on to say`."""
    for child in text.children[verb]:
        if child > verb or text.deps[child] != "aux":
            continue
        if text.tags[child] == "MD" and not (text.words[child] == "would" and _only(text, verb)):
            return True
        if text.tags[child] == "TO" and not words.is_a(text.words[text.heads[verb]], Unasserted.GOES_ON):
            return True
    return False


def _has_speaker(frame: Frame) -> bool:
    """Whether the source is somebody who speaks: no addressee of a question, nobody in particular, no thing that shows."""
    text, cue, words = frame.text, frame.cue, frame.words
    assert cue.head is not None and cue.source is not None
    head = text.words[cue.head]
    if cue.kind is CueKind.ASK and cue.passive:
        return False
    if cue.inherited and words.is_a(text.words[cue.source[0]], Unasserted.ANYONE):
        return False
    if words.is_a(head, Unasserted.THING) and text.words[cue.start].startswith(words.showing):
        return False
    if text.tags[cue.head] == "PRP" and head in _PARTIES:
        return head == "i" and text.tags[cue.start] in ("VBD", "VBN", "VBG")
    return True


_PARTIES = frozenset({"i", "we", "you", "me", "us"})


def _stated(text: Text, verb: int) -> bool:
    """Whether a base form is no order and no question: its subject stands before `did` or `would`."""
    own = [c for c in text.children[verb] if c < verb]
    subject = next((c for c in own if text.deps[c] in _SUBJECT), verb)
    return any(text.deps[c] == "aux" and subject < c for c in own)


def _only(text: Text, verb: int) -> bool:
    """Whether a verb is said to be all there was: `would only say that …`."""
    return any(
        text.words[c] in ("only", "merely") or text.words[c] == "simply" for c in text.children[verb] if c < verb
    )


def _noun_content(frame: Frame) -> Span | None:
    """The that-clause that is the content of a noun of saying."""
    content = frame.cue.content
    if content is None:
        return None
    return content, frame.text.subtree(frame.text.heads[content])[1], "noun-clause"


def _object_clause(frame: Frame) -> Span | None:
    """The clause that the parse makes the object of the verb: after it, or before it in `…, X said`."""
    text, cue = frame.text, frame.cue
    contents = [child for child in text.children[cue.start] if _is_content(text, cue, child)]
    after = next((child for child in contents if child > cue.start), None)
    if after is not None:
        return _after(text, cue, after)
    if not contents or cue.kind not in SAYING or cue.inherited or _that(text, cue) is not None:
        return None
    return _before(text, cue, contents[0])


def _is_content(text: Text, cue: Cue, child: int) -> bool:
    """Whether a dependent of a verb is a clause that it reports; of some verbs only with `that`, of promises an infinitive too."""
    dep = text.deps[child]
    if dep == "xcomp":
        return cue.kind is CueKind.PLEDGE and _infinitive(text, child)
    needs_that = child > cue.start and cue.kind in (CueKind.ACT, CueKind.URGE)
    return dep == "ccomp" and (not needs_that or _has_that(text, child))


def _that_clause(frame: Frame) -> Span | None:
    """The clause that `that` opens where the parse hung it elsewhere."""
    that = _that(frame.text, frame.cue)
    return None if that is None else (that, _own_end(frame.text, frame.cue.start, that), "that-clause")


def _answered(frame: Frame) -> bool:
    """Whether a verb is followed by a word that is all that was said: `said yes to the text`."""
    text, end = frame.text, frame.cue.end
    answer = end < len(text) and frame.words.is_a(text.words[end], Unasserted.ANSWER)
    counted = answer and text.tags[end] == "DT" and text.tags[end + 1 : end + 2] < ["O"]
    return answer and not counted


def _as_reported(frame: Frame) -> Span | None:
    """The main clause behind `As X reported, …`."""
    text, cue = frame.text, frame.cue
    i = cue.start
    marked = any(text.words[c] == "as" and text.deps[c] == "mark" for c in text.children[i] if c < i)
    end = text.subtree(i)[1]
    if not marked or text.deps[i] != "advcl" or text.heads[i] < end or text.words[end : end + 1] != [","]:
        return None
    return end + 1, text.subtree(text.heads[i])[1], "as-reported"


def _inserted(frame: Frame) -> Span | None:
    """The sentence in which `, X said,` stands as an insertion."""
    text, cue = frame.text, frame.cue
    i = cue.start
    above = text.heads[i]
    reported = above in frame.cues and text.deps[i] == "ccomp"
    inserted = text.deps[i] == "parataxis" or (text.deps[i] == "ccomp" and above > i and not reported)
    return _around(text, cue) if inserted and not cue.inherited else None


def _bare(frame: Frame) -> Span | None:
    """A clause without `that` hung on the noun before it: `told a briefing | the strike …`, `said later in the day | it …`."""
    text, cue = frame.text, frame.cue
    for k in range(cue.end, min(len(text), cue.end + 8)):
        if text.deps[k] not in ("dobj", "dative", "pobj") or text.heads[k] < cue.start:
            continue
        if not (text.times[k] or (cue.kind is CueKind.TELL and text.heads[k] == cue.start)):
            continue
        for child in text.children[k]:
            own = text.child(child, ("nsubj", "nsubjpass"))
            if text.deps[child] != "relcl" or own is None or text.tags[own] in ("WP", "WDT") or own > child:
                continue
            start, end = text.subtree(child)
            if start == k + 1 and text.tags[start] in ("DT", "NNP", "PRP", "PRP$", "NN", "NNS", "JJ", "CD", "EX"):
                return start, max(end, _own_end(text, cue.start, child)), "clause"
    return None


def _before_comma(frame: Frame) -> Span | None:
    """`…, X has said.` where the parse joined the verb to the clause: all before the comma, if no clause follows."""
    text, cue = frame.text, frame.cue
    first, last = text.sentences[text.sentence_of[cue.start]]
    if cue.inherited or cue.source is None or cue.source[0] <= first + 3 or cue.source[0] >= cue.end:
        return None
    if text.words[cue.source[0] - 1] != "," or any(
        text.tags[i][0] in "VM" for i in range(cue.end, min(last, cue.end + 60))
    ):
        return None
    first = max(first, cue.source[0] - _LONGEST)
    if ":" in text.words[first : cue.source[0]]:
        return None
    if not any(text.tags[i] in ("VBZ", "VBD", "VBP", "MD") for i in range(first, cue.source[0])):
        return None
    return first, cue.source[0] - 1, "inverted"


def _that(text: Text, cue: Cue) -> int | None:
    """The `that` after a cue, past its addressee and a phrase such as `in a statement`; None where there is none."""
    for i in range(cue.end, min(len(text), cue.end + 12)):
        if text.words[i] == "that" and text.tags[i] == "IN" and text.deps[i] == "mark":
            return None if _has_noun(text, cue, text.heads[i]) else i
        if text.words[i] == "that" and _after_vehicle(text, cue, i):
            return i
        if text.tags[i][0] == "V" or text.tags[i] in (",", ":", ".", "WDT", "WP", "CC", "MD"):
            return None
    return None


def _has_noun(text: Text, cue: Cue, verb: int) -> bool:
    """Whether a that-clause is the content of a noun that is no part of the cue: `adds to doubts that …`, `denied reports that …`."""
    noun = text.heads[verb]
    if text.deps[verb] != "acl" or text.tags[noun] not in NOUNS or noun < cue.end or cue.kind is CueKind.TELL:
        return False
    above = text.heads[noun]
    return text.deps[noun] == "dobj" or (text.deps[noun] == "pobj" and text.words[above] in ("to", "of"))


def _after_vehicle(text: Text, cue: Cue, that: int) -> bool:
    """Whether a `that` taken for a pronoun opens the clause: `said in a press release | that the aircraft …`."""
    noun = that - 1
    if text.tags[that] not in ("WDT", "IN") or text.tags[noun] not in ("NN", "NNP", "NNS") or that + 2 > len(text):
        return False
    if text.tags[that + 1][0] in "VM" or cue.kind not in SAYING:
        return False
    preposition = text.heads[noun]
    told = cue.kind is CueKind.TELL and preposition == cue.start and text.deps[noun] in ("dobj", "dative")
    direct = told or (text.deps[preposition] == "prep" and text.heads[preposition] == cue.start)
    objects = ("ccomp",) if cue.kind is CueKind.TELL else ("ccomp", "dobj")
    return direct and not any(text.deps[c] in objects for c in text.children[cue.start])


def _own_end(text: Text, verb: int, start: int) -> int:
    """End of what hangs on a reporting verb after a token, up to what is joined to the verb itself."""
    end = text.subtree(verb)[1]
    for child in text.children[verb]:
        if child > start and text.deps[child] in _JOINED and not _says_we(text, verb, child):
            edge = text.subtree(child)[0]
            if edge > start + 1:
                end = min(end, edge)
    return end


_JOINED = frozenset({"conj", "advcl", "cc", "parataxis"})


def _says_we(text: Text, verb: int, child: int) -> bool:
    """Whether what is joined to a verb, or the `and` before it, goes on in the first person: the speaker's words still."""
    clause = next((c for c in text.children[verb] if c > child), child) if text.deps[child] == "cc" else child
    subject = text.child(clause, ("nsubj",))
    return subject is not None and text.words[subject] in _PARTIES and text.words[subject] != "you"


def _rest(frame: Frame) -> Span | None:
    """What follows `X said` where the parse took a clause for an object: the rest of the sentence, if long enough."""
    text, cue = frame.text, frame.cue
    i = cue.start
    if cue.verb not in ("say", "add", "note") or cue.inherited or text.tags[i] not in ("VBD", "VBZ", "VBP"):
        return None
    if cue.source is None or cue.source[0] >= cue.end or cue.end >= len(text):
        return None
    if text.tags[cue.end] not in ("DT", "NNP", "NN", "NNS", "PRP", "PRP$", "JJ", "NNPS", "EX"):
        return None
    end = text.sentences[text.sentence_of[i]][1]
    if cue.verb != "say" and not _has_clause(text, i, cue.end, end):
        return None
    return (cue.end, end, "rest") if end - cue.end >= 6 and text.child(i, ("dobj",)) is not None else None


def _has_clause(text: Text, verb: int, start: int, end: int) -> bool:
    """Whether a finite verb stands in a stretch that is no relative clause and not joined to a verb: `noted its concern`."""
    for k in range(start, min(end, start + _LONGEST)):
        if text.tags[k] in ("VBZ", "VBD", "VBP", "MD") and text.heads[k] != verb:
            top = text.heads[k] if text.tags[k] == "MD" or text.deps[k][:3] == "aux" else k
            if text.deps[top] not in ("relcl", "advcl", "acl", "pcomp") and text.heads[top] != verb:
                return True
    return False


def _infinitive(text: Text, verb: int) -> bool:
    return any(text.words[c] == "to" and text.deps[c] == "aux" for c in text.children[verb])


def _has_that(text: Text, verb: int) -> bool:
    return any(text.deps[c] == "mark" and text.words[c] in ("that", "whether", "if") for c in text.children[verb])


def _after(text: Text, cue: Cue, child: int) -> Span:
    """The clause that follows its verb."""
    start, end = text.subtree(child)
    start, end = max(start, cue.end), max(end, _own_end(text, cue.start, child))
    if cue.audience is not None and cue.audience[0] <= start < cue.audience[1]:
        start = cue.audience[1]
    if cue.head is not None and cue.source is not None and cue.source[0] >= cue.end and start < cue.source[1] <= child:
        start = cue.source[1]
    if start == cue.end and start < child - 1 and text.words[start] in ("earlier", "later", "previously", "separately"):
        start += 1
    if text.tags[start] in ("VBD", "VBZ", "VBP", "MD") or (start == cue.end + 1 and text.words[cue.end] == "on"):
        start = _lost_subject(text, cue, start, child)
    rule = "that-clause" if _has_that(text, child) else "infinitive" if text.deps[child] == "xcomp" else "clause"
    return start, end, rule


def _lost_subject(text: Text, cue: Cue, start: int, verb: int) -> int:
    """Start of the subject that the parse joined to the day before it: `said on Tuesday | hospitals were …`; `start` without one."""
    i = cue.end
    if text.words[i] == "on":
        i += 1
    first = i
    while i < verb and text.times[i] and text.tags[i] != "NNS":
        i += 1
    return i if first < i < verb and verb - i <= 12 and "," not in text.words[i:verb] else start


def _before(text: Text, cue: Cue, child: int) -> Span | None:
    """The clause that precedes `…, X said`."""
    first = min(cue.start, cue.source[0] if cue.source else cue.start)
    start, end = text.subtree(child)
    end = min(first, max(end, first))
    if child >= first or ":" in text.words[child:first]:
        # What follows a colon is said by whom the clause before it names, or is the writer's.
        return None
    sentence = text.sentences[text.sentence_of[cue.start]]
    start = max(sentence[0], min(start, child))
    for i in range(first - 2, start + 3, -1):
        if text.words[i] == ";" and first - i > 3:
            # `X said that …; vaccines were on their way, she added`
            start = i + 1
            break
    if not any(text.words[i] in ",-–—" for i in range(end - 1, max(start, end - 3), -1)):
        return None
    return start, end, "inverted"


def _around(text: Text, cue: Cue) -> Span | None:
    """The sentence in which `, X said,` stands as an insertion: all of it, or the side that holds nearly all."""
    if cue.source is None:
        return None
    start, end = text.subtree(text.heads[cue.start])
    sentence = text.sentences[text.sentence_of[cue.start]]
    start, end = max(start, sentence[0]), min(end, sentence[1])
    own = min(cue.start, cue.source[0]), max(cue.end, cue.source[1])
    if text.deps[cue.start] == "parataxis":
        own = own[0], max(own[1], text.subtree(cue.start)[1])  # `…, X said, without naming it`
    while own[1] < end and text.tags[own[1]] in ("RB", "NNP", "CD") and text.times[own[1]]:
        own = own[0], own[1] + 1
    if not start < own[0] or text.words[own[0] - 1] not in (",", "-", "–", "—"):
        return None
    return _longer_side(start, end, own, "insertion")


def _longer_side(start: int, end: int, inner: tuple[int, int], rule: str) -> Span | None:
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


def _by_phrase(frame: Frame) -> Span | None:
    """The clause that `according to X` says the source of."""
    text, cue = frame.text, frame.cue
    sentence = text.sentences[text.sentence_of[cue.start]]
    start, end = text.subtree(_phrase_verb(text, cue, sentence))
    inner = (cue.start, _phrase_end(text, cue, sentence))
    if cue.start - start <= _LEAD:
        if any(text.deps[i] in _SUBJECT for i in range(start, cue.start)):
            return start, end, "source-phrase"  # `X, according to Y, keeps waiting`
        start = cue.start
    if start > cue.start or end < inner[1] or sentence[1] - inner[1] <= _LEAD:
        start, end = sentence
    return _longer_side(start, end, inner, "source-phrase")


_LEAD = 2
"""Tokens at an edge of a sentence that are no clause of their own."""
_SWALLOWED = 7
"""Tokens of the longest subject that the parse may take for an apposition of the source."""


def _phrase_verb(text: Text, cue: Cue, sentence: tuple[int, int]) -> int:
    """The verb that a phrase hangs on; the root of the sentence where it hangs on none."""
    verb = text.heads[cue.start]
    if text.words[cue.start] == "as":
        verb = text.heads[verb]  # `As noted by NAME, the commission | will meet`
    if sentence[0] <= verb < sentence[1] and text.tags[verb][0] == "V":
        return verb
    return next((i for i in range(*sentence) if text.deps[i] == "ROOT"), verb)


def _phrase_end(text: Text, cue: Cue, sentence: tuple[int, int]) -> int:
    """End of a phrase with all that hangs on its source, the subject of the clause aside: `In the words of NAME, Europe | must …`."""
    assert cue.source is not None and cue.head is not None
    end, comma = max(cue.end, cue.source[1], text.subtree(cue.head)[1]), cue.source[1]
    swallowed = comma < end < min(sentence[1], comma + _SWALLOWED) and text.words[comma] == ","
    return comma + 1 if swallowed and text.tags[end] in FINITE else end


def _before_next(frame: Frame, start: int, end: int) -> int:
    """Where the clause ends when a later cue of the same sentence begins a report of its own."""
    text, cue = frame.text, frame.cue
    for i in range(max(start, cue.end), end):
        later = frame.cues.get(i)
        if later is None or i == cue.start:
            continue
        if later.inherited and _goes_on(text, cue, later):
            return i - 1
        if later.source is not None and not later.inherited and text.deps[i] == "conj" and later.source[0] < i:
            # `X said that …, and Y replied that …`
            edge = later.source[0] - 1
            if edge > start + 1 and text.deps[edge] == "cc" and text.words[edge - 1] == ",":
                return edge - 1
    return end


def _goes_on(text: Text, cue: Cue, later: Cue) -> bool:
    """Whether a later verb goes on from the speaker: `…, stressing that …`, `reaffirmed that the law applies and recalled …`."""
    i = later.start
    if text.tags[i] == "VBG":
        return text.words[i - 1] == "," and later.head == cue.head
    return text.tags[cue.start] == "VBD" and cue.end <= text.heads[i] < i and joins_past_to_present(text, i)


def _before_comment(frame: Frame, start: int, end: int) -> int:
    """Where the writer's own words begin: after a semicolon, or a comma and `although`, `while`, `prompting` and the like."""
    text, words = frame.text, frame.words
    for i in range(start + 3, end - 2):
        after = i + 1
        if text.words[i] == ";" and text.words[after] not in ("that", "and"):
            return i
        if text.words[i] != ",":
            continue
        if text.words[after] in words.comments and text.deps[after] in ("mark", "advmod", "prep"):
            return i
        if text.words[after] in words.consequences and text.tags[after] == "VBG" and text.deps[after] == "advcl":
            return i
    return end


_OPENER = 5
"""Words of the longest connective."""


def _trimmed(frame: Frame, start: int, end: int) -> tuple[int, int]:
    """Without `that`, connectives, punctuation and the day of the report at the edges."""
    text = frame.text
    while end > start and _is_trailing(text.forms[end - 1]) and not _closes_inside(text, start, end):
        end -= 1
    while True:
        moved = _past_opening(frame, start, end)
        if moved == start:
            return start, end
        start = moved


def _is_trailing(form: str) -> bool:
    """Whether a token is a mark or a blank at the end of a clause."""
    return form[0] in _TRAILING or form.isspace()


def _closes_inside(text: Text, start: int, end: int) -> bool:
    """Whether a closing mark or bracket at the end of a clause was opened in it."""
    return text.forms[end - 1] in "”’)" and any(text.forms[i][0] in "“‘(" for i in range(start, end - 1))


def _past_opening(frame: Frame, start: int, end: int) -> int:
    """The start of a clause without the first thing that is no part of it; the start itself where all is."""
    text = frame.text
    if start >= end:
        return start
    that = text.words[start] == "that" and text.deps[start] not in _SUBJECT
    if that or text.forms[start] in _LEADING or not text.forms[start].strip():
        return start + 1
    for after in range(min(end - 1, start + _OPENER), start, -1):
        if text.words[after] == "," and tuple(text.words[start:after]) in frame.words.openers:
            return after + 1
    return _past_day(frame, start, end)


def _past_day(frame: Frame, start: int, end: int) -> int:
    """The start of a clause behind the day on which it was said: `said | Sunday | the bridge was done`."""
    text = frame.text
    if start != frame.cue.end:
        return start
    at = start + (text.words[start] in ("on", "at"))
    day = at
    while at < end and text.times[at]:
        at += 1
    opens = at < end and text.tags[at] in _OPENS_CLAUSE
    return at if day < at and opens and any(text.tags[i] in FINITE for i in range(at, end)) else start


Sieve = Callable[[Frame], Span | None]
CLAUSES: tuple[Sieve, ...] = (_noun_content, _object_clause)
"""Where the clause of a verb or a noun may stand."""
SAID: tuple[Sieve, ...] = (*CLAUSES, _that_clause, _bare, _as_reported, _inserted, _rest, _before_comma)
"""Where the clause of a verb of saying may stand, from the surest to the vaguest."""


def _sieves(cue: Cue) -> tuple[Sieve, ...]:
    """Where to look for the clause of a cue."""
    if cue.kind is CueKind.PHRASE:
        return (_by_phrase,)
    return SAID if cue.kind in SAYING else CLAUSES
