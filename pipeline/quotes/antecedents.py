"""Antecedents: who was named or spoke before a place, for pronouns and for roles that are taken up again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.quotes.candidates import Party, Register
from pipeline.text.annotated import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Who a source phrase stands for, and the rule that says so."""

    name: str | None
    kind: str
    rule: str
    party: Party | None = None
    country: str | None = None


def as_person(party: Party, rule: str) -> Resolution:
    """A resolution to a person, or to a role that was taken up again."""
    kind = "role" if party.kind == "role" else "person"
    name = party.name.title() if party.name.isupper() and len(party.name) > 4 else party.name
    return Resolution(name=name, kind=kind, rule=rule, party=party, country=party.country)


_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REACH = 9
"""Sentences a pronoun reaches back."""
_WIDTH = 300
"""Tokens of a sentence that are searched, from its end."""
_RECENT = 6
"""Sentences within which a role means the last speaker."""


class Antecedents:
    """Remembers who spoke where; finds the person that a pronoun or a role means."""

    def __init__(self, syntax: Text, register: Register) -> None:
        self._syntax = syntax
        self._register = register
        self._order: list[int] = []
        self._spoken: list[Party] = []
        self.silent: Party | None = None
        """Who speaks in the first person here and so is no `he` and no role: the speaker of a transcript's turn."""

    def note(self, at: int, party: Party) -> None:
        """Somebody is the source of words at a token."""
        place = bisect_left(self._order, at)
        self._order.insert(place, at)
        self._spoken.insert(place, party)

    def person(self, at: int, gender: str) -> Party | None:
        """The person a pronoun means: the nearest sentence with a compatible one, its subject first."""
        number = self._syntax.sentence_of[at]
        for back in range(number, max(-1, number - _REACH), -1):
            start, end = self._syntax.sentences[back]
            end = min(end, at)
            subjects, others = self._between(max(start, end - _WIDTH), end)
            if self.silent is not None:
                subjects = [p for p in subjects if p is not self.silent]
                others = [p for p in others if p is not self.silent]
            wanted = [p for p in subjects if p.gender in (gender, None)]
            if not wanted and back < number:
                wanted = [p for p in others if p.gender in (gender, None)]
            known = [p for p in wanted if p.gender == gender]
            spoke = self._spoke(max(start, end - _WIDTH), end)
            told = gender == "m" and bool(known) and spoke is not None and known[0].gender != spoke.gender
            if back < number and told and spoke in wanted:
                # Who spoke comes before somebody whose gender is better known but who only stands in what was said.
                return spoke
            if wanted:
                return (known or wanted)[0]
        return None

    def _spoke(self, start: int, end: int) -> Party | None:
        """The one person that is the source of words between two tokens."""
        low, high = bisect_left(self._order, start), bisect_left(self._order, end)
        spoken = {id(p): p for p in self._spoken[low:high]}
        return next(iter(spoken.values())) if len(spoken) == 1 else None

    def _between(self, start: int, end: int) -> tuple[list[Party], list[Party]]:
        """Persons that are subjects or speakers, and the other persons, between two tokens outside marks."""
        low, high = bisect_left(self._order, start), bisect_left(self._order, end)
        subjects = self._spoken[low:high]
        others: list[Party] = []
        for named in self._register.between(start, end):
            if named.party.kind == "person":
                (subjects if self._is_subject(named.last) else others).append(named.party)
        return subjects, others

    def _is_subject(self, last: int) -> bool:
        """Whether a name is a subject or stands in apposition to one: `the top diplomat, NAME, said`."""
        deps = self._syntax.deps
        return deps[last] in _SUBJECTS or (deps[last] == "appos" and deps[self._syntax.heads[last]] in _SUBJECTS)

    def subject_among(self, parties: Collection[Party], at: int) -> Party | None:
        """The one of some persons that is the subject, alone of them, of the nearest of the two sentences before a token."""
        number = self._syntax.sentence_of[at]
        for back in range(number - 1, max(-1, number - 3), -1):
            start, end = self._syntax.sentences[back]
            found = {id(p): p for p in self._between(max(start, end - _WIDTH), end)[0] if p in parties}
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None

    def spoke_in(self, start: int, end: int) -> bool:
        """Whether somebody is known to have spoken between two tokens."""
        return bisect_left(self._order, start) < bisect_left(self._order, end)

    def last_speaker(self, at: int) -> Party | None:
        """Who spoke last before a token, if that was not long ago."""
        place = bisect_left(self._order, at) - 1
        if place < 0 or self._syntax.sentence_of[at] - self._syntax.sentence_of[self._order[place]] > _RECENT:
            return None
        if self._spoken[place] is self.silent:
            return None
        return self._spoken[place]
