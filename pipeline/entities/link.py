"""Entities, second half: each mention tied to the thing in the world, or left ambiguous."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.entities.corrections import Correction, check_corrections, correct
from pipeline.entities.find import Mention
from pipeline.entities.from_model import LABELS
from pipeline.entities.links import (
    Link,
    existed,
    fitting_names,
    in_running_case,
    is_office,
    linked,
    long_forms,
    share_a_word,
    spelled_out,
    usual_title,
)
from pipeline.entities.vicinity import STATES, Vicinity
from pipeline.entities.words import fold
from pipeline.gazetteer import load as gazetteer
from pipeline.gazetteer.load import Gazetteer, Name, Thing, load_gazetteer
from pipeline.people import gender, nicknames
from pipeline.people.antecedents import find_antecedent
from pipeline.people.gender import Genders, load_genders
from pipeline.people.nicknames import load_nicknames
from pipeline.people.register import (
    Person,
    Register,
    Surnames,
    find_person,
    fitting,
    in_document,
    index_people,
    name_words,
    register,
)
from pipeline.people.titles import title_before
from pipeline.resources import Models
from pipeline.tables import Document, Entity, Error
from pipeline.text.annotated import Text
from pipeline.text.person_names import person_key
from pipeline.text.quotation_marks import Mark

READS: tuple[str, ...] = (
    *gazetteer.READS,
    *gender.FILES,
    nicknames.FILE,
    "corrections.csv",
    "en/name_particles.txt",
)
"""Files of `models/` this stage reads."""

_KINDS = {"GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
_KINDS_OF_BODIES = frozenset(
    {"Ministry", "Department", "Assembly", "Parliament", "Administration", "Office", "Chamber", "House"}
)
"""Nouns that tell how a country's institution is called, where it is called otherwise in the next."""
_CHAMBERS = frozenset(
    {
        "house-of-representatives",
        "chamber-of-deputies",
        "chamber-of-representatives",
        "house-of-assembly",
        "national-council",
        "shura-council",
        "state-council",
    }
)
"""Offices that only the countries of `kb/ministries.csv` have; the others every country may have."""
_REACH = 500
"""Mentions back to which a short name is taken to refer."""


_CLAIMED = frozenset(
    frozenset(pair.split())
    for pair in (
        "ISR PSE",
        "ISR SYR",
        "RUS UKR",
        "ARM AZE",
        "SRB XKX",
        "CHN TWN",
        "CHN HKG",
        "IND PAK",
        "MAR ESH",
        "CYP TUR",
        "GEO RUS",
    )
)
"""Countries of which one claims places of the other: after the place, either may stand."""


def _lies_in(place: Thing, country: str) -> bool:
    """Whether a text may say of a place that it lies in a country."""
    return place.country == country or frozenset((place.country, country)) in _CLAIMED


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    gazetteer: Gazetteer
    surnames: Surnames
    genders: Genders
    corrections: tuple[Correction, ...]
    calls: Mapping[str, frozenset[str]]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    names = load_gazetteer(models)
    particles = frozenset(models.lines("en/name_particles.txt"))
    corrections = check_corrections(models.csv("corrections.csv", Correction), names, LABELS)
    calls: dict[str, set[str]] = {}
    for name in names:
        office, _, country = name.thing.partition(":")
        if len(country) == 3 and office in names.offices:
            calls.setdefault(name.thing, set()).update(name.text.split())
    return Lexicon(
        gazetteer=names,
        surnames=index_people(names, particles, load_nicknames(models)),
        genders=load_genders(models),
        corrections=corrections,
        calls={key: frozenset(words) for key, words in calls.items()},
    )


def link(
    mentions: Sequence[Mention],
    text: Text,
    lexicon: Lexicon,
) -> list[Entity | Error]:
    """One entity row a mention, with what it names in this document; a warning for each correction that meets none."""
    document = text.document
    reading = _Reading(document, mentions, lexicon)
    quoted = _quoted(mentions, text.marks)
    rows = []
    for number, (mention, inside) in enumerate(zip(mentions, quoted, strict=True)):
        found = reading.judge(number)
        rows.append(
            Entity(
                doc_id=document.doc_id,
                start=mention.start,
                end=mention.end,
                text=mention.text,
                label=mention.label,
                entity_id=found.id,
                name=found.name,
                country=found.country,
                # `Russians` are not the country: its item would say too much.
                wikidata=None if mention.label == "NORP" else found.wikidata,
                status=found.status,
                score=found.score,
                in_quote=inside,
                rule=f"{mention.rule}/{found.rule}",
            )
        )
    return correct(rows, text, lexicon.corrections, lexicon.gazetteer)


