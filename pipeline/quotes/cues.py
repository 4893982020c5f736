"""Cues: the verbs and phrases that report words, each with its source and its addressee, as the parse shows them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.quotes.subjects import FINITE as FINITE
from pipeline.quotes.subjects import NOUNS as NOUNS
from pipeline.quotes.subjects import Subject, find_subject, is_passive
from pipeline.resources import KnowledgeError, Models
from pipeline.text.annotated import Text

VERBS = "en/reporting_verbs.txt"
IRREGULAR = "en/irregular_verbs.txt"
PHRASES = "en/source_phrases.txt"
REPORTING_NOUNS = "en/reporting_nouns.txt"
VOICING = "en/voicing_verbs.txt"
QUOTING = "en/quoting_verbs.txt"
DENYING = "en/denying_words.txt"
READS = (VERBS, IRREGULAR, PHRASES, REPORTING_NOUNS, VOICING, QUOTING, DENYING)
"""Files of `models/` that `read_cue_words` takes."""


class CueKind(Enum):
    """What a reporting verb takes, as `reporting_verbs.txt` has it, and phrases such as `according to`."""

    SAY = "say"
    TELL = "tell"
    ASK = "ask"
    NAME = "name"
    ACT = "act"
    PLEDGE = "pledge"
    URGE = "urge"
    DOUBT = "doubt"
    PHRASE = "phrase"


SAYING = frozenset({CueKind.SAY, CueKind.TELL})
"""Verbs that report a clause."""
SPEAKING = SAYING | {CueKind.ASK, CueKind.ACT, CueKind.PLEDGE}
"""Verbs that report an utterance."""
Forms = Mapping[str, tuple[tuple[tuple[str, ...], str, CueKind], ...]]


@dataclass(frozen=True, slots=True)
class CueWords:
    """The words that report.

    verbs: inflected, by their first word: the words after it, the verb, its kind, the longest first. phrases: `according to`.
    nouns: those with a that-clause for their content. voicing: forms of the verbs they are objects of. quoting: forms of `quote`.
    denying: words above a verb that say it was not done. acts: whether the verbs tell acts and no words.
    """

    verbs: Forms
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    nouns: frozenset[str] = frozenset()
    voicing: frozenset[str] = frozenset()
    quoting: frozenset[str] = frozenset()
    denying: frozenset[str] = frozenset()
    acts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A reporting verb or phrase: token numbers, `end` exclusive."""

    start: int
    end: int
    verb: str
    kind: CueKind
    source: tuple[int, int] | None
    head: int | None
    """Head of the source phrase."""
    audience: tuple[int, int] | None = None
    inherited: bool = False
    """The source is the subject of another verb."""
    denied: bool = False
    """Negated, asked, or put as a condition: nothing was said."""
    passive: bool = False
    content: int | None = None
    """Where the clause begins that a noun has for its content."""


def inflect(verb: str, irregular: Mapping[str, Sequence[str]]) -> list[str]:
    """The forms of a verb's first word: base, -s, past, participle, -ing."""
    if verb[-1] == "y" and verb[-2] not in "aeiou":
        third, past, ing = verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    else:
        third = verb + ("es" if verb.endswith(("s", "x", "ch", "sh", "z", "o")) else "s")
        stem = verb[:-1] if verb[-1] == "e" and verb[-2:] not in ("ee", "oe") else verb
        past, ing = (verb + "d" if verb[-2:] == "ee" else stem + "ed"), (verb if verb[-2:] == "ee" else stem) + "ing"
    forms = [verb, third, *(irregular.get(verb) or (past, past, ing))]
    # British spelling is in the data; American has one l.
    return forms + [f.replace("ll", "l") for f in forms if f.endswith(("elled", "elling", "alled", "alling"))]


def read_cue_words(models: Models) -> CueWords:
    """The reporting verbs and phrases of `models/`; raises KnowledgeError for an unknown kind."""
    kinds = {kind.value: kind for kind in CueKind if kind is not CueKind.PHRASE}
    named = models.pairs(VERBS)
    for verb, kind in named.items():
        if kind not in kinds:
            raise KnowledgeError(f"{VERBS}:0: {verb}: {kind!r} is none of {sorted(kinds)}")
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in models.lines(PHRASES):
        first, *rest = phrase.split()
        phrases.setdefault(first, []).append(tuple(rest))
    forms = inflected(models, {verb: kinds[kind] for verb, kind in named.items()})
    voicing, quoting = (dict.fromkeys(models.lines(file), CueKind.ACT) for file in (VOICING, QUOTING))
    return CueWords(
        verbs=forms,
        phrases={first: tuple(found) for first, found in phrases.items()},
        nouns=frozenset(models.lines(REPORTING_NOUNS)),
        voicing=frozenset(inflected(models, voicing)),
        quoting=frozenset(inflected(models, quoting)),
        denying=frozenset(models.lines(DENYING)),
    )


