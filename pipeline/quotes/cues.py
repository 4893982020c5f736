"""Cues: the verbs and phrases that report words, each with its source and its addressee, as the parse shows them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.resources import KnowledgeError, Models
from pipeline.text.annotated import Text

VERBS = "en/reporting_verbs.txt"
IRREGULAR = "en/irregular_verbs.txt"
PHRASES = "en/source_phrases.txt"
READS = (VERBS, IRREGULAR, PHRASES)
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
FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
"""Tags of finite verbs."""
NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS"])
"""Tags of nouns."""


@dataclass(frozen=True, slots=True)
class CueWords:
    """Inflected reporting verbs by their first word: the words after it, the verb, its kind; longest first."""

    verbs: Mapping[str, tuple[tuple[tuple[str, ...], str, CueKind], ...]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]


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
    return CueWords(forms, {first: tuple(found) for first, found in phrases.items()})


Forms = Mapping[str, tuple[tuple[tuple[str, ...], str, CueKind], ...]]


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
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_CLIMB = frozenset({"advcl", "pcomp", "conj", "xcomp", "prep", "acl", "ccomp", "dep"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_LEFT_OUT = frozenset({"relcl", "acl", "appos", "punct", "advcl", "parataxis", "cc", "conj", "dep", "ccomp", "prep"})
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD", "JJ", "WP"})


def find_cues(syntax: Text, words: CueWords, depth: Sequence[int]) -> list[Cue]:
    """The reporting verbs and phrases outside quotation marks, in order."""
    found: list[Cue] = []
    for i, word in enumerate(syntax.words):
        if depth[i]:
            continue
        if word in words.verbs:
            cue = _verb_cue(syntax, words, i, depth)
            if cue is not None:
                found.append(cue)
        if word in words.phrases:
            cue = _phrase_cue(syntax, words, i)
            if cue is not None:
                found.append(cue)
    return [_of_speaker(syntax, cue, found[max(0, n - 4) : n]) for n, cue in enumerate(found)]


def _of_speaker(syntax: Text, cue: Cue, before: Sequence[Cue]) -> Cue:
    """`said that the matter was over, | stressing that …`: a participle goes on for the speaker, not for the clause's subject."""
    if syntax.tags[cue.start] != "VBG" or not cue.inherited or cue.head is None or syntax.words[cue.start - 1] != ",":
        return cue
    number = syntax.sentence_of[cue.start]
    for main in reversed(before):
        if syntax.sentence_of[main.start] != number or main.kind not in SAYING or main.inherited or main.denied:
            continue
        inside = main.end <= cue.head < cue.start and syntax.deps[cue.start] == "advcl"
        if inside and main.head is not None and main.head < main.start and syntax.tags[main.start] in ("VBD", "VBZ"):
            return dataclasses.replace(cue, source=main.source, head=main.head)
        break
    return cue


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


def _verb_cue(syntax: Text, words: CueWords, i: int, depth: Sequence[int]) -> Cue | None:
    """The cue at a token that may be a reporting verb, or None where it is a noun, an adjective or a name."""
    tag, dep = syntax.tags[i], syntax.deps[i]
    if tag[0] != "V" and not (
        tag in ("NNS", "NN", "NNP", "NNPS") and dep == "ROOT" and syntax.words[i] in ("says", "tells", "adds")
    ):
        return None
    if dep in ("amod", "compound", "aux", "auxpass", "nmod", "case"):
        return None
    options = words.verbs[syntax.words[i]]
    fits = ((i + 1 + len(r), v, k) for r, v, k in options if tuple(syntax.words[i + 1 : i + 1 + len(r)]) == r)
    end, verb, kind = next(fits, (0, "", CueKind.ACT))
    if not end:
        return None
    head, inherited, passive = _subject(syntax, i, depth, told=kind is CueKind.TELL)
    if i > 1 and syntax.words[i - 1] in ("latter", "former") and syntax.words[i - 2] == "the":
        head, inherited = i - 1, False  # `with the latter saying …`
    elif head is not None and not passive:
        head = _before_insertion(syntax, head)
    quoted = _quoted(syntax, i, depth)
    if quoted is not None:
        head, inherited, passive = quoted, False, False
    if (passive and head is None) or (head is not None and _aside(syntax, i, head)):
        return None
    denied = _denied(syntax, i)
    if kind is CueKind.DOUBT:
        # `did not rule out that …` says that it may be.
        kind, denied = (CueKind.SAY if denied else CueKind.ACT), False
    return Cue(
        start=i,
        end=end,
        verb=verb,
        kind=kind,
        source=None if head is None else noun_phrase(syntax, head),
        head=head,
        audience=_audience(syntax, i, end, kind),
        inherited=inherited,
        denied=denied,
        passive=passive,
    )


