"""Speakers: who said each quote, as the text puts it and by name."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from pipeline.quotes.candidates import Register, name_tokens
from pipeline.quotes.roles import Nouns
from pipeline.quotes.sources import Resolver
from pipeline.resources import Models
from pipeline.tables import Document, Entity, Position, Quote
from pipeline.text.annotated import Text, depths

ROLES = "en/role_nouns.txt"
BODIES = "en/speaking_bodies.txt"
DOCUMENTS = "en/document_nouns.txt"
FIGURES = "en/figure_nouns.txt"
GIVEN = "en/given_names.txt"
GENDERED = "en/gendered_words.txt"
OFFICES = "en/body_offices.txt"
PRONOUNS = "en/pronouns.txt"
DETERMINERS = "en/determiners.txt"
LETTERS = "en/office_letters.txt"
SILENT = "en/silent_sources.txt"
READS: tuple[str, ...] = (
    ROLES,
    BODIES,
    DOCUMENTS,
    FIGURES,
    GIVEN,
    GENDERED,
    OFFICES,
    PRONOUNS,
    DETERMINERS,
    LETTERS,
    SILENT,
)
"""Files of `models/` this stage reads."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Nouns for those who speak, and what tells a person's gender."""

    nouns: Nouns
    given: Mapping[str, str]
    gendered: Mapping[str, str]
    offices: tuple[frozenset[str], ...]
    silent: frozenset[str]


def load(models: Models) -> Lexicon:
    """The stage's knowledge from `models/`; raises KnowledgeError naming file and line."""
    nouns = Nouns(
        roles={noun: frozenset(general.split()) - {"-"} for noun, general in models.pairs(ROLES).items()},
        bodies=frozenset(models.lines(BODIES)),
        documents=frozenset(models.lines(DOCUMENTS)),
        figures=frozenset(models.lines(FIGURES)),
        pronouns=models.pairs(PRONOUNS),
        determiners=models.pairs(DETERMINERS),
        letters={letters: frozenset(office.split()) for letters, office in models.pairs(LETTERS).items()},
    )
    given = {name_tokens(name)[0]: gender for name, gender in models.pairs(GIVEN).items()}
    offices = tuple(frozenset(office.split()) for office in models.lines(OFFICES))
    return Lexicon(nouns, given, models.pairs(GENDERED), offices, frozenset(models.lines(SILENT)))


def attribute(
    text: Text,
    reports: Sequence[Quote],
    entities: Sequence[Entity],
    positions: Sequence[Position],
    lexicon: Lexicon,
) -> list[Quote]:
    """The quotes with their cue, source phrase, and the person or body it stands for."""
    if not reports:
        return []
    syntax, document = text, text.document
    marked = [r for r in reports if r.kind != "indirect" and r.rule != "turn"]
    inside = depths(syntax, marked)
    people = [*entities, *_own_people(text, entities, lexicon.nouns.roles)]
    register = Register(syntax, people, positions, lexicon.given, inside, lexicon.gendered, lexicon.offices)
    resolver = Resolver(syntax, document, register, lexicon.nouns)
    bounds = text.paragraphs
    rows = _chained(syntax, document, list(reports), bounds, resolver)
    resolved = [_resolved(row, resolver) for row in rows]
    return _first_persons([row for row in resolved if not _is_shown(row, lexicon.silent)])


_SHOWS = (
    "remind",
    "underscor",
    "underlin",
    "suggest",
    "indicat",
    "demonstrat",
    "show",
    "illustrat",
    "reveal",
    "impl",
    "estimat",
)


def _is_shown(row: Quote, silent: frozenset[str]) -> bool:
    """Whether a thing shows what a row has as said: `her courage reminds us that …`, `according to schedule`."""
    if row.kind != "indirect" or row.speaker is None or row.cue is None:
        return False
    if row.cue.lower() == "according to":
        return row.speaker.lower().split()[-1] in silent
    return row.rule.endswith("+as-written") and row.cue.lower().startswith(_SHOWS)


def _first_persons(rows: list[Quote]) -> list[Quote]:
    """The rows, `I` within words said being whoever says them, and `he` nobody who says `he` in a turn of his own."""
    outer: list[Quote] = []
    found = []
    for row in sorted(rows, key=lambda row: (row.start, -row.end)):
        outer = [said for said in outer if said.end > row.start]
        if outer and row.speaker in ("I", "me") and row.speaker_name is None:
            row = _as_said_by(row, outer[-1], "first-person-said")
        elif outer and _of_another(row, outer[-1]):
            nobody = dataclasses.replace(outer[-1], speaker_name=None, speaker_id=None, speaker_country=None)
            row = _as_said_by(row, nobody, "pronoun-open")
        if row.kind != "indirect":
            outer.append(row)
        found.append(row)
    return found