def inflected(models: Models, verbs: Mapping[str, CueKind]) -> Forms:
    """Every form of the first word of some verbs, with the words after it, the verb and its kind, the longest first."""
    irregular = {verb: [form.strip() for form in forms.split(",")] for verb, forms in models.pairs(IRREGULAR).items()}
    found: dict[str, set[tuple[tuple[str, ...], str, CueKind]]] = {}
    for verb, kind in verbs.items():
        first, *rest = verb.split()
        for form in inflect(first, irregular):
            found.setdefault(form, set()).add((tuple(rest), verb, kind))
    return {form: tuple(sorted(same, key=lambda v: (-len(v[0]), v[:2]))) for form, same in found.items()}


_ADDRESSING = frozenset({CueKind.TELL, CueKind.URGE, CueKind.ASK, CueKind.PLEDGE})
"""Verbs whose object is who was told."""
_LEFT_OUT = frozenset({"relcl", "acl", "appos", "punct", "advcl", "parataxis", "cc", "conj", "dep", "ccomp", "prep"})
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD", "JJ", "WP"})


def find_cues(text: Text, words: CueWords, depth: Sequence[int]) -> list[Cue]:
    """The reporting verbs, nouns and phrases outside quotation marks, in order."""
    found: list[Cue] = []
    for i, word in enumerate(text.words):
        if depth[i]:
            continue
        cues = (
            _verb_cue(text, words, i, depth) if word in words.verbs else None,
            _phrase_cue(text, words, i) if word in words.phrases else None,
            _noun_cue(text, words, i, depth) if word in words.nouns and (not found or found[-1].end <= i) else None,
        )
        found += [cue for cue in cues if cue is not None]
    return [_of_speaker(text, cue, found[max(0, n - _BEFORE) : n]) for n, cue in enumerate(found)]


_BEFORE = 6
"""Cues before another one among which the one it goes on from is looked for."""


def _of_speaker(text: Text, cue: Cue, before: Sequence[Cue]) -> Cue:
    """`said that the matter was over, | stressing that …`: the speaker goes on, not the subject of what was said."""
    if not cue.inherited or cue.head is None:
        return cue
    apart = _contrasted(text, cue)
    if apart is not None:
        return dataclasses.replace(cue, source=noun_phrase(text, apart), head=apart)
    number = text.sentence_of[cue.start]
    for main in before:
        open_here = text.sentence_of[main.start] == number and main.kind in SAYING and not main.inherited
        if open_here and not main.denied and _goes_on(text, cue, main):
            return dataclasses.replace(cue, source=main.source, head=main.head)
    return cue


def _goes_on(text: Text, cue: Cue, main: Cue) -> bool:
    """Whether a verb without a subject of its own goes on from a main verb and not from the clause that it reports."""
    if main.head is None or cue.head is None or not main.head < main.start or text.tags[main.start] not in _REPORTING:
        return False
    if not main.end <= cue.head < cue.start:
        return False
    if text.tags[cue.start] == "VBG":
        return text.words[cue.start - 1] == "," and text.deps[cue.start] == "advcl"
    return text.tags[main.start] == "VBD" and joins_past_to_present(text, cue.start)


_REPORTING = frozenset({"VBD", "VBZ"})


def joins_past_to_present(text: Text, verb: int) -> bool:
    """Whether `and` joins a past form to one in the present or with a modal: `said that it would go on | and denied …`."""
    if text.tags[verb] != "VBD" or text.deps[verb] != "conj" or text.words[verb - 1] not in ("and", "but"):
        return False
    joined = text.heads[verb]
    auxiliaries = [text.tags[c] for c in text.children[joined] if text.deps[c] == "aux"]
    return any(tag in FINITE and tag != "VBD" for tag in (text.tags[joined], *auxiliaries))


