"""Roles after a name: `NAME, Permanent Representative of …`, `NAME was elected President`, a line below a signature."""

from __future__ import annotations

from dataclasses import replace

from pipeline.offices.lexicon import BREAK, LINE, POSSESSIVE, Complement, Role, entities_of
from pipeline.offices.phrases import DETERMINERS, INDEFINITE, POSTPOSED, Phrases
from pipeline.tables import Entity

_BE = frozenset({"is", "was", "serves", "served", "became", "becomes", "remains", "as"})
_APPOINTED = frozenset(
    {"elected", "re-elected", "reelected", "appointed", "reappointed", "named", "nominated", "designated"}
)
_AUXILIARY = frozenset({"has", "had", "been", "be", "to", "also", "unanimously", "formally", "sworn", "in"})
_ALSO = frozenset(
    {"who", "is", "was", "serves", "as", "also", "currently", "now", "then", "formerly", "himself", "herself"}
)


def role_after(phrases: Phrases, end: int) -> Role | None:
    """The role that starts after the name whose last word is before `end`."""
    at = _skip_bracket(phrases, end)
    if at + 1 >= len(phrases.words):
        return None
    word = phrases.words[at]
    led = _leading(phrases, at)
    if led is not None:
        return led
    if word.text in (",", "–", "—", "-") or (word.text == "(" and at == end):
        return _apposition(phrases, at + 1, "bracket" if word.text == "(" else "after-name")
    if word.low in _BE or (word.low in ("has", "had") and phrases.words[at + 1].low == "been"):
        return _predicate(phrases, at)
    if word.low in _APPOINTED:
        return _predicate(phrases, at)
    return _succession(phrases, at) or _adjacent(phrases, at)


_SUCCEEDS = frozenset({"succeed", "succeeds", "succeeded", "replace", "replaces", "replaced"})


def _succession(phrases: Phrases, at: int) -> Role | None:
    """The office that somebody takes over: `NAME will succeed NAME | as Ambassador to Peru`; the verb stands near `at`."""
    words, size = phrases.words, len(phrases.words)
    verb = next((k for k in range(at, min(at + 3, size)) if words[k].low in _SUCCEEDS), size)
    other = phrases.after_address(verb + 1) if verb + 1 < size else size
    if any(words[k].tag not in ("MD", "VB", "VBZ", "TO", "RB") for k in range(at, min(verb, size))):
        return None
    if other >= size or not phrases.is_person(other):
        return None
    end = other
    while end < size and words[end].entity is words[other].entity:
        end += 1
    return _apposition(phrases, end + 1, "appointed") if end + 1 < size and words[end].low == "as" else None


def _adjacent(phrases: Phrases, at: int) -> Role | None:
    """The office right behind a name, up to an end: `H.E. NAME | Head of the Election Mission`."""
    if not phrases.words[at].text[0].isupper() or phrases.words[at].entity is not None:
        return None
    role, end = _run(phrases, at, False, "after-name")
    if (
        role is None
        or role.start != phrases.words[at].start
        or not role.complements
        or not role.head[0].text[0].isupper()
    ):
        return None
    return role if end >= len(phrases.words) or phrases.words[end].text in (",", ".", ";", LINE, BREAK) else None


_HEAD = {"heads": "head", "headed": "head", "leads": "head", "led": "head", "chairs": "chair", "chaired": "chair"}
_LED = frozenset({"delegation", "mission", "committee", "commission", "agency", "party", "council", "board", "group"})


def _leading(phrases: Phrases, at: int) -> Role | None:
    """The office of head that a clause tells: `NAME, who heads the Atomic Energy Agency, …`, `NAME, who chairs the Committee`."""
    words = phrases.words
    if at + 4 >= len(words) or words[at].text != "," or words[at + 1].low != "who":
        return None
    verb = next((k for k in range(at + 2, min(at + 5, len(words))) if words[k].low in _HEAD), 0)
    if not verb or words[verb + 1].low not in DETERMINERS:
        return None
    end = phrases.phrase_end(verb + 1, min(len(words), verb + 16))
    body = [e for e in entities_of(words[verb + 1 : end]) if e.label == "ORG"]
    office = next((o for o in phrases.lists.heads.get(_HEAD[words[verb].low], ()) if " " not in o.head), None)
    if end == verb + 1 or office is None or not (body or words[end - 1].low in _LED):
        return None
    told = words[verb]
    head = told._replace(text=office.head, low=office.head)
    of = told._replace(text="of", low="of", start=told.end + 1, end=told.end)
    complement = Complement("of", (of, *words[verb + 1 : end]))
    return Role(office, (), (head,), (complement,), "leads")


