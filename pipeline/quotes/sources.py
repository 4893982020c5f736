"""Resolution: whom a source phrase stands for: a name, a pronoun, a role, a body, a document."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left

from pipeline.quotes.antecedents import Antecedents, Resolution, as_person
from pipeline.quotes.candidates import Named, Party, Register, fold, name_tokens
from pipeline.quotes.cues import noun_phrase
from pipeline.quotes.labels import find_briefer, read_label
from pipeline.quotes.roles import Nouns, Roles
from pipeline.tables import Document, Quote
from pipeline.text.annotated import Text

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CITIZEN = 3
"""Sentences within which `the Norwegian` takes up somebody named."""
_MANY = ("sh", "ch", "ese", "s")
"""Endings of words for many citizens: `the French`, `the Chinese`, `the Russians`."""


class Resolver:
    """Resolves the source phrases of one document, in order; remembers who spoke last."""

    def __init__(self, syntax: Text, document: Document, register: Register, nouns: Nouns) -> None:
        self.syntax = syntax
        self.document = document
        self.register = register
        self.nouns = nouns
        self._known: dict[int, Resolution] = {}
        self._briefer = find_briefer(document.title or "")
        self.antecedents = Antecedents(syntax, register)
        self.roles = Roles(syntax, document, register, nouns, self.antecedents)
        self._turn: tuple[int, Party | None] | None = None

    def resolve(self, row: Quote) -> Resolution:
        """Whom the source phrase of a quote stands for."""
        assert row.speaker_start is not None and row.speaker_end is not None
        if row.speaker_start in self._known:
            return self._known[row.speaker_start]
        first = bisect_left(self.syntax.starts, row.speaker_start)
        last = bisect_left(self.syntax.starts, row.speaker_end)
        if first >= last:
            first = max(0, last - 1)
        self.antecedents.silent = self._turn[1] if self._turn is not None and row.start < self._turn[0] else None
        found = (
            read_label(row.speaker or "", self.register, self._briefer)
            if row.rule.startswith("turn")
            else self._phrase(first, last)
        )
        self._known[row.speaker_start] = found
        party = found.party
        if row.rule.startswith("turn"):
            self._turn = (row.end, party)
        if (
            party is None
            and found.kind == "role"
            and found.name
            and self.syntax.words[last - 1] not in self.nouns.pronouns
            and not (found.rule == "as-written" and self.syntax.tags[last - 1] == "NN")
        ):
            # A role without a name can be taken up by `he` or `she` as well.
            party = Party(name=found.name, kind="role", tokens=(), country=found.country)
            party.described.update(self.syntax.words[first:last])
        if party is not None and party.kind in ("person", "role"):
            self.antecedents.note(first, party)
        return found

    def _phrase(self, first: int, last: int) -> Resolution:
        syntax = self.syntax
        head = self._head(first, last)
        word = syntax.words[head]
        pointed = self._pointed(first, last, head)
        if pointed is not None:
            return pointed
        named = self._named_in(first, last, head)
        if named is not None and named.party.kind == "person":
            if named.first == named.last and self.register.gender_before(named.first) is None:
                return as_person(self._namesake(named.party, word, head), "surname")
            return as_person(named.party, "name" if named.last - named.first else "surname")
        alone = last - first == 1 or (
            last - first == 2 and syntax.words[first].rstrip(".") in ("mr", "ms", "mrs", "miss")
        )
        bare = alone and syntax.forms[head][0].isupper() and not syntax.first[head]
        same = self.register.by_name((word,), head) if bare and word in self.nouns.roles else None
        if same is not None and same.tokens[-1] == word:
            return as_person(same, "surname")
        if word in self.nouns.roles or self.roles.two(head) in self.nouns.roles:
            return self.roles.resolve(first, last, head)
        if word in self.nouns.letters and syntax.forms[head].isupper():
            return self._by_letters(first, last, head)
        if named is not None:
            citizen = self._citizen(first, last, named.party)
            return citizen or self._body(named.party, first, last, head)
        if word in self.nouns.documents:
            return Resolution(name=self.roles.phrase(first, last), kind="document", rule="document")
        if word in self.nouns.bodies:
            return self._body_noun(first, last, head)
        party = self._by_surname(first, head)
        if party is not None:
            return as_person(party, "surname")
        name = self.roles.phrase(first, last)
        if word in self.nouns.figures:
            return self._figures(last, head, name)
        if syntax.tags[head] in ("NNS", "NNPS") or any(syntax.deps[i] == "cc" for i in range(first, last)):
            return Resolution(name=name, kind="group", rule="group")
        if syntax.tags[head] == "NNP" and syntax.forms[head][0].isupper():
            return self._unknown(first, head)
        return Resolution(name=name or None, kind="role", rule="as-written")

    def _pointed(self, first: int, last: int, head: int) -> Resolution | None:
        """Whom words point back to that name nobody: pronouns, `the latter`, `the 70-year-old`."""
        word = self.syntax.words[head]
        if last - first == 1 and self.syntax.forms[head] == "HE":
            found = self._excellency(head)
            if found is not None:
                return found
        if last - first == 1 and word in self.nouns.pronouns:
            return self._pronoun(head)
        aged = self._aged(first, last)
        if aged is None and word in ("latter", "former") and last - first <= 2:
            return self._of_two(first, word)
        return aged

    def _named_in(self, first: int, last: int, head: int) -> Named | None:
        """Whom a phrase names: of a delegate's name and country the delegate."""
        named = self.register.in_phrase(first, last, head)
        floor = self.register.places.get(first)
        bracket = floor is not None and self.syntax.words[floor.last + 1 : floor.last + 2] == ["("]
        if bracket and named is not None and named.party.kind == "country" and floor and floor.party.kind == "person":
            return floor  # `ANA LIND (Norway), speaking also for …`
        return named

    def _unknown(self, first: int, head: int) -> Resolution:
        """A person whose name, ending at the head, is no mention."""
        syntax, start = self.syntax, head
        while start > first and syntax.forms[start - 1][0].isupper() and not self._titles(start - 1):
            start -= 1
        while start and start == first and self.register.is_given(syntax.forms[start - 1]):
            # A given name that the parse left out of the phrase.
            first = start = start - 1
        if head - start >= 2:
            # The end of a title is no part of a name: `Cooperation Igor Palkin`.
            given = [i for i in range(start, head) if self.register.is_given(syntax.forms[i])]
            start = given[-1] if given and head - given[-1] <= 3 else start if head - start == 2 else head - 1
        return as_person(self.register.add_person(start, head, syntax.piece(start, head + 1)), "as-written")

    def _by_letters(self, first: int, last: int, head: int) -> Resolution:
        """`EAM`, `the CS`: the holder of the office that the text names, the one of several who was named last."""
        office = self.nouns.letters[self.syntax.words[head]]
        fits = [p for p in self.register.people if office <= p.described]
        before = [(p.places[bisect_left(p.places, head) - 1], p) for p in fits if p.places and p.places[0] < head]
        if before or len(fits) == 1:
            return as_person(max(before, key=lambda b: b[0])[1] if before else fits[0], "role-letters")
        return Resolution(name=self.roles.phrase(first, last), kind="role", rule="as-written")

    def _aged(self, first: int, last: int) -> Resolution | None:
        """`the 70-year-old Italian`, `the father of three`: who spoke in this sentence or the two before."""
        words = self.syntax.words[first:last]
        if words[0] != "the" or not ("year" in words and "old" in words[words.index("year") :]):
            return None
        start = self.syntax.sentences[max(0, self.syntax.sentence_of[first] - 2)][0]
        spoke = self.antecedents.last_speaker(first) if self.antecedents.spoke_in(start, first) else None
        return as_person(spoke, "role-epithet") if spoke is not None else None

    def _namesake(self, party: Party, surname: str, at: int) -> Party:
        """Of several people of a surname the one who spoke last, not long ago; else the one given."""
        spoke = self.antecedents.last_speaker(at)
        surname = fold(surname)
        shared = (
            spoke is not None
            and spoke is not party
            and spoke.kind == "person"
            and surname in (spoke.tokens[:1] + spoke.tokens[-1:])
        )
        return spoke if spoke is not None and shared and len(spoke.tokens) > 1 else party

    def _of_two(self, first: int, word: str) -> Resolution:
        """`the former`, `the latter`: the two persons named last in this sentence or the one before, else the two bodies."""
        start = self.syntax.sentences[max(0, self.syntax.sentence_of[first] - 1)][0]
        near = [n.party for n in self.register.between(start, first)]
        for kinds in (("person",), ("body", "country")):
            two = list(dict.fromkeys(id(p) for p in near if p.kind in kinds))
            if len(two) == 2:
                party = next(p for p in near if id(p) == two[word == "latter"])
                return as_person(party, word) if party.kind == "person" else self._body(party, first, first, first)
        return Resolution(name=None, kind="role", rule="pronoun-open")

    def _citizen(self, first: int, last: int, country: Party) -> Resolution | None:
        """Who `the Norwegian` is: the one of that country who spoke or was named last, not long ago."""
        word = self.syntax.words[last - 1]
        if (
            last - first != 2
            or self.syntax.words[first] != "the"
            or country.kind != "country"
            or country.country is None
        ):
            return None
        if word.endswith(_MANY) or self.syntax.forms[last - 1].replace(".", "").isupper():  # `the Dutch`, `the U.S.`
            return None
        number = self.syntax.sentence_of[first]
        start = self.syntax.sentences[max(0, number - _CITIZEN)][0]
        near = [n.party for n in self.register.between(start, first) if n.party.kind == "person"]
        spoke = self.antecedents.last_speaker(first)
        near += [spoke] if spoke is not None and spoke.kind == "person" else []
        fits = [p for p in near if country.country in (p.country, p.nationality)]
        return as_person(fits[-1], "role-citizen") if fits else None

    def _figures(self, last: int, head: int, name: str) -> Resolution:
        """`estimates`: the body they are of or by; nobody's where the text does not say."""
        syntax = self.syntax
        at = next(
            (i for i in range(head + 1, min(head + 6, len(syntax))) if syntax.words[i] in ("of", "by", "from")), None
        )
        owner = syntax.child(at, ("pobj",)) if at is not None else None
        owner = owner if owner is not None else syntax.child(head, ("poss",))
        owner = owner if owner is not None else syntax.child(head, ("compound",))
        named = self.register.places.get(owner) if owner is not None else None
        if named is not None and named.party.kind in ("body", "country"):
            return self._body(named.party, named.first, named.last + 1, named.last)
        return Resolution(name=None, kind="group", rule="figures")

    def _titles(self, token: int) -> bool:
        """Whether a word before a name is no part of it."""
        word = self.syntax.words[token]
        return (
            word in self.nouns.roles
            or word in self.nouns.bodies
            or token in self.register.places
            or word in self.nouns.determiners
        )

    def _head(self, first: int, last: int) -> int:
        """The token of a phrase whose head is outside of it."""
        for i in range(last - 1, first - 1, -1):
            if not first <= self.syntax.heads[i] < last or self.syntax.heads[i] == i:
                return i
        return last - 1

    def _by_surname(self, first: int, head: int) -> Party | None:
        """A person known by the last words of a phrase that no mention covers."""
        if self.syntax.tags[head] not in ("NNP", "NNPS"):
            return None
        start = head
        while start > first and self.syntax.tags[start - 1] == "NNP":
            start -= 1
        words = name_tokens(self.syntax.piece(start, head + 1))
        return self.register.by_name(words[-1:], head, self.register.gender_before(head)) if words else None

    def _excellency(self, at: int) -> Resolution | None:
        """Whom `HE` stands before where the parse took it for a pronoun: `HE | the Minister of Tourism, NAME, said`."""
        for i in range(at + 1, min(at + 7, len(self.syntax))):
            named = self.register.places.get(i)
            if named is not None and named.party.kind == "person":
                return as_person(named.party, "name")
            if self.syntax.words[i] in self.nouns.roles:
                first, last = noun_phrase(self.syntax, i)
                return self.roles.resolve(max(first, at + 1), max(last, i + 1), i)
            if self.syntax.tags[i][0] == "V":
                return None
        return None

    def _pronoun(self, at: int) -> Resolution:
        gender = self.nouns.pronouns[self.syntax.words[at]]
        if gender in ("m", "f"):
            role = self._role_subject(at, gender)
            if role is not None:
                return role
            party = self.antecedents.person(at, gender)
            if party is None and self.antecedents.silent is not None:
                # A paragraph of the writer's that stands in a turn may speak of who spoke in it.
                self.antecedents.silent = None
                party = self.antecedents.person(at, gender)
            if party is not None:
                return as_person(party, "pronoun")
            return Resolution(name=None, kind="person", rule="pronoun-open")
        if gender in ("many", "thing"):
            found = self._earlier_subject(at, plural=gender == "many")
            if found is not None:
                return found
        if gender == "self" and self.document.speaker:
            return Resolution(name=self.document.speaker, kind="person", rule="first-person")
        return Resolution(name=None, kind="group" if gender == "many" else "role", rule="pronoun-open")

    def _role_subject(self, at: int, gender: str) -> Resolution | None:
        """The nameless one who is the subject of the sentence before, with nobody named in it: `The delegate of X … He said`."""
        syntax = self.syntax
        number = syntax.sentence_of[at]
        earlier = not any(n.party.kind == "person" for n in self.register.between(0, at))
        for back in range(number, max(-1, number - (2 if not earlier else 5)), -1):
            start, end = syntax.sentences[back]
            end = min(end, at)
            low = max(start, end - 300)
            if self.antecedents.spoke_in(low, end) or any(
                n.party.kind == "person" for n in self.register.between(low, end)
            ):
                return None
            for i in range(end - 1, low - 1, -1):
                if syntax.deps[i] == "nsubj" and syntax.words[i] in self.nouns.roles and not self.register.inside[i]:
                    first, last = noun_phrase(syntax, i)
                    found = self._phrase(first, last)
                    indefinite = self.nouns.determiners.get(syntax.words[first]) == "indefinite"
                    if (
                        found.party is None
                        and not indefinite
                        and not earlier
                        and not self.register.countries(first, last)
                    ):
                        return None  # `The president left.` can be the one named before.
                    fits = found.party is None or found.party.gender in (gender, None)
                    return dataclasses.replace(found, rule="pronoun") if fits else None
        return None

    def _earlier_subject(self, at: int, *, plural: bool) -> Resolution | None:
        """What `they` or `it` takes up: the last subject of that number."""
        syntax = self.syntax
        number = syntax.sentence_of[at]
        for back in range(number, max(-1, number - 4), -1):
            start, end = syntax.sentences[back]
            for i in range(max(start, min(end, at) - 300), min(end, at)):
                if syntax.deps[i] not in _SUBJECTS or self.register.inside[i] or syntax.tags[i][:2] != "NN":
                    continue
                many = syntax.tags[i] in ("NNS", "NNPS") or syntax.child(i, ("conj",)) is not None
                if many is plural:
                    found = self._phrase(*noun_phrase(syntax, i))
                    if found.kind != "person":
                        return found
        return None

    def _body(self, party: Party, first: int, last: int, head: int) -> Resolution:
        kind = "body" if party.kind in ("body", "country") else "person"
        return Resolution(name=party.name, kind=kind, rule="body", party=party, country=party.country)

    def _body_noun(self, first: int, last: int, head: int) -> Resolution:
        """`the ministry`: the last body named whose name has the noun, or the publisher; else as written."""
        word = self.syntax.words[head]
        name = self.roles.phrase(first, last)
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
            for token in range(max(start, first, min(end, last) - 300), min(end, last)):
                if syntax.deps[token] in _SUBJECTS and not self.register.inside[token] and self._speaks(token):
                    return noun_phrase(syntax, token)
        return None

    def _speaks(self, token: int) -> bool:
        word = self.syntax.words[token]
        named: Named | None = self.register.places.get(token)
        return (
            self.nouns.pronouns.get(word) in ("m", "f")
            or word in self.nouns.roles
            or (named is not None and named.party.kind in ("person", "body"))
        )