def _quoted(mentions: Sequence[Mention], marks: Sequence[Mark]) -> list[bool]:
    """For each mention, in order, whether it stands inside quotation marks."""
    inside, at, reach = [], 0, -1
    spans = sorted((mark.start, mark.end) for mark in marks)
    for mention in mentions:
        while at < len(spans) and spans[at][0] <= mention.start:
            reach = max(reach, spans[at][1])
            at += 1
        inside.append(mention.end <= reach)
    return inside


@dataclass(slots=True)
class _Reading:
    """One document: what its sure names say, by which the others are judged."""

    document: Document
    mentions: Sequence[Mention]
    lexicon: Lexicon
    sure: list[Thing | None] = field(default_factory=list)
    countries: Counter[str] = field(default_factory=Counter)
    long_forms: dict[str, str] = field(default_factory=dict)
    spelled_out: dict[str, str] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    people: Register = field(default_factory=dict)
    namesakes: dict[int, Person] = field(default_factory=dict)
    bodies: dict[str, list[str]] = field(default_factory=dict)
    home: str | None = None
    vicinity: Vicinity = field(init=False)
    memory: dict[tuple[str, str, frozenset[str] | None], Link] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, mention in enumerate(self.mentions):
            self.first.setdefault(mention.text, number)
            thing = self._sure(mention)
            self.sure.append(thing)
            if thing is not None and thing.country:
                self.countries[thing.country] += 1
        self.vicinity = Vicinity(self.document.text, self.mentions, self.sure)
        self.long_forms = long_forms(self.document.text, self.mentions)
        self.spelled_out = spelled_out(self.document.text)
        self.people = register((m.text for m in self.mentions if m.label == "PERSON"), self.lexicon.surnames)
        self.namesakes = self._namesakes()
        self.home = self._home()
        for mention in self.mentions:
            if mention.label == "ORG" and not mention.names and self.mentions[self.first[mention.text]] is mention:
                self.bodies.setdefault(mention.text.split()[0], []).append(mention.text)

    def _sure(self, mention: Mention) -> Thing | None:
        """The one thing a mention's name can be."""
        ids = {name.thing for name in fitting_names(mention) if name.sure}
        return self.lexicon.gazetteer.things[ids.pop()] if len(ids) == 1 and not any(map(is_office, ids)) else None

    def _namesakes(self) -> dict[int, Person]:
        """Mention by a name that several people of the document share → the one it goes back to, where that can be told."""
        found: dict[int, Person] = {}
        for number, mention in enumerate(self.mentions):
            people = fitting(name_words(mention.text), self.people) if mention.label == "PERSON" else []
            if not people:
                continue
            gender = self.lexicon.genders.of_title(self.document.text, mention.start)
            title = title_before(self.document.text, mention.start, self.lexicon.surnames.titles)
            chosen: int | None = 0
            if len(people) > 1:
                chosen = find_antecedent([p.record for p in people], mention.start, gender, title)
            if chosen is None:
                continue
            person = people[chosen]
            self._note(person, mention, gender, title)
            if len(people) > 1:
                found[number] = person
        return found

    def _note(self, person: Person, mention: Mention, gender: str | None, title: frozenset[str]) -> None:
        """Add a mention to the record of a person."""
        record, known = person.record, person.thing.gender if person.thing is not None else None
        record.places.append(mention.start)
        record.titles |= title
        record.gender = record.gender or known or gender or self.lexicon.genders.of_name(person.name)

    def judge(self, number: int) -> Link:
        """What a mention names."""
        mention = self.mentions[number]
        if number in self.namesakes:
            return self._of_document(in_document(self.namesakes[number]), mention)
        title = self._title(mention)
        last = (mention.text, mention.label, None)
        key = (mention.text, mention.label, title) if title else last
        if key in self.memory:
            return self.memory[key]
        found = self._judge(number)
        if not found.local:
            self.memory[key] = self.memory[last] = found
        return found

    def _title(self, mention: Mention) -> frozenset[str]:
        """The words of the office before a surname, which tell people of one name apart."""
        if mention.label != "PERSON" or " " in mention.text:
            return frozenset()
        return title_before(self.document.text, mention.start, self.lexicon.surnames.titles)

    def _judge(self, number: int) -> Link:
        mention = self.mentions[number]
        if mention.label == "PERSON":
            return self._person(mention)
        names = fitting_names(mention)
        meant = self.long_forms.get(mention.text, "") if names else ""
        if meant and self._abbreviates(mention.text, meant, {name.thing for name in names}):
            return replace(self.judge(self.first[meant]), rule="long-form")
        if names:
            own = self._spelled_out(mention, names)
            if own is not None:
                return own
            found = self._choose(number, names)
            if found.status == "ambiguous" and mention.short:
                full = self._full_name(number)
                return full if full.status != "ambiguous" else found
            return found
        treaty = self._treaty_of(mention) if mention.label == "LAW" else None
        if treaty is not None:
            return linked(treaty, "name-of-body", 0.9)
        for rule, twin in (("long-form", self.long_forms.get(mention.text)), ("short-form", self._short_form(mention))):
            if twin is not None and twin != mention.text and self.first.get(twin, number) != number:
                return replace(self.judge(self.first[twin]), rule=rule)
        if mention.short:
            return self._full_name(number)
        return self._local(number)

    def _spelled_out(self, mention: Mention, names: Sequence[Name]) -> Link | None:
        """The sense that the words before an acronym in brackets give it, where that is not its usual one."""
        words = self.spelled_out.get(mention.text)
        if words is None:
            return None
        ids = dict.fromkeys(name.thing for name in names if not is_office(name.thing))
        things = [self.lexicon.gazetteer.things[thing] for thing in ids]
        alike = [thing for thing in things if share_a_word(words, thing.name)]
        if len(alike) == 1 and len(things) > 1:
            return linked(alike[0], "spelled-out", 0.9)
        key = f"org:{fold(words).replace(' ', '-')}"
        return None if alike else Link("spelled-out", key, words, status="nil", score=None)

    def _abbreviates(self, short: str, full: str, known: set[str]) -> bool:
        """Whether a text gives an acronym a sense of its own: `Nordic Food Agency (NFA)`, where `NFA` is known as another thing."""
        initials = "".join(word[0] for word in full.replace("-", " ").split() if word[0].isupper())
        named = {name.thing for name in self.mentions[self.first[full]].names}
        return initials == short and not named & known

    def _full_name(self, number: int) -> Link:
        """`the Council`: what the last longer name with this noun names."""
        noun = self.mentions[number].text
        for before in range(number - 1, max(-1, number - _REACH), -1):
            mention = self.mentions[before]
            if mention.label == self.mentions[number].label and (
                mention.text.endswith(" " + noun) or mention.text.startswith(noun + " ")
            ):
                return replace(self.judge(before), rule="last-full-name", local=True)
        return Link("no-full-name", status="ambiguous", score=None)

    def _treaty_of(self, mention: Mention) -> Thing | None:
        """The treaty of `Convention on Cybercrime of the Council of Europe`: the one that the words before the body name."""
        title, of, _ = mention.text.partition(" of the ")
        names = self.lexicon.gazetteer.names(title) if of else ()
        ids = {name.thing for name in names if name.sure}
        thing = self.lexicon.gazetteer.things[ids.pop()] if len(ids) == 1 and len(title.split()) > 2 else None
        return thing if thing is not None and thing.label == "LAW" else None

    def _short_form(self, mention: Mention) -> str | None:
        """A known short form that the text gives in brackets after a name."""
        for short, full in self.long_forms.items():
            if full == mention.text and (names := fitting_names(self.mentions[self.first[short]])):
                ids = {n.thing for n in names}
                return None if self._belongs(full, ids) or self._abbreviates(short, full, ids) else short
        return None

    def _belongs(self, name: str, owners: set[str]) -> bool:
        """Whether a name is that of a part: `Authority of Heads of State of the Economic Community …` is not the Community."""
        at = name.find(" of ")
        while at >= 0:
            owner = name[at + 4 :].removeprefix("the ")
            if any(n.thing in owners for n in self.lexicon.gazetteer.names(owner)):
                return True
            at = name.find(" of ", at + 1)
        return False

    def _choose(self, number: int, names: Sequence[Name]) -> Link:
        """The thing among several, or the one unsure one, that the document speaks of."""
        things = self.lexicon.gazetteer.things
        ids = list(dict.fromkeys(n.thing for n in names))
        offices = [i for i in ids if is_office(i)]
        found = [things[i] for i in ids if not is_office(i)]
        if offices and not any(n.sure for n in names):
            found = self._called_so(found)  # `Chamber of Deputies`, in a text on Chile
        if not found:
            office = self._office(number, offices)
            return self._local(number) if office.id is None and len(ids) > len(offices) else office
        if found[0].label == "GPE":
            return self._place_named(number, found, all(n.sure for n in names))
        explicit = self._explicit(number, ids) if len(ids) > 1 else None
        if explicit is not None:
            return linked(explicit, "last-full-name", 0.9, local=True)
        if len(found) == 1:
            return self._only(number, found[0], sure=all(n.sure for n in names))
        return self._of_several(number, found, {n.thing for n in names if n.sure})

    def _only(self, number: int, thing: Thing, *, sure: bool) -> Link:
        """The one thing of a name, unless another country's of the same kind is meant."""
        foreign = self._of_owner(number, thing)
        if foreign is not None:
            return foreign
        if not sure and not self._concerns(thing):
            return self._local(number)  # `House of Representatives`, in a text on Nigeria
        own = f"{thing.id.partition(':')[0]}:{self.home}"
        if not sure and own in self.lexicon.calls and not self._is_foremost(thing):
            return linked(
                self.lexicon.gazetteer.things[own], "publisher-country", 0.7
            )  # the home country's own `Senate`
        return linked(thing, "unique-name" if sure else "name-in-context", 1.0 if sure else 0.8)

    def _of_several(self, number: int, found: list[Thing], sure: set[str]) -> Link:
        """Of several things of a name the one that the day, the text or its publisher tells. sure: those it names alone."""
        current = [t for t in found if existed(t, self.document.published)]
        if len(current) == 1:
            return linked(current[0], "name-at-date", 0.9)
        found = current or found
        certain = [t for t in found if t.id in sure]
        if len(certain) == 1:
            return linked(certain[0], "sure-name", 0.9)
        near = self._nearest(number, {t.id for t in found})
        if near is not None:
            return linked(near, "last-full-name", 0.8, local=True)
        named = {thing.id for thing in self.sure if thing is not None}
        parts = [t for t in found if named & self.lexicon.gazetteer.owners(t.id)]
        if len(parts) == 1:
            return linked(parts[0], "owner-in-document", 0.8)
        owned = [t for t in found if t.country and t.country == self.home]
        if len(owned) == 1:
            return linked(owned[0], "publisher-country", 0.7)
        countries = {t.country for t in found}
        country = countries.pop() if len(countries) == 1 else None
        return Link("several-fit", country=country, status="ambiguous", score=None)

    def _place_named(self, number: int, found: Sequence[Thing], sure: bool) -> Link:
        """A country or a place, by what stands beside it: `Manchester, New Hampshire`, `South Carolina, Georgia and Florida`."""
        stated = self.vicinity.stated(number)
        if stated is not None and stated.country and not any(_lies_in(t, stated.country) for t in found):
            name = " ".join(self.mentions[number].text.split())
            key = f"place:{fold(name).replace(' ', '-')}-{stated.country.lower()}"
            if all(t.kind == "place" for t in found):
                return Link("country-beside", key, in_running_case(name), stated.country, status="nil", score=None)
        if len(found) == 1:
            return linked(found[0], "unique-name" if sure else "name-in-context", 1.0 if sure else 0.8)
        towns = {self.lexicon.gazetteer.things[name.thing].country for name in self.vicinity.town_before(number)}
        holding = [t for t in found if t.country in towns]
        if len(holding) == 1:
            return linked(holding[0], "town-before", 0.9, local=True)  # `Atlanta, Georgia`
        beside = {thing.country for thing in self.vicinity.neighbours(number) if thing.kind == "place"}
        near = [t for t in found if t.country in beside or (stated is not None and t.country == stated.country)]
        if len(near) == 1:
            return linked(near[0], "place-beside", 0.9, local=True)
        current = [t for t in found if existed(t, self.document.published)] or list(found)
        for rule, score, fits in (
            ("name-at-date", 0.9, current),
            ("country-before-place", 0.8, [t for t in current if t.kind in STATES]),
            ("publisher-country", 0.7, [t for t in current if t.country == self.home]),
        ):
            if len(fits) == 1:
                return linked(fits[0], rule, score, local=True)
        countries = {t.country for t in current}
        country = countries.pop() if len(countries) == 1 else None
        return Link("several-fit", country=country, status="ambiguous", score=None, local=True)

    def _explicit(self, number: int, ids: Sequence[str]) -> Thing | None:
        """The last thing of these, or of these offices, that the text has called by a name only it has."""
        for before in range(number - 1, max(-1, number - _REACH), -1):
            thing = self.sure[before]
            only = len(self.mentions[before].names) == 1
            if thing is not None and only and (thing.id in ids or thing.id.split(":")[0] in ids):
                return thing
        return None

    def _nearest(self, number: int, ids: set[str]) -> Thing | None:
        """The last of these things before a mention, else the first after it."""
        for thing in (*reversed(self.sure[max(0, number - _REACH) : number]), *self.sure[number : number + _REACH]):
            if thing is not None and thing.id in ids:
                return thing
        return None

    def _office(self, number: int, offices: Sequence[str]) -> Link:
        """`the Foreign Ministry`: the country's right before it, the last one named in full, that of the document's country."""
        country = self.vicinity.owner(number)
        if country is None:
            for thing in reversed(self.sure[max(0, number - _REACH) : number]):
                if thing is None or not thing.country or thing.id.split(":")[0] not in offices:
                    continue
                if self._has_such(offices[0], thing.country, number):
                    return linked(thing, "last-full-name", 0.9, local=True)
        if country is None and self.home is not None and not self._has_such(offices[0], self.home, number):
            country = self._subject()
        else:
            country = country or self.home
        if country is None:
            return Link("no-country", status="ambiguous", score=None)
        return linked(self.lexicon.gazetteer.things[f"{offices[0]}:{country}"], "country-of-context", 0.7, local=True)

    def _concerns(self, thing: Thing) -> bool:
        """Whether the text speaks of, or from, the country of a body that is called like others elsewhere.

        Not where it speaks thrice as often of a third country, whose body of the name is meant.
        """
        if thing.country is None or thing.country == self.home:
            return True
        other = max((n for c, n in self.countries.items() if c not in (self.home, thing.country)), default=0)
        return 3 * self.countries[thing.country] > other

    def _of_owner(self, number: int, thing: Thing) -> Link | None:
        """The owner's own institution where another country stands before the name: `Peru's Congress` is not the American one."""
        kind, _, country = thing.id.partition(":")
        owner = self.vicinity.owner(number)
        text = self.mentions[number].text
        if owner is None or len(country) != 3 or owner == country or not country.isupper():
            return None
        if " " in text and not text.istitle():
            return None
        if f"{kind}:{owner}" in self.lexicon.calls:
            return linked(self.lexicon.gazetteer.things[f"{kind}:{owner}"], "country-of-context", 0.8, local=True)
        key = f"org:{fold(text).replace(' ', '-')}-{owner.lower()}"
        return Link("place-beside", key, text, owner, status="nil", score=None, local=True)

    def _called_so(self, found: Sequence[Thing]) -> list[Thing]:
        """Of bodies of one name those of the text's country; the one it speaks of where its own is not called so."""
        foremost = [t for t in found if self._is_foremost(t)]
        if foremost or self.home in {t.country for t in found}:
            return foremost
        named = [t for t in found if t.country and self.countries[t.country]]
        return named if len(named) == 1 and self.document.publisher is None else []

    def _is_foremost(self, thing: Thing) -> bool:
        """Whether a body is of the country a text comes from, or of one it speaks of more often.

        Where another country's text speaks of both, its own `Senate` is meant.
        """
        if thing.country is None or thing.country == self.home:
            return True
        return self.countries[thing.country] > (self.countries[self.home] if self.home else 0)

    def _has_such(self, office: str, country: str, number: int) -> bool:
        """Whether a country calls any of its institutions of a kind so: no `Interior Ministry` is American."""
        calls = self.lexicon.calls
        own = calls.get(f"{office}:{country}")
        if country in self.lexicon.gazetteer.offices[office].without:
            return False
        if own is None:
            return office not in _CHAMBERS
        if office.startswith("ministry"):
            own = frozenset().union(*(w for key, w in calls.items() if key[:8] == "ministry" and key[-3:] == country))
        said = {w for w in self.mentions[number].text.split() if w in _KINDS_OF_BODIES}
        return not said or bool(said & own)

    def _subject(self) -> str | None:
        """The one country besides its own that a document is about: it names it twice as often as any other."""
        others = [(c, n) for c, n in self.countries.most_common(3) if c != self.home]
        if not others or (len(others) > 1 and others[0][1] < 2 * others[1][1]):
            return None
        return others[0][0]

    def _home(self) -> str | None:
        """The country a document speaks for or from: its publisher's, its dateline's, the one it names most."""
        known = self.lexicon.gazetteer
        for source in (self.document.publisher, self.document.source_agency, self.document.dateline_place):
            countries = {known.things[n.thing].country for n in known.names(source or "") if not is_office(n.thing)}
            if len(countries) == 1 and None not in countries:
                return countries.pop()
        if not self.countries:
            return None
        (first, count), *rest = self.countries.most_common(2)
        return first if not rest or count > rest[0][1] else None

    def _person(self, mention: Mention) -> Link:
        ids = {name.thing for name in fitting_names(mention)}
        if len(ids) == 1 and all(name.sure for name in fitting_names(mention)):
            return linked(self.lexicon.gazetteer.things[ids.pop()], "unique-name", 1.0)
        on = self.document.published
        found = find_person(mention.text, self.people, self.lexicon.surnames, self.countries, on, self._title(mention))
        if found == ():
            return Link("several-fit", status="ambiguous", score=None)
        if found is None and len(ids) == 1:
            thing = self.lexicon.gazetteer.things[ids.pop()]
            if existed(thing, on) or self._governed(mention, thing):  # one whom a surname alone names: `Putin`
                return linked(thing, "name-in-context", 0.8)
        if not isinstance(found, Person):
            name = in_running_case(" ".join(mention.text.split()), person=True)
            return Link("corpus-only", f"person:{person_key(name)}", name, status="nil", score=None)
        return self._of_document(found, mention)

    def _of_document(self, found: Person, mention: Mention) -> Link:
        """The link to a person of the document or of the knowledge base."""
        if found.thing is not None:
            return linked(found.thing, found.rule, found.score)
        name = in_running_case(" ".join(found.name.split()), person=True)
        rule = "full-name" if found.name == mention.text else found.rule
        return Link(rule, f"person:{person_key(name)}", name, status="nil", score=None)

    def _governed(self, mention: Mention, thing: Thing) -> bool:
        """Whether a name is said of an office once held: `the Nixon administration`, `when I served under President Nixon`."""
        on, title = self.document.published, self._title(mention)
        said = self.document.text[mention.end : mention.end + 15].lstrip().lower().startswith("administration")
        held = bool(title) and any(title <= role for role in self.lexicon.surnames.roles.get(thing.id, ()))
        return (said or held) and (on is None or thing.first is None or thing.first <= on)

    def _local(self, number: int) -> Link:
        """A thing only the corpus knows, by its fullest form in the document."""
        mention = self.mentions[number]
        name = " ".join(mention.text.split())
        if mention.label in ("LAW", "EVENT") and " of " in name:
            known = {n.thing for n in self.lexicon.gazetteer.names(name.rsplit(" of ", 1)[0]) if n.sure}
            if len(known) == 1:
                return linked(self.lexicon.gazetteer.things[known.pop()], "known-part", 0.8)
        if mention.label == "ORG":
            longer = {text for text in self.bodies.get(name.split(" ")[0], ()) if text.startswith(name + " ")}
            if len(longer) == 1:
                name = " ".join(longer.pop().split())
        name = usual_title(name) if mention.label == "LAW" else in_running_case(name)
        key = fold(name).replace(" ", "-")
        if not key:
            return Link("unreadable", status="nil", score=None)
        kind = _KINDS.get(mention.label, mention.label.lower())
        rule, country, local = self._country(number) if mention.label == "GPE" else ("corpus-only", None, False)
        # A place or people without a country says no more than its text: the name stays open.
        shown = None if mention.label in ("GPE", "NORP") and country is None else name
        return Link(rule, f"{kind}:{key}", shown, country, status="nil", score=None, local=local)

    def _country(self, number: int) -> tuple[str, str | None, bool]:
        """The country of a place the knowledge base lacks, where the text gives it or lists the place with a known one.

        With the rule, and whether it holds for this mention only.
        """
        country = self.vicinity.country(number)
        if country is not None:
            return "country-beside", country, False
        if self.vicinity.listed_after(number):
            thing = self.sure[number - 1]
            found = self.judge(number - 1)
            if found.country and (thing is None or thing.kind == "place"):
                return "place-beside", found.country, True
        return "corpus-only", None, False
