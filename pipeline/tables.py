"""The rows of every table: one frozen dataclass a table, from which Arrow schemas, the data dictionary and empty tables follow.

Offsets are Unicode code points into `documents.text`, end exclusive. `None` means unknown; `0` only where a text says none.
"""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa


def _doc(text: str, **options: Any) -> Any:
    """A dataclass field that carries its line of the data dictionary."""
    return field(metadata={"doc": text}, **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What stands on every row that a sentence holds; no stage fills it, the end of the document does (`build/keys.py`)."""

    sentence_start: int | None = _doc("start of the row of `sentences` it begins in", default=None)
    verdict: str | None = _doc("right, wrong or unsure, where a person has reviewed the row", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed(Placed):
    """A row that may lie inside reported words."""

    quote_id: str | None = _doc("the innermost row of `quotes` it lies in", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of the corpus; a feed or a dump holds several."""

    doc_id: str = _doc("relative path, with `#n` for the n-th item of a feed")
    path: str = _doc("path below the corpus folder")
    sha256: str = _doc("hash of the file's bytes")
    format: str = _doc("txt, md, html, pdf, docx, eml, rss, atom, json, jsonl")
    encoding: str | None = _doc("how the bytes were decoded", default=None)
    language: str | None = _doc("ISO 639-1, or `und`", default=None)
    text: str = _doc("the decoded text, newlines as \\n, no BOM; all offsets count its code points")
    title: str | None = _doc("the headline as written", default=None)
    title_start: int | None = _doc("where the title stands in the text", default=None)
    title_end: int | None = _doc("end of the title, exclusive", default=None)
    doc_type: str | None = _doc(
        "press_release, news, statement, speech, transcript, interview, meeting_record, communique, resolution, notice",
        default=None,
    )
    doc_type_evidence: str | None = _doc("the features that decided the type, the strongest first", default=None)
    published: datetime.date | None = _doc("day the release was issued", default=None)
    published_precision: str | None = _doc(
        "day, month, year; month-day when no year is known and `published` is null", default=None
    )
    published_source: str | None = _doc("header, dateline, byline, metadata, inferred", default=None)
    published_evidence: str | None = _doc("the words that date it", default=None)
    publisher: str | None = _doc("who issued the text, as named in it", default=None)
    home_country: str | None = _doc("ISO 3166-1 alpha-3 of the country whose office issued the text", default=None)
    dateline_place: str | None = _doc("place of the dateline, in ordinary case", default=None)
    source_agency: str | None = _doc("agency the text is taken from (`Source: …`)", default=None)
    source_url: str | None = _doc("address the text says it was taken from", default=None)
    speaker: str | None = _doc("name of the person a whole first-person text is by", default=None)
    speaker_id: str | None = _doc("that person in `people`", default=None)
    duplicate_of: str | None = _doc("doc_id of the first document with the same or nearly the same text", default=None)
    n_tokens: int = _doc("tokens of the parse", default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the text and its role; the segments of a document tile its text."""

    doc_id: str = _doc("document")
    start: int = _doc("first character")
    end: int = _doc("end, exclusive")
    role: str = _doc("title, dateline, byline, date, body, quote_block, list, related_link, chrome, source, footer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a segment that is not chrome."""

    doc_id: str = _doc("document")
    start: int = _doc("first character")
    end: int = _doc("end, exclusive")
    text: str = _doc("text[start:end]")
    segment_role: str = _doc("role of the segment it stands in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Keyed):
    """A mention of a named thing."""

    doc_id: str = _doc("document")
    start: int = _doc("first character")
    end: int = _doc("end, exclusive")
    text: str = _doc("text[start:end], without article and possessive")
    label: str = _doc("PERSON NORP ORG GPE LOC FAC EVENT LAW PRODUCT WORK_OF_ART")
    entity_id: str | None = _doc("the thing in `knowledge`", default=None)
    name: str | None = _doc("its canonical name", default=None)
    country: str | None = _doc("ISO 3166-1 alpha-3 the GPE or NORP is, lies in or stands for", default=None)
    wikidata: str | None = _doc("Wikidata id", default=None)
    status: str = _doc("linked, nil (nothing known fits), ambiguous (more than one fits)", default="nil")
    score: float | None = _doc("1.0 a unique name, less where context decided", default=None)
    in_quote: bool = _doc("stands inside quotation marks", default=False)
    rule: str = _doc("rule or model that made the row")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntity:
    """An entity known to the knowledge base or found in the corpus."""

    entity_id: str = _doc("identifier")
    name: str = _doc("canonical name")
    kind: str = _doc(
        "country, territory, place, bloc, body, ministry, organisation, agency, treaty, person, event, other"
    )
    country: str | None = _doc("ISO 3166-1 alpha-3", default=None)
    wikidata: str | None = _doc("Wikidata id", default=None)
    symbol: str | None = _doc("register number or UN symbol", default=None)
    aliases: list[str] = _doc("surface forms seen in the corpus", default_factory=list)
    n_documents: int = _doc("documents that mention it", default=0)
    n_mentions: int = _doc("mentions", default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person across the corpus."""

    entity_id: str = _doc("identifier, the same in entities, quotes and positions")
    name: str = _doc("canonical name")
    variants: list[str] = _doc("full names and surnames seen", default_factory=list)
    country: str | None = _doc("country acted for", default=None)
    role: str | None = _doc("latest role", default=None)
    n_documents: int = _doc("documents that mention the person", default=0)
    n_mentions: int = _doc("mentions", default=0)
    n_quotes: int = _doc("quotes spoken", default=0)
    first_seen: datetime.date | None = _doc("earliest publication date", default=None)
    last_seen: datetime.date | None = _doc("latest publication date", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Keyed):
    """A quantity."""

    doc_id: str = _doc("document")
    start: int = _doc("first character")
    end: int = _doc("end, exclusive")
    text: str = _doc("number with its scale, sign and currency")
    value: float | None = _doc("the number in full; null for vague words", default=None)
    value_high: float | None = _doc("upper end of a range", default=None)
    comparator: str = _doc("= > >= < <= ~", default="=")
    kind: str = _doc("cardinal, ordinal, percent, money, quantity")
    unit: str | None = _doc("ISO 4217 code or unit symbol", default=None)
    counted: str | None = _doc("singular head noun of what is counted", default=None)
    counted_phrase: str | None = _doc("the whole noun phrase", default=None)
    purpose: str | None = _doc("what money is for", default=None)
    per: str | None = _doc("what an amount is reckoned by: month, year, barrel, person", default=None)
    role: str | None = _doc("in_favour, against, abstained, sponsors, signatories, …", default=None)
    modality: str = _doc("actual, estimate, forecast, target", default="actual")
    rule: str = _doc("rule that made the row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Keyed):
    """A tally as one text reports it."""

    doc_id: str = _doc("document")
    start: int = _doc("first character")
    end: int = _doc("end, exclusive")
    text: str = _doc("from the first to the last figure's clause")
    in_favour: int | None = _doc("votes for", default=None)
    against: int | None = _doc("votes against; 0 when the text says none", default=None)
    abstained: int | None = _doc("abstentions", default=None)
    absent: int | None = _doc("absent or not voting", default=None)
    body: str | None = _doc("the organ that voted", default=None)
    body_id: str | None = _doc("that organ in `knowledge`", default=None)
    stage: str | None = _doc("plenary, committee, council", default=None)
    symbol: str | None = _doc("UN symbol, A/RES/74/247", default=None)
    symbol_source: str | None = _doc("text or knowledge", default=None)
    draft: str | None = _doc("symbol of the draft, where the text got another when it was adopted", default=None)
    title: str | None = _doc("title of the text voted on", default=None)
    date: datetime.date | None = _doc("day of the vote", default=None)
    outcome: str | None = _doc(
        "adopted, approved, rejected, vetoed, elected, retained, consensus; null where words and figures disagree",
        default=None,
    )
    motion: str | None = _doc("what was voted on: text, paragraph, amendment, procedure, election", default=None)
    candidate: str | None = _doc("who stood, in elections", default=None)
    event_id: str | None = _doc("the real vote in `vote_events`", default=None)
    rule: str = _doc("rule that made the row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance(Keyed):
    """What a named country did on a text."""

    doc_id: str = _doc("document")
    start: int = _doc("first character of the country's name")
    end: int = _doc("end, exclusive")
    text: str = _doc("the country as written")
    country: str = _doc("ISO 3166-1 alpha-3")
    stance: str = _doc("sponsor, in_favour, against, abstained")
    symbol: str | None = _doc("symbol of the text acted on", default=None)
    vote: int | None = _doc("start of its `votes` row in the same document", default=None)
    rule: str = _doc("rule that made the row")


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteEvent:
    """One real vote across the corpus."""

    event_id: str = _doc("identifier")
    body: str | None = _doc("the organ that voted", default=None)
    symbol: str | None = _doc("UN symbol", default=None)
    title: str | None = _doc("title of the text", default=None)
    date: datetime.date | None = _doc("day of the vote", default=None)
    in_favour: int | None = _doc("votes for, as most reports give them", default=None)
    against: int | None = _doc("votes against", default=None)
    abstained: int | None = _doc("abstentions", default=None)
    n_documents: int = _doc("documents that report it", default=0)
    documents: list[str] = _doc("their doc_ids", default_factory=list)
    agree: bool = _doc("no two reports give different figures", default=True)
    conflicts: str | None = _doc("the figures that differ, with their documents", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStance:
    """What a country did in one real vote, from all reports."""

    event_id: str = _doc("the vote in `vote_events`")
    country: str = _doc("ISO 3166-1 alpha-3")
    stance: str = _doc("in_favour, against, abstained")
    n_documents: int = _doc("documents that say so", default=0)
    documents: list[str] = _doc("their doc_ids", default_factory=list)
    agree: bool = _doc("no report says that the country did something else", default=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Placed):
    """Reported words."""

    doc_id: str = _doc("document")
    quote_id: str = _doc("doc_id and start of the quote")
    start: int = _doc("first character, inside the marks")
    end: int = _doc("end, exclusive")
    text: str = _doc("text[start:end]")
    kind: str = _doc("direct, mixed, indirect")
    parent_quote: str | None = _doc("quote_id of the quote it stands in", default=None)
    continues: str | None = _doc("quote_id it goes on from", default=None)
    speaker: str | None = _doc("source phrase as written", default=None)
    speaker_start: int | None = _doc("first character of the source phrase", default=None)
    speaker_end: int | None = _doc("end, exclusive", default=None)
    speaker_kind: str | None = _doc("person, role, body, document, group, several", default=None)
    speaker_name: str | None = _doc(
        "who that is, after pronouns and roles are resolved; null when several speak", default=None
    )
    speaker_id: str | None = _doc("that person or body in `people` or `knowledge`", default=None)
    speaker_country: str | None = _doc("ISO 3166-1 alpha-3 of whom they speak for", default=None)
    speaker_names: list[str] = _doc("all who speak by name, in order; one entry where one speaks", default_factory=list)
    speaker_ids: list[str] = _doc("all who speak by id, in order", default_factory=list)
    speaker_countries: list[str] = _doc("the countries all who speak act for, in order", default_factory=list)
    cue: str | None = _doc("reporting verb or phrase", default=None)
    cue_start: int | None = _doc("first character of the cue", default=None)
    cue_end: int | None = _doc("end, exclusive", default=None)
    audience: str | None = _doc("whom they told", default=None)
    rule: str = _doc("rule that made the row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Keyed):
    """What somebody did towards somebody with words that are no quotation."""

    doc_id: str = _doc("document")
    start: int = _doc("first character of the clause")
    end: int = _doc("end, exclusive")
    text: str = _doc("text[start:end]")
    verb_start: int = _doc("first character of the verb")
    verb_end: int = _doc("end, exclusive")
    actor: str = _doc("who did it, as written")
    actor_name: str | None = _doc("who that is; null when several did it, or it is open", default=None)
    actor_id: str | None = _doc("that person or body in `people` or `knowledge`", default=None)
    actor_country: str | None = _doc("ISO 3166-1 alpha-3 of whom they act for", default=None)
    act: str = _doc("AGREE, SUPPORT, REQUEST, ACCUSE, REJECT, THREATEN: classes of the event scheme PLOVER")
    target: str | None = _doc("towards whom, as written", default=None)
    target_name: str | None = _doc("who that is", default=None)
    target_id: str | None = _doc("that person or body in `people` or `knowledge`", default=None)
    target_country: str | None = _doc("ISO 3166-1 alpha-3 of the target", default=None)
    topic: str | None = _doc("what it is about", default=None)
    topic_start: int | None = _doc("first character of the topic", default=None)
    topic_end: int | None = _doc("end, exclusive", default=None)
    negated: bool = _doc("the text says that it was not done", default=False)
    rule: str = _doc("rule that made the row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Date(Keyed):
    """A temporal expression."""

    doc_id: str = _doc("document")
    start: int = _doc("first character")
    end: int = _doc("end, exclusive")
    text: str = _doc("text[start:end]")
    type: str = _doc("DATE, TIME, DURATION, SET")
    value: str | None = _doc("TIMEX3 value; `XXXX-12-28` where the year is unknown", default=None)
    mod: str | None = _doc(
        "START, MID, END, APPROX, BEFORE, AFTER, MORE_THAN, LESS_THAN, EQUAL_OR_MORE, EQUAL_OR_LESS", default=None
    )
    earliest: datetime.date | None = _doc("first day it can mean", default=None)
    latest: datetime.date | None = _doc("last day it can mean", default=None)
    precision: str | None = _doc(
        "minute, hour, day, week, month, quarter, half, season, year, decade, century", default=None
    )
    anchor: str | None = _doc("published, dateline, previous, session, speech, none", default=None)
    kind: str | None = _doc(
        "deadline, scheduled, event, target, period, reference: what its clause makes of it; null when unclear",
        default=None,
    )
    clause_verb: str | None = _doc("the verb of the clause the date belongs to", default=None)
    rule: str = _doc("rule that made the row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Keyed):
    """A cited document."""

    doc_id: str = _doc("document")
    start: int = _doc("first character")
    end: int = _doc("end, exclusive")
    text: str = _doc("text[start:end]")
    symbol: str | None = _doc("A/RES/75/282, S/RES/2231 (2015), CETS 185, or the title", default=None)
    kind: str = _doc("resolution, treaty, report, law, other")
    title: str | None = _doc("title of the document", default=None)
    entity_id: str | None = _doc("that text in `knowledge`", default=None)
    rule: str = _doc("rule that made the row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Keyed):
    """A person holding a role, as one text says it."""

    doc_id: str = _doc("document")
    start: int = _doc("first character of the name")
    end: int = _doc("end, exclusive")
    text: str = _doc("the name as written")
    person: str = _doc("canonical name")
    person_id: str | None = _doc("that person in `people`", default=None)
    role: str | None = _doc("the office without the place or body it is for", default=None)
    role_start: int | None = _doc("first character of the role", default=None)
    role_end: int | None = _doc("end, exclusive", default=None)
    country: str | None = _doc("ISO 3166-1 alpha-3 acted for", default=None)
    org: str | None = _doc("body acted for", default=None)
    org_id: str | None = _doc("that body in `knowledge`", default=None)
    rule: str = _doc("rule that made the row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """A file or a place that could not be read or was doubtful."""

    path: str = _doc("file below the corpus folder")
    doc_id: str | None = _doc("document, where there is one", default=None)
    stage: str = _doc("stage that met it")
    severity: str = _doc("error (something is missing) or warning (something is doubtful)")
    code: str = _doc("short name, listed in the README")
    message: str = _doc("what happened and what it costs")
    start: int | None = _doc("first character of the place", default=None)
    end: int | None = _doc("end, exclusive", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """The build that made the tables; it has one row, and nothing in it tells when that was."""

    version: str = _doc("version of the pipeline")
    code: str = _doc("digest of its code")
    model: str = _doc("spaCy model, with its version")
    corpus: str = _doc("digest of all documents by path and content")
    n_documents: int = _doc("rows of `documents`", default=0)
    n_errors: int = _doc("rows of `errors` that say what is missing", default=0)
    n_warnings: int = _doc("rows of `errors` that say what is doubtful", default=0)
    rows: list[str] = _doc("`table=rows` of every table that was built", default_factory=list)
    tools: list[str] = _doc("`package=version` of what the rows depend on", default_factory=list)


TABLES: dict[str, type[Any]] = {
    "documents": Document,
    "segments": Segment,
    "sentences": Sentence,
    "entities": Entity,
    "knowledge": KnownEntity,
    "people": Person,
    "numbers": Number,
    "votes": Vote,
    "stances": Stance,
    "vote_events": VoteEvent,
    "event_stances": EventStance,
    "quotes": Quote,
    "acts": Act,
    "dates": Date,
    "references": Reference,
    "positions": Position,
    "errors": Error,
    "build": Build,
}
"""Table name → row type, in the order of the data dictionary."""

_ARROW = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), datetime.date: pa.date32()}


def _arrow_type(hint: Any) -> tuple[pa.DataType, bool]:
    """Arrow type and nullability of a field's type hint."""
    parts = typing.get_args(hint)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        inner = next(p for p in parts if p is not type(None))
        return _arrow_type(inner)[0], True
    if typing.get_origin(hint) is list:
        return pa.list_(pa.field("element", _ARROW[parts[0]], nullable=False)), False
    return _ARROW[hint], False


def schema_of(row_type: type[Any]) -> pa.Schema:
    """The Arrow schema of a row type: its own fields in their order, then those of `Placed` and `Keyed`, with their meaning."""
    hints = typing.get_type_hints(row_type)
    shared = {f.name for f in dataclasses.fields(Keyed)} if issubclass(row_type, Placed) else set()
    shared -= set(row_type.__annotations__)
    fields = []
    for f in sorted(dataclasses.fields(row_type), key=lambda f: f.name in shared):
        kind, nullable = _arrow_type(hints[f.name])
        told = {"description": f.metadata["doc"]} if "doc" in f.metadata else None
        fields.append(pa.field(f.name, kind, nullable=nullable, metadata=told))
    return pa.schema(fields, metadata={"description": (row_type.__doc__ or "").strip()})


SCHEMAS: dict[str, pa.Schema] = {name: schema_of(row) for name, row in TABLES.items()}
"""Table name → Arrow schema, the same for zero rows."""


def to_arrow(name: str, rows: typing.Sequence[Any]) -> pa.Table:
    """The rows of one table as an Arrow table in its schema; raises `pyarrow.ArrowInvalid` for a value of the wrong type."""
    schema = SCHEMAS[name]
    columns = [pa.array([getattr(row, f.name) for row in rows], type=f.type) for f in schema]
    return pa.Table.from_arrays(columns, schema=schema)


ROLES = (
    "title",
    "dateline",
    "byline",
    "date",
    "body",
    "quote_block",
    "list",
    "related_link",
    "chrome",
    "source",
    "footer",
)
"""Every role a segment can have."""

SILENT = frozenset({"related_link", "chrome", "footer"})
"""Roles from which no table takes a row; the parse sees one placeholder token for each such segment."""
