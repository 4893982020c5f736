"""Roles before a name: `Foreign Minister NAME`, `special envoy for information security NAME`, `Kenya’s ambassador, NAME`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipeline.offices.lexicon import BREAK, LINE, POSSESSIVE, Complement, Office, Role
from pipeline.offices.phrases import DETERMINERS, INDEFINITE, LONGEST, LOWER_MODIFIERS, POSTPOSED, PREPOSITIONS, Phrases
from pipeline.tables import Entity

_SPEAKING = frozenset(
    {"spokesperson", "spokesman", "spokeswoman", "adviser", "advisor", "aide", "representative", "envoy"}
)
_CROWNED = frozenset({"king", "queen", "sultan", "emir", "prince", "princess"})
_VOCATIVE = frozenset({"mr", "mrs", "ms", "madam", "madame"})
_CLOSING = frozenset({",", ".", ")", ";", ":", "(", "–", "—", LINE, BREAK, "and", "of"})
_SENTENCE_FINAL = frozenset({LINE, BREAK, ".", ";", ":", '"', "“", "”", "!", "?"})


def role_before(phrases: Phrases, name: int) -> Role | None:
    """The role that ends right before the name whose first word is given."""
    end = phrases.skip_address(name)
    if 1 < end < name and phrases.words[end - 1].low == "the" and phrases.words[end - 2].text == ",":
        end -= 1  # `the Secretary-General, the Hon. | NAME`
    comma = False
    end = _before_short_form(phrases, end)
    if end and phrases.words[end - 1].text in (",", "("):
        comma, end = phrases.words[end - 1].text == ",", phrases.skip_address(end - 1)
        if comma and not _closed_after(phrases, name):
            return None
    if end and phrases.words[end - 1].text == ":":
        return _label(phrases, end - 1)
    if not end or phrases.words[end - 1].text in (LINE, BREAK):
        return None
    core_end = end
    while core_end > 1 and phrases.words[core_end - 1].low in POSTPOSED:
        core_end -= 1
    head = phrases.head_ending(core_end)
    if head is None:
        role = _complemented(phrases, end) or (_of_listed_body(phrases, end) if comma else None)
    else:
        role = _ranked(phrases, head) if head[1].rank else None
        role = role or _repeated(phrases, head, end) or _deputy(phrases, head[0], end)
        role = role or _build(phrases, head, core_end, end, [], "before-name")
    if role is not None:
        role = _of_counterpart(phrases, role)
    loose = comma and role is not None and role.head[0].text[0].islower() and not role.owner and not role.indefinite
    if role is None or (loose and not _determined(phrases, role)):
        return None
    return role


def role_above(phrases: Phrases, name: int, end: int) -> Role | None:
    """The office that fills the line above a name on a line of its own; the name's words are name to before end.

    In a list of names with their offices below, the office is that of the name above it.
    """
    words = phrases.words
    line = phrases.skip_address(name) - 1
    if line < 1 or words[line].text != LINE or (end < len(words) and words[end].text not in (LINE, BREAK)):
        return None
    start = line
    while start and words[start - 1].text not in (LINE, BREAK):
        start -= 1
    if start > 1 and phrases.is_person(start - 2):
        return None
    head = phrases.head_ending(line)
    role = _build(phrases, head, line, line, [], "signature") if head else _complemented(phrases, line)
    return role if role is not None and start < line and role.start == words[start].start else None


def _of_counterpart(phrases: Phrases, role: Role) -> Role:
    """The office with whose it is, where a counterpart is named first: `her Slovak counterpart, | Minister NAME`."""
    at = bisect_left(phrases.words, role.start, key=lambda w: w.start)
    joint = at - 1 if at and phrases.words[at - 1].text == "," else at
    if role.owner or joint < 2 or phrases.words[joint - 1].low != "counterpart":
        return role
    entity = phrases.words[joint - 2].entity
    return replace(role, owner=(entity,)) if entity is not None and entity.label in ("NORP", "GPE") else role


def _of_listed_body(phrases: Phrases, end: int) -> Role | None:
    """The office that a comma parts from its body: `the Chairman, Electoral Commission (EC), | Prof. NAME`."""
    words, at = phrases.words, end
    if at > 3 and words[at - 1].text == ")" and words[at - 3].text == "(":
        at -= 3
    entity = words[at - 1].entity if at else None
    if entity is None or entity.label != "ORG":
        return None
    body = at
    while body and words[body - 1].entity is entity:
        body -= 1
    head = phrases.head_ending(body - 1) if body > 1 and words[body - 1].text == "," else None
    if head is None or not words[head[0]].text[0].isupper():
        return None
    return _build(phrases, head, body - 1, body - 1, [Complement("of", tuple(words[body:at]))], "before-name")


def _before_short_form(phrases: Phrases, end: int) -> int:
    """The end of an office that its letters in brackets follow: `Prime Minister (PM) | NAME`; `end` without them."""
    words = phrases.words
    if end < 4 or words[end - 1].text != ")" or words[end - 3].text != "(" or not words[end - 2].text.isupper():
        return end
    return end - 3 if phrases.head_ending(end - 3) is not None else end


def _label(phrases: Phrases, colon: int) -> Role | None:
    """The role that fills its line up to a colon: `Chair: Mr. NAME`."""
    head = phrases.head_ending(colon)
    role = _build(phrases, head, colon, colon, [], "label") if head is not None else None
    if role is None:
        return None
    first = bisect_left(phrases.words, role.start, key=lambda w: w.start)
    return role if first == 0 or phrases.words[first - 1].text in (LINE, BREAK) else None


def _ranked(phrases: Phrases, head: tuple[int, Office]) -> Role | None:
    """The office before a rank: `its Secretary for Latin America, | Ambassador NAME`."""
    end = phrases.skip_address(head[0])
    if end and phrases.words[end - 1].text == ",":
        end -= 1
    if not end or phrases.words[end - 1].text in (LINE, BREAK):
        return None
    before = phrases.head_ending(end)
    role = _build(phrases, before, end, end, [], "before-name") if before is not None else _complemented(phrases, end)
    return role if role is not None and not role.office.rank else None


def _deputy(phrases: Phrases, first: int, end: int) -> Role | None:
    """Who speaks for an office that has an article, as no title before a name has: `Spokesperson for the President | NAME`."""
    left, _ = _modifiers(phrases, first)
    if left < 3 or phrases.words[left - 1].low != "the" or phrases.words[left - 2].low not in ("for", "of", "to"):
        return None
    head = phrases.head_ending(left - 2)
    if head is None or head[1].head not in _SPEAKING:
        return None
    complement = Complement(phrases.words[left - 2].low, tuple(phrases.words[left - 2 : end]))
    return _build(phrases, head, left - 2, left - 2, [complement], "before-name")


def _repeated(phrases: Phrases, head: tuple[int, Office], end: int) -> Role | None:
    """The office in full where its head is said twice: `Secretary of Commerce | Secretary NAME`."""
    found = _complemented(phrases, head[0]) if head[0] + 1 == end else None
    if found is None or found.head[-1].low != phrases.words[head[0]].low:
        return None
    return None if any(w.low == "and" for c in found.complements for w in c.words) else found


def _closed_after(phrases: Phrases, name: int) -> bool:
    """Whether the name that starts here is followed by a comma, a bracket or an end, as an apposition is."""
    entity, at = phrases.words[name].entity, name
    while at < len(phrases.words) and phrases.words[at].entity is entity:
        at += 1
    return at >= len(phrases.words) or phrases.words[at].text in _CLOSING


def _determined(phrases: Phrases, role: Role) -> bool:
    at = bisect_left(phrases.words, role.start, key=lambda w: w.start)
    return at > 0 and (phrases.words[at - 1].low in DETERMINERS or phrases.words[at - 1].low in POSSESSIVE)


def _complemented(phrases: Phrases, end: int) -> Role | None:
    """The role whose complements end before `end`: `special envoy for information security | NAME`."""
    for at in range(end - 1, max(0, end - LONGEST), -1):
        word = phrases.words[at]
        if word.text in _SENTENCE_FINAL or phrases.is_person(at):
            return None
        if word.tag in ("VBD", "VBZ", "VBP", "MD") and word.text.islower() and word.entity is None:
            return None
        head = phrases.head_ending(at) if word.low in PREPOSITIONS or word.text == "(" else None
        if head is None:
            continue
        found, stop = phrases.complements(at, end)
        if stop != end:
            return None
        role = _build(phrases, head, at, at, found, "before-name")
        outer = _outer(phrases, head[0], found, at, end)
        return outer or role
    return None


def _outer(phrases: Phrases, first: int, inner: Sequence[Complement], at: int, _end: int) -> Role | None:
    """The role that has the one found as its complement: `Representative of the Chairperson of the Commission | NAME`."""
    k = first
    while k and phrases.nominal(k - 1):
        k -= 1
    link = k - 2 if k and phrases.words[k - 1].low == "the" else k - 1
    head = phrases.head_ending(link) if link > 0 and phrases.words[link].low in ("of", "to") else None
    if head is None:
        return None
    own = Complement(phrases.words[link].low, tuple(phrases.words[link:at]))
    return _build(phrases, head, link, link, [own, *inner], "before-name")


def _build(
    phrases: Phrases, head: tuple[int, Office], head_end: int, end: int, complements: Sequence[Complement], rule: str
) -> Role:
    """The role with the head noun given, its modifiers, and an office joined before it."""
    first, office = head
    left, owner = _modifiers(phrases, first)
    role = Role(
        office=office,
        modifiers=tuple(phrases.words[left:first]),
        head=tuple(phrases.words[first : head_end if complements else max(head_end, end)]),
        complements=tuple(complements),
        rule=rule,
        owner=owner,
        indefinite=left > 0 and phrases.words[left - 1].low in INDEFINITE,
    )
    earlier = _earlier(phrases, left)
    return replace(earlier, rule=rule, more=(role,)) if earlier is not None else role


def _modifiers(phrases: Phrases, first: int) -> tuple[int, tuple[Entity, ...]]:
    """First modifier of the head noun at `first`, and whose office it is by a possessive before them."""
    left = first
    titled = phrases.words[first].text[0].isupper()
    while left and first - left < 8:
        word = phrases.words[left - 1]
        if word.entity is phrases.words[first].entity and word.low in PREPOSITIONS:
            break
        if word.low in POSSESSIVE and left > 1:
            entity = phrases.words[left - 2].entity
            return left, (entity,) if entity is not None and entity.label in ("GPE", "NORP", "ORG", "LOC") else ()
        if word.text == ")" and left == first:
            return left, _abbreviated(phrases, left)
        if word.low in POSTPOSED and left != first:
            break
        if titled and word.entity is None and word.text.islower() and word.low not in LOWER_MODIFIERS:
            break
        if not phrases.nominal(left - 1) or (
            left != first and phrases.head_ending(left) and not _compound(phrases, left)
        ):
            break
        left -= 1
    of_the = left > 1 and phrases.words[left - 1].low == "the" and phrases.words[left - 2].low == "of"
    if of_the and first > left and phrases.words[first].low in _CROWNED:
        return first, ()  # `Custodian of the Two Holy Mosques | King NAME`
    while left < first and _no_start(phrases, left):
        left += 1
    return left, ()


def _abbreviated(phrases: Phrases, end: int) -> tuple[Entity, ...]:
    """The body or country whose abbreviation in brackets ends before `end`: `World Food Programme (WFP) | Executive Director`."""
    words = phrases.words
    if end < 4 or words[end - 3].text != "(" or not words[end - 2].text.isupper():
        return ()
    entity = words[end - 4].entity
    return (entity,) if entity is not None and entity.label in ("GPE", "ORG") else ()


def _compound(phrases: Phrases, end: int) -> bool:
    """Whether a head noun inside the modifiers is itself a modifier: `Prime Cabinet Secretary`, `Deputy Chief`."""
    return phrases.words[end - 1].text[0].isupper() and phrases.words[end].text[0].isupper()


def _no_start(phrases: Phrases, i: int) -> bool:
    """Whether a word cannot begin an office: a participle, an adverb, a plain number."""
    word = phrases.words[i]
    if word.entity is not None or word.low in LOWER_MODIFIERS:
        return False
    return (
        word.text[0].isdigit()
        or word.tag in ("VBD", "VBZ", "VBP", "VBG", "RB", "CD", "UH")
        or word.low.rstrip(".") in phrases.lists.honorifics
    )


def _earlier(phrases: Phrases, left: int) -> Role | None:
    """An office joined before this one: `Deputy Prime Minister, | Minister …`, `Crown Prince and | Prime Minister`."""
    if left < 2 or phrases.words[left - 1].text not in (",", "and"):
        return None
    joint = left - 1
    head = phrases.head_ending(joint)
    if head is None and phrases.words[joint].text == "and":
        found = _complemented(phrases, joint)
        return found if found is not None and not _determined(phrases, found) and not found.indefinite else None
    if head is None or not phrases.words[joint - 1].text[0].isupper() or not phrases.words[left].text[0].isupper():
        return None
    first, office = head
    start, owner = _modifiers(phrases, first)
    if start and phrases.words[start - 1].low.rstrip(".") in _VOCATIVE:
        return None  # `Mr. President, | Chancellor NAME said …`
    if start > 1 and phrases.words[start - 1].low in DETERMINERS and phrases.words[start - 2].low in PREPOSITIONS:
        return _complemented(phrases, joint)  # `Special Assistant to the President and | Senior Director NAME`
    if phrases.words[joint].text == "," and start and phrases.words[start - 1].low in DETERMINERS:
        return None
    return Role(office, tuple(phrases.words[start:first]), tuple(phrases.words[first:joint]), (), "before-name", owner)