def _skip_bracket(phrases: Phrases, end: int) -> int:
    """The word after a bracket or `of Country` that follows a name."""
    at = end
    while at < len(phrases.words) and phrases.words[at].text in phrases.lists.postnominals:
        at += 1
    while at + 2 < len(phrases.words) and phrases.words[at].text == "," and phrases.words[at + 2].text == ",":
        if phrases.words[at + 1].text not in phrases.lists.postnominals:
            break
        at += 2  # `NAME, PhD, | Ambassador`
    if at < len(phrases.words) and phrases.words[at].text == "(":
        close = next((k for k in range(at + 1, min(at + 9, len(phrases.words))) if phrases.words[k].text == ")"), None)
        if close is not None and not phrases.has_head(at + 1, close):
            at = close + 1
    if at + 1 < len(phrases.words) and phrases.words[at].low == "of" and phrases.words[at + 1].entity is not None:
        end_of = phrases.phrase_end(at + 1, min(len(phrases.words), at + 8))
        at = end_of if end_of > at + 1 else at
    return at


def _predicate(phrases: Phrases, at: int) -> Role | None:
    """`X was elected President of …`, `X is the Special Envoy for …`; the participle or the copula is at `at`."""
    named = False
    for k in range(at, min(at + 6, len(phrases.words))):
        word = phrases.words[k]
        if word.low in _APPOINTED:
            named = True
        elif word.low in _BE or word.low in _AUXILIARY or word.tag == "RB":
            continue
        else:
            role = _apposition(phrases, k, "appointed" if named else "predicate")
            return role if role is None or named or not role.indefinite else None
    return None


def _apposition(phrases: Phrases, i: int, rule: str) -> Role | None:
    """The role that starts at word i, closed as an apposition is."""
    words, size, at = phrases.words, len(phrases.words), i
    while at < size and words[at].low in _ALSO and words[at].text.islower():
        at += 1
    if at < size - 1 and words[at].text.isdigit() and words[at + 1].text == ",":
        at += 2
    indefinite = at < size and words[at].low in INDEFINITE
    if at < size and (indefinite or words[at].low in DETERMINERS):
        at += 1
    while (
        at < size
        and words[at].tag in ("RB", "VBG", "VBN")
        and not words[at].text[0].isupper()
        and words[at].entity is None
    ):
        at += 1
    role, end = _run(phrases, phrases.after_address(at), indefinite, rule)
    if role is None:
        return None
    more: list[Role] = []
    while end + 1 < size and words[end].text in (",", "and") and len(more) < 3:
        start = end + 1
        if words[end].text == "," and words[start].low == "and":
            start += 1
        if words[end].text == "and" and words[start].low in DETERMINERS:
            start += 1
        if not words[start].text[0].isupper() and words[start].low not in _HEAD.values():
            break
        other, other_end = _run(phrases, start, False, rule)
        if other is None or not _closes(phrases, other_end):
            break
        more.append(other)
        end = other_end
    if not (_closes(phrases, end) or _holder_follows(phrases, role, end)) or _shared(phrases, end):
        return None
    if not more and not role.complements and (at_body := _employer(phrases, end)) is not None:
        role = replace(role, complements=(at_body,))
    return replace(role, more=tuple(more))


def _employer(phrases: Phrases, end: int) -> Complement | None:
    """The body named alone after an office: `NAME, Counsellor, | Permanent Mission of Sweden to the United Nations.`"""
    words = phrases.words
    if end + 1 >= len(words) or words[end].text != ",":
        return None
    entity, at = words[end + 1].entity, end + 1
    if entity is None or entity.label != "ORG":
        return None
    while at < len(words) and words[at].entity is entity:
        at += 1
    closed = at >= len(words) or words[at].text in (".", ",", ";", ")", LINE, BREAK)
    return Complement("at", tuple(words[end + 1 : at])) if closed else None