def _before_insertion(syntax: Text, head: int) -> int:
    """The name at the start where the parse took one inside an insertion for the subject: `NAME, through his aide NAME, said`."""
    first = syntax.child(head, ("nsubj",))
    if first is None or first > head or syntax.tags[first] not in ("NNP", "NNPS") or syntax.tags[head] != "NNP":
        return head
    return first if syntax.words[first + 1] == "," else head


_QUOTING = frozenset({"quote", "quotes", "quoted", "quoting", "cite", "cites", "cited", "citing"})
_AS_FAR = 24
"""Tokens between `quoted` and `as saying`."""


def _quoted(syntax: Text, verb: int, depth: Sequence[int]) -> int | None:
    """Head of whom another source quotes: `TASS quoted | the ministry | as saying`; None for `X was quoted as saying`."""
    if verb < 3 or syntax.tags[verb] != "VBG" or syntax.words[verb - 1] != "as":
        return None
    first = max(syntax.sentences[syntax.sentence_of[verb]][0], verb - _AS_FAR)
    at = next((i for i in range(verb - 2, first - 1, -1) if syntax.words[i] in _QUOTING), None)
    if at is None or depth[at] or at + 1 == verb - 1 or _is_passive(syntax, at):
        return None
    head = syntax.child(at, ("dobj",))
    if head is None or not at < head < verb - 1:
        # The noun before `as` where the parse found no object.
        head = next((i for i in range(at + 1, verb - 1) if syntax.tags[i][:2] == "NN" and syntax.heads[i] <= at), None)
    return None if head is None or depth[head] or syntax.times[head] else head


def _aside(syntax: Text, verb: int, head: int) -> bool:
    """`I quote`, `I must say`, `let me remind`: the writer's own words about their words."""
    if syntax.words[head] == "rest" and syntax.words[verb] == "assured":
        return True
    return syntax.words[head] in ("i", "me") and syntax.tags[verb] in ("VBP", "VB")


def _subject(syntax: Text, verb: int, depth: Sequence[int], *, told: bool) -> tuple[int | None, bool, bool]:
    """Head of a verb's source; whether it belongs to another verb; whether the verb is passive.

    told: the verb takes an object before the words, so that a noun after it is no inverted subject.
    """
    deps, children = syntax.deps, syntax.children
    if _is_passive(syntax, verb):
        agent = syntax.child(verb, ("agent",))
        head = None if agent is None else syntax.child(agent, ("pobj",))
        return head, False, True
    at, inherited = verb, False
    for _ in range(6):
        own = [c for c in children[at] if deps[c] in _SUBJECT and depth[c] <= 0 and not syntax.times[c]]
        own = [d for c in own for d in ([c] if depth[c] == 0 else children[c]) if depth[d] == 0 and deps[d] != "punct"]
        if own:
            head = min(own, key=lambda c: abs(c - at))
            if syntax.words[head] in _RELATIVE and deps[at] == "relcl":
                head = syntax.heads[at]
            elif any(syntax.words[c] == "which" for p in children[head] for c in children[p]):
                # `the charter, Article 5 of which says`
                head = syntax.heads[at] if deps[at] == "relcl" else _noun_before(syntax, head)
            if syntax.words[head] in ("that", "which", "who"):
                return None, inherited, False
            return (None if depth[head] else head), inherited, False
        if at == verb and syntax.tags[verb] not in ("VB", "VBG", "VBN"):
            beside = _beside(syntax, verb, depth, told=told)
            if beside is not None:
                return beside, False, False
        if (deps[at] == "acl" and (syntax.tags[at] == "VBG" or _resumes(syntax, at))) or deps[at] == "relcl":
            head = syntax.heads[at]
            return (None if depth[head] else head), True, False
        if deps[at] not in _CLIMB or syntax.heads[at] == at:
            break
        at, inherited = syntax.heads[at], True
    return _first_subject(syntax, verb, depth), inherited, False


def _noun_before(syntax: Text, head: int) -> int:
    """The head of the noun phrase that ends before the comma to the left of a token; the token itself without one."""
    for i in range(head - 1, max(-1, head - 8), -1):
        if syntax.words[i] == ",":
            at = i - 1
            while syntax.heads[at] < at and syntax.tags[at] != "NNP":
                at = syntax.heads[at]
            return at if syntax.tags[at][:2] == "NN" else head
    return head


def _is_passive(syntax: Text, verb: int) -> bool:
    """A participle with a form of `be`, or with no auxiliary at all (`asked whether …, she said`)."""
    kinds = {syntax.deps[c] for c in syntax.children[verb]}
    if "auxpass" in kinds:
        return True
    if _resumes(syntax, verb):
        return False
    return syntax.tags[verb] == "VBN" and not kinds & {"aux", "nsubj"} and syntax.deps[verb] in ("advcl", "acl", "prep")


