"""Roles: which of a document's people `the minister`, `the Swiss diplomat`, `his successor` is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.quotes.antecedents import Antecedents, Resolution, as_person
from pipeline.quotes.candidates import Named, Party, Register
from pipeline.quotes.cues import noun_phrase
from pipeline.quotes.speaker_nouns import Nouns, RoleClass
from pipeline.text.annotated import Text

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OPENING = 4
"""Sentences at the start of a text, headings among them, that may speak of somebody who is named later."""
_NEXT = 3
"""Sentences after such a role in which the name comes."""
_CHANCELLORS = frozenset(["DEU", "AUT", "GBR", "CHE"])
"""Countries whose chancellor is not the foreign minister, as in Latin America."""
_INTRODUCED = 6
"""Sentences within which `the diplomat` takes up `a diplomat`."""
_CITIZEN = 3
"""Sentences within which `the Norwegian` takes up somebody named."""
_FOREIGN_MINISTERS = ({"foreign", "minister"}, {"foreign", "affairs"}, {"secretary", "state"})
"""Words of the office of a country's first diplomat."""
_PLURAL = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class Role:
    """A phrase for a role: its tokens, its head, its noun, the countries it names, and who was reported before it."""

    first: int
    last: int
    head: int
    noun: str
    countries: frozenset[str]
    recent: Party | None

    @property
    def size(self) -> int:
        """Number of its tokens."""
        return self.last - self.first


