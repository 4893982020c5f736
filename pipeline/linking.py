"""Entities, second half: each mention tied to the thing in the world, or left ambiguous."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
_WORDS = re.compile(r"\w+")


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
    for mention, inside in zip(mentions, quoted, strict=True):
        found = reading.judge(mention)
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
                wikidata=found.wikidata,
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
    names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    things: list[tuple[int, Thing]] = field(default_factory=list)
    countries: Counter[str] = field(default_factory=Counter)
    long_forms: dict[str, str] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    home: str | None = None
    memory: dict[tuple[str, str], Link] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = self.lexicon.gazetteer
        for mention in self.mentions:
            if mention.text not in self.names:
                self.names[mention.text] = known.names(mention.text)
            sure = self._sure(mention)
            if sure is not None:
                self.things.append((mention.start, sure))
                if sure.country:
                    self.countries[sure.country] += 1
        self.long_forms = _long_forms(self.document.text, self.mentions)
        self.people = register((m.text for m in self.mentions if m.label == "PERSON"), self.lexicon.surnames)
        self.home = self._home()

    def _sure(self, mention: Mention) -> Thing | None:
        """The one thing a mention's name can be."""
        ids = {name.thing for name in self._fitting(mention)}
        if len(ids) == 1 and all(name.sure for name in self._fitting(mention)) and not self._is_office(next(iter(ids))):
            return self.lexicon.gazetteer.things[next(iter(ids))]
        return None

    def _fitting(self, mention: Mention) -> list[Name]:
        """The names of a surface whose label agrees with the mention's."""
        names = self.names[mention.text]
        same = [n for n in names if n.label == mention.label]
        if same:
            return same
        if mention.label in _PLACES:
            return [n for n in names if n.label in _PLACES]
        return [n for n in names if n.label not in _PLACES and (n.label == "PERSON") == (mention.label == "PERSON")]

    def _is_office(self, thing: str) -> bool:
        """Whether an id is that of an institution every country has, without saying whose."""
        return ":" not in thing

    def judge(self, mention: Mention) -> Link:
        """What a mention names."""
        key = (mention.text, mention.label)
        if key not in self.memory:
            self.memory[key] = self._judge(mention)
        return self.memory[key]

    def _judge(self, mention: Mention) -> Link:
        if mention.label == "PERSON":
            return self._person(mention)
        names = self._fitting(mention)
        if names:
            return self._choose(mention, names)
        long = self.long_forms.get(mention.text)
        if long is not None and long != mention.text:
            twin = next((m for m in self.mentions if m.text == long), None)
            if twin is not None:
                found = self.judge(twin)
                return Link("long-form", found.id, found.name, found.country, found.wikidata, found.status, found.score)
        short = next((s for s, l in self.long_forms.items() if l == mention.text and self.names.get(s)), None)
        if short is not None:
            twin = next(m for m in self.mentions if m.text == short)
            found = self.judge(twin)
            return Link("short-form", found.id, found.name, found.country, found.wikidata, found.status, found.score)
        return self._local(mention)

    def _choose(self, mention: Mention, names: Sequence[Name]) -> Link:
        """The thing among several, or the one unsure one, that the document speaks of."""
        things = self.lexicon.gazetteer.things
        ids = list(dict.fromkeys(n.thing for n in names))
        offices = [i for i in ids if self._is_office(i)]
        if offices and len(ids) == len(offices):
            return self._office(mention, offices)
        found = [things[i] for i in ids if not self._is_office(i)]
        if len(found) == 1:
            sure = all(n.sure for n in names)
            return _to(found[0], "unique-name" if sure else "name-in-context", 1.0 if sure else 0.8)
        on = self.document.published
        current = [t for t in found if _exists(t, on)]
        if len(current) == 1:
            return _to(current[0], "name-at-date", 0.9)
        found = current or found
        sure_ids = {n.thing for n in names if n.sure}
        if len(sure_ids & {t.id for t in found}) == 1:
            return _to(next(t for t in found if t.id in sure_ids), "sure-name", 0.9)
        near = self._nearest(mention.start, {t.id for t in found})
        if near is not None:
            return _to(near, "last-full-name", 0.8)
        owned = [t for t in found if t.country and t.country == self.home]
        if len(owned) == 1:
            return _to(owned[0], "publisher-country", 0.7)
        countries = {t.country for t in found}
        country = countries.pop() if len(countries) == 1 else None
        return Link("several-fit", None, None, country, None, "ambiguous", None)

    def _nearest(self, start: int, ids: set[str]) -> Thing | None:
        """The last of these things before a place, else the first after it."""
        before = [t for at, t in self.things if at < start and t.id in ids]
        after = [t for at, t in self.things if at >= start and t.id in ids]
        return before[-1] if before else after[0] if after else None

    def _office(self, mention: Mention, offices: Sequence[str]) -> Link:
        """`the Foreign Ministry`: the one named in full elsewhere, else that of the document's country."""
        same = {t.id: t for _, t in self.things if t.id.split(":")[0] in offices}
        if len(same) == 1:
            return _to(next(iter(same.values())), "last-full-name", 0.9)
        country = self._country_near(mention) or self.home
        if country is not None:
            return _to(self.lexicon.gazetteer.things[f"{offices[0]}:{country}"], "country-of-context", 0.7)
        return Link("no-country", None, None, None, None, "ambiguous", None)

    def _country_near(self, mention: Mention) -> str | None:
        """The country right before a mention in its sentence, where the text sets it there as owner."""
        text = self.document.text
        for other, thing in reversed([(m, self._sure(m)) for m in self.mentions if m.end <= mention.start][-1:]):
            if thing is not None and thing.country and len(text[other.end : mention.start].strip(" ’s'")) == 0:
                return thing.country
        return None

    def _home(self) -> str | None:
        """The country the document speaks for or from: its publisher's, its dateline's, the one it names most."""
        known = self.lexicon.gazetteer
        for source in (self.document.publisher, self.document.source_agency, self.document.dateline_place):
            countries = {
                known.things[n.thing].country for n in known.names(source or "") if not self._is_office(n.thing)
            }
            if len(countries) == 1 and None not in countries:
                return countries.pop()
        if not self.countries:
            return None
        (first, count), *rest = self.countries.most_common(2)
        return first if not rest or count > rest[0][1] else None

    def _person(self, mention: Mention) -> Link:
        names = {n.thing: n for n in self._fitting(mention)}
        if len(names) == 1 and all(n.sure for n in names.values()):
            return _to(self.lexicon.gazetteer.things[next(iter(names))], "unique-name", 1.0)
        on = self.document.published
        found = find_person(mention.text, self.people, self.lexicon.surnames, self.countries, on)
        if found == ():
            return Link("several-fit", None, None, None, None, "ambiguous", None)
        if isinstance(found, Person):
            if found.thing is not None:
                return _to(found.thing, found.rule, found.score)
            full = found.name == mention.text
            name = _cased(found.name)
            return Link(
                "full-name" if full else found.rule, f"person:{person_key(name)}", name, None, None, "nil", None
            )
        return self._local(mention)

    def _local(self, mention: Mention) -> Link:
        """A thing only the corpus knows, by its fullest form in the document."""
        name = mention.text
        if mention.label == "ORG":
            longer = {m.text for m in self.mentions if m.label == "ORG" and m.text.startswith(name + " ")}
            if len(longer) == 1:
                name = longer.pop()
        kind = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}.get(
            mention.label, mention.label.lower()
        )
        name = _cased(" ".join(name.split()))
        key = person_key(name) if mention.label == "PERSON" else fold(name).replace(" ", "-")
        if not key:
            return Link("unreadable", None, None, None, None, "nil", None)
        shown = None if mention.label in ("GPE", "NORP") else name
        return Link("corpus-only", f"{kind}:{key}", shown, self._stated_country(mention), None, "nil", None)

    def _stated_country(self, mention: Mention) -> str | None:
        """The country a text gives with a place: `Najran, Saudi Arabia`, `Uruguaiana (Brazil)`."""
        if mention.label != "GPE":
            return None
        after = self.document.text[mention.end : mention.end + 2]
        if after in (", ", " ("):
            other = next((m for m in self.mentions if m.start == mention.end + 2), None)
            thing = self._sure(other) if other is not None else None
            if thing is not None and thing.kind in ("country", "territory"):
                return thing.country
        return None


