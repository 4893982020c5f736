"""Speakers: who said each quote, as the text puts it and by name."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass

from pipeline.quotes import ranking, speaker_nouns
from pipeline.quotes.antecedents import Resolution
from pipeline.quotes.candidates import Register
from pipeline.quotes.reports import Report
from pipeline.quotes.source_sieves import Context, add_sources
from pipeline.quotes.speaker_nouns import Nouns, read_nouns
from pipeline.quotes.speaker_sieves import Resolver
from pipeline.resources import Models
from pipeline.tables import Entity, Position, Quote
from pipeline.text.annotated import Text, depths

READS: tuple[str, ...] = (*speaker_nouns.READS, *ranking.READS)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Nouns for those who speak, and the weights of the signs that a pronoun means somebody."""

    nouns: Nouns
    weights: ranking.Weights


@dataclass(frozen=True, slots=True)
class Attribution:
    """The quotes of a text with their speakers, and what tells whom another phrase of it stands for."""

    quotes: list[Quote]
    resolver: Resolver


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    return Lexicon(read_nouns(models), ranking.read_weights(models))


def attribute(
    text: Text,
    reports: Sequence[Report],
    entities: Sequence[Entity],
    positions: Sequence[Position],
    lexicon: Lexicon,
) -> Attribution:
    """Who said each quote, and the resolver that knows whom a phrase of the text stands for."""
    nouns = lexicon.nouns
    people = [*entities, *_own_people(text, entities, nouns.roles)]
    inside = depths(text, [report.row for report in reports if report.is_marked])
    told = depths(text, [report.row for report in reports if report.row.kind == "indirect"])
    register = Register(text, people, positions, nouns, inside, told)
    resolver = Resolver(text, register, nouns, lexicon.weights)
    sourced = add_sources(Context(text, register, nouns, list(reports), text.paragraphs))
    said = [Said(report, _speaker(report, resolver)) for report in sourced]
    rows = [one.row() for one in _first_persons([one for one in said if not _is_shown(one, nouns)])]
    return Attribution(rows, resolver)


def quotes_of(attribution: Attribution) -> list[Quote]:
    """The quotes with their cue, source phrase, and the person or body it stands for."""
    return attribution.quotes


@dataclass(frozen=True, slots=True)
class Said:
    """A report and who its source phrase stands for."""

    report: Report
    who: Resolution | None

    @property
    def name(self) -> str | None:
        """The name of who said it."""
        return None if self.who is None else self.who.name

    def by(self, who: Resolution | None, rule: str) -> Said:
        """The report as said by whom another source phrase stands for."""
        return Said(self.report, dataclasses.replace(who or _NOBODY, rule=rule))

    def row(self) -> Quote:
        """The row of the table."""
        who = self.who
        if who is None:
            return self.report.row
        everybody = who.members or (who,)
        return dataclasses.replace(
            self.report.row,
            speaker_name=who.name,
            speaker_id=who.entity_id,
            speaker_kind=who.kind,
            speaker_country=who.country,
            speaker_names=[one.name for one in everybody if one.name],
            speaker_ids=[one.entity_id for one in everybody if one.entity_id],
            speaker_countries=[one.country for one in everybody if one.country],
            rule=f"{self.report.row.rule}+{who.rule}",
        )


_NOBODY = Resolution(name=None, kind="person", rule="pronoun-open")


def _speaker(report: Report, resolver: Resolver) -> Resolution | None:
    """Who the source phrase of a report stands for."""
    return None if report.row.speaker_start is None else resolver.resolve(report)


def _is_shown(said: Said, nouns: Nouns) -> bool:
    """Whether a thing shows what a row has as said: `her courage reminds us that …`, `according to schedule`."""
    row = said.report.row
    if row.kind != "indirect" or row.speaker is None or row.cue is None or said.who is None:
        return False
    if row.cue.lower() == "according to":
        return row.speaker.lower().split()[-1] in nouns.silent
    return said.who.unknown and row.cue.lower().startswith(tuple(nouns.showing))


def _first_persons(rows: list[Said]) -> list[Said]:
    """The rows, `I` within words said being whoever says them, and `he` nobody who says `he` in a turn of his own."""
    outer: list[Said] = []
    found = []
    for said in sorted(rows, key=lambda said: (said.report.row.start, -said.report.row.end)):
        row = said.report.row
        outer = [other for other in outer if other.report.row.end > row.start]
        if outer and row.speaker in ("I", "me") and said.name is None:
            said = said.by(outer[-1].who, "first-person-said")
        elif outer and _is_own_turn(said, outer[-1]):
            said = said.by(None, "pronoun-open")
        if row.kind != "indirect":
            outer.append(said)
        found.append(said)
    return found


def _is_own_turn(said: Said, turn: Said) -> bool:
    """Whether `he` within a turn was taken for the one whose turn it is."""
    pronoun = (said.report.row.speaker or "").lower() in ("he", "she")
    return pronoun and turn.report.is_turn and said.name is not None and said.name == turn.name


def _own_people(text: Text, entities: Sequence[Entity], roles: Container[str]) -> list[Entity]:
    """The model's own names of persons where no entity stands."""
    taken = sorted((e.start, e.end) for e in entities)
    starts = [start for start, _ in taken]
    found = []
    for first, last, label in text.named:
        name, start, end = text.piece(first, last), text.starts[first], text.ends[last - 1]
        if label != "PERSON" or "\n" in name or name.lower() in roles:
            continue
        at = bisect_left(starts, end) - 1
        if at >= 0 and taken[at][1] > start:
            continue
        doc_id = text.document.doc_id
        found.append(Entity(doc_id=doc_id, start=start, end=end, text=name, label="PERSON", rule="model"))
    return found
