"""Roll calls: voting lists by side or by country, and the tally whose figures their lengths match."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.tables import Vote
from pipeline.votes.countries import Actor, Countries, listed
from pipeline.votes.patterns import ROLES, Grammar, either


@dataclass(frozen=True, slots=True)
class RollCall:
    """The lists of one vote: side → its countries. by: how they are laid out."""

    start: int
    end: int
    sides: Mapping[str, Sequence[Actor]]
    by: str

    def differs(self, vote: Vote) -> int | None:
        """By how many votes the lengths of the lists and the figures differ; None where they have no figure in common."""
        pairs = [
            (len(self.sides[side]), figure)
            for side, figure in (
                ("in_favour", vote.in_favour),
                ("against", vote.against),
                ("abstained", vote.abstained),
            )
            if figure is not None and side in self.sides
        ]
        return sum(abs(a - b) for a, b in pairs) if pairs else None


@dataclass(frozen=True, slots=True)
class RollWords:
    """Patterns of lists. label: what heads one. ballot: what stands after a country. kinds: role → the labels that it has."""

    label: re.Pattern[str]
    ballot: re.Pattern[str]
    none: re.Pattern[str]
    grammar: Grammar


def load_rolls(grammar: Grammar, words: Mapping[str, Sequence[str]]) -> RollWords:
    """The patterns, from the heads of `votes.toml`."""
    heads = either([form for role in ROLES for form in words[role]])
    label = (
        rf"(?:^[ \t|*•-]*|(?<=[:.;\w)] )(?-i:(?=[A-Z])))(?P<label>{heads})(?: votes)?(?:[ ]?\(\d+\)| \d+)?[ ]?"
        r"(?:[:–—|\t]+(?=\s|$)|(?=\n\s*[A-Z]))[ \t|]*"
    )
    ballot = rf"(?: \([^()\n]{{2,30}}\))?[ ]*(?:[:–—|\t-]|\n)+[ \n|]*(?P<label>{heads})[ ]*(?:[|.,;][ ]*)?(?=\n|$)"
    return RollWords(
        label=re.compile(label, re.IGNORECASE | re.MULTILINE),
        ballot=re.compile(ballot, re.IGNORECASE),
        none=re.compile(r"\W*(?:none|nil|no one|nobody|—|–|-)\W*", re.IGNORECASE),
        grammar=grammar,
    )


def find_roll_calls(text: str, named: Sequence[Actor], known: Countries, words: RollWords) -> list[RollCall]:
    """The voting lists of a text in order: by side under labels, and by country a line."""
    found = [*_by_side(text, named, known, words), *_by_country(text, named, words)]
    return sorted(found, key=lambda roll: roll.start)


@dataclass(frozen=True, slots=True)
class _Side:
    start: int
    end: int
    role: str
    countries: Sequence[Actor]


def _by_side(text: str, named: Sequence[Actor], known: Countries, words: RollWords) -> Iterator[RollCall]:
    """Lists under labels, those of different sides that follow each other together."""
    sides: list[_Side] = []
    for side in _sides(text, named, known, words):
        if sides and (
            side.role in {s.role for s in sides} or len(text[sides[-1].end : side.start].strip(" \n.;|")) > 0
        ):
            yield _joined(sides)
            sides = []
        sides.append(side)
    if sides:
        yield _joined(sides)


def _joined(sides: Sequence[_Side]) -> RollCall:
    return RollCall(sides[0].start, sides[-1].end, {side.role: side.countries for side in sides}, "list")


def _sides(text: str, named: Sequence[Actor], known: Countries, words: RollWords) -> Iterator[_Side]:
    """Each label that heads a list of countries, with the list."""
    labels = list(words.label.finditer(text))
    for number, label in enumerate(labels):
        limit = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        begin, end = _extent(text, label.end(), limit)
        role = words.grammar.side_of(label["label"])
        countries = listed(text, begin, end, named, known)
        if role is None or not (_is_list(text, begin, end, countries) or words.none.fullmatch(text, begin, end)):
            continue
        yield _Side(label.start(), end, role, countries)


def _extent(text: str, begin: int, limit: int) -> tuple[int, int]:
    """Where a list under a label begins and ends: at the next label or the end of its paragraph."""
    while begin < limit and text[begin].isspace():
        begin += 1
    stop = text.find("\n\n", begin, limit)
    return begin, stop if stop >= 0 else limit


_LED = 8
"""Characters at most before the first country of a list."""
_JOINTS = re.compile(r"\b(?:and|the|of)\b|[\W\d_]+")
_FOREIGN = 0.2
"""Share of a list's letters that may belong to no country's name at most: beyond that it is prose."""


def _is_list(text: str, begin: int, end: int, countries: Sequence[Actor]) -> bool:
    """Whether a stretch holds hardly anything but countries: no `No: 276, 13 December`, no sentence."""
    if not countries or countries[0].start - begin > _LED:
        return False
    at, rest = begin, 0
    for actor in countries:
        rest += len(_JOINTS.sub("", text[at : actor.start]))
        at = actor.end
    return rest + len(_JOINTS.sub("", text[at:end])) <= _FOREIGN * (end - begin)


def _by_country(text: str, named: Sequence[Actor], words: RollWords) -> Iterator[RollCall]:
    """Lines or rows that name a country and its vote, three or more in a row, where a vote is spoken of before them."""
    run: list[tuple[Actor, str, int]] = []
    for actor in named:
        line = text.rfind("\n", 0, actor.start) + 1
        ballot = words.ballot.match(text, actor.end) if not text[line : actor.start].strip(_BULLETS) else None
        role = words.grammar.side_of(ballot["label"]) if ballot else None
        if ballot is None or role is None:
            continue
        if run and text[run[-1][2] : actor.start].strip(_BULLETS + "\n"):
            yield from _rolled(text, run, words)
            run = []
        run.append((actor, role, ballot.end()))
    yield from _rolled(text, run, words)


_BULLETS = " \t|*•-–0123456789.)"
_LEAST = 3
"""Countries of a list by country at least."""


def _rolled(text: str, run: Sequence[tuple[Actor, str, int]], words: RollWords) -> Iterator[RollCall]:
    if len(run) < _LEAST:
        return
    start = run[0][0].start
    if words.grammar.vote.search(text, max(0, start - _SPOKEN), start) is None:
        return
    sides: dict[str, list[Actor]] = {}
    for actor, role, _ in run:
        sides.setdefault(role, []).append(actor)
    yield RollCall(start, run[-1][2], sides, "roll")


_SPOKEN = 400
"""Characters before a list by country within which a vote is spoken of."""


def bind(rolls: Sequence[RollCall], votes: Sequence[Vote]) -> dict[int, tuple[Vote, int]]:
    """Number of a roll call → (its vote, by how much they differ): the nearest one, before or after, that its lengths match."""
    bound: dict[int, tuple[Vote, int]] = {}
    taken: set[int] = set()
    for exact in (True, False):
        for number, roll in enumerate(rolls):
            if number in bound:
                continue
            allowed = 0 if exact else max(1, round(_SLIPS * sum(map(len, roll.sides.values()))))
            fitting = [
                (differs, abs(vote.start - roll.start), vote)
                for vote in _beside(roll, votes)
                if vote.start not in taken and (differs := roll.differs(vote)) is not None and differs <= allowed
            ]
            if fitting:
                differs, _, vote = min(fitting, key=lambda entry: entry[:2])
                bound[number] = vote, differs
                taken.add(vote.start)
    return bound


_SLIPS = 0.03
"""Share of a list's countries that may be missing or misread."""
_TALLIES = 3
"""Tallies before and after a list that it can belong to."""


def _beside(roll: RollCall, votes: Sequence[Vote]) -> Sequence[Vote]:
    """The tallies near a roll call, on both sides; votes are in order."""
    after = bisect_left(votes, roll.start, key=lambda vote: vote.start)
    return votes[max(0, after - _TALLIES) : after + _TALLIES]
