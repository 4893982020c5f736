"""Entities, second half: each mention tied to the thing in the world, or left ambiguous."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from spacy.tokens import Doc

from pipeline import gazetteer
from pipeline.corrections import Correction, check_corrections, correct
from pipeline.entities import Mention
from pipeline.gazetteer import Gazetteer, Name, Thing, load_gazetteer
from pipeline.guesses import LABELS
from pipeline.knowledge import Models
from pipeline.marks import Mark
from pipeline.register import Person, Surnames, find_person, index_people, register
from pipeline.spellings import person_key
from pipeline.tables import Document, Entity, Error, Segment
from pipeline.words import fold

READS: tuple[str, ...] = (*gazetteer.READS, "corrections.csv", "en/name_particles.txt")
"""Files of `models/` this stage reads."""

_PLACES = frozenset({"GPE", "NORP", "LOC"})
_KINDS = {"GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
_STATES = frozenset({"country", "territory"})
_BY_PLACE = frozenset({"last-full-name", "country-of-context", "country-beside", "place-beside"})
"""Rules whose outcome may change from one mention of a name to the next."""
_COMPASS = r"(?:the\s)?(?:(?:north|south|east|west|central|upper|lower)\w*[\s-]){0,2}(?:the\s)?"
_IN_COUNTRY = re.compile(rf"(?:,|\s\(|,?\sin)\s?{_COMPASS}")
_OF_COUNTRY = re.compile(
    rf"(?:['’]s)?\s{_COMPASS}(?:(?:port|coastal|border|frontline|occupied|capital|resort|holy|historic)\s)?"
    r"(?:(?:city|town|village|port|province|region|district|governorate|oblast|state|county|island|enclave|settlement)\s(?:of\s)?)?"
)
_BESIDE = re.compile(r",?\s(?:and|or)\s|,\s")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The knowledge this stage goes by."""

    gazetteer: Gazetteer
    surnames: Surnames
    corrections: tuple[Correction, ...]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    names = load_gazetteer(models)
    particles = frozenset(models.lines("en/name_particles.txt"))
    corrections = check_corrections(models.csv("corrections.csv", Correction), names, LABELS)
    return Lexicon(gazetteer=names, surnames=index_people(names, particles), corrections=corrections)


