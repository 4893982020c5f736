"""Antecedents: who was named or spoke before a place, for pronouns and for roles that are taken up again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, replace

from pipeline.quotes.candidates import Party, Register
from pipeline.quotes.ranking import Signs, Weights, best_of
from pipeline.text.annotated import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Who a source phrase stands for, and the rule that says so.

    members: all who speak, where several do. unknown: the phrase stands for itself, as no list has its noun.
    """

    name: str | None
    kind: str
    rule: str
    party: Party | None = None
    country: str | None = None
    members: tuple[Resolution, ...] = ()
    unknown: bool = False

    @property
    def entity_id(self) -> str | None:
        """Id of the person or body."""
        return None if self.party is None else self.party.entity_id


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
_CLIMB = 6
"""Heads above a pronoun among which the verb of its relative clause is looked for."""
_RECENT = 6
"""Sentences within which a role means the last speaker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """How a sentence mentions somebody: as its subject, as the first one named, as the source of words, in a reported clause."""

    subject: bool
    leads: bool
    reports: bool
    told: bool


class Antecedents:
    """Remembers who spoke where; finds the person that a pronoun or a role means."""

    def __init__(self, text: Text, register: Register, weights: Weights) -> None:
        self._text = text
        self._register = register
        self._weights = weights
        self._order: list[int] = []
        self._spoken: list[Party] = []
        self.silent: Party | None = None
        """Who speaks in the first person here and so is no `he` and no role: the speaker of a transcript's turn."""
        self.own: tuple[int, int] = (0, 0)
        """Tokens of the clause that is reported: nobody calls themselves by name in it."""

    def note(self, at: int, party: Party) -> None:
        """Somebody is the source of words at a token."""
        place = bisect_left(self._order, at)
        self._order.insert(place, at)
        self._spoken.insert(place, party)

    def person(self, at: int, gender: str) -> Party | None:
        """The person a pronoun means: the best of those named or reported before it whose gender does not contradict."""
        return best_of(self.candidates(at, gender), self._weights)

    def candidates(self, at: int, gender: str) -> list[tuple[Party, Signs]]:
        """Those named or reported in the sentences before a pronoun whose gender does not contradict, with their signs."""
        number = self._text.sentence_of[at]
        reporter, attached = self.last_speaker(at), self._attached(at)
        barred = [self.silent, *(named.party for named in self._register.between(*self.own))]
        found: dict[int, tuple[Party, Signs]] = {}
        for back in range(number, max(-1, number - _REACH), -1):
            start, end = self._text.sentences[back]
            end = min(end, at)
            for party, mention in self._mentioned(max(start, end - _WIDTH), end):
                meant = back < number or mention.subject or mention.reports or party is attached
                if meant and id(party) not in found and party not in barred and party.gender in (gender, None):
                    signs = self._signs(party, mention, number - back, reporter)
                    found[id(party)] = (party, replace(signs, attached=party is attached))
        return list(found.values())

    def _attached(self, at: int) -> Party | None:
        """Whom the phrase names that a pronoun's relative clause hangs on: `the letter of NAME in which he wrote …`."""
        verb = at
        for _ in range(_CLIMB):
            if self._text.deps[verb] == "relcl":
                first = self._text.subtree(self._text.heads[verb])[0]
                people = [named.party for named in self._register.between(first, at) if named.party.kind == "person"]
                return people[-1] if people else None
            verb = self._text.heads[verb]
        return None

    def _mentioned(self, start: int, end: int) -> list[tuple[Party, Mention]]:
        """Whom a stretch mentions outside marks, and how."""
        low, high = bisect_left(self._order, start), bisect_left(self._order, end)
        spoken = {id(party): party for party in self._spoken[low:high]}
        named = [n for n in self._register.between(start, end) if n.party.kind == "person"]
        first = next((n.party for n in named if self._text.deps[n.last] != "poss"), None)
        found: dict[int, tuple[Party, Mention]] = {}
        for name in named:
            subject = self._is_subject(name.last)
            before = found.get(id(name.party))
            mention = Mention(
                subject=subject or (before is not None and before[1].subject),
                leads=name.party is first,
                reports=id(name.party) in spoken,
                told=self._register.told[name.last] > 0 and (before is None or before[1].told),
            )
            found[id(name.party)] = (name.party, mention)
        for party in spoken.values():
            found.setdefault(id(party), (party, Mention(subject=True, leads=False, reports=True, told=False)))
        return list(found.values())

    def _signs(self, party: Party, mention: Mention, distance: int, reporter: Party | None) -> Signs:
        """What speaks for and against a candidate."""
        everybody = sum(len(person.places) for person in self._register.people) or 1
        return Signs(
            here=distance == 0,
            distance=min(distance, _REACH),
            subject=mention.subject,
            leads=mention.leads,
            reports=mention.reports,
            reporter=party is reporter,
            told=mention.told,
            known=party.gender is not None,
            frequent=len(party.places) / everybody,
            attached=False,
        )

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
        deps = self._text.deps
        return deps[last] in _SUBJECTS or (deps[last] == "appos" and deps[self._text.heads[last]] in _SUBJECTS)

    def subject_among(self, parties: Collection[Party], at: int) -> Party | None:
        """The one of some persons that is the subject, alone of them, of the nearest of the two sentences before a token."""
        number = self._text.sentence_of[at]
        for back in range(number - 1, max(-1, number - 3), -1):
            start, end = self._text.sentences[back]
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
        if place < 0 or self._text.sentence_of[at] - self._text.sentence_of[self._order[place]] > _RECENT:
            return None
        if self._spoken[place] is self.silent:
            return None
        return self._spoken[place]
