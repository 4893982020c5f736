"""Resolution: whom a source phrase stands for: a name, a pronoun, a role, a body, a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.cues import noun_phrase
from pipeline.parties import Named, Party, Register, name_tokens
from pipeline.syntax import Syntax
from pipeline.tables import Document, Quote


@dataclass(frozen=True, slots=True)
class Nouns:
    """Nouns for those who speak: roles with the more general nouns for them, bodies, documents."""

    roles: Mapping[str, frozenset[str]]
    bodies: frozenset[str]
    documents: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Who a source phrase stands for, and the rule that says so."""

    name: str | None
    kind: str
    rule: str
    party: Party | None = None
    country: str | None = None


_GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_PRONOUNS = frozenset(
    {
        *_GENDER,
        "it",
        "they",
        "them",
        "its",
        "their",
        "who",
        "that",
        "which",
        "i",
        "we",
        "me",
        "us",
        "you",
        "one",
        "this",
        "these",
        "those",
        "some",
        "many",
        "others",
        "both",
        "all",
    }
)
_ARTICLES = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "my",
        "our",
        "your",
        "his",
        "her",
        "its",
        "their",
        "some",
        "another",
        "one",
        "any",
    }
)
_INDEFINITE = frozenset({"a", "an", "another", "some", "one", "any", "several", "many", "other"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Resolver:
    """Resolves the source phrases of one document, in order; remembers who spoke last."""

    def __init__(self, syntax: Syntax, document: Document, register: Register, nouns: Nouns) -> None:
        self.syntax = syntax
        self.document = document
        self.register = register
        self.nouns = nouns
        self._generic = {general for noun in nouns.roles.values() for general in noun}
        self._known: dict[int, Resolution] = {}
        self._spoken: list[tuple[int, Party]] = []
        self._order: list[int] = []

    def resolve(self, row: Quote) -> Resolution:
        """Whom the source phrase of a quote stands for."""
        assert row.speaker_start is not None and row.speaker_end is not None
        if row.speaker_start in self._known:
            return self._known[row.speaker_start]
        first = bisect_left(self.syntax.starts, row.speaker_start)
        last = bisect_left(self.syntax.starts, row.speaker_end)
        if first >= last:
            first = max(0, last - 1)
        found = self._label(row) if row.rule.startswith("turn") else self._phrase(first, last)
        self._known[row.speaker_start] = found
        party = found.party
        if party is None and found.kind == "role" and found.name and self.syntax.words[last - 1] not in _PRONOUNS:
            # A role without a name can be taken up by `he` or `she` as well.
            party = Party(name=found.name, kind="role", tokens=(), country=found.country)
            party.described.update(self.syntax.words[first:last])
        if party is not None and party.kind in ("person", "role"):
            at = bisect_left(self._order, first)
            self._order.insert(at, first)
            self._spoken.insert(at, (first, party))
        return found

    def _phrase(self, first: int, last: int) -> Resolution:
        syntax = self.syntax
        head = self._head(first, last)
        word = syntax.words[head]
        if last - first == 1 and word in _PRONOUNS:
            return self._pronoun(head)
        named = self.register.in_phrase(first, last, head)
        if named is not None and named.party.kind == "person":
            return self._person(named.party, "name" if named.last - named.first else "surname")
        if word in self.nouns.roles or self._two(head) in self.nouns.roles:
            return self._role(first, last, head)
        if named is not None:
            return self._body(named.party, first, last, head)
        if word in self.nouns.documents:
            return Resolution(name=self.phrase(first, last), kind="document", rule="document")
        if word in self.nouns.bodies:
            return self._body_noun(first, last, head)
        party = self._by_surname(first, head)
        if party is not None:
            return self._person(party, "surname")
        name = self.phrase(first, last)
        if syntax.tags[head] in ("NNS", "NNPS") or any(syntax.deps[i] == "cc" for i in range(first, last)):
            return Resolution(name=name, kind="group", rule="group")
        if syntax.tags[head] == "NNP" and syntax.forms[head][0].isupper():
            start = head
            while start > first and syntax.forms[start - 1][0].isupper() and not self._titles(start - 1):
                start -= 1
            return self._person(self.register.add_person(start, head, syntax.piece(start, head + 1)), "as-written")
        return Resolution(name=name or None, kind="role", rule="as-written")

    def _titles(self, token: int) -> bool:
        """Whether a word before a name is no part of it."""
        word = self.syntax.words[token]
        return (
            word in self.nouns.roles or word in self.nouns.bodies or token in self.register.places or word in _ARTICLES
        )

    def _head(self, first: int, last: int) -> int:
        """The token of a phrase whose head is outside of it."""
        for i in range(last - 1, first - 1, -1):
            if not first <= self.syntax.heads[i] < last or self.syntax.heads[i] == i:
                return i
        return last - 1

    def _two(self, head: int) -> str:
        return f"{self.syntax.words[head - 1]} {self.syntax.words[head]}" if head else ""

    def phrase(self, first: int, last: int) -> str:
        """The words of a phrase without article, and without the day it is dated."""
        for i in range(first + 1, last - 1):
            if (
                self.syntax.words[i] in ("of", "dated", "from")
                and self.syntax.tags[i + 1] in ("CD", "NNP")
                and any(self.syntax.tags[k] == "CD" for k in (i + 1, i + 2) if k < last)
            ):
                last = i
                break
        while first < last - 1 and self.syntax.words[first] in _ARTICLES:
            first += 1
        return re.sub(r"\s+", " ", self.syntax.piece(first, last)).strip(" ,;:")

    def _person(self, party: Party, rule: str) -> Resolution:
        kind = "role" if party.kind == "role" else "person"
        name = party.name.title() if party.name.isupper() else party.name
        return Resolution(name=name, kind=kind, rule=rule, party=party, country=party.country)

    def _by_surname(self, first: int, head: int) -> Party | None:
        """A person known by the last words of a phrase that no mention covers."""
        if self.syntax.tags[head] not in ("NNP", "NNPS"):
            return None
        start = head
        while start > first and self.syntax.tags[start - 1] == "NNP":
            start -= 1
        words = name_tokens(self.syntax.piece(start, head + 1))
        return self.register.by_name(words[-1:], head, self.register.gender_before(head)) if words else None

    def _pronoun(self, at: int) -> Resolution:
        word = self.syntax.words[at]
        if word in _GENDER:
            party = self._antecedent(at, _GENDER[word])
            if party is not None:
                return self._person(party, "pronoun")
            return Resolution(name=None, kind="person", rule="pronoun-open")
        if word in ("they", "it", "them", "its", "their"):
            found = self._earlier_subject(at, plural=word[0] == "t")
            if found is not None:
                return found
        if word in ("i", "me") and self.document.speaker:
            return Resolution(name=self.document.speaker, kind="person", rule="first-person")
        kind = "group" if word in ("they", "them", "we", "us", "some", "many", "others", "both", "all") else "role"
        return Resolution(name=None, kind=kind, rule="pronoun-open")

    def _antecedent(self, at: int, gender: str) -> Party | None:
        """The person a pronoun means: the nearest sentence with a compatible one, its subject first."""
        syntax = self.syntax
        number = syntax.sentence_of[at]
        for back in range(number, max(-1, number - 9), -1):
            start, end = syntax.sentences[back]
            end = min(end, at)
            subjects, others = self._people_between(start, end)
            wanted = [p for p in subjects if p.gender in (gender, None)]
            if not wanted and back < number:
                wanted = [p for p in others if p.gender in (gender, None)]
            known = [p for p in wanted if p.gender == gender]
            if known or wanted:
                return (known or wanted)[0]
        return None

    def _people_between(self, start: int, end: int) -> tuple[list[Party], list[Party]]:
        """Persons that are subjects or speakers, and the other persons, between two tokens outside marks."""
        low, high = bisect_left(self._order, start), bisect_left(self._order, end)
        subjects = [party for _, party in self._spoken[low:high]]
        others: list[Party] = []
        for named in self.register.between(start, end):
            if named.party.kind != "person":
                continue
            if self.syntax.deps[named.last] in _SUBJECTS:
                subjects.append(named.party)
            else:
                others.append(named.party)
        return subjects, others

    def _earlier_subject(self, at: int, *, plural: bool) -> Resolution | None:
        """What `they` or `it` takes up: the last subject of that number."""
        syntax = self.syntax
        number = syntax.sentence_of[at]
        for back in range(number, max(-1, number - 4), -1):
            start, end = syntax.sentences[back]
            for i in range(start, min(end, at)):
                if syntax.deps[i] not in _SUBJECTS or self.register.inside[i] or syntax.tags[i][:2] != "NN":
                    continue
                many = syntax.tags[i] in ("NNS", "NNPS") or syntax.child(i, ("conj",)) is not None
                if many is plural:
                    found = self._phrase(*noun_phrase(syntax, i))
                    if found.kind != "person":
                        return found
        return None

    def _role(self, first: int, last: int, head: int) -> Resolution:
        """The one person of the document whom a role fits; else the role as written."""
        syntax = self.syntax
        word = self._two(head) if self._two(head) in self.nouns.roles else syntax.words[head]
        name = self.phrase(first, last)
        countries = self.register.countries(first, last)
        country = next(iter(countries)) if len(countries) == 1 else None
        unnamed = Resolution(name=name, kind="role", rule="role", country=country)
        if syntax.words[first] in _INDEFINITE or syntax.tags[head] in ("NNS", "NNPS"):
            return (
                unnamed
                if syntax.tags[head] not in ("NNS", "NNPS")
                else Resolution(name=name, kind="group", rule="group")
            )
        comma = last < len(syntax) and syntax.words[last] == ","
        named = self.register.places.get(last + comma)
        if named is not None and named.party.kind == "person" and named.first == last + comma:
            # `the spokesperson for the fund, Ruth Adler, said`
            return self._person(named.party, "apposition")
        named = self._name_at_end(first, last)
        if named is not None:
            return self._person(named.party, "title-name")
        recent = self._last_speaker(head)
        again = last - first <= 3 and (not countries or (recent is not None and recent.country in countries))
        if again and recent is not None and recent.kind == "role" and syntax.words[head] in recent.described:
            return self._person(recent, "role-again")
        fits = [p for p in self.register.people if self._fits(p, word, first, last, countries, recent)]
        if len(fits) == 1:
            return self._person(fits[0], "role")
        if fits:
            if recent in fits and recent is not None:
                return self._person(recent, "role-last-speaker")
            return unnamed
        generic = last - first <= 3 and syntax.words[head] in self._generic
        if recent is not None and countries and recent.country is None and len(self.register.people) > 1:
            return unnamed
        if (
            recent is not None
            and generic
            and (not countries or recent.country in (None, *countries))
            and not recent.described & set(self.nouns.roles)
        ):
            return self._person(recent, "role-last-speaker")
        return unnamed

    def _name_at_end(self, first: int, last: int) -> Named | None:
        """The person named last in a long title, `envoy for arms control Igor Palkin`; not the one a title is for."""
        named = self.register.places.get(last - 1)
        if named is None or named.party.kind != "person" or named.first - 1 <= first:
            return None
        before = named.first - 1
        word = self.syntax.words[before]
        if self.syntax.tags[before] in ("IN", "TO", "POS", "CC", ",", "DT") or word in self.nouns.roles:
            return None
        return named

    def _fits(self, party: Party, word: str, first: int, last: int, countries: set[str], recent: Party | None) -> bool:
        """Whether what the document says of a person agrees with a role phrase."""
        if countries and party.country not in countries and (party.country or party is not recent):
            return False
        parts = word.split()
        general = {g for noun in party.described & set(self.nouns.roles) for g in self.nouns.roles[noun]}
        counterpart = "counterpart" in party.described and party.country in countries
        if not (set(parts) <= party.described or word in general or counterpart):
            return False
        extra = {
            self.syntax.words[i]
            for i in range(first, last)
            if (self.syntax.tags[i] in ("NN", "NNP") or self.syntax.forms[i][0].isupper())
            and self.syntax.words[i] not in parts
            and self.syntax.words[i] not in _ARTICLES
            and not (word == "head" and self.syntax.words[i - 1] == "of")
        }
        places = {self.syntax.words[i] for i in range(first, last) if i in self.register.places}
        return extra - places <= party.described

    def _last_speaker(self, at: int) -> Party | None:
        """The person who spoke last before a token, if that was not long ago."""
        place = bisect_left(self._order, at) - 1
        if place < 0 or self.syntax.sentence_of[at] - self.syntax.sentence_of[self._order[place]] > 6:
            return None
        return self._spoken[place][1]

    def _body(self, party: Party, first: int, last: int, head: int) -> Resolution:
        kind = "body" if party.kind in ("body", "country") else "person"
        return Resolution(name=party.name, kind=kind, rule="body", party=party, country=party.country)

    def _body_noun(self, first: int, last: int, head: int) -> Resolution:
        """`the ministry`: the last body named whose name has the noun, or the publisher; else as written."""
        word = self.syntax.words[head]
        name = self.phrase(first, last)
        if last - first <= 2:
            best = None
            for party in self.register.bodies:
                if word in party.described or word in party.tokens:
                    before = bisect_left(party.places, head)
                    if before and (best is None or party.places[before - 1] > best[0]):
                        best = (party.places[before - 1], party)
            if best is not None:
                return self._body(best[1], first, last, head)
            if self.document.publisher and word in name_tokens(self.document.publisher):
                return Resolution(name=self.document.publisher, kind="body", rule="publisher")
        return Resolution(name=name, kind="body", rule="body-noun")

    def _label(self, row: Quote) -> Resolution:
        """Whom the label of a turn names."""
        label = re.sub(r"\s+", " ", row.speaker or "")
        outlet = re.search(r"\(([^()]+)\)", label)
        plain = re.sub(r"\s*\([^()]*\)", "", label).strip()
        letter = plain.upper() in ("Q", "QUESTION", "QUESTIONS")
        if letter:
            name = outlet[1] if outlet else None
            return Resolution(name=name, kind="body" if outlet else "role", rule="questioner")
        if plain.upper() in ("A", "ANSWER"):
            found = self._host()
            return (
                self._person(found, "answerer") if found else Resolution(name=None, kind="role", rule="answerer-open")
            )
        words = name_tokens(plain)
        party = self.register.by_name(words[-1:], 0)
        if party is not None and (len(words) < 2 or not set(words[:-1]) & set(party.tokens) or True):
            return self._person(party, "label")
        fits = [p for p in self.register.people if words and set(words) - {"the"} <= p.described]
        if len(fits) == 1:
            return self._person(fits[0], "label-role")
        # Short labels in capitals are outlets: AFP, CCTV.
        shown = plain.title() if plain.isupper() and len(plain) > 4 else plain
        shown = re.sub(r"^(?:The|Mr|Ms|Mrs|Dr)\.?\s+", "", shown)
        return Resolution(name=shown, kind="role", rule="label-as-written")

    def _host(self) -> Party | None:
        """Who answers the questions of a press conference: the spokesperson, or the first person named."""
        people = [n.party for n in self.register.named if n.party.kind == "person"]
        speaking = [p for p in people if p.described & {"spokesperson", "spokesman", "spokeswoman", "speaker"}]
        return next(iter(speaking or people), None)

    def last_subject(self, low: int, high: int, *, paragraph_only: bool) -> tuple[int, int] | None:
        """Source phrase for words that stand alone: the subject of the last sentence before them, from `low` on (characters)."""
        syntax = self.syntax
        first, last = bisect_left(syntax.starts, low), bisect_left(syntax.starts, high)
        i = last - 1
        while i >= first and (self.register.inside[i] == self.register.inside[last - 1] != 0):
            i -= 1
        if i < first:
            return None
        for number in range(syntax.sentence_of[i], -1, -1):
            start, end = syntax.sentences[number]
            if end <= first:
                break
            for token in range(max(start, first), min(end, last)):
                if syntax.deps[token] in _SUBJECTS and not self.register.inside[token] and self._speaks(token):
                    return noun_phrase(syntax, token)
        return None

    def _speaks(self, token: int) -> bool:
        word = self.syntax.words[token]
        named: Named | None = self.register.places.get(token)
        return (
            word in _GENDER
            or word in self.nouns.roles
            or (named is not None and named.party.kind in ("person", "body"))
        )