def link(
    mentions: Sequence[Mention],
    doc: Doc,
    document: Document,
    segments: Sequence[Segment],
    marks: Sequence[Mark],
    lexicon: Lexicon,
) -> list[Entity | Error]:
    """One entity row a mention, with what it names in this document; a warning for each correction that meets none."""
    reading = _Reading(document, mentions, lexicon)
    quoted = _quoted(mentions, marks)
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
    return correct(rows, document, lexicon.corrections, lexicon.gazetteer)


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


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention names, and how that was decided."""

    rule: str
    id: str | None = None
    name: str | None = None
    country: str | None = None
    wikidata: str | None = None
    status: str = "linked"
    score: float | None = 1.0


def _to(thing: Thing, rule: str, score: float) -> Link:
    return Link(rule, thing.id, thing.name, thing.country, thing.wikidata, "linked", score)


@dataclass(slots=True)
class _Reading:
    """One document: what its sure names say, by which the others are judged."""

    document: Document
    mentions: Sequence[Mention]
    lexicon: Lexicon
    sure: list[Thing | None] = field(default_factory=list)
    countries: Counter[str] = field(default_factory=Counter)
    long_forms: dict[str, str] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    home: str | None = None
    memory: dict[tuple[str, str], Link] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, mention in enumerate(self.mentions):
            self.first.setdefault(mention.text, number)
            thing = self._sure(mention)
            self.sure.append(thing)
            if thing is not None and thing.country:
                self.countries[thing.country] += 1
        self.long_forms = _long_forms(self.document.text, self.mentions)
        self.people = register((m.text for m in self.mentions if m.label == "PERSON"), self.lexicon.surnames)
        self.home = self._home()

    def _sure(self, mention: Mention) -> Thing | None:
        """The one thing a mention's name can be."""
        ids = {name.thing for name in _fitting(mention) if name.sure}
        return self.lexicon.gazetteer.things[ids.pop()] if len(ids) == 1 and not any(map(_is_office, ids)) else None

    def judge(self, number: int) -> Link:
        """What a mention names."""
        mention = self.mentions[number]
        key = (mention.text, mention.label)
        if key in self.memory:
            return self.memory[key]
        found = self._judge(number)
        if found.rule not in _BY_PLACE:
            self.memory[key] = found
        return found

    def _judge(self, number: int) -> Link:
        mention = self.mentions[number]
        if mention.label == "PERSON":
            return self._person(mention)
        names = _fitting(mention)
        if names:
            return self._choose(number, names)
        for rule, twin in (("long-form", self.long_forms.get(mention.text)), ("short-form", self._short_form(mention))):
            if twin is not None and twin != mention.text and self.first.get(twin, number) != number:
                return replace(self.judge(self.first[twin]), rule=rule)
        if mention.rule == "short-name":
            return self._full_name(number)
        return self._local(number)

    def _full_name(self, number: int) -> Link:
        """`the Council`: what the last longer name with this noun names."""
        noun = self.mentions[number].text
        for before in range(number - 1, -1, -1):
            mention = self.mentions[before]
            if mention.label == self.mentions[number].label and (
                mention.text.endswith(" " + noun) or mention.text.startswith(noun + " ")
            ):
                return replace(self.judge(before), rule="last-full-name")
        return Link("no-full-name", status="ambiguous", score=None)

    def _short_form(self, mention: Mention) -> str | None:
        """A known short form that the text gives in brackets after a name."""
        for short, full in self.long_forms.items():
            if full == mention.text and self.mentions[self.first[short]].names:
                return short
        return None

    def _choose(self, number: int, names: Sequence[Name]) -> Link:
        """The thing among several, or the one unsure one, that the document speaks of."""
        things = self.lexicon.gazetteer.things
        ids = list(dict.fromkeys(n.thing for n in names))
        found = [things[i] for i in ids if not _is_office(i)]
        if not found:
            return self._office(number, ids)
        if found[0].label == "GPE":
            return self._place_named(number, found, all(n.sure for n in names))
        explicit = self._explicit(number, ids) if len(ids) > 1 else None
        if explicit is not None:
            return _to(explicit, "last-full-name", 0.9)
        if len(found) == 1:
            sure = all(n.sure for n in names)
            return _to(found[0], "unique-name" if sure else "name-in-context", 1.0 if sure else 0.8)
        current = [t for t in found if _exists(t, self.document.published)]
        if len(current) == 1:
            return _to(current[0], "name-at-date", 0.9)
        found = current or found
        sure_ids = {n.thing for n in names if n.sure}
        certain = [t for t in found if t.id in sure_ids]
        if len(certain) == 1:
            return _to(certain[0], "sure-name", 0.9)
        near = self._nearest(number, {t.id for t in found})
        if near is not None:
            return _to(near, "last-full-name", 0.8)
        named = {thing.id for thing in self.sure if thing is not None}
        parts = [t for t in found if named & self.lexicon.gazetteer.owners(t.id)]
        if len(parts) == 1:
            return _to(parts[0], "owner-in-document", 0.8)
        owned = [t for t in found if t.country and t.country == self.home]
        if len(owned) == 1:
            return _to(owned[0], "publisher-country", 0.7)
        countries = {t.country for t in found}
        country = countries.pop() if len(countries) == 1 else None
        return Link("several-fit", country=country, status="ambiguous", score=None)

    def _place_named(self, number: int, found: Sequence[Thing], sure: bool) -> Link:
        """A country or a place, by what stands beside it: `Manchester, New Hampshire`, `South Carolina, Georgia and Florida`."""
        stated = self._stated(number)
        if stated is not None and stated.country and all(t.country != stated.country for t in found):
            name = " ".join(self.mentions[number].text.split())
            key = f"place:{fold(name).replace(' ', '-')}-{stated.country.lower()}"
            if all(t.kind == "place" for t in found):
                return Link("country-beside", key, _cased(name), stated.country, status="nil", score=None)
        if len(found) == 1:
            return _to(found[0], "unique-name" if sure else "name-in-context", 1.0 if sure else 0.8)
        beside = {thing.country for thing in self._neighbours(number) if thing.kind == "place"}
        near = [t for t in found if t.country in beside or (stated is not None and t.country == stated.country)]
        if len(near) == 1:
            return _to(near[0], "place-beside", 0.9)
        current = [t for t in found if _exists(t, self.document.published)] or list(found)
        for rule, score, fits in (
            ("name-at-date", 0.9, current),
            ("country-before-place", 0.8, [t for t in current if t.kind in _STATES]),
            ("publisher-country", 0.7, [t for t in current if t.country == self.home]),
        ):
            if len(fits) == 1:
                return _to(fits[0], rule, score)
        countries = {t.country for t in current}
        country = countries.pop() if len(countries) == 1 else None
        return Link("several-fit", country=country, status="ambiguous", score=None)

    def _neighbours(self, number: int) -> list[Thing]:
        """The sure things in the same enumeration right before and after a mention."""
        text, found = self.document.text, []
        for left, right in ((number - 1, number), (number, number + 1)):
            if left >= 0 and right < len(self.mentions):
                thing = self.sure[left if right == number else right]
                if thing is not None and _BESIDE.fullmatch(text, self.mentions[left].end, self.mentions[right].start):
                    found.append(thing)
        return found

    def _stated(self, number: int) -> Thing | None:
        """The country or larger place that follows a place after a comma or in brackets."""
        if number + 1 >= len(self.mentions):
            return None
        between = self.document.text[self.mentions[number].end : self.mentions[number + 1].start]
        thing = self.sure[number + 1]
        if thing is None or between not in (", ", " ("):
            return None
        # In `Moscow, London and Paris` and `in Paris, Germany’s chancellor said` the next one does not hold the place.
        after = self.mentions[number + 1].end
        closed = self.document.text[after : after + 1] in ("", ",", ".", ";", ":", ")", "\n") or between == " ("
        listed = self.document.text.startswith((", and", ", or"), after) and thing.kind == "place"
        return thing if closed and not listed and thing.label == "GPE" else None

    def _explicit(self, number: int, ids: Sequence[str]) -> Thing | None:
        """The last thing of these, or of these offices, that the text has called by a name only it has."""
        for before in range(number - 1, -1, -1):
            thing = self.sure[before]
            only = len(self.mentions[before].names) == 1
            if thing is not None and only and (thing.id in ids or thing.id.split(":")[0] in ids):
                return thing
        return None

    def _nearest(self, number: int, ids: set[str]) -> Thing | None:
        """The last of these things before a mention, else the first after it."""
        for thing in (*reversed(self.sure[:number]), *self.sure[number:]):
            if thing is not None and thing.id in ids:
                return thing
        return None

    def _office(self, number: int, offices: Sequence[str]) -> Link:
        """`the Foreign Ministry`: the country's right before it, the last one named in full, that of the document's country."""
        country = self._owner(number)
        if country is None:
            for thing in reversed(self.sure[:number]):
                if thing is not None and thing.country and thing.id.split(":")[0] in offices:
                    return _to(thing, "last-full-name", 0.9)
        country = country or self.home
        if country is None:
            return Link("no-country", status="ambiguous", score=None)
        return _to(self.lexicon.gazetteer.things[f"{offices[0]}:{country}"], "country-of-context", 0.7)

    def _owner(self, number: int) -> str | None:
        """The country named right before a mention: `Russia’s foreign-policy chiefs` no, `Ukraine’s Foreign Ministry` yes."""
        if not number or self.sure[number - 1] is None:
            return None
        between = self.document.text[self.mentions[number - 1].end : self.mentions[number].start]
        thing = self.sure[number - 1]
        return thing.country if thing is not None and between.strip(" ’s'") == "" else None

    def _home(self) -> str | None:
        """The country a document speaks for or from: its publisher's, its dateline's, the one it names most."""
        known = self.lexicon.gazetteer
        for source in (self.document.publisher, self.document.source_agency, self.document.dateline_place):
            countries = {known.things[n.thing].country for n in known.names(source or "") if not _is_office(n.thing)}
            if len(countries) == 1 and None not in countries:
                return countries.pop()
        if not self.countries:
            return None
        (first, count), *rest = self.countries.most_common(2)
        return first if not rest or count > rest[0][1] else None

    def _person(self, mention: Mention) -> Link:
        ids = {name.thing for name in _fitting(mention)}
        if len(ids) == 1 and all(name.sure for name in _fitting(mention)):
            return _to(self.lexicon.gazetteer.things[ids.pop()], "unique-name", 1.0)
        on = self.document.published
        found = find_person(mention.text, self.people, self.lexicon.surnames, self.countries, on)
        if found == ():
            return Link("several-fit", status="ambiguous", score=None)
        if not isinstance(found, Person):
            name = _cased(mention.text)
            return Link("corpus-only", f"person:{person_key(name)}", name, status="nil", score=None)
        if found.thing is not None:
            return _to(found.thing, found.rule, found.score)
        name = _cased(found.name)
        rule = "full-name" if found.name == mention.text else found.rule
        return Link(rule, f"person:{person_key(name)}", name, status="nil", score=None)

    def _local(self, number: int) -> Link:
        """A thing only the corpus knows, by its fullest form in the document."""
        mention = self.mentions[number]
        name = " ".join(mention.text.split())
        if mention.label in ("LAW", "EVENT") and " of " in name:
            known = {n.thing for n in self.lexicon.gazetteer.names(name.rsplit(" of ", 1)[0]) if n.sure}
            if len(known) == 1:
                return _to(self.lexicon.gazetteer.things[known.pop()], "known-part", 0.8)
        if mention.label == "ORG":
            longer = {
                m.text for m in self.mentions if m.label == "ORG" and m.text.startswith(name + " ") and not m.names
            }
            if len(longer) == 1:
                name = " ".join(longer.pop().split())
        name = _law(name) if mention.label == "LAW" else _cased(name)
        key = fold(name).replace(" ", "-")
        if not key:
            return Link("unreadable", status="nil", score=None)
        kind = _KINDS.get(mention.label, mention.label.lower())
        rule, country = self._place(number) if mention.label == "GPE" else ("corpus-only", None)
        # A place or people without a country says no more than its text: the name stays open.
        shown = None if mention.label in ("GPE", "NORP") and country is None else name
        return Link(rule, f"{kind}:{key}", shown, country, status="nil", score=None)

    def _place(self, number: int) -> tuple[str, str | None]:
        """The country of a place the knowledge base lacks, where the text gives it, or a known place beside it."""
        text, mention = self.document.text, self.mentions[number]
        if number + 1 < len(self.mentions):
            after = self.mentions[number + 1]
            thing = self.sure[number + 1]
            if thing is not None and thing.kind in _STATES and _IN_COUNTRY.fullmatch(text, mention.end, after.start):
                return "country-beside", thing.country
        if number:
            before = self.mentions[number - 1]
            thing = self.sure[number - 1]
            between = text[before.end : mention.start]
            if thing is not None and thing.country and thing.kind in _STATES and _OF_COUNTRY.fullmatch(between):
                return "country-beside", thing.country
            if before.label == "GPE" and _BESIDE.fullmatch(between):
                found = self.judge(number - 1)
                if found.country and (thing is None or thing.kind == "place"):
                    return "place-beside", found.country
        return "corpus-only", None