def _contrasted(text: Text, cue: Cue) -> int | None:
    """The subject of the `while` clause that a participle goes on from: `…, while NAME kept his doubts, noting that …`."""
    if text.tags[cue.start] != "VBG" or text.words[cue.start - 1] != ",":
        return None
    first = max(text.sentences[text.sentence_of[cue.start]][0], cue.start - _CONTRAST)
    for i in range(cue.start - 2, first - 1, -1):
        if text.words[i] in ("while", "whereas") and text.deps[i] == "mark":
            return text.child(text.heads[i], ("nsubj",))
    return None


_CONTRAST = 40
"""Tokens between `while` and the participle that goes on from its clause."""


def _noun_cue(text: Text, words: CueWords, i: int, depth: Sequence[int]) -> Cue | None:
    """`expressed his hope that …`, `a warning from the envoy that …`: a noun with its content, and whose it is."""
    clause = next((c for c in text.children[i] if c > i and text.deps[c] in ("acl", "ccomp")), None)
    that = None if clause is None else text.child(clause, ("mark",))
    if text.tags[i] not in NOUNS or that is None or text.words[that] != "that":
        return None
    start, head = _voice(text, words, i, that, depth)
    if head is None or depth[head]:
        return None
    source = noun_phrase(text, head)
    return Cue(start=start, end=i + 1, verb=text.words[i], kind=CueKind.SAY, source=source, head=head, content=that)


def _voice(text: Text, words: CueWords, noun: int, that: int, depth: Sequence[int]) -> tuple[int, int | None]:
    """Where the cue of a noun begins, and the head of whose words it is: its giver, the subject of its verb, its owner."""
    for child in text.children[noun]:
        if noun < child < that and text.words[child] in ("from", "by"):
            return noun, text.child(child, ("pobj",))
    verb = text.heads[noun]
    if text.deps[noun] == "dobj" and text.words[verb] in words.voicing and not _denied(text, words, verb):
        return verb, find_subject(text, verb, depth, told=True).head
    owner = text.child(noun, ("poss",))
    return noun, owner


def _phrase_cue(syntax: Text, words: CueWords, i: int) -> Cue | None:
    """`according to the ministry`: the source is what hangs on the last preposition, or the noun phrase after it."""
    for rest in words.phrases[syntax.words[i]]:
        end = i + 1 + len(rest)
        owner = i + 1
        owned = _owned_words(syntax, i, rest)
        if owned is not None:
            return owned
        if rest and rest[-1] == "of" and end < len(syntax) and syntax.tags[owner] == "PRP$":
            # `in his words` for `in the words of him`
            if syntax.words[owner + 1] == rest[-2]:
                return Cue(
                    start=i,
                    end=i + 3,
                    verb=" ".join((syntax.words[i], *rest)),
                    kind=CueKind.PHRASE,
                    source=(owner, owner + 1),
                    head=owner,
                )
            continue
        if tuple(syntax.words[i + 1 : end]) == rest and end < len(syntax):
            head = syntax.child(end - 1, ("pobj",))
            if head is None or head < end:
                return None
            verb = " ".join((syntax.words[i], *rest))
            return Cue(start=i, end=end, verb=verb, kind=CueKind.PHRASE, source=noun_phrase(syntax, head), head=head)
    return None


def _owned_words(syntax: Text, i: int, rest: Sequence[str]) -> Cue | None:
    """`in the minister's words` for `in the words of the minister`: its owner is the source."""
    if len(rest) != 3 or rest[-1] != "of":
        return None
    for k in range(i + 2, min(i + 12, len(syntax))):
        if syntax.words[k] == rest[1]:
            owner = syntax.child(k, ("poss",))
            if owner is None or not i < owner < k or syntax.tags[owner] == "PRP$":
                return None
            source = noun_phrase(syntax, owner)
            verb = " ".join((syntax.words[i], *rest))
            last = source[1] - 1 if syntax.tags[source[1] - 1] == "POS" else source[1]
            return Cue(start=i, end=k + 1, verb=verb, kind=CueKind.PHRASE, source=(source[0], last), head=owner)
        if syntax.tags[k] in ("VBD", "VBZ", "IN", ",", "."):
            return None
    return None


_NO_VERB = frozenset({"amod", "compound", "aux", "auxpass", "nmod", "case"})
"""Relations in which a verb form is no verb of its clause."""