class Roles:
    """Finds the person that a role phrase of one document means."""

    def __init__(self, text: Text, register: Register, nouns: Nouns, antecedents: Antecedents) -> None:
        self.syntax = text
        self.document = text.document
        self.register = register
        self.nouns = nouns
        self.antecedents = antecedents
        self._generic = {general for noun in nouns.roles.values() for general in noun}
        self._phrases = [(frozenset(noun.split()), general) for noun, general in nouns.roles.items() if " " in noun]

    def resolve(self, first: int, last: int, head: int) -> Resolution:
        """The one person of the document whom a role fits; else the role as written."""
        noun = self.two(head) if self.two(head) in self.nouns.roles else self.syntax.words[head]
        countries = frozenset(self.register.countries(first, last))
        role = Role(first, last, head, noun, countries, self.antecedents.last_speaker(head))
        found = (sieve(self, role) for sieve in ROLE_SIEVES)
        return next((resolution for resolution in found if resolution is not None), self._unnamed(role))

    def _unnamed(self, role: Role) -> Resolution:
        """The role as written, with the one country it names."""
        country = next(iter(role.countries)) if len(role.countries) == 1 else None
        return Resolution(name=self.phrase(role.first, role.last), kind="role", rule="role", country=country)

    def _next(self, role: Role) -> Resolution | None:
        """Who is named right after the role opens the text."""
        following = self._named_next(role)
        return None if following is None else as_person(following, "role-named-next")

    def _group(self, role: Role) -> Resolution | None:
        """Several of a role: `Indian officials`."""
        if self.syntax.tags[role.head] not in _PLURAL:
            return None
        unnamed = self._unnamed(role)
        return Resolution(name=unnamed.name, kind="group", rule="group", country=unnamed.country)

    def _new(self, role: Role) -> Resolution | None:
        """Somebody new: `a diplomat`."""
        return self._unnamed(role) if self.nouns.is_indefinite(self.syntax.words[role.first]) else None

    def _beside(self, role: Role) -> Resolution | None:
        """Who is named beside the role."""
        return self._name_beside(role.first, role.last)

    def _again(self, role: Role) -> Resolution | None:
        """The role without a name that was reported last."""
        recent = role.recent
        if recent is None or recent.kind != "role" or role.size > 3:
            return None
        agrees = not role.countries or recent.country in role.countries
        again = agrees and self._means(recent, self.syntax.words[role.head])
        return as_person(recent, "role-again") if again else None

    def _by_description(self, role: Role) -> Resolution | None:
        """The one whom what the text says of people makes fit, a former holder only where the role is a former one."""
        fits = self._fitting(role)
        if self._is_former(role, fits) and role.recent is not None:
            return as_person(role.recent, "role-last-speaker")
        fits = self._in_office(fits, role)
        introduced = self._introduced(role, fits)
        if introduced is not None:
            return introduced
        gender = self._shown_gender(role.last, role.head)
        fits = [p for p in fits if gender is None or p.gender in (gender, None)]
        if not fits:
            return None
        return self._among(fits, role) or self._unnamed(role)

    def _is_former(self, role: Role, fits: Sequence[Party]) -> bool:
        """Whether a former role takes up who was just reported: what somebody was before need not be said elsewhere."""
        recent = role.recent
        if recent is None or recent.kind != "person" or any(self._was(p) for p in fits):
            return False
        fellow = not role.countries or recent.nationality in (None, *role.countries)
        return fellow and self._former(role) and self._just_spoke(role)

    def _former(self, role: Role) -> bool:
        """Whether the phrase is for an office held no longer."""
        return not self.nouns.classes[RoleClass.FORMER].isdisjoint(self.syntax.words[role.first : role.last])

    def _was(self, party: Party) -> bool:
        """Whether the text says that somebody held an office before."""
        return not party.described.isdisjoint(self.nouns.classes[RoleClass.FORMER])

    def _just_spoke(self, role: Role) -> bool:
        """Whether somebody spoke in this sentence or the one before."""
        start = self.syntax.sentences[max(0, self.syntax.sentence_of[role.head] - 1)][0]
        return self.antecedents.spoke_in(start, role.head)

    def _fitting(self, role: Role) -> list[Party]:
        """The people whom a role fits: those named before it, or else later ones."""
        fits = [p for p in self.register.people if p is not self.antecedents.silent and self._fits(p, role)]
        before_here = [p for p in fits if p.places and p.places[0] < role.last]
        return before_here or ([] if self.nouns.is_a(role.noun, RoleClass.EPITHET) else fits)

    def _among(self, fits: Sequence[Party], role: Role) -> Resolution | None:
        """The one of those whom a role fits who spoke last, or is what the sentence before is about."""
        if len(fits) == 1:
            return as_person(fits[0], "role")
        if role.recent in fits and role.recent is not None:
            return as_person(role.recent, "role-last-speaker")
        subject = self.antecedents.subject_among(fits, role.head)
        return None if subject is None else as_person(subject, "role-subject")

    def _related(self, role: Role) -> Resolution | None:
        """Who `his successor`, `her host` is: of the two persons of the two sentences before, the one who is not `he`."""
        owner = self.nouns.pronouns.get(self.syntax.words[role.first])
        if role.size != 2 or not self.nouns.is_a(role.noun, RoleClass.RELATED) or owner not in ("m", "f"):
            return None
        start = self.syntax.sentences[max(0, self.syntax.sentence_of[role.first] - 2)][0]
        named = (n.party for n in self.register.between(start, role.first) if n.party.kind == "person")
        near = list({id(party): party for party in named}.values())
        of = self.antecedents.person(role.first, owner)
        others = [p for p in near if p is not of]
        return as_person(others[0], "role-related") if len(near) == 2 and len(others) == 1 else None

    def _counterpart(self, role: Role) -> Resolution | None:
        """The one person of the country whose counterpart is meant."""
        if not self.nouns.is_a(role.noun, RoleClass.EQUAL) or len(role.countries) != 1:
            return None
        equals = [p for p in self.register.people if role.countries & {p.country, p.nationality}]
        return as_person(equals[0], "role-counterpart") if len(equals) == 1 else None

    def _of_body(self, role: Role) -> Resolution | None:
        """The one person of the document whose office is of the body in a phrase: `the EU's top diplomat`."""
        general = role.noun in self._generic or self.nouns.is_a(role.noun, RoleClass.VAGUE)
        bodies = self._bodies_in(role.first, role.last) if general else set()
        fits = [p for p in self.register.people if p.org in bodies and p.places and p.places[0] < role.first]
        fits = [p for p in fits if not role.countries or role.countries & {p.country, p.nationality}]
        return as_person(fits[0], "role-of-body") if len(fits) == 1 else None

    def _only_named(self, role: Role) -> Resolution | None:
        """Whom a sentence before a quote names alone, taken up by a noun that is no office: `NAME resigned. “…,” the politician said.`"""
        number = self.syntax.sentence_of[role.first]
        style = self.nouns.is_a(role.noun, RoleClass.EPITHET) or self.nouns.is_a(role.noun, RoleClass.STYLE)
        if not style or self.syntax.words[role.first] != "the" or number == 0:
            return None
        start = self.syntax.sentences[number - 1][0]
        near = {id(n.party): n.party for n in self.register.between(start, role.first) if n.party.kind == "person"}
        alone = len(near) == 1 and not self.antecedents.spoke_in(start, role.first)
        return as_person(next(iter(near.values())), "role-epithet") if alone else None

    def _epithet(self, role: Role) -> Resolution | None:
        """Who was just reported, for a noun that is no office: `the lawyer said`."""
        recent, definite = role.recent, self.syntax.words[role.first] == "the"
        if recent is None or not definite or not self.nouns.is_a(role.noun, RoleClass.EPITHET):
            return None
        if not self._just_spoke(role):
            return None
        agrees = not role.countries or recent.nationality in (None, *role.countries)
        return as_person(recent, "role-epithet") if agrees and recent.kind == "person" else self._unnamed(role)

    def _citizen(self, role: Role) -> Resolution | None:
        """The one citizen of the country named near, of whom no office is told: `the Swiss diplomat`."""
        if role.recent is None or len(role.countries) != 1 or self.syntax.words[role.first] != "the":
            return None
        begin = self.syntax.sentences[max(0, self.syntax.sentence_of[role.first] - _CITIZEN)][0]
        near = {id(n.party): n.party for n in self.register.between(begin, role.first) if n.party.kind == "person"}
        citizens = [p for p in near.values() if p.nationality in role.countries]
        plain = len(citizens) == 1 and citizens[0].described.isdisjoint(self.nouns.roles)
        return as_person(citizens[0], "role-citizen") if plain else None

    def _vaguely(self, role: Role) -> Resolution | None:
        """The last speaker, for a general noun that says nothing against it: `the Swiss diplomat`, `the official`."""
        recent = role.recent
        if recent is None or not self._is_plain(role):
            return None
        if self.nouns.is_a(role.noun, RoleClass.VAGUE) and recent.nationality in role.countries:
            return as_person(recent, "role-citizen")
        if role.countries and recent.country is None:
            return None
        agrees = not role.countries or recent.country in (None, *role.countries)
        generic = self.syntax.words[role.head] in self._generic
        if generic and agrees and not recent.described & set(self.nouns.roles):
            return as_person(recent, "role-last-speaker")
        return None

    def _is_plain(self, role: Role) -> bool:
        """Whether a phrase has hardly more than its noun, its article and a country."""
        tags, places = self.syntax.tags, self.register.places
        return sum(1 for i in range(role.first, role.last) if tags[i] != "JJ" or i in places) <= 3

    def _bodies_in(self, first: int, last: int) -> set[str]:
        """Names of the bodies in a phrase."""
        named = (self.register.places.get(i) for i in range(first, last))
        return {n.party.name for n in named if n is not None and n.party.kind == "body"}

    def _general(self, party: Party) -> set[str]:
        """The more general nouns for what is said of a person."""
        nouns = self.nouns.roles
        found = {g for noun in party.described if noun in nouns for g in nouns[noun]}
        return found.union(*(general for words, general in self._phrases if words <= party.described))

    def _in_office(self, fits: list[Party], role: Role) -> list[Party]:
        """Those of several whose own office the role is, and who hold it still; all where that leaves nobody."""
        if self._former(role):
            return [p for p in fits if self._was(p)] or fits
        now = [p for p in fits if not self._was(p)] or fits
        own = [p for p in now if role.noun in p.described and (role.noun != "minister" or "prime" not in p.described)]
        return own or now

    def _named_next(self, role: Role) -> Party | None:
        """Who a role at the start of a text is, when the text names the holder right after: `A spokesman said … Spokesman NAME …`."""
        text = self.syntax
        here = text.sentence_of[role.first]
        named = [n for n in self.register.named if n.party.kind == "person"]
        if here > _OPENING or text.tags[role.last - 1] == "NNS" or any(n.first < role.last for n in named):
            return None
        indefinite = self.nouns.is_indefinite(text.words[role.first])
        titled = text.starts[role.first] < (self.document.title_end or 0) and not indefinite
        near = [n for n in named if text.sentence_of[n.first] - here <= _NEXT + titled]
        near = [n for n in near if not role.countries or n.party.country in (None, *role.countries)]
        if titled or (indefinite and not self.nouns.is_a(role.noun, RoleClass.VAGUE)):
            return self._holder(near, role.noun, titled=titled)
        return self._subject_next(near, role, here)

    def _holder(self, near: Sequence[Named], noun: str, *, titled: bool) -> Party | None:
        """The one of those named soon whose office the text gives with a noun; in a headline the first, also by a general one."""
        fits = [n.party for n in near if noun in n.party.described or (titled and noun in self._general(n.party))]
        return fits[0] if fits and (titled or all(p is fits[0] for p in fits)) else None

    def _subject_next(self, near: Sequence[Named], role: Role, here: int) -> Party | None:
        """The subject of the next sentence of whom no office is told, for the one head of something: `the bank's chief`."""
        text = self.syntax
        if role.countries or not self.nouns.is_a(role.noun, RoleClass.SOLE):
            return None
        if not near or role.size <= 2 or not near[0].party.described.isdisjoint(self.nouns.roles):
            return None
        definite = self.nouns.determiners.get(text.words[role.first]) == "definite"
        if not definite and "POS" not in text.tags[role.first : role.last]:
            return None
        close = text.sentence_of[near[0].first] - here <= 2
        return near[0].party if close and text.deps[near[0].last] in _SUBJECTS else None

    def _introduced(self, role: Role, fits: list[Party]) -> Resolution | None:
        """`A European diplomat … The diplomat said`: the nameless one that the role takes up, named after none that fits."""
        text, first = self.syntax, role.first
        if role.size != 2 or text.words[first] != "the":
            return None
        low = text.sentences[max(0, text.sentence_of[first] - _INTRODUCED)][0]
        latest = max((q for p in fits for q in p.places if q < first), default=-1)
        for i in range(first - 1, max(low, latest, first - 400), -1):
            if text.words[i] != text.words[role.head] or self.register.inside[i] or i in self.register.places:
                continue
            start, end = noun_phrase(text, i)
            named = self.register.in_phrase(start, end, i) or self._name_beside(start, end)
            if named or not self.nouns.is_indefinite(text.words[start]):
                return None
            return Resolution(name=self.phrase(start, i + 1), kind="role", rule="role-introduced")
        return None

    def _name_beside(self, first: int, last: int) -> Resolution | None:
        """The person whose name follows a role or ends a long title: `the spokesperson for the fund, Ruth Adler, said`."""
        named = self._name_after(last) or self._name_before(first, last) or self._joined_title(first, last)
        if named is not None:
            return as_person(named.party, "apposition")
        named = self._name_at_end(first, last)
        return None if named is None else as_person(named.party, "title-name")

    def _name_after(self, last: int) -> Named | None:
        """The person named directly behind a phrase, or behind a comma, a form of address, a body."""
        words = self.syntax.words
        if words[last : last + 1] != [","]:
            return self._person_at(last)
        at = last + 1
        floor = self.register.places.get(at)
        if floor is not None and floor.party.kind == "body":
            return self._person_at(
                self._after_body(floor.last + 1)
            )  # `the Chairman, Electoral Commission (EC), Prof. NAME`
        while at < min(last + 6, len(words)) and self._is_address(at):
            at += 1
        return self._person_at(at)

    def _person_at(self, at: int) -> Named | None:
        """The person whose name begins at a token."""
        named = self.register.places.get(at)
        return named if named is not None and named.party.kind == "person" and named.first == at else None

    def _is_address(self, at: int) -> bool:
        """Whether a form of address stands at a token."""
        return self.syntax.words[at] == "." or self.nouns.is_a(self.syntax.words[at], RoleClass.ADDRESS)

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
        while at < len(words) and self._is_address(at):
            at += 1
        return at

    def _top_diplomat(self, role: Role) -> Resolution | None:
        """`Mexico's top diplomat`, `the head of Mexican diplomacy`: the one foreign minister named so far, of that country."""
        words = set(self.syntax.words[role.first : role.last])
        if "diplomacy" not in words and not ("diplomat" in words and words & {"top", "chief"}):
            return None
        before = (p for p in self.register.people if p.places and p.places[0] < role.first)
        fits = [p for p in before if not role.countries or p.country in role.countries]
        fits = [p for p in fits if any(office <= p.described for office in _FOREIGN_MINISTERS)]
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

    def _fits(self, party: Party, role: Role) -> bool:
        """Whether what the document says of a person agrees with a role phrase."""
        words = self.syntax.words
        if self._contradicts(party, role) or not self._holds(party, role):
            return False
        parts = role.noun.split()
        extra = {words[i] for i in range(role.first, role.last) if self._tells(i, role) and words[i] not in parts}
        places = {words[i] for i in range(role.first, role.last) if i in self.register.places}
        return extra - places <= party.described

    def _contradicts(self, party: Party, role: Role) -> bool:
        """Whether country, body or gender speak against a person."""
        abroad = bool(role.countries) and role.countries.isdisjoint((party.country, party.nationality))
        if abroad and (party.country or party is not role.recent):
            return True
        bodies = self._bodies_in(role.first, role.last)
        if bodies and party.org and party.org not in bodies:
            return True
        return party.gender == ("m" if role.noun.endswith("woman") else "f" if role.noun.endswith("man") else "")

    def _holds(self, party: Party, role: Role) -> bool:
        """Whether a person's office is the role's noun, a more special one, or that of a counterpart of the country."""
        general = self._general(party)
        if role.noun == "chancellor" and party.country in _CHANCELLORS:
            general = general - {role.noun}
        counterpart = "counterpart" in party.described and party.country in role.countries
        return set(role.noun.split()) <= party.described or role.noun in general or counterpart

    def _tells(self, i: int, role: Role) -> bool:
        """Whether a word of the phrase must be one of the person's description: a noun or a name, `head of` aside."""
        text = self.syntax
        noun = text.tags[i] in ("NN", "NNP") or text.forms[i][0].isupper()
        headed = role.noun == "head" and text.words[i - 1] == "of"
        return noun and not headed and text.words[i] not in self.nouns.determiners

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


Sieve = Callable[[Roles, Role], Resolution | None]
ROLE_SIEVES: tuple[Sieve, ...] = (
    Roles._next,
    Roles._group,
    Roles._new,
    Roles._beside,
    Roles._top_diplomat,
    Roles._again,
    Roles._by_description,
    Roles._related,
    Roles._counterpart,
    Roles._of_body,
    Roles._only_named,
    Roles._epithet,
    Roles._citizen,
    Roles._vaguely,
)
"""Whom a role may mean, from the surest to the vaguest."""
