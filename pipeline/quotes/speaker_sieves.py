"""From a source phrase to whom it stands for, by sieves in order: names, pronouns, roles, bodies, documents, groups."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import dataclass

from pipeline.quotes.antecedents import Antecedents, Resolution, as_person
from pipeline.quotes.candidates import Named, Party, Register
from pipeline.quotes.cues import NOUNS, noun_phrase, phrase_head
from pipeline.quotes.labels import find_briefer, read_label
from pipeline.quotes.name_words import fold, name_tokens
from pipeline.quotes.ranking import Weights
from pipeline.quotes.reports import Report
from pipeline.quotes.roles import Roles
from pipeline.quotes.speaker_nouns import Nouns
from pipeline.tables import Document
from pipeline.text.annotated import Text

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CITIZEN = 3
"""Sentences within which `the Norwegian` takes up somebody named."""
_PLURALS = ("sh", "ch", "ese", "s")
"""Endings of words for many citizens: `the French`, `the Chinese`, `the Russians`."""
_SEARCHED = 300
"""Tokens of a sentence that are searched for a subject."""


_ONE = frozenset({"body", "document"})
_MANY = frozenset({"group", "several"})
_ACTORS = _ONE | _MANY | {"person", "role"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase: its tokens, its head and that word in small letters, and the name it is about."""

    first: int
    last: int
    head: int
    word: str
    named: Named | None

    @property
    def size(self) -> int:
        """Number of its tokens."""
        return self.last - self.first


