"""Speakers: the country that `we` and `her delegation` stand for, in each place of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.tables import Entity
from pipeline.text.annotated import Text
from pipeline.text.spans import Stretches
from pipeline.votes.claims import ClaimWords
from pipeline.votes.countries import Actor, among


def with_speakers(text: Text, named: Sequence[Actor], entities: Sequence[Entity], words: ClaimWords) -> list[Actor]:
    """The named countries, with `we` as the country of the text or of the turn, `her delegation` as that of the last speaker."""
    found = [*named, *_first_person(text, named, entities, words)]
    taken = Stretches((actor.start, actor.end) for actor in found)
    found += (actor for actor in _third_person(text.view, named, words) if not taken.overlap(actor.start, actor.end))
    return sorted(found, key=lambda actor: actor.start)


def _first_person(text: Text, named: Sequence[Actor], entities: Sequence[Entity], words: ClaimWords) -> Iterator[Actor]:
    """`my delegation` and `we`, outside of what others are quoted with."""
    matches = list(words.first.finditer(text.view))
    if not matches:
        return
    turns = list(_turns(text.view, named))
    starts = [start for start, _ in turns]
    quoted = Stretches((mark.start, mark.end) for mark in text.outer_marks if mark.closed)
    home = _home(text.view, named, entities, words)
    for match in matches:
        if quoted.overlap(match.start(), match.end()):
            continue
        at = bisect_right(starts, match.start()) - 1
        country = turns[at][1] if at >= 0 else home
        if country:
            yield Actor(match.start(), match.end(), country, False)


_TURN = re.compile(r"^(?:(?:Mr|Mrs|Ms|Miss|Sir|Dame|Dr|Archbishop|Monsignor)\b\.? ?|The )[^\n:()]{0,60}", re.MULTILINE)
_LABEL_END = re.compile(r"\)?(?: \([^()\n]{1,40}\))?:")


def _turns(view: str, named: Sequence[Actor]) -> Iterator[tuple[int, str | None]]:
    """(start, country) of each turn of a record: `Mr. Doe (Norway):`; None for `The President:`."""
    for match in _TURN.finditer(view):
        if view[match.end() : match.end() + 1] == ":":
            yield match.start(), None
        elif view[match.end() : match.end() + 1] == "(":
            inside = among(named, match.end(), match.end() + 60)
            if inside and inside[0].start == match.end() + 1 and _LABEL_END.match(view, inside[0].end):
                yield match.start(), inside[0].country


_OPENING = 1500
"""Characters from a text's beginning within which it says whose it is."""


def _home(view: str, named: Sequence[Actor], entities: Sequence[Entity], words: ClaimWords) -> str | None:
    """The country that issued a text or on whose behalf it is spoken, as its head or its opening words say."""
    issuers = [
        (entity.start, entity.country)
        for entity in entities
        if entity.start < _OPENING and entity.label == "ORG" and entity.country and words.issuers.match(entity.text)
    ]
    spoken = [
        (actor.start, actor.country)
        for actor in among(named, 0, _OPENING)
        if words.homes.search(view, max(0, actor.start - 90), actor.start)
    ]
    return min([*issuers, *spoken], default=(0, None))[1]


_NEAR = 400
"""Characters before `her delegation` within which its country is named."""


def _third_person(view: str, named: Sequence[Actor], words: ClaimWords) -> Iterator[Actor]:
    """`her delegation`, `their country`, as the country of the last speaker or subject."""
    for match in words.back.finditer(view):
        near = among(named, max(0, match.start() - _NEAR), match.start())
        near = [actor for actor in near if "\n\n" not in view[actor.end : match.start()]]
        speaking = [actor for actor in near if _acts(view, actor, words)]
        plain = [actor for actor in near if not actor.adjective and view[actor.end : actor.end + 2] not in ("’s", "s’")]
        chosen = speaking[-1:] or plain[-1:]
        if chosen:
            yield Actor(match.start(), match.end(), chosen[0].country, False)


_OFFICE_OF = re.compile(r"\w+ (?:of|for|from) (?:the )?$")
_OFFICE_AFTER = re.compile(r"(?:’s)? (?:\w+ ){0,2}?(\w+)")


def _acts(view: str, actor: Actor, words: ClaimWords) -> bool:
    """Somebody who acts for the country is named: `the representative of France`, `Iran’s delegate`."""
    before = view[max(0, actor.start - 40) : actor.start]
    if _OFFICE_OF.search(before):
        return bool(words.role.search(before))
    after = _OFFICE_AFTER.match(view, actor.end)
    return bool(after and words.role.fullmatch(after[1]))
