"""Subjects: who a reporting verb says speaks, read from the parse and, where the parse lost it, from what stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.text.annotated import Text

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of finite verbs."""
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
"""Tags of nouns."""
_NON_FINITE = frozenset({"VB", "VBG", "VBN"})
_PAST_OR_PRESENT = FINITE - {"MD"}
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_CLIMB = frozenset({"advcl", "pcomp", "conj", "xcomp", "prep", "acl", "ccomp", "dep"})
_CONTROLLED = frozenset({"xcomp", "advcl", "ccomp"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_AFTER_SUBJECT = frozenset({".", ",", ":", "in", "on", "at", "during", "to", "that"})
"""Words after `X said` where the noun before the verb is its subject."""
_IN_NOUN_PHRASE = NOUNS | {"DT", "JJ", "PRP", "PRP$", "CD", "HYPH", "POS"}
_ENDS_NOUN_PHRASE = NOUNS | {"PRP"}
_HEIGHT = 6
"""Verbs that are climbed for a subject."""
_REACH = 80
"""Tokens before a verb in which its subject is looked for."""
_APPOSITION = 24
"""Tokens of the longest apposition between a subject and its verb."""
_INVERTED = 8
"""Tokens after a verb in which an inverted subject ends."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Head of a verb's subject, None where it has none; whether it is another verb's, and whether the verb is passive."""

    head: int | None
    inherited: bool = False
    passive: bool = False
    beside: bool = False
    """The subject was read from the words next to the verb."""


def find_subject(text: Text, verb: int, depth: Sequence[int], *, told: bool, acts: bool = False) -> Subject:
    """Who speaks by a verb.

    told: the verb takes an object before the words, so that a noun after it is no inverted subject.
    acts: the verb is an act, of which somebody asked to do it is the subject; the words of a request are the asker's.
    """
    if is_passive(text, verb):
        agent = text.child(verb, ("agent",))
        return Subject(None if agent is None else text.child(agent, ("pobj",)), passive=True)
    at, inherited = verb, False
    for _ in range(_HEIGHT):
        own = _own_subject(text, at, depth)
        if own is not None:
            return _outside(text, at, own, depth, inherited=inherited)
        if at == verb and text.tags[verb] not in _NON_FINITE:
            beside = _before_verb(text, verb, depth)
            if beside is None and not told:
                beside = _inverted(text, verb, depth)
            if beside is not None:
                return Subject(beside, beside=True)
        if _modifies_noun(text, at):
            return Subject(None if depth[text.heads[at]] else text.heads[at], inherited=True)
        if text.deps[at] not in _CLIMB or text.heads[at] == at:
            break
        controller = _controller(text, at) if acts and text.tags[verb] in _NON_FINITE else None
        if controller is not None:
            return Subject(None if depth[controller] else controller, inherited=True)
        at, inherited = text.heads[at], True
    return Subject(_first_subject(text, verb, depth), inherited)


def _own_subject(text: Text, verb: int, depth: Sequence[int]) -> int | None:
    """The subject of a verb outside marks; of two the first where a comma sets off what follows it: `he, touring the mines, said`."""
    own = [c for c in text.children[verb] if text.deps[c] in _SUBJECT and depth[c] <= 0 and not text.times[c]]
    heads = [d for c in own for d in ([c] if depth[c] == 0 else text.children[c]) if _is_outside(text, d, depth)]
    if not heads:
        return None
    before = [head for head in heads if head < verb]
    if len(before) > 1 and text.words[before[0] + 1] == "," and text.words[verb - 1] == ",":
        return before[0]
    return min(heads, key=lambda c: abs(c - verb))


def _is_outside(text: Text, token: int, depth: Sequence[int]) -> bool:
    return depth[token] == 0 and text.deps[token] != "punct"


def _outside(text: Text, verb: int, head: int, depth: Sequence[int], *, inherited: bool) -> Subject:
    """A subject, or the noun that a relative pronoun in its place stands for."""
    if text.words[head] in _RELATIVE and text.deps[verb] == "relcl":
        head = text.heads[verb]
    elif any(text.words[c] == "which" for p in text.children[head] for c in text.children[p]):
        # `the charter, Article 5 of which says`
        head = text.heads[verb] if text.deps[verb] == "relcl" else _noun_before(text, head)
    if text.words[head] in _RELATIVE and text.words[head] != "whom":
        return Subject(None, inherited)
    return Subject(None if depth[head] else head, inherited)


def _noun_before(text: Text, head: int) -> int:
    """The head of the noun phrase that ends before the comma to the left of a token; the token itself without one."""
    for i in range(head - 1, max(-1, head - 8), -1):
        if text.words[i] == ",":
            at = i - 1
            while text.heads[at] < at and text.tags[at] != "NNP":
                at = text.heads[at]
            return at if text.tags[at] in NOUNS else head
    return head


def _modifies_noun(text: Text, verb: int) -> bool:
    """Whether a verb says what the noun it hangs on says: `a report saying`, `the envoy who said`."""
    if text.deps[verb] == "relcl":
        return True
    return text.deps[verb] == "acl" and (text.tags[verb] == "VBG" or resumes(text, verb))


def _controller(text: Text, verb: int) -> int | None:
    """Who is asked to do what an infinitive says: `called on | the mayor | to condemn it`."""
    above = text.heads[verb]
    if text.tags[verb] != "VB" or text.deps[verb] not in _CONTROLLED:
        return None
    object_ = text.child(above, ("dobj", "dative"))
    if object_ is None:
        on = next((c for c in text.children[above] if text.words[c] in ("on", "upon") and above < c < verb), None)
        object_ = None if on is None else text.child(on, ("pobj",))
    nominal = object_ is not None and text.tags[object_] in _ENDS_NOUN_PHRASE
    return object_ if object_ is not None and nominal and above < object_ < verb else None


def is_passive(text: Text, verb: int) -> bool:
    """A participle with a form of `be`, or with no auxiliary at all (`asked whether …, she said`, `when asked about it`)."""
    kinds = {text.deps[c] for c in text.children[verb]}
    if "auxpass" in kinds:
        return True
    if resumes(text, verb) or kinds & {"aux", "nsubj"}:
        return False
    if text.tags[verb] == "VBD" and text.deps[verb] == "advcl":
        return any(text.tags[c] == "WRB" for c in text.children[verb] if c < verb)
    return text.tags[verb] == "VBN" and text.deps[verb] in ("advcl", "acl", "prep")


def resumes(text: Text, verb: int) -> bool:
    """Whether a form in -ed that the parse takes for a participle is the verb after an apposition: `NAME, the envoy, declared: “…”`."""
    if text.tags[verb] != "VBN" or not 0 < verb < len(text) - 1 or text.words[verb - 1] != ",":
        return False
    after = verb + 1
    opens = text.words[after] == ":" or (text.words[after] == "that" and text.tags[after] == "IN")
    return text.deps[verb] == "acl" and opens


def _is_finite(text: Text, verb: int) -> bool:
    """Whether a verb has a tense, in itself or by an auxiliary."""
    return text.tags[verb] in _PAST_OR_PRESENT or (text.tags[verb] == "VBN" and text.child(verb, ("aux",)) is not None)


def _first_subject(text: Text, verb: int, depth: Sequence[int]) -> int | None:
    """The first subject of the sentence before a finite verb that the parse left without one."""
    if not _is_finite(text, verb) or text.deps[verb] != "ROOT":
        return None
    for i in range(max(text.sentences[text.sentence_of[verb]][0], verb - _REACH), verb):
        if text.deps[i] in _SUBJECT and not depth[i] and not text.times[i]:
            return i
    return _before_apposition(text, verb, depth)


def _before_apposition(text: Text, verb: int, depth: Sequence[int]) -> int | None:
    """The name before the apposition that a comma closes in front of a verb: `…, NAME, special adviser to NAME, declared`."""
    if not verb or text.words[verb - 1] != ",":
        return None
    for i in range(verb - 2, max(text.sentences[text.sentence_of[verb]][0], verb - _APPOSITION), -1):
        if depth[i] or text.tags[i][0] == "V" or text.tags[i] in ("MD", "WP", "WDT"):
            return None
        if text.words[i] == ",":
            return i - 1 if text.tags[i - 1] == "NNP" and not depth[i - 1] and not text.times[i - 1] else None
    return None


def _before_verb(text: Text, verb: int, depth: Sequence[int]) -> int | None:
    """The noun directly before a finite verb whose subject the parse lost: `X said.`"""
    before, after = verb - 1, verb + 1
    if before < 0 or after >= len(text):
        return None
    if text.tags[before] == "CD" and text.heads[before] == verb and not text.times[before]:
        return before  # `about 4 in 10 say they …`
    if text.words[after] not in _AFTER_SUBJECT:
        return None
    free = text.tags[before] in _ENDS_NOUN_PHRASE and not depth[before] and not text.times[before]
    return before if free else None


def _inverted(text: Text, verb: int, depth: Sequence[int]) -> int | None:
    """The noun after a verb at the start of its clause whose subject the parse lost: `…, said X`."""
    if verb and not depth[verb - 1] and text.forms[verb - 1] not in (",", "."):
        return None
    for i in range(verb + 1, min(len(text), verb + 1 + _INVERTED)):
        if depth[i] or text.tags[i] not in _IN_NOUN_PHRASE or text.times[i]:
            return None
        ends = i + 1 >= len(text) or text.tags[i + 1] not in NOUNS | {"HYPH", "POS"}
        if text.tags[i] in _ENDS_NOUN_PHRASE and ends:
            return None if _acts(text, i, verb) else i
    return None


def _acts(text: Text, noun: int, verb: int) -> bool:
    """Whether a noun after a verb is the subject of the clause that the verb reports: `said the text would …`."""
    own = text.heads[noun]
    if text.deps[noun] not in _SUBJECT or own <= noun or noun + 1 >= len(text):
        return False
    return text.heads[own] == verb and (text.tags[noun + 1] in FINITE or text.tags[noun + 1] == "RB")