def _of_another(row: Quote, turn: Quote) -> bool:
    """Whether `he` within a turn was taken for the one whose turn it is."""
    pronoun = (row.speaker or "").lower() in ("he", "she")
    return (
        pronoun
        and turn.rule.startswith("turn")
        and row.speaker_name is not None
        and row.speaker_name == turn.speaker_name
    )


def _as_said_by(row: Quote, giver: Quote, rule: str) -> Quote:
    """The row, whose source phrase stands for whom another row names."""
    return dataclasses.replace(
        row,
        speaker_name=giver.speaker_name,
        speaker_id=giver.speaker_id,
        speaker_kind=giver.speaker_kind,
        speaker_country=giver.speaker_country,
        rule=f"{row.rule.partition('+')[0]}+{rule}",
    )


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
        found.append(
            Entity(
                doc_id=text.document.doc_id,
                start=start,
                end=end,
                text=name,
                label="PERSON",
                rule="model",
            )
        )
    return found


def _chained(
    syntax: Text, document: Document, rows: list[Quote], bounds: Sequence[tuple[int, int]], resolver: Resolver
) -> list[Quote]:
    """The rows, those without a source of their own with that of the row they belong to."""
    starts = [start for start, _ in bounds]
    where = [max(0, bisect_right(starts, row.start) - 1) for row in rows]
    marked = [n for n, row in enumerate(rows) if row.kind != "indirect" and row.rule != "turn"]
    by_id = {rows[n].quote_id: n for n in marked}
    for k, n in enumerate(marked):
        row = rows[n]
        if row.speaker is not None:
            continue
        paragraph = bounds[where[n]] if bounds else (0, len(document.text))
        opens = row.start - paragraph[0] <= 2
        before = _reporter(rows, where, n)
        after = marked[k + 1] if k + 1 < len(marked) else None
        giver, rule = None, ""
        if row.continues is not None and row.continues in by_id:
            giver, rule = by_id[row.continues], "continued"
        elif before is not None and where[before] == where[n]:
            giver, rule = before, "same-paragraph"
        elif after is not None and where[after] == where[n] and rows[after].speaker is not None and opens:
            giver, rule = after, "same-paragraph"
        if giver is not None:
            rows[n] = _like(row, rows[giver], rule)
        elif row.rule == "alone":
            rows[n] = _from_context(syntax, row, rows, before, where, n, bounds, opens, resolver)
    return rows


def _reporter(rows: Sequence[Quote], where: Sequence[int], n: int) -> int | None:
    """The last row before a row with a source outside of it: a quote, or a clause that was reported."""
    for k in range(n - 1, max(-1, n - 8), -1):
        if rows[k].speaker is not None and rows[k].rule != "turn" and rows[k].end <= rows[n].start:
            return k
        if where[n] - where[k] > 2:
            break
    return None


def _like(row: Quote, giver: Quote, rule: str) -> Quote:
    """The row with the source of another."""
    return dataclasses.replace(
        row,
        speaker=giver.speaker,
        speaker_start=giver.speaker_start,
        speaker_end=giver.speaker_end,
        cue=giver.cue,
        cue_start=giver.cue_start,
        cue_end=giver.cue_end,
        audience=giver.audience,
        rule=rule,
    )


def _from_context(
    syntax: Text,
    row: Quote,
    rows: Sequence[Quote],
    before: int | None,
    where: Sequence[int],
    n: int,
    bounds: Sequence[tuple[int, int]],
    opens: bool,
    resolver: Resolver,
) -> Quote:
    """The row with the source that the sentences before it show: a lead-in, a subject, the last speaker."""
    here = where[n]
    low = bounds[here][0] if not opens or here == 0 else bounds[here - 1][0]
    lead = opens and here > 0 and syntax.view.endswith(":", *bounds[here - 1])
    if opens and not lead and before is not None and rows[before].speaker is not None and here - where[before] == 1:
        return _like(row, rows[before], "previous-paragraph")
    span = resolver.last_subject(low, row.start, paragraph_only=not opens)
    if span is not None:
        return dataclasses.replace(
            row,
            speaker=syntax.piece(*span),
            speaker_start=syntax.starts[span[0]],
            speaker_end=syntax.ends[span[1] - 1],
            rule="lead-in" if lead else "subject-before",
        )
    if before is not None and rows[before].speaker is not None and here - where[before] <= 2:
        return _like(row, rows[before], "last-speaker")
    return row


def _resolved(row: Quote, resolver: Resolver) -> Quote:
    """The row with who its source phrase stands for."""
    if row.speaker_start is None or row.speaker_end is None:
        return row
    found = resolver.resolve(row)
    return dataclasses.replace(
        row,
        speaker_name=found.name,
        speaker_id=found.party.entity_id if found.party else None,
        speaker_kind=found.kind,
        speaker_country=found.country,
        rule=f"{row.rule}+{found.rule}",
    )
