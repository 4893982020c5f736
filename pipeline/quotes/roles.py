"""Roles: which of a document's people `the minister`, `the Swiss diplomat`, `his successor` is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.quotes.antecedents import Antecedents, Resolution, as_person
from pipeline.quotes.candidates import Named, Party, Register
from pipeline.quotes.cues import noun_phrase
from pipeline.tables import Document
from pipeline.text.annotated import Text


@dataclass(frozen=True, slots=True)
class Nouns:
    """Nouns for those who speak: roles with the more general nouns for them, bodies, documents."""

    roles: Mapping[str, frozenset[str]]
    bodies: frozenset[str]
    documents: frozenset[str]
    figures: frozenset[str]
    """Nouns for what somebody unnamed counted or guessed."""
    pronouns: Mapping[str, str]
    """Pronoun → m, f, thing, many, self, other."""
    determiners: Mapping[str, str]
    """Word → definite, indefinite."""
    letters: Mapping[str, frozenset[str]]
    """Letters for an office (`EAM`) → its words."""


_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FORMER = frozenset({"former", "ex", "late", "ousted", "then"})
_OPENING = 4
"""Sentences at the start of a text, headings among them, that may speak of somebody who is named later."""
_NEXT = 3
"""Sentences after such a role in which the name comes."""
_VAGUE = frozenset(
    {"official", "diplomat", "source", "leader", "politician", "representative", "aide", "member", "lawmaker"}
)
_RELATED = frozenset(
    {"successor", "predecessor", "counterpart", "colleague", "host", "guest", "visitor", "interlocutor"}
)
_EPITHETS = frozenset(
    {
        "general",
        "senator",
        "lawmaker",
        "legislator",
        "parliamentarian",
        "analyst",
        "expert",
        "admiral",
        "veteran",
        "lawyer",
        "economist",
        "billionaire",
        "businessman",
        "businesswoman",
        "politician",
    }
    | {
        "academic",
        "professor",
        "scholar",
        "jurist",
        "physician",
        "doctor",
        "cleric",
        "prelate",
        "technocrat",
        "socialist",
    }
)
"""Nouns that say of somebody what no office is."""
_ADDRESS = frozenset(
    {
        "h.e.",
        "h.e",
        "he",
        "mr.",
        "mr",
        "ms.",
        "ms",
        "mrs.",
        "mrs",
        "dr.",
        "dr",
        ".",
        "amb.",
        "hon.",
        "prof.",
        "ambassador",
        "cardinal",
        "archbishop",
        "bishop",
        "mgr",
        "mgr.",
        "msgr.",
        "monsignor",
        "prince",
        "sheikh",
    }
)
"""Forms of address between a role and the name in apposition to it."""
_CHANCELLORS = frozenset({"DEU", "AUT", "GBR", "CHE"})
"""Countries whose chancellor is not the foreign minister, as in Latin America."""
_EQUALS = frozenset({"counterpart", "number", "colleague", "opposite number"})
_INTRODUCED = 6
"""Sentences within which `the diplomat` takes up `a diplomat`."""


_CITIZEN = 3
"""Sentences within which `the Norwegian` takes up somebody named."""


class Roles:
    """Finds the person that a role phrase of one document means."""

    def __init__(
        self, syntax: Text, document: Document, register: Register, nouns: Nouns, antecedents: Antecedents
    ) -> None:
        self.syntax = syntax
        self.document = document
        self.register = register
        self.nouns = nouns
        self.antecedents = antecedents
        self._generic = {general for noun in nouns.roles.values() for general in noun}
        self._phrases = [(frozenset(noun.split()), general) for noun, general in nouns.roles.items() if " " in noun]

    def resolve(self, first: int, last: int, head: int) -> Resolution:
        """The one person of the document whom a role fits; else the role as written."""
        syntax = self.syntax
        word = self.two(head) if self.two(head) in self.nouns.roles else syntax.words[head]
        name = self.phrase(first, last)
        countries = self.register.countries(first, last)
        following = self._named_next(first, last, word, countries)
        if following is not None:
            return as_person(following, "role-named-next")
        country = next(iter(countries)) if len(countries) == 1 else None
        unnamed = Resolution(name=name, kind="role", rule="role", country=country)
        if self.nouns.determiners.get(syntax.words[first]) == "indefinite" or syntax.tags[head] in ("NNS", "NNPS"):
            return (
                unnamed
                if syntax.tags[head] not in ("NNS", "NNPS")
                else Resolution(name=name, kind="group", rule="group")
            )
        beside = self._name_beside(first, last) or self._top_diplomat(first, last, countries)
        if beside is not None:
            return beside
        recent = self.antecedents.last_speaker(head)
        again = last - first <= 3 and (not countries or (recent is not None and recent.country in countries))
        if again and recent is not None and recent.kind == "role" and self._means(recent, syntax.words[head]):
            return as_person(recent, "role-again")
        fits = self._fitting(word, first, last, countries, recent)
        before = recent is not None and recent.kind == "person" and self._close(head, _FORMER, first, last)
        fellow = recent is not None and (not countries or recent.nationality in (None, *countries))
        if recent is not None and before and fellow and not any(p.described & _FORMER for p in fits):
            # What somebody was before need not be said elsewhere.
            return as_person(recent, "role-last-speaker")
        fits = self._in_office(fits, word, first, last)
        introduced = self._introduced(first, last, head, fits)
        if introduced is not None:
            return introduced
        gender = self._shown_gender(last, head)
        fits = [p for p in fits if gender is None or p.gender in (gender, None)]
        if fits:
            return self._among(fits, head, recent) or unnamed
        return self._by_relation(first, last, head, word, countries, recent) or unnamed

    def _fitting(self, word: str, first: int, last: int, countries: set[str], recent: Party | None) -> list[Party]:
        """The people whom a role fits: those named before it, or else later ones."""
        fits = [p for p in self.register.people if self._fits(p, word, first, last, countries, recent)]
        fits = [p for p in fits if p is not self.antecedents.silent]
        before_here = [p for p in fits if p.places and p.places[0] < last]
        return before_here or ([] if word in _EPITHETS else fits)

    def _among(self, fits: Sequence[Party], head: int, recent: Party | None) -> Resolution | None:
        """The one of those whom a role fits who spoke last, or is what the sentence before is about."""
        if len(fits) == 1:
            return as_person(fits[0], "role")
        if recent in fits and recent is not None:
            return as_person(recent, "role-last-speaker")
        subject = self.antecedents.subject_among(fits, head)
        return None if subject is None else as_person(subject, "role-subject")

    def _by_relation(
        self, first: int, last: int, head: int, word: str, countries: set[str], recent: Party | None
    ) -> Resolution | None:
        """Whom a role means that fits nobody's description: a relative, a counterpart, who serves a body, the only one named."""
        related = self._related(first, last, word)
        if related is not None:
            return as_person(related, "role-related")
        if word in _EQUALS and len(countries) == 1:
            equals = [p for p in self.register.people if countries & {p.country, p.nationality}]
            if len(equals) == 1:
                return as_person(equals[0], "role-counterpart")
        of_body = self._of_body(first, last, word)
        if of_body is not None:
            return as_person(of_body, "role-of-body")
        alone = self._only_named(first, word)
        if alone is not None:
            return as_person(alone, "role-epithet")
        return self._loosely(first, last, head, word, countries, recent)

    def _only_named(self, first: int, word: str) -> Party | None:
        """Whom a sentence before a quote names alone, taken up by a noun that is no office: `NAME resigned. “…,” the politician said.`"""
        number = self.syntax.sentence_of[first]
        if word not in (*_EPITHETS, "leader", "statesman") or self.syntax.words[first] != "the" or number == 0:
            return None
        start = self.syntax.sentences[number - 1][0]
        near = {id(n.party): n.party for n in self.register.between(start, first) if n.party.kind == "person"}
        return next(iter(near.values())) if len(near) == 1 and not self.antecedents.spoke_in(start, first) else None

    def _loosely(
        self, first: int, last: int, head: int, word: str, countries: set[str], recent: Party | None
    ) -> Resolution | None:
        """The last speaker, for a general noun that says nothing against it: `the Swiss diplomat`, `the official`."""
        if recent is None:
            return None
        syntax = self.syntax
        start = syntax.sentences[max(0, syntax.sentence_of[first] - 1)][0]
        if syntax.words[first] == "the" and word in _EPITHETS and self.antecedents.spoke_in(start, first):
            agrees = not countries or recent.nationality in (None, *countries)
            return as_person(recent, "role-epithet") if agrees and recent.kind == "person" else None
        plain = [i for i in range(first, last) if syntax.tags[i] != "JJ" or i in self.register.places]
        generic = len(plain) <= 3 and syntax.words[head] in self._generic
        if len(countries) == 1 and syntax.words[first] == "the":
            begin = syntax.sentences[max(0, syntax.sentence_of[first] - _CITIZEN)][0]
            near = {id(n.party): n.party for n in self.register.between(begin, first) if n.party.kind == "person"}
            citizens = [p for p in near.values() if p.nationality in countries]
            if len(citizens) == 1 and citizens[0].described.isdisjoint(self.nouns.roles):
                return as_person(citizens[0], "role-citizen")
        if word in _VAGUE and recent.nationality in countries and len(plain) <= 3:
            return as_person(recent, "role-citizen")
        if countries and recent.country is None and len(self.register.people) > 1:
            return None
        agrees = not countries or recent.country in (None, *countries)
        if generic and agrees and not recent.described & set(self.nouns.roles):
            return as_person(recent, "role-last-speaker")
        return None

    def _close(self, head: int, words: frozenset[str], first: int, last: int) -> bool:
        """Whether a phrase with one of some words follows somebody's speech in this sentence or the one before."""
        start = self.syntax.sentences[max(0, self.syntax.sentence_of[head] - 1)][0]
        return not words.isdisjoint(self.syntax.words[first:last]) and self.antecedents.spoke_in(start, head)

    def _bodies_in(self, first: int, last: int) -> set[str]:
        """Names of the bodies in a phrase."""
        named = (self.register.places.get(i) for i in range(first, last))
        return {n.party.name for n in named if n is not None and n.party.kind == "body"}

    def _of_body(self, first: int, last: int, word: str) -> Party | None:
        """The one person of the document whose office is of the body in a phrase: `the EU's top diplomat`."""
        bodies = self._bodies_in(first, last) if word in self._generic or word in _VAGUE else set()
        fits = [p for p in self.register.people if p.org in bodies and p.places and p.places[0] < first]
        return fits[0] if len(fits) == 1 else None

    def _general(self, party: Party) -> set[str]:
        """The more general nouns for what is said of a person."""
        nouns = self.nouns.roles
        found = {g for noun in party.described if noun in nouns for g in nouns[noun]}
        return found.union(*(general for words, general in self._phrases if words <= party.described))

    def _in_office(self, fits: list[Party], word: str, first: int, last: int) -> list[Party]:
        """Those of several whose own office the role is, and who hold it still; all where that leaves nobody."""
        said = set(self.syntax.words[first:last])
        if said & _FORMER:
            return [p for p in fits if p.described & _FORMER] or fits
        now = [p for p in fits if not p.described & _FORMER] or fits
        own = [p for p in now if word in p.described and (word != "minister" or "prime" not in p.described)]
        return own or now

    def _named_next(self, first: int, last: int, word: str, countries: set[str]) -> Party | None:
        """Who a role at the start of a text is, when the text names the holder right after: `A spokesman said … Spokesman NAME …`."""
        syntax = self.syntax
        here = syntax.sentence_of[first]
        if here > _OPENING:
            return None
        indefinite = self.nouns.determiners.get(syntax.words[first]) == "indefinite"
        titled = syntax.starts[first] < (self.document.title_end or 0) and not indefinite
        named = [n for n in self.register.named if n.party.kind == "person"]
        if syntax.tags[last - 1] == "NNS" or any(n.first < last for n in named):
            return None
        near = [n for n in named if syntax.sentence_of[n.first] - here <= _NEXT + titled]
        near = [n for n in near if not countries or n.party.country in (None, *countries)]
        if titled or (word not in _VAGUE and indefinite):
            general = {n: self._general(n.party) for n in near}
            fits = [n.party for n in near if word in n.party.described or (titled and word in general[n])]
            return fits[0] if fits and (titled or all(p is fits[0] for p in fits)) else None
        if (
            near
            and last - first > 2
            and (self.nouns.determiners.get(syntax.words[first]) == "definite" or "POS" in syntax.tags[first:last])
            and near[0].party.described.isdisjoint(self.nouns.roles)
            and syntax.sentence_of[near[0].first] - here <= 2
        ):
            return near[0].party if syntax.deps[near[0].last] in _SUBJECTS else None
        return None

    def _introduced(self, first: int, last: int, head: int, fits: list[Party]) -> Resolution | None:
        """`A European diplomat … The diplomat said`: the nameless one that the role takes up, named after none that fits."""
        syntax = self.syntax
        if last - first != 2 or syntax.words[first] != "the":
            return None
        low = syntax.sentences[max(0, syntax.sentence_of[first] - _INTRODUCED)][0]
        latest = max((q for p in fits for q in p.places if q < first), default=-1)
        for i in range(first - 1, max(low, latest, first - 400), -1):
            if syntax.words[i] != syntax.words[head] or self.register.inside[i] or i in self.register.places:
                continue
            start, end = noun_phrase(syntax, i)
            opens = self.nouns.determiners.get(syntax.words[start]) == "indefinite"
            if not opens or self.register.in_phrase(start, end, i) or self._name_beside(start, end):
                return None
            return Resolution(name=self.phrase(start, i + 1), kind="role", rule="role-introduced")
        return None

    def _name_beside(self, first: int, last: int) -> Resolution | None:
        """The person whose name follows a role or ends a long title: `the spokesperson for the fund, Ruth Adler, said`."""
        comma = last < len(self.syntax) and self.syntax.words[last] == ","
        at = last + comma
        while comma and at < last + 6 and self.syntax.words[at : at + 1] and self.syntax.words[at] in _ADDRESS:
            at += 1
        named = self.register.places.get(at)
        if comma and named is not None and named.party.kind == "body" and at == last + 1:
            # `the Chairman, Electoral Commission (EC), Prof. NAME`
            at = self._after_body(named.last + 1)
            named = self.register.places.get(at)
        if named is not None and named.party.kind == "person" and named.first == at:
            return as_person(named.party, "apposition")
        before = self._name_before(first, last) or self._joined_title(first, last)
        if before is not None:
            return as_person(before.party, "apposition")
        named = self._name_at_end(first, last)
        return None if named is None else as_person(named.party, "title-name")

    def _joined_title(self, first: int, last: int) -> Named | None:
        """The holder of two offices joined without an article: `Forum Chair | and Solomon Islands Prime Minister NAME`."""
        syntax = self.syntax
        if syntax.words[last : last + 1] != ["and"] or syntax.words[first] in self.nouns.determiners:
            return None
        for i in range(last + 1, min(last + 9, len(syntax))):
            named = self.register.places.get(i)
            if named is not None and named.party.kind == "person":
                return named if i > last + 2 else None
            if not syntax.forms[i][0].isupper() and syntax.forms[i] != ".":
                return None
        return None

    def _name_before(self, first: int, last: int) -> Named | None:
        """The person whose apposition a phrase between commas is: `NAME (S&D, ES), | Parliament's rapporteur, | tweeted`."""
        words, at = self.syntax.words, first - 1
        if (
            at < 2
            or words[at] != ","
            or words[last : last + 1] != [","]
            or self.syntax.words[first] in ("while", "and")
        ):
            return None
        at -= 1
        if words[at] == ")":
            opening = next((k for k in range(at - 1, max(0, at - 8), -1) if words[k] == "("), 0)
            at = opening - 1
        named = self.register.places.get(at) if at > 0 else None
        return named if named is not None and named.party.kind == "person" and named.last == at else None

    def _after_body(self, at: int) -> int:
        """First token of the name after a body, its letters in brackets and a comma."""
        words = self.syntax.words
        if words[at : at + 1] == ["("] and ")" in words[at : at + 4]:
            at = words.index(")", at) + 1
        if words[at : at + 1] != [","]:
            return -1
        at += 1
        while at < len(words) and words[at] in _ADDRESS:
            at += 1
        return at

    def _top_diplomat(self, first: int, last: int, countries: set[str]) -> Resolution | None:
        """`Mexico's top diplomat`, `the head of Mexican diplomacy`: the one foreign minister named so far, of that country."""
        words = self.syntax.words[first:last]
        if not ("diplomacy" in words or ("diplomat" in words and {"top", "chief"} & set(words))):
            return None
        fits = [
            p
            for p in self.register.people
            if p.places and p.places[0] < first and (not countries or p.country in countries)
            if {"foreign", "minister"} <= p.described
            or {"foreign", "affairs"} <= p.described
            or {"secretary", "state"} <= p.described
        ]
        return as_person(fits[0], "role-top-diplomat") if len(fits) == 1 else None

    def _means(self, role: Party, noun: str) -> bool:
        """Whether a noun takes up a role: its own, or a more general one (`a delegate` … `the diplomat`)."""
        described = role.described & set(self.nouns.roles)
        return noun in role.described or any(noun in self.nouns.roles[word] for word in described)

    def _shown_gender(self, last: int, head: int) -> str | None:
        """m or f where `his` or `her` in the clause takes up a phrase that is its subject."""
        syntax = self.syntax
        if syntax.deps[head] not in _SUBJECTS:
            return None
        for i in range(last, min(last + 6, len(syntax))):
            if syntax.forms[i] in (",", ".", ";", ":"):
                break
            if syntax.tags[i] == "PRP$" and syntax.words[i] in ("his", "her"):
                return self.nouns.pronouns.get("he" if syntax.words[i] == "his" else "she")
        return None

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
        if (
            countries
            and countries.isdisjoint((party.country, party.nationality))
            and (party.country or party is not recent)
        ):
            return False
        parts = word.split()
        bodies = self._bodies_in(first, last)
        if bodies and party.org and party.org not in bodies:
            return False
        general = self._general(party)
        if word == "chancellor" and party.country in _CHANCELLORS:
            general = general - {word}
        counterpart = "counterpart" in party.described and party.country in countries
        if not (set(parts) <= party.described or word in general or counterpart):
            return False
        if party.gender == ("m" if word.endswith("woman") else "f" if word.endswith("man") else ""):
            return False
        extra = {
            self.syntax.words[i]
            for i in range(first, last)
            if (self.syntax.tags[i] in ("NN", "NNP") or self.syntax.forms[i][0].isupper())
            and self.syntax.words[i] not in parts
            and self.syntax.words[i] not in self.nouns.determiners
            and not (word == "head" and self.syntax.words[i - 1] == "of")
        }
        places = {self.syntax.words[i] for i in range(first, last) if i in self.register.places}
        return extra - places <= party.described

    def _related(self, first: int, last: int, word: str) -> Party | None:
        """Who `his successor`, `her host` is: of the two persons of the two sentences before, the one who is not `he`."""
        if last - first != 2 or word not in _RELATED or self.syntax.words[first] not in ("his", "her"):
            return None
        number = self.syntax.sentence_of[first]
        start = self.syntax.sentences[max(0, number - 2)][0]
        near = list(
            {id(n.party): n.party for n in self.register.between(start, first) if n.party.kind == "person"}.values()
        )
        gender = "m" if self.syntax.words[first] == "his" else "f"
        owner = self.antecedents.person(first, gender)
        others = [p for p in near if p is not owner]
        return others[0] if len(near) == 2 and owner in near and len(others) == 1 else None

    def two(self, head: int) -> str:
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
        while first < last - 1 and self.syntax.words[first] in self.nouns.determiners:
            first += 1
        return re.sub(r"\s+", " ", self.syntax.piece(first, last)).strip(" ,;:")