def _fitting(mention: Mention) -> list[Name]:
    """The names of a surface whose label agrees with the mention's."""
    same = [n for n in mention.names if n.label == mention.label]
    if same:
        return same
    if mention.label in _PLACES:
        return [n for n in mention.names if n.label in _PLACES]
    person = mention.label == "PERSON"
    return [n for n in mention.names if n.label not in _PLACES and (n.label == "PERSON") == person]


def _is_office(thing: str) -> bool:
    """Whether an id is that of an institution every country has, without saying whose."""
    return ":" not in thing


def _exists(thing: Thing, on: date | None) -> bool:
    """Whether a thing existed on a day; without a day, whether it exists still."""
    if on is None:
        return thing.last is None
    return (thing.first is None or thing.first <= on) and (thing.last is None or on < thing.last)


_ORDER = re.compile(r"(?:E\.O\.|EO|Executive Orders?)\s(?:No\.\s)?(\d+)")


def _law(name: str) -> str:
    """The usual form of an act cited by number: `E.O. 13722` → `Executive Order 13722`."""
    match = _ORDER.fullmatch(name)
    return f"Executive Order {match[1]}" if match else _cased(name)


_ACRONYM = re.compile(r"[^\W\d_](?:[\w.&-]*[^\W\d_]|)")


def _long_forms(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """Short form → long form, where one mention follows another in brackets: `… Development Organization (OMVS)`."""
    found: dict[str, str] = {}
    before: Mention | None = None
    for mention in mentions:
        if before is not None and 1 < mention.start - before.end < 5:
            between = text[before.end : mention.start].replace("’s", "").replace("'s", "")
            opened = between in (" (", "(") and text[mention.end : mention.end + 1] in (")", "’", "'", ",", ";")
            shorter = len(mention.text) < len(before.text) and mention.label == before.label
            if opened and shorter and _ACRONYM.fullmatch(mention.text):
                found.setdefault(mention.text, before.text)
        before = mention
    return found


def _cased(name: str) -> str:
    """A name in capitals as it stands in running text; acronyms stay."""
    if not name.isupper() or len(name) < 6 or " " not in name:
        return name
    return " ".join(w if "." in w or len(w) < 3 else w.capitalize() for w in name.split())
