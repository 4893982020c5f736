"""Acts: who did what towards whom with words that are no quotation (accused, urged, condemned, thanked, pledged)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from pipeline.quotes.antecedents import Resolution
from pipeline.quotes.attribute import Attribution
from pipeline.quotes.cues import DENYING, IRREGULAR, Cue, CueKind, CueWords, find_cues, inflected, noun_phrase
from pipeline.quotes.speaker_sieves import Resolver
from pipeline.resources import KnowledgeError, Models
from pipeline.tables import Act
from pipeline.text.annotated import Text

VERBS = "en/act_verbs.csv"
READS: tuple[str, ...] = (VERBS, IRREGULAR, DENYING)
"""Files of `models/` this stage reads."""

_OBJECTS = ("dobj", "dative")
_CLAUSES = frozenset({"xcomp", "ccomp"})
_UNREAL = frozenset({"MD", "TO"})


class ActClass(Enum):
    """Classes of the event scheme PLOVER that words alone can make true."""

    AGREE = "AGREE"
    SUPPORT = "SUPPORT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"


@dataclass(frozen=True, slots=True)
class ActVerb:
    """A verb that is an act: its class, the preposition before whom it is towards, and those before what it is about."""

    verb: str
    act: str
    target: str | None
    topic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The verbs that are acts, by their base form, and their forms."""

    verbs: Mapping[str, ActVerb]
    forms: CueWords


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError for an unknown class."""
    verbs = {row.verb: row for row in models.csv(VERBS, ActVerb, unique="verb")}
    classes = {act.value for act in ActClass}
    for row in verbs.values():
        if row.act not in classes:
            raise KnowledgeError(f"{VERBS}:0: {row.verb}: {row.act!r} is none of {sorted(classes)}")
    forms = inflected(models, dict.fromkeys(verbs, CueKind.URGE))
    return Lexicon(verbs, CueWords(forms, {}, denying=frozenset(models.lines(DENYING)), acts=True))


def find_acts(text: Text, attribution: Attribution, lexicon: Lexicon) -> list[Act]:
    """The acts of a text that are told as done, outside quotation marks, with who did them towards whom."""
    found = [_act(text, attribution, lexicon, cue) for cue in find_cues(text, lexicon.forms, text.depth)]
    return [act for act in found if act is not None]


def _act(text: Text, attribution: Attribution, lexicon: Lexicon, cue: Cue) -> Act | None:
    """The row of a verb, where somebody is its subject and it tells what was done."""
    if cue.source is None or cue.head is None or not _is_done(text, cue):
        return None
    resolver = attribution.resolver
    actor = resolver.phrase(*cue.source)
    if not resolver.is_actor(actor, cue.head) or actor.kind == "document":
        return None
    verb = lexicon.verbs[cue.verb]
    head = _target(text, cue, verb)
    target = None if head is None else _before_topic(text, head, verb)
    towards = None if head is None or target is None else _somebody(resolver, target, head)
    if towards is not None and (text.words[head or 0] == "it" or (towards.name and towards.name == actor.name)):
        # `Russia rejected it`: hardly ever the one who acts, and mostly what was spoken of.
        towards = None
    topic = _topic(text, cue, verb, target)
    if towards is None and topic is None:
        # What an act is about may be all it has: `condemned the attack`.
        target, topic = None, _topic(text, cue, verb, None)
    if topic is None and target is None:
        return None
    return _row(text, cue, verb, (actor, towards), (target, topic))


def _somebody(resolver: Resolver, target: tuple[int, int], head: int) -> Resolution | None:
    """Whom the phrase of a target stands for; None where it is a thing or a document."""
    found = resolver.phrase(*target)
    return found if found.kind != "document" and resolver.is_actor(found, head) else None


def _before_topic(text: Text, head: int, verb: ActVerb) -> tuple[int, int]:
    """The phrase of a target without the preposition before what the act is about: `the delegation | for its victory`."""
    first, last = noun_phrase(text, head)
    cut = next((i for i in range(head + 1, last) if text.words[i] in verb.topic and text.heads[i] == head), last)
    return first, cut


def _is_done(text: Text, cue: Cue) -> bool:
    """Whether a verb tells an act and no wish, plan or condition: `condemned`, `did not condemn`, not `may condemn`, `to condemn`."""
    verb = cue.start
    before = [c for c in text.children[verb] if c < verb]
    if cue.denied:
        return not any(text.deps[c] == "mark" and text.words[c] != "that" for c in before)
    if any(text.tags[c] in _UNREAL for c in before):
        return False
    if text.tags[verb] == "VB":
        return any(text.words[c] == "did" for c in before)
    return text.tags[verb] != "VBN" or cue.passive or text.child(verb, ("aux",)) is not None


def _target(text: Text, cue: Cue, verb: ActVerb) -> int | None:
    """Head of whom or what an act is towards: its object, what stands after its preposition, or the subject of a passive."""
    head = None
    if cue.passive:
        head = text.child(cue.start, ("nsubjpass",))
    elif verb.target is not None:
        head = _after(text, cue, (verb.target,))
    if head is None and not cue.passive:
        head = text.child(cue.start, _OBJECTS)
        head = _inner_subject(text, cue) if head is None else head
    told = head is not None and text.words[head] in _TALK
    return None if told else head


_TALK = frozenset({"you", "me"})
"""Pronouns of talk: `thank you` tells of no act."""


def _inner_subject(text: Text, cue: Cue) -> int | None:
    """The subject of the infinitive that is asked for: `urged | Ankara | to wait`."""
    clause = next((c for c in text.children[cue.start] if c >= cue.end and text.deps[c] in _CLAUSES), None)
    if clause is None or not any(text.tags[c] == "TO" for c in text.children[clause]):
        return None
    return text.child(clause, ("nsubj",))


def _after(text: Text, cue: Cue, prepositions: Sequence[str]) -> int | None:
    """The object of one of some prepositions that belongs to the verb."""
    for child in text.children[cue.start]:
        if child > cue.start and text.words[child] in prepositions:
            found = text.child(child, ("pobj", "pcomp"))
            if found is not None:
                return found
    return None


def _topic(text: Text, cue: Cue, verb: ActVerb, target: tuple[int, int] | None) -> tuple[int, int] | None:
    """What an act is about: the clause it asks for, or what stands after one of its prepositions."""
    for child in text.children[cue.start]:
        if child >= cue.end and text.deps[child] in _CLAUSES:
            start, end = text.subtree(child)
            return _stripped(text, max(start, cue.end, target[1] if target else 0), end)
    head = _after(text, cue, verb.topic)
    if head is None and target is not None:
        # The parse hung the preposition on the target.
        hung = target[1] < len(text) and text.words[target[1]] in verb.topic
        head = text.child(target[1], ("pobj", "pcomp")) if hung else None
    if head is None and target is None:
        head = text.child(cue.start, ("nsubjpass",) if cue.passive else _OBJECTS)
    return None if head is None else _stripped(text, *text.subtree(head))


def _stripped(text: Text, start: int, end: int) -> tuple[int, int]:
    """A stretch of tokens without marks and blanks at its end."""
    while end > start + 1 and (text.forms[end - 1] in _MARKS or text.forms[end - 1].isspace()):
        end -= 1
    return start, end


_MARKS = frozenset(".,;:-–—")


def _row(
    text: Text,
    cue: Cue,
    verb: ActVerb,
    who: tuple[Resolution, Resolution | None],
    spans: tuple[tuple[int, int] | None, tuple[int, int] | None],
) -> Act:
    """The row of an act. who: actor and target; spans: tokens of the target and of the topic."""
    (actor, towards), (target, topic) = who, spans
    assert cue.source is not None
    pieces = [(cue.start, cue.end), cue.source, *(span for span in spans if span is not None)]
    first, last = min(start for start, _ in pieces), max(end for _, end in pieces)
    return Act(
        doc_id=text.document.doc_id,
        start=text.starts[first],
        end=text.ends[last - 1],
        text=text.piece(first, last),
        verb_start=text.starts[cue.start],
        verb_end=text.ends[cue.end - 1],
        actor=text.piece(*cue.source),
        actor_name=actor.name,
        actor_id=actor.entity_id,
        actor_country=actor.country,
        act=verb.act,
        target=None if target is None else text.piece(*target),
        target_name=None if towards is None else towards.name,
        target_id=None if towards is None else towards.entity_id,
        target_country=None if towards is None else towards.country,
        negated=cue.denied,
        rule="passive" if cue.passive else "active",
        topic=None if topic is None else text.piece(*topic),
        topic_start=None if topic is None else text.starts[topic[0]],
        topic_end=None if topic is None else text.ends[topic[1] - 1],
    )