def _verb_cue(text: Text, words: CueWords, i: int, depth: Sequence[int]) -> Cue | None:
    """The cue at a token that may be a reporting verb, or None where it is a noun, an adjective or a name."""
    options = words.verbs[text.words[i]]
    fits = ((i + 1 + len(r), v, k) for r, v, k in options if tuple(text.words[i + 1 : i + 1 + len(r)]) == r)
    end, verb, kind = next(fits, (0, "", CueKind.ACT))
    if not end or not _is_verb(text, i):
        return None
    subject = _source(text, words, i, depth, told=kind is CueKind.TELL)
    head = subject.head
    if (subject.passive and head is None) or (head is not None and _aside(text, i, head)):
        return None
    denied = _denied(text, words, i)
    if kind is CueKind.DOUBT:
        # `did not rule out that …` says that it may be.
        kind, denied = (CueKind.SAY if denied else CueKind.ACT), False
    return Cue(
        start=i,
        end=end,
        verb=verb,
        kind=kind,
        source=None if head is None else _source_phrase(text, i, subject),
        head=head,
        audience=_audience(text, i, end, kind),
        inherited=subject.inherited,
        denied=denied,
        passive=subject.passive,
    )


def _is_verb(text: Text, i: int) -> bool:
    """Whether a form is a verb of its clause, also where the tagger took `says` for a noun."""
    mistaken = text.tags[i] in NOUNS and text.deps[i] == "ROOT" and _SAYS.fullmatch(text.words[i]) is not None
    return (text.tags[i][0] == "V" or mistaken) and text.deps[i] not in _NO_VERB


_SAYS = re.compile(r"says|tells|adds")


def _source(text: Text, words: CueWords, i: int, depth: Sequence[int], *, told: bool) -> Subject:
    """Who speaks by a verb: whom another source quotes, `the latter`, its subject."""
    quoted = _quoted(text, words, i, depth)
    if quoted is not None:
        return Subject(quoted)
    if i > 1 and text.words[i - 1] in ("latter", "former") and text.words[i - 2] == "the":
        return Subject(i - 1)  # `with the latter saying …`
    subject = find_subject(text, i, depth, told=told, acts=words.acts)
    if subject.head is None or subject.passive:
        return subject
    return dataclasses.replace(subject, head=_before_insertion(text, subject.head))


def _source_phrase(text: Text, verb: int, subject: Subject) -> tuple[int, int]:
    """The phrase of a subject, from the comma on where the parse cut it: `…, the presidential office NAME said`, `X and Y NAME said`."""
    assert subject.head is not None
    first, last = noun_phrase(text, subject.head)
    if last != verb or text.tags[subject.head] not in ("NNP", "NNPS"):
        return first, last
    start = first
    while start > 0 and first - start < _CUT and text.tags[start - 1] in _IN_SOURCE and not text.first[start]:
        start -= 1
    opened = start == 0 or text.first[start] or text.words[start - 1] == ","
    return (start if opened and start < first and text.tags[start] in _OPENS_SOURCE else first), last


_CUT = 14
"""Tokens by which the parse may have cut a source short."""
_OPENS_SOURCE = NOUNS | {"DT", "JJ"}
_IN_SOURCE = _OPENS_SOURCE | {"POS", "CC", "IN", "TO", "HYPH"}


def _before_insertion(text: Text, head: int) -> int:
    """The name at the start where the parse took one inside an insertion for the subject: `NAME, through his aide NAME, said`."""
    first = text.child(head, ("nsubj",))
    if first is None or first > head or text.tags[first] not in ("NNP", "NNPS") or text.tags[head] != "NNP":
        return head
    return first if text.words[first + 1] == "," else head


_AS_FAR = 24
"""Tokens between `quoted` and `as saying`."""


def _quoted(text: Text, words: CueWords, verb: int, depth: Sequence[int]) -> int | None:
    """Head of whom another source quotes: `TASS quoted | the ministry | as saying`; None for `X was quoted as saying`."""
    if verb < 3 or text.tags[verb] != "VBG" or text.words[verb - 1] != "as":
        return None
    first = max(text.sentences[text.sentence_of[verb]][0], verb - _AS_FAR)
    at = next((i for i in range(verb - 2, first - 1, -1) if text.words[i] in words.quoting), None)
    if at is None or depth[at] or at + 1 == verb - 1 or is_passive(text, at):
        return None
    head = text.child(at, ("dobj",))
    if head is None or not at < head < verb - 1:
        # The noun before `as` where the parse found no object.
        head = next((i for i in range(at + 1, verb - 1) if text.tags[i] in NOUNS and text.heads[i] <= at), None)
    return None if head is None or depth[head] or text.times[head] else head