def _exists(thing: Thing, on: date | None) -> bool:
    """Whether a thing existed on a day; without a day, whether it exists still."""
    if on is None:
        return thing.last is None
    return (thing.first is None or thing.first <= on) and (thing.last is None or on < thing.last)


_ACRONYM = re.compile(r"[^\W\d_](?:[\w.&-]*[^\W\d_]|)")


def _long_forms(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """Short form → long form, where one mention follows another in brackets: `… Development Organization (OMVS)`."""
    found: dict[str, str] = {}
    before: Mention | None = None
    for mention in mentions:
        if before is not None and 1 < mention.start - before.end < 5:
            between = text[before.end : mention.start].replace("’s", "").replace("'s", "")
            if between in (" (", "(") and text[mention.end : mention.end + 1] in (")", "’", "'", ",", ";"):
                if (
                    len(mention.text) < len(before.text)
                    and _ACRONYM.fullmatch(mention.text)
                    and mention.label == before.label
                ):
                    found.setdefault(mention.text, before.text)
        before = mention
    return found


def _cased(name: str) -> str:
    """A name in capitals as it stands in running text; acronyms stay."""
    if not name.isupper() or len(name) < 6 or " " not in name:
        return name
    return " ".join(w if "." in w or len(w) < 3 else w.capitalize() for w in name.split())