def _shared(phrases: Phrases, end: int) -> bool:
    """Whether the office goes on after `and` up to another name, whose it is: `…, Minister of Trade and Industry NAME`."""
    words = phrases.words
    if end + 1 >= len(words) or words[end].low not in ("and", "&"):
        return False
    at = end + 1
    while at < len(words) and at - end < 8 and phrases.nominal(at):
        at += 1
    return at > end + 1 and phrases.is_person(phrases.after_address(at))


def _closes(phrases: Phrases, end: int) -> bool:
    """Whether an office can end before word `end`: not before a name, which would own it."""
    if end >= len(phrases.words):
        return True
    if phrases.is_person(phrases.after_address(end)):
        return False
    if phrases.words[end].low in ("also", "then", "later") and phrases.words[end - 1].text[0].isupper():
        # `signed by NAME, the President | also directed …`: a clause of its own.
        return False
    if (
        phrases.words[end].tag in ("VBD", "VBZ", "MD")
        and phrases.words[end].text.islower()
        and not phrases.words[end - 1].entity
    ):
        # `…, NAME, the spokesman | replied`: an apposition would be closed by a comma.
        return phrases.words[end].low in _BE
    return phrases.words[end].low not in POSSESSIVE


def _holder_follows(phrases: Phrases, role: Role, end: int) -> bool:
    """Whether the name after an office is of whom it serves: `NAME, Spokesperson for Secretary-General | NAME`."""
    if role.indefinite or not role.complements or role.complements[-1].preposition not in ("for", "to"):
        return False
    return end < len(phrases.words) and phrases.is_person(end) and phrases.head_ending(end) is not None


def _run(phrases: Phrases, i: int, indefinite: bool, rule: str) -> tuple[Role | None, int]:
    """The office that starts at word i (modifiers, head, complements) and the word after it."""
    words, size, at = phrases.words, len(phrases.words), i
    owner: tuple[Entity, ...] = ()
    start = i
    while at < size and at - i < 10:
        if words[at].low in POSSESSIVE:
            entity = words[at - 1].entity if at > i else None
            owner = (entity,) if entity is not None else ()
            start = at + 1
        elif not phrases.nominal(at):
            break
        at += 1
    while start < at and words[start].text[0].isdigit():
        start += 1
    heads = [k for k in range(start + 1, at + 1) if phrases.head_ending(k) is not None]
    if not heads:
        return None, i
    end = heads[-1]
    while end < at and words[end].low in POSTPOSED:
        end += 1
    # More nouns after the head: `Minister Counsellor` is an office, `President Street` or `Secretary level` is none.
    if end < at and words[end].entity is None:
        return None, i
    head = phrases.head_ending(heads[-1])
    assert head is not None
    first, office = head
    found, stop = phrases.complements(end, size)
    role = Role(
        office=office,
        modifiers=tuple(words[start:first]),
        head=tuple(words[first:end]),
        complements=tuple(found),
        rule=rule,
        owner=owner,
        indefinite=indefinite,
    )
    return role, stop


def role_below(phrases: Phrases, start: int, end: int) -> Role | None:
    """The role on the line below a name that fills its own line; the name's words are start to before end."""
    first = phrases.skip_address(start)
    if first and phrases.words[first - 1].text not in (LINE, BREAK, ",", ")", "by", "from"):
        return None
    if end + 1 >= len(phrases.words) or phrases.words[end].text not in (LINE, BREAK, ","):
        return None
    at = end + 1
    if phrases.words[end].text == "," and phrases.words[at].text in (LINE, BREAK):
        at += 1
    if at >= len(phrases.words) or phrases.words[at - 1].text not in (LINE, BREAK):
        return None
    role, stop = _run(phrases, at, False, "signature")
    if role is None or (stop < len(phrases.words) and phrases.words[stop].text not in (LINE, BREAK)):
        return None
    return role if role.start == phrases.words[at].start or role.owner else None