def _aside(syntax: Text, verb: int, head: int) -> bool:
    """`I quote`, `I must say`, `let me remind`: the writer's own words about their words."""
    if syntax.words[head] == "rest" and syntax.words[verb] == "assured":
        return True
    return syntax.words[head] in ("i", "me") and syntax.tags[verb] in ("VBP", "VB")


def _audience(syntax: Text, verb: int, end: int, kind: CueKind) -> tuple[int, int] | None:
    """Whom the words were told: the object of a telling verb, or what follows `to`."""
    if kind in _ADDRESSING:
        found = syntax.child(verb, ("dobj", "dative"))
        if found is not None and syntax.tags[found] in _NOMINAL:
            return noun_phrase(syntax, found)
    for child in syntax.children[verb]:
        if child >= end and syntax.words[child] == "to" and syntax.deps[child] in ("prep", "dative"):
            found = syntax.child(child, ("pobj",))
            if found is not None:
                return noun_phrase(syntax, found)
    return None


_DENIED = 4
"""Words above a verb among which one that denies it is looked for."""


def _denied(text: Text, words: CueWords, verb: int) -> bool:
    """Whether a verb is negated, asked or a condition, or stands below a word such as `without` or `refuse`."""
    for child in text.children[verb]:
        word, dep = text.words[child], text.deps[child]
        if dep == "neg" or ((dep == "mark" and word in ("if", "unless")) or word == "whether"):
            return True
    at = verb
    for _ in range(_DENIED):
        if text.tags[at] not in _BELOW or text.heads[at] == at:
            return False
        at = text.heads[at]
        if text.words[at] in words.denying:
            return True
    return False


_BELOW = frozenset({"VB", "VBG", "IN", "RB", "TO"})
"""Tags of what hangs below a word that denies it: infinitives, participles, prepositions."""


def noun_phrase(text: Text, head: int) -> tuple[int, int]:
    """First and end token of a noun phrase, without relative clauses and without appositions that name nobody."""
    left = right = head
    todo = [head]
    while todo:
        at = todo.pop()
        left, right = min(left, at), max(right, at)
        todo += [child for child in text.children[at] if _is_part(text, at, child)]
    if left == head and text.tags[head] == "NNP":
        left = _name_start(text, head)
    while right > head and text.tags[right] in _NO_END:
        right -= 1
    return left, right + 1


_MAYBE_PART = frozenset({"prep", "conj", "appos", "cc"})
_NO_END = frozenset({",", ":", ".", "``", "''", "CC", "-RRB-"})


def _is_part(text: Text, head: int, child: int) -> bool:
    """Whether a dependent is part of a noun phrase: no clause, no adverb behind the noun."""
    dep = text.deps[child]
    if dep == "advmod" and child > head:
        return False
    return dep not in _LEFT_OUT or (dep in _MAYBE_PART and _belongs(text, head, child))


def _name_start(text: Text, head: int) -> int:
    """Start of a name of which the parse took only the last word: ZHANG JUN (China)."""
    capitals = text.forms[head].isupper() and len(text.forms[head]) > 1
    left = head
    while left and not text.first[left]:
        before = left - 1
        shouted = capitals and text.forms[before].isupper() and text.forms[before].isalpha()
        near = text.tags[before] == "NNP" and left <= text.heads[before] < head + 4
        if not shouted and not near:
            break
        left = before
    return left


def phrase_head(text: Text, first: int, last: int) -> int:
    """The token of a phrase whose head is outside of it, the last of several."""
    outside = (i for i in range(last - 1, first - 1, -1) if not first <= text.heads[i] < last or text.heads[i] == i)
    return next(outside, last - 1)


def _belongs(syntax: Text, head: int, child: int) -> bool:
    """Whether a dependent after a noun is part of the name or description it makes."""
    dep, word = syntax.deps[child], syntax.words[child]
    if dep == "prep":
        if any(syntax.times[c] for c in syntax.children[child]):
            return False  # `the minister on Wednesday`
        return child > head and word in ("of", "for", "to", "at", "on", "from", "with") and child - head <= 12
    if dep == "appos":
        return syntax.tags[head] not in ("NNP", "NNPS", "PRP") and syntax.tags[child] in ("NNP", "NNPS")
    return child - head <= 6 and (dep == "cc" or syntax.tags[child][:2] == "NN" or syntax.tags[child] == "PRP")