def _resumes(syntax: Text, verb: int) -> bool:
    """Whether a form in -ed that the parse takes for a participle is the verb after an apposition: `NAME, the envoy, declared: “…”`."""
    if syntax.tags[verb] != "VBN" or not 0 < verb < len(syntax) - 1 or syntax.words[verb - 1] != ",":
        return False
    after = verb + 1
    return syntax.deps[verb] == "acl" and (
        syntax.words[after] == ":" or (syntax.words[after] == "that" and syntax.tags[after] == "IN")
    )


_REACH = 80
"""Tokens before a verb in which its subject is looked for."""


def _first_subject(syntax: Text, verb: int, depth: Sequence[int]) -> int | None:
    """The first subject of the sentence before a finite verb that the parse left without one."""
    if syntax.tags[verb] not in ("VBD", "VBZ", "VBP") or syntax.deps[verb] != "ROOT":
        return None
    for i in range(max(syntax.sentences[syntax.sentence_of[verb]][0], verb - _REACH), verb):
        if syntax.deps[i] in _SUBJECT and not depth[i] and not syntax.times[i]:
            return i
    return _before_apposition(syntax, verb, depth)


def _before_apposition(syntax: Text, verb: int, depth: Sequence[int]) -> int | None:
    """The name before the apposition that a comma closes in front of a verb: `…, NAME, special adviser to NAME, declared`."""
    if not verb or syntax.words[verb - 1] != ",":
        return None
    for i in range(verb - 2, max(syntax.sentences[syntax.sentence_of[verb]][0], verb - 24), -1):
        if depth[i] or syntax.tags[i][0] == "V" or syntax.tags[i] in ("MD", "WP", "WDT"):
            return None
        if syntax.words[i] == ",":
            return i - 1 if syntax.tags[i - 1] == "NNP" and not depth[i - 1] and not syntax.times[i - 1] else None
    return None


def _beside(syntax: Text, verb: int, depth: Sequence[int], *, told: bool) -> int | None:
    """A noun next to a finite verb whose subject the parse lost: before a mark or a stop, `X said.`, or after it, `said X`."""
    before, after = verb - 1, verb + 1
    size = len(syntax)
    if (
        before >= 0
        and after < size
        and syntax.words[after] in (".", ",", ":", "in", "on", "at", "during", "to", "that")
    ):
        noun = syntax.tags[before] in ("NNP", "NNPS", "NN", "NNS", "PRP")
        if noun and not depth[before] and not syntax.times[before]:
            return before
    if not told and (before < 0 or depth[before] or syntax.forms[before] in (",", ".")):
        for i in range(after, min(size, after + 8)):
            if depth[i] or syntax.tags[i] not in (
                "DT",
                "JJ",
                "NN",
                "NNS",
                "NNP",
                "NNPS",
                "PRP",
                "PRP$",
                "CD",
                "HYPH",
                "POS",
            ):
                break
            if syntax.times[i]:
                return None
            if syntax.tags[i] in ("NN", "NNS", "NNP", "NNPS", "PRP") and (
                i + 1 >= size or (syntax.tags[i + 1][:2] != "NN" and syntax.tags[i + 1] not in ("HYPH", "POS"))
            ):
                return None if _acts(syntax, i, verb) else i
    return None


def _acts(syntax: Text, noun: int, verb: int) -> bool:
    """Whether a noun after a verb is the subject of the clause that the verb reports: `said the text would …`."""
    own = syntax.heads[noun]
    if syntax.deps[noun] not in _SUBJECT or own <= noun or noun + 1 >= len(syntax):
        return False
    return syntax.heads[own] == verb and syntax.tags[noun + 1] in ("MD", "VBZ", "VBP", "VBD", "RB")


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


def _denied(syntax: Text, verb: int) -> bool:
    for child in syntax.children[verb]:
        word, dep = syntax.words[child], syntax.deps[child]
        if dep == "neg" or (dep == "mark" and word in ("if", "unless", "whether")):
            return True
    return False


def noun_phrase(syntax: Text, head: int) -> tuple[int, int]:
    """First and end token of a noun phrase, without relative clauses and without appositions that name nobody."""
    left = right = head
    todo = [head]
    while todo:
        at = todo.pop()
        left, right = min(left, at), max(right, at)
        for child in syntax.children[at]:
            dep = syntax.deps[child]
            if dep not in _LEFT_OUT or (dep in ("prep", "conj", "appos", "cc") and _belongs(syntax, at, child)):
                todo.append(child)
    if left == head and syntax.tags[head] == "NNP":
        # A name of which the parse took only the last word: ZHANG JUN (China).
        capitals = syntax.forms[head].isupper() and len(syntax.forms[head]) > 1
        while (
            left
            and not syntax.first[left]
            and (
                (capitals and syntax.forms[left - 1].isupper() and syntax.forms[left - 1].isalpha())
                or (syntax.tags[left - 1] == "NNP" and left <= syntax.heads[left - 1] < head + 4)
            )
        ):
            left -= 1
    while syntax.tags[right] in (",", ":", ".", "``", "''", "CC", "-RRB-") and right > head:
        right -= 1
    return left, right + 1


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