class Resolver:
    """Resolves the source phrases of one document, in order; remembers who spoke last."""

    def __init__(self, text: Text, register: Register, nouns: Nouns, weights: Weights) -> None:
        self.text = text
        self.document: Document = text.document
        self.register = register
        self.nouns = nouns
        self._known: dict[int, Resolution] = {}
        self._briefer = find_briefer(text.document.title or "")
        self.antecedents = Antecedents(text, register, weights)
        self.roles = Roles(text, register, nouns, self.antecedents)
        self._things: list[tuple[int, Resolution]] = []
        """Bodies, documents and groups that were sources of words, with their tokens."""
        self._turn: tuple[int, Party | None] | None = None

    def resolve(self, report: Report) -> Resolution:
        """Whom the source phrase of a report stands for."""
        row = report.row
        assert row.speaker_start is not None and row.speaker_end is not None
        if row.speaker_start in self._known:
            return self._known[row.speaker_start]
        first = bisect_left(self.text.starts, row.speaker_start)
        last = bisect_left(self.text.starts, row.speaker_end)
        first = first if first < last else max(0, last - 1)
        self.antecedents.silent = self._turn[1] if self._turn is not None and row.start < self._turn[0] else None
        self.antecedents.own = self._tokens_of(report) if row.kind == "indirect" else (0, 0)
        if report.is_turn:
            found = read_label(row.speaker or "", self.register, self._briefer)
            self._turn = (row.end, found.party)
        else:
            found = self.phrase(first, last)
        self._known[row.speaker_start] = found
        self._note(first, last, found)
        return found

    def _tokens_of(self, report: Report) -> tuple[int, int]:
        """The tokens of a report."""
        return bisect_left(self.text.starts, report.row.start), bisect_left(self.text.starts, report.row.end)

    def _note(self, first: int, last: int, found: Resolution) -> None:
        """Remember who spoke at a token; a role without a name can be taken up by `he` or `she` as well."""
        party = found.party
        if found.kind in _ONE or found.kind in _MANY:
            self._things.append((first, found))
        if party is None and found.kind == "role" and found.name and not self._is_no_role(last - 1, found):
            party = Party(name=found.name, kind="role", tokens=(), country=found.country)
            party.described.update(self.text.words[first:last])
        if party is not None and party.kind in ("person", "role"):
            self.antecedents.note(first, party)

    def _is_no_role(self, last: int, found: Resolution) -> bool:
        """Whether a phrase that ends at a token is a pronoun or a common noun that no list knows."""
        return self.text.words[last] in self.nouns.pronouns or (found.unknown and self.text.tags[last] == "NN")

    def phrase(self, first: int, last: int) -> Resolution:
        """Whom a phrase stands for: what the first sieve says that knows."""
        head = phrase_head(self.text, first, last)
        phrase = Phrase(first, last, head, self.text.words[head], self._named_in(first, last, head))
        found = (sieve(self, phrase) for sieve in SIEVES)
        return next(resolution for resolution in found if resolution is not None)

    def _several(self, phrase: Phrase) -> Resolution | None:
        """`The United States and France`, `NAME and NAME`, `NAME and her aides`: all who are named side by side."""
        text = self.text
        heads = [phrase.head]
        for head in heads:
            heads += [c for c in text.children[head] if text.deps[c] == "conj" and phrase.first <= c < phrase.last]
        named = [self.register.in_phrase(*noun_phrase(text, h), h) if h != phrase.head else phrase.named for h in heads]
        parties = list({id(n.party): n.party for n in named if n is not None}.values())
        unnamed = [head for head, name in zip(heads, named, strict=True) if name is None]
        if len(heads) < 2 or not parties or len(parties) + len(unnamed) < len(heads):
            return None
        if not all(self._is_people(head) for head in unnamed):
            return None
        return Resolution(
            name=None, kind="several", rule="several", members=tuple(self._as(party) for party in parties)
        )

    def _is_people(self, head: int) -> bool:
        """Whether a noun without a name is for people beside somebody named: `NAME and her counterparts`."""
        word = self.text.words[head]
        return word in self.nouns.roles or word.removesuffix("s") in self.nouns.roles

    def _as(self, party: Party) -> Resolution:
        """A person or a body by name."""
        return as_person(party, "name") if party.kind == "person" else self._body(party)

    def _two_offices(self, phrase: Phrase) -> Resolution | None:
        """The holder of two offices that `and` joins before the name: `State Councillor and Foreign Minister NAME`."""
        text = self.text
        named = self.register.places.get(phrase.last - 1)
        if named is None or named.party.kind != "person" or named is phrase.named or text.words[phrase.first] == "the":
            return None
        joined = any(text.deps[i] == "cc" for i in range(phrase.first, named.first))
        people = {id(n.party) for n in self.register.between(phrase.first, phrase.last) if n.party.kind == "person"}
        one = text.tags[phrase.head] not in ("NNS", "NNPS") and not self.nouns.is_indefinite(text.words[phrase.first])
        apart = text.tags[named.first - 1] in ("CC", ",", "IN")
        return as_person(named.party, "title-name") if joined and one and not apart and len(people) == 1 else None

    def _excellency(self, phrase: Phrase) -> Resolution | None:
        """Whom `HE` stands before where the parse took it for a pronoun: `HE | the Minister of Tourism, NAME, said`."""
        if phrase.size != 1 or self.text.forms[phrase.head] != "HE":
            return None
        for i in range(phrase.head + 1, min(phrase.head + 7, len(self.text))):
            named = self.register.places.get(i)
            if named is not None and named.party.kind == "person":
                return as_person(named.party, "name")
            if self.text.words[i] in self.nouns.roles:
                first, last = noun_phrase(self.text, i)
                return self.roles.resolve(max(first, phrase.head + 1), max(last, i + 1), i)
            if self.text.tags[i][0] == "V":
                return None
        return None

    def _pronoun(self, phrase: Phrase) -> Resolution | None:
        """Whom a pronoun takes up; nobody's name where that is open."""
        gender = self.nouns.pronouns.get(phrase.word) if phrase.size == 1 else None
        if gender is None:
            return None
        if gender in ("m", "f"):
            return self._person_pronoun(phrase.head, gender)
        if gender == "issuer":
            return self._issuer()
        many = gender == "many"
        if many or gender == "thing":
            found = self._earlier_subject(phrase.head, plural=many)
            if found is not None:
                return found
        if gender == "self" and self.document.speaker:
            return Resolution(name=self.document.speaker, kind="person", rule="first-person")
        return Resolution(name=None, kind="group" if many else "role", rule="pronoun-open")

    def _issuer(self) -> Resolution:
        """Who `we` is outside of turns: the body that issued the text."""
        publisher = self.document.publisher
        if self.antecedents.silent is not None or not publisher or self.document.speaker:
            return Resolution(name=None, kind="group", rule="pronoun-open")
        known = next((body for body in self.register.bodies if body.name == publisher), None)
        country = self.document.home_country if known is None else known.country or self.document.home_country
        return Resolution(name=publisher, kind="body", rule="first-person-issuer", party=known, country=country)

    def _person_pronoun(self, at: int, gender: str) -> Resolution:
        """Whom `he` or `she` takes up: a nameless role that the sentences before are about, else the best candidate."""
        role = self._role_subject(at, gender)
        if role is not None:
            return role
        party = self.antecedents.person(at, gender)
        if party is None and self.antecedents.silent is not None:
            # A paragraph of the writer's that stands in a turn may speak of who spoke in it.
            self.antecedents.silent = None
            party = self.antecedents.person(at, gender)
        if party is None:
            return Resolution(name=None, kind="person", rule="pronoun-open")
        return as_person(party, "pronoun")

    def _of_two(self, phrase: Phrase) -> Resolution | None:
        """`the former`, `the latter`: the two persons named last in this sentence or the one before, else the two bodies."""
        if phrase.word not in ("latter", "former") or phrase.size > 2:
            return None
        start = self.text.sentences[max(0, self.text.sentence_of[phrase.first] - 1)][0]
        near = [n.party for n in self.register.between(start, phrase.first)]
        for kinds in (("person",), ("body", "country")):
            two = list({id(p): p for p in near if p.kind in kinds}.values())
            if len(two) == 2:
                party = two[phrase.word == "latter"]
                return as_person(party, phrase.word) if party.kind == "person" else self._body(party)
        return Resolution(name=None, kind="role", rule="pronoun-open")

    def _aged(self, phrase: Phrase) -> Resolution | None:
        """`the 70-year-old Italian`, `the father of three`: who spoke in this sentence or the two before."""
        words = self.text.words[phrase.first : phrase.last]
        if words[0] != "the" or not ("year" in words and "old" in words[words.index("year") :]):
            return None
        start = self.text.sentences[max(0, self.text.sentence_of[phrase.first] - 2)][0]
        spoke = self.antecedents.last_speaker(phrase.first) if self.antecedents.spoke_in(start, phrase.first) else None
        return as_person(spoke, "role-epithet") if spoke is not None else None

    def _person_named(self, phrase: Phrase) -> Resolution | None:
        """The person that the phrase names, by the full name or the surname."""
        named = phrase.named
        if named is None or named.party.kind != "person":
            return None
        if named.last > named.first:
            return as_person(named.party, "name")
        titled = self.register.gender_before(named.first) is not None
        party = named.party if titled else self._namesake(named.party, phrase.word, phrase.head)
        return as_person(party, "surname")

    def _bare_surname(self, phrase: Phrase) -> Resolution | None:
        """A surname that is also a word for a role: `Bishop said`, `Mr. Speaker`."""
        text, head = self.text, phrase.head
        honorific = phrase.size == 2 and text.words[phrase.first].rstrip(".") in self.nouns.gendered
        bare = (phrase.size == 1 or honorific) and text.forms[head][0].isupper() and not text.first[head]
        same = self.register.by_name((phrase.word,), head) if bare and phrase.word in self.nouns.roles else None
        return as_person(same, "surname") if same is not None and same.tokens[-1] == phrase.word else None

    def _role(self, phrase: Phrase) -> Resolution | None:
        """Whom a role means."""
        if phrase.word not in self.nouns.roles and self.roles.two(phrase.head) not in self.nouns.roles:
            return None
        return self.roles.resolve(phrase.first, phrase.last, phrase.head)

    def _letters(self, phrase: Phrase) -> Resolution | None:
        """`EAM`, `the CS`: the holder of the office that the text names, the one of several who was named last."""
        head = phrase.head
        if phrase.word not in self.nouns.letters or not self.text.forms[head].isupper():
            return None
        office = self.nouns.letters[phrase.word]
        fits = [p for p in self.register.people if office <= p.described]
        before = [(p.places[bisect_left(p.places, head) - 1], p) for p in fits if p.places and p.places[0] < head]
        if before or len(fits) == 1:
            return as_person(max(before, key=lambda b: b[0])[1] if before else fits[0], "role-letters")
        return Resolution(name=self._words(phrase), kind="role", rule="as-written", unknown=True)

    def _citizen(self, phrase: Phrase) -> Resolution | None:
        """Who `the Norwegian` is: the one of that country who spoke or was named last, not long ago."""
        text, last = self.text, phrase.last - 1
        country = None if phrase.named is None else phrase.named.party
        if country is None or country.kind != "country" or phrase.size != 2 or text.words[phrase.first] != "the":
            return None
        if (
            country.country is None
            or text.words[last].endswith(_PLURALS)
            or text.forms[last].replace(".", "").isupper()
        ):
            return None  # `the Dutch`, `the U.S.`
        start = text.sentences[max(0, text.sentence_of[phrase.first] - _CITIZEN)][0]
        near = [n.party for n in self.register.between(start, phrase.first)]
        near.append(self.antecedents.last_speaker(phrase.first) or country)
        fits = [p for p in near if p.kind == "person" and country.country in (p.country, p.nationality)]
        return as_person(fits[-1], "role-citizen") if fits else None

    def _body_named(self, phrase: Phrase) -> Resolution | None:
        """The body or country that the phrase names."""
        return None if phrase.named is None else self._body(phrase.named.party)

    def _document(self, phrase: Phrase) -> Resolution | None:
        """A document that speaks."""
        if phrase.word not in self.nouns.documents:
            return None
        return Resolution(name=self._words(phrase), kind="document", rule="document")

    def _body_noun(self, phrase: Phrase) -> Resolution | None:
        """`the ministry`: the last body named whose name has the noun, or the publisher; else as written."""
        if phrase.word not in self.nouns.bodies:
            return None
        definite = self.nouns.determiners.get(self.text.words[phrase.first]) == "definite"
        party = self._body_before(phrase) if phrase.size == 1 or (definite and phrase.size <= 4) else None
        if party is not None:
            return self._body(party)
        publisher = self.document.publisher
        if phrase.size <= 2 and publisher and phrase.word in name_tokens(publisher):
            return Resolution(name=publisher, kind="body", rule="publisher")
        return Resolution(name=self._of_state(phrase), kind="body", rule="body-noun", country=self._country(phrase))

    def _of_state(self, phrase: Phrase) -> str:
        """The name of a ministry in small letters whose country the phrase tells; of other bodies the words of the phrase."""
        at = [i for i in range(phrase.first, phrase.head) if i in self.register.places]
        countries = {self.register.places[i].party.name for i in at if self.register.places[i].party.kind == "country"}
        kind = [self.text.words[i] for i in range(phrase.first, phrase.head + 1) if self._names_kind(i)]
        if phrase.word != "ministry" or len(countries) != 1 or len(kind) < 2:
            return self._words(phrase)
        return f"{' '.join(kind).title()} of {next(iter(countries))}"

    def _names_kind(self, i: int) -> bool:
        """Whether a word of a phrase says which ministry it is."""
        named = i in self.register.places or self.text.tags[i] == "POS"
        return not named and self.text.words[i] not in self.nouns.determiners

    def _body_before(self, phrase: Phrase) -> Party | None:
        """The body named last before a noun that its name has, or shows to be of its kind: `the Council`, `the newspaper`."""
        kind = self.nouns.body_kinds.get(phrase.word, frozenset())
        own = self._last_named({phrase.word}, phrase)
        if own is not None or phrase.first in self.register.places:
            return own
        return self._last_named(kind, phrase)

    def _last_named(self, words: Collection[str], phrase: Phrase) -> Party | None:
        """The body named last before a phrase that has one of some words and every other noun of the phrase in its name."""
        more = {self.text.words[i] for i in range(phrase.first, phrase.head) if self.text.tags[i] in NOUNS}
        more -= self._united_nations(phrase)
        named = [
            (party.places[bisect_left(party.places, phrase.first) - 1], party)
            for party in self.register.bodies
            if party.kind == "body" and party.places and party.places[0] < phrase.first
            if not party.described.union(party.tokens).isdisjoint(words) and more <= party.described.union(party.tokens)
        ]
        return max(named, key=lambda found: found[0])[1] if named else None

    def _united_nations(self, phrase: Phrase) -> set[str]:
        """The words of a phrase that name a body it belongs to: `the U.N. health agency`."""
        words = range(phrase.first, phrase.head)
        return {self.text.words[i] for i in words if i in self.register.places}

    def _by_surname(self, phrase: Phrase) -> Resolution | None:
        """A person known by the last words of a phrase that no mention covers."""
        text, head = self.text, phrase.head
        if text.tags[head] not in ("NNP", "NNPS"):
            return None
        start = head
        while start > phrase.first and text.tags[start - 1] == "NNP":
            start -= 1
        words = name_tokens(text.piece(start, head + 1))
        party = self.register.by_name(words[-1:], head, self.register.gender_before(head)) if words else None
        return None if party is None else as_person(party, "surname")

    def _figures(self, phrase: Phrase) -> Resolution | None:
        """`estimates`: the body they are of or by; nobody's where the text does not say."""
        if phrase.word not in self.nouns.figures:
            return None
        text, head = self.text, phrase.head
        after = range(head + 1, min(head + 6, len(text)))
        at = next((i for i in after if text.words[i] in ("of", "by") or text.words[i] == "from"), None)
        owners = (
            text.child(at, ("pobj",)) if at is not None else None,
            text.child(head, ("poss",)),
            text.child(head, ("compound",)),
        )
        owner = next((token for token in owners if token is not None), None)
        named = self.register.places.get(owner) if owner is not None else None
        if named is not None and named.party.kind in ("body", "country"):
            return self._body(named.party)
        return Resolution(name=None, kind="group", rule="figures")

    def _group(self, phrase: Phrase) -> Resolution | None:
        """Several people without names."""
        text = self.text
        joined = any(text.deps[i] == "cc" for i in range(phrase.first, phrase.last))
        if text.tags[phrase.head] not in ("NNS", "NNPS") and not joined:
            return None
        return Resolution(name=self._words(phrase), kind="group", rule="group", country=self._country(phrase))

    def _country(self, phrase: Phrase) -> str | None:
        """The one country that a phrase names."""
        countries = self.register.countries(phrase.first, phrase.last)
        return next(iter(countries)) if len(countries) == 1 else None

    def _unknown(self, phrase: Phrase) -> Resolution | None:
        """A person whose name, ending at the head, is no mention."""
        text, first, head = self.text, phrase.first, phrase.head
        if text.tags[head] != "NNP" or not text.forms[head][0].isupper():
            return None
        start = head
        while start > first and text.forms[start - 1][0].isupper() and not self._titles(start - 1):
            start -= 1
        while start and start == first and self.register.is_given(text.forms[start - 1]):
            # A given name that the parse left out of the phrase.
            first = start = start - 1
        if head - start >= 2:
            # The end of a title is no part of a name: `Cooperation Igor Palkin`.
            given = [i for i in range(start, head) if self.register.is_given(text.forms[i])]
            start = given[-1] if given and head - given[-1] <= 3 else start if head - start == 2 else head - 1
        party = self.register.add_person(start, head, text.piece(start, head + 1))
        return dataclasses.replace(as_person(party, "as-written"), unknown=True)

    def _as_written(self, phrase: Phrase) -> Resolution:
        """The phrase itself."""
        return Resolution(name=self._words(phrase) or None, kind="role", rule="as-written", unknown=True)

    def _words(self, phrase: Phrase) -> str:
        """The phrase without its article and its date."""
        return self.roles.phrase(phrase.first, phrase.last)

    def _named_in(self, first: int, last: int, head: int) -> Named | None:
        """Whom a phrase names: of a delegate's name and country the delegate."""
        named = self.register.in_phrase(first, last, head)
        floor = self.register.places.get(first)
        bracket = floor is not None and self.text.words[floor.last + 1 : floor.last + 2] == ["("]
        if bracket and named is not None and named.party.kind == "country" and floor and floor.party.kind == "person":
            return floor  # `ANA LIND (Norway), speaking also for …`
        return named

    def _namesake(self, party: Party, surname: str, at: int) -> Party:
        """Of several people of a surname the one who spoke last, not long ago; else the one given."""
        spoke = self.antecedents.last_speaker(at)
        if spoke is None or spoke is party or spoke.kind != "person" or len(spoke.tokens) < 2:
            return party
        return spoke if fold(surname) in (spoke.tokens[0], spoke.tokens[-1]) else party

    def _titles(self, token: int) -> bool:
        """Whether a word before a name is no part of it."""
        word = self.text.words[token]
        nouns = self.nouns
        return (
            any(word in listed for listed in (nouns.roles, nouns.bodies, nouns.determiners))
            or token in self.register.places
        )

    def _body(self, party: Party) -> Resolution:
        kind = "body" if party.kind in ("body", "country") else "person"
        return Resolution(name=party.name, kind=kind, rule="body", party=party, country=party.country)

    def _role_subject(self, at: int, gender: str) -> Resolution | None:
        """The nameless one who is the subject of the sentence before, with nobody named in it: `The delegate of X … He said`."""
        text = self.text
        number = text.sentence_of[at]
        earlier = not any(n.party.kind == "person" for n in self.register.between(0, at))
        for back in range(number, max(-1, number - (5 if earlier else 2)), -1):
            start, end = text.sentences[back]
            end = min(end, at)
            low = max(start, end - _SEARCHED)
            people = (n for n in self.register.between(low, end) if n.party.kind == "person")
            if self.antecedents.spoke_in(low, end) or next(people, None) is not None:
                return None
            for i in range(end - 1, low - 1, -1):
                if text.deps[i] == "nsubj" and text.words[i] in self.nouns.roles and not self.register.inside[i]:
                    return self._as_role(*noun_phrase(text, i), gender, earlier=earlier)
        return None

    def _as_role(self, first: int, last: int, gender: str, *, earlier: bool) -> Resolution | None:
        """The role that a pronoun takes up, where it can: `The president left.` can be the one named before."""
        found = self.phrase(first, last)
        new = self.nouns.is_indefinite(self.text.words[first]) or earlier
        if found.party is None and not new and not self.register.countries(first, last):
            return None
        fits = found.party is None or found.party.gender in (gender, None)
        return dataclasses.replace(found, rule="pronoun") if fits else None

    def _earlier_subject(self, at: int, *, plural: bool) -> Resolution | None:
        """What `they` or `it` takes up: the body or group reported last, else the last subject of that number that can speak."""
        text = self.text
        number = text.sentence_of[at]
        for back in range(number, max(-1, number - 4), -1):
            start, end = text.sentences[back]
            low, high = max(start, min(end, at) - _SEARCHED), min(end, at)
            reported = self._reported_thing(low, high, plural=plural)
            if reported is not None:
                return reported
            heads = (i for i in range(low, high) if self._is_subject(i, plural=plural))
            found = (self._as_thing(i) for i in heads)
            known = next((resolution for resolution in found if resolution is not None), None)
            if known is not None:
                return known
        return None

    def _reported_thing(self, low: int, high: int, *, plural: bool) -> Resolution | None:
        """The body, or for a plural the group, that is a source of words between two tokens, the last of several."""
        kinds = _MANY if plural else _ONE
        return next((found for at, found in reversed(self._things) if low <= at < high and found.kind in kinds), None)

    def _is_subject(self, i: int, *, plural: bool) -> bool:
        """Whether a noun outside marks is a subject of that number."""
        text = self.text
        own = self.antecedents.own[0] <= i < self.antecedents.own[1]
        if own or text.deps[i] not in _SUBJECTS or self.register.inside[i] or text.tags[i] not in NOUNS:
            return False
        many = text.tags[i] in ("NNS", "NNPS") or text.child(i, ("conj",)) is not None
        return many is plural

    def _as_thing(self, i: int) -> Resolution | None:
        """What a subject stands for, where that is no person."""
        found = self.phrase(*noun_phrase(self.text, i))
        if found.kind == "person" or not self.is_actor(found, i):
            return None
        return found

    def is_actor(self, found: Resolution, head: int) -> bool:
        """Whether a phrase stands for somebody who speaks or acts: a name, a role, a body, a document; no thing and no figure."""
        if found.unknown or found.kind not in _ACTORS:
            return False
        word, nouns = self.text.words[head], self.nouns
        if word in nouns.pronouns:
            return nouns.pronouns[word] not in ("other", "self")
        singular = word.removesuffix("s")
        listed = any(
            noun in known for noun in (word, singular) for known in (nouns.roles, nouns.bodies, nouns.documents)
        )
        return found.party is not None or bool(found.members) or listed


Sieve = Callable[[Resolver, Phrase], Resolution | None]
SIEVES: tuple[Sieve, ...] = (
    Resolver._excellency,
    Resolver._pronoun,
    Resolver._of_two,
    Resolver._aged,
    Resolver._several,
    Resolver._two_offices,
    Resolver._person_named,
    Resolver._bare_surname,
    Resolver._role,
    Resolver._letters,
    Resolver._citizen,
    Resolver._body_named,
    Resolver._document,
    Resolver._body_noun,
    Resolver._by_surname,
    Resolver._figures,
    Resolver._group,
    Resolver._unknown,
    Resolver._as_written,
)
"""What a phrase may be, from the surest to the vaguest; the last one always answers."""
