"""Verify: what must hold of the tables of an output folder, whatever the texts; enumerations and keys follow `tables.py`."""

from __future__ import annotations

import dataclasses
import datetime
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.build import store
from pipeline.build.corpus import find_units, walk
from pipeline.build.raw_tables import LONGEST_MESSAGE
from pipeline.tables import SCHEMAS, SILENT, TABLES

MOST = 3
"""Examples that are kept of each fault."""

_WORDS = re.compile(r"[\w-]+(?:(?:, | or )[\w-]+)+|[A-Z_]+(?: [A-Z_]+)+")
_KEY = re.compile(r"`(people|knowledge|vote_events)`(?: or `(?:people|knowledge)`)?$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIMEX = re.compile(
    r"[0-9X]{2,4}(?:-(?:[0-9X]{2}(?:-[0-9X]{2})?|W[0-9X]{2}(?:-WE|-\d)?|Q[1-4X]|H[12X]|SP|SU|FA|WI))?"
    r"(?:T(?:[0-9X]{2}(?::[0-9X]{2}){0,2}|MO|AF|EV|NI|DT)(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|P[\d.X]+\w+|PT[\d.XHMS]+|T[0-9X:]+|TMO|TAF|TEV|TNI|(?:PRESENT|PAST|FUTURE)_REF"
)

Row = Mapping[str, Any]


@dataclass(slots=True)
class Findings:
    """What does not hold: check → how often, and a few examples. rows: table → rows that were looked at."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)

    def add(self, check: str, *facts: object) -> None:
        """Note down one more violation."""
        self.counts[check] += 1
        known = self.examples.setdefault(check, [])
        if len(known) < MOST:
            known.append(" ".join(repr(fact)[:120] for fact in facts))

    def expect(self, holds: bool, check: str, *facts: object) -> None:
        """Note it down where something does not hold."""
        if not holds:
            self.add(check, *facts)


@dataclass(slots=True)
class Part:
    """The rows of some documents: those in the parts with one number of all tables filled document by document."""

    documents: dict[str, Row]
    rows: dict[str, list[Row]]
    segments: dict[str, list[Row]]
    known: Mapping[str, frozenset[str]]

    def texts(self, name: str) -> Iterator[tuple[Row, str]]:
        """The rows of a table whose document is there, with its text."""
        for row in self.rows.get(name, ()):
            if row["doc_id"] in self.documents:
                yield row, self.documents[row["doc_id"]]["text"]


def verify(output: Path, corpus: Path | None = None) -> Findings:
    """Everything that does not hold of an output folder, and of a corpus that it should cover.

    Raises LookupError when there are no tables.
    """
    build = store.current_build(output)
    state = store.read_state(build)
    if build is None or state is None:
        raise LookupError(f"{output} holds no tables that can be verified: run `make all`")
    found = Findings()
    damage = store.damaged_part(build, state["parts"], thorough=True)
    found.expect(not damage, "part-damaged", damage)
    if damage:
        return found
    current = [
        name for name in TABLES if name in state["tables"] and state["tables"][name]["corpus"] == state["corpus"]
    ]
    for name in current:
        _check_schema(found, build, name)
    if found.counts:
        return found
    single = [name for name in current if name in state["raw"]]
    over_corpus = {name: _read(build / name) for name in current if name not in single}
    known = _ids(over_corpus)
    every = _read(build / "documents", ["doc_id", "path"])
    _check_whole(found, over_corpus, {row["doc_id"] for row in every}, every)
    for number in range(len(list((build / "documents").glob("*.parquet")))):
        part = _part(build, single, number, known)
        found.rows.update({name: len(rows) for name, rows in part.rows.items()})
        for check in CHECKS:
            check(found, part)
    if corpus is not None:
        _check_coverage(found, corpus, every, _read(build / "errors", ["path"]), state["suffixes"])
    return found


def _read(place: Path, columns: Sequence[str] | None = None) -> list[Row]:
    rows: list[Row] = pq.read_table(place, columns=columns).to_pylist()
    return rows


def _part(build: Path, names: Iterable[str], number: int, known: Mapping[str, frozenset[str]]) -> Part:
    rows = {name: _read(build / name / store.part_name(number)) for name in names}
    segments: dict[str, list[Row]] = {}
    for row in rows.get("segments", ()):
        segments.setdefault(row["doc_id"], []).append(row)
    return Part({row["doc_id"]: row for row in rows["documents"]}, rows, segments, known)


def _ids(tables: Mapping[str, Sequence[Row]]) -> dict[str, frozenset[str]]:
    """What each key may name: people are things of the knowledge base or of the texts alone."""
    things = frozenset(row["entity_id"] for name in ("knowledge", "people") for row in tables.get(name, ()))
    votes = frozenset(row["event_id"] for row in tables.get("vote_events", ()))
    return {"knowledge": things, "people": things, "vote_events": votes}


def _check_schema(found: Findings, build: Path, name: str) -> None:
    """Schemas are those of `tables.py`, and a column that may not be null never is."""
    files = sorted((build / name).glob("*.parquet"))
    found.expect(bool(files), "table-missing", name)
    for file in files:
        table = pq.ParquetFile(file).read()
        found.expect(table.schema.remove_metadata().equals(SCHEMAS[name]), "schema", name, file.name)
        for column in SCHEMAS[name]:
            nulls = table[column.name].null_count if column.name in table.column_names else 0
            found.expect(column.nullable or not nulls, "null", name, column.name)


def _check_whole(found: Findings, tables: Mapping[str, Sequence[Row]], ids: set[str], every: Sequence[Row]) -> None:
    """Ids are given once, and what is told of the whole corpus names documents of it."""
    found.expect(len(ids) == len(every), "doc_id-twice", len(every) - len(ids))
    found.rows.update({name: len(rows) for name, rows in tables.items()})
    for name, key in (("knowledge", "entity_id"), ("people", "entity_id"), ("vote_events", "event_id")):
        rows = tables.get(name, ())
        for value, count in Counter(row[key] for row in rows).items():
            found.expect(count == 1, "id-twice", name, value)
    for row in tables.get("vote_events", ()):
        found.expect(row["n_documents"] == len(row["documents"]), "n_documents", row["event_id"])
        found.expect(ids.issuperset(row["documents"]), "key", "vote_events.documents", row["event_id"])
        found.expect(not (row["agree"] and row["conflicts"]), "agree-with-conflicts", row["event_id"])
    for row in tables.get("people", ()):
        ordered = None in (row["first_seen"], row["last_seen"]) or row["first_seen"] <= row["last_seen"]
        found.expect(ordered, "first-after-last", row["entity_id"])


def _check_documents(found: Findings, part: Part) -> None:
    """Texts are clean, and what is told of a document agrees with it and with itself."""
    for name, row in part.documents.items():
        text = row["text"]
        found.expect(not text.startswith("\ufeff") and "\r" not in text and "\0" not in text, "text-unclean", name)
        start, end = row["title_start"], row["title_end"]
        inside = start is None or (end is not None and 0 <= start < end <= len(text))
        found.expect(inside and (start is None) == (end is None), "title-place", name, start, end)
        found.expect(row["published"] is None or bool(row["published_source"]), "published-without-source", name)
        found.expect(row["published_precision"] != "day" or bool(row["published"]), "precision-without-day", name)
        found.expect(row["duplicate_of"] != name, "duplicate-of-itself", name)


def _check_segments(found: Findings, part: Part) -> None:
    """Segments tile their text."""
    for name, row in part.documents.items():
        own = part.segments.get(name, [])
        bounds = [segment["start"] for segment in own] + [len(row["text"])]
        found.expect(bounds[0] == 0, "segments-not-tiled", name, bounds[0])
        for segment, following in zip(own, bounds[1:], strict=True):
            found.expect(segment["start"] < segment["end"] == following, "segments-not-tiled", name, segment["start"])
    for name in part.segments.keys() - part.documents.keys():
        found.add("key", "segments.doc_id", name)


def _span_tables(part: Part) -> list[str]:
    return [name for name in part.rows if "start" in SCHEMAS[name].names and name not in ("segments", "errors")]


def _check_spans(found: Findings, part: Part) -> None:
    """Every row stands where it says, with the characters that stand there, and in a segment that is read."""
    for name in _span_tables(part):
        for row, text in part.texts(name):
            start, end = row["start"], row["end"]
            if not 0 <= start < end <= len(text):
                found.add("place", name, row["doc_id"], start, end)
                continue
            found.expect(text[start:end] == row["text"], "characters", name, row["doc_id"], start)
            found.expect(
                _role_at(part, row["doc_id"], start) not in SILENT, "row-in-chrome", name, row["doc_id"], start
            )
            found.expect(bool(row.get("rule", True)), "no-rule", name, row["doc_id"], start)


def _role_at(part: Part, document: str, place: int) -> str:
    segments = part.segments.get(document, [])
    at = bisect_right(segments, place, key=lambda segment: segment["start"]) - 1
    return str(segments[at]["role"]) if at >= 0 else ""


def _check_further_places(found: Findings, part: Part) -> None:
    """Places beside the row's own come with their end, lie in the text, and hold the characters that the row gives."""
    for name in _span_tables(part):
        columns = SCHEMAS[name].names
        prefixes = [p for column in columns if column != (p := column.removesuffix("_start")) and f"{p}_end" in columns]
        for row, text in part.texts(name):
            for prefix in prefixes:
                start, end = row[f"{prefix}_start"], row[f"{prefix}_end"]
                found.expect(
                    (start is None) == (end is None), "half-a-place", name, prefix, row["doc_id"], row["start"]
                )
                if start is None or end is None:
                    continue
                found.expect(0 <= start < end <= len(text), "place", name, prefix, row["doc_id"], start, end)
                same = prefix == "role" or row.get(prefix) in (None, text[start:end])
                found.expect(same, "characters", name, prefix, row["doc_id"], start)


def _check_order(found: Findings, part: Part) -> None:
    """Rows of a document stand together, in order, each once; their document is there."""
    for name in _span_tables(part):
        rows = part.rows[name]
        places = [(row["doc_id"], row["start"]) for row in rows]
        found.expect(places == sorted(places), "order", name)
        for document in {row["doc_id"] for row in rows} - part.documents.keys():
            found.add("key", f"{name}.doc_id", document)
    for name, rows in part.rows.items():
        for row, count in Counter(repr(row) for row in rows).items():
            found.expect(count == 1, "row-twice", name, row)


def enumerations(name: str) -> dict[str, frozenset[str]]:
    """Column → its values, for the columns of a table whose line in the data dictionary lists them and says no more."""
    texts = {f.name: str(f.metadata.get("doc", "")) for f in dataclasses.fields(TABLES[name])}
    strings = [f.name for f in SCHEMAS[name] if str(f.type) == "string"]
    found = {column: texts[column] for column in strings if _WORDS.fullmatch(texts[column])}
    return {column: frozenset(re.split(r", | or | ", text)) for column, text in found.items()}


def _check_enumerations(found: Findings, part: Part) -> None:
    """Columns with a list of values hold no other."""
    for name, rows in part.rows.items():
        for column, values in enumerations(name).items():
            for value in {row[column] for row in rows} - values - {None}:
                found.add("value", f"{name}.{column}", value)


def keys(name: str) -> dict[str, str]:
    """Column → the table whose ids it holds, as the data dictionary says."""
    texts = {f.name: str(f.metadata.get("doc", "")) for f in dataclasses.fields(TABLES[name])}
    return {
        column: match[1] for column, text in texts.items() if (match := _KEY.search(text)) and column.endswith("_id")
    }


def _check_keys(found: Findings, part: Part) -> None:
    """Ids name rows of the table they are ids of."""
    for name, rows in part.rows.items():
        for column, table in keys(name).items():
            for value in {row[column] for row in rows} - part.known[table] - {None}:
                found.add("key", f"{name}.{column}", value)


def _check_sentences(found: Findings, part: Part) -> None:
    """Sentences do not overlap, and know the role of their segment."""
    last = ("", 0)
    for row in part.rows.get("sentences", ()):
        document, end = last
        found.expect(row["doc_id"] != document or row["start"] >= end, "sentences-overlap", row["doc_id"], row["start"])
        last = row["doc_id"], row["end"]
        role = _role_at(part, row["doc_id"], row["start"])
        found.expect(role == row["segment_role"], "sentence-role", row["doc_id"], row["start"])


def _check_numbers(found: Findings, part: Part) -> None:
    """Numbers are finite, ranges ascend, votes are not negative."""
    for row in part.rows.get("numbers", ()):
        values = [value for value in (row["value"], row["value_high"]) if value is not None]
        found.expect(all(map(math.isfinite, values)), "number-not-finite", row["doc_id"], row["start"])
        found.expect(values == sorted(values), "range-descends", row["doc_id"], row["start"])
    for row in part.rows.get("votes", ()):
        figures = [row[column] or 0 for column in ("in_favour", "against", "abstained", "absent")]
        found.expect(min(figures) >= 0, "vote-negative", row["doc_id"], row["start"])


def _check_votes(found: Findings, part: Part) -> None:
    """A stance names a vote of its own document, and a country by its code."""
    starts = {(row["doc_id"], row["start"]) for row in part.rows.get("votes", ())}
    for row in part.rows.get("stances", ()):
        if row["vote"] is not None and "votes" in part.rows:
            found.expect((row["doc_id"], row["vote"]) in starts, "key", "stances.vote", row["doc_id"], row["vote"])
        found.expect(len(row["country"]) == 3 and row["country"].isupper(), "country", "stances", row["country"])


def _check_quotes(found: Findings, part: Part) -> None:
    """Quotes have their ids, and stand in and go on from quotes of the same document that are there."""
    rows = part.rows.get("quotes", ())
    quotes = {row["quote_id"]: row for row in rows}
    found.expect(len(quotes) == len(rows), "id-twice", "quotes")
    for row in rows:
        fit = re.fullmatch(re.escape(f"{row['doc_id']}:{row['start']}") + "i?", row["quote_id"])
        found.expect(fit is not None, "quote_id", row["quote_id"])
        for column in ("parent_quote", "continues"):
            other = quotes.get(row[column])
            if row[column] is None:
                continue
            if other is None or other["doc_id"] != row["doc_id"]:
                found.add("key", f"quotes.{column}", row[column])
            elif column == "continues":
                found.expect(other["start"] < row["start"], "continues-forward", row["quote_id"])
            else:
                inside = other is not row and other["start"] <= row["start"] <= row["end"] <= other["end"]
                found.expect(inside, "parent-does-not-hold", row["quote_id"])


def _check_dates(found: Findings, part: Part) -> None:
    """Values are TIMEX3 and days of the calendar, bounds ascend."""
    for row in part.rows.get("dates", ()):
        value, earliest, latest = row["value"], row["earliest"], row["latest"]
        ordered = None in (earliest, latest) or earliest <= latest
        found.expect(ordered, "date-bounds", row["doc_id"], row["text"])
        found.expect(value is None or _TIMEX.fullmatch(value) is not None, "timex", row["doc_id"], value)
        if value is not None and _DAY.fullmatch(value):
            found.expect(_is_day(value), "no-such-day", row["doc_id"], value)


def _is_day(value: str) -> bool:
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _check_errors(found: Findings, part: Part) -> None:
    """Messages fit a line, and places lie in the text."""
    for row in part.rows.get("errors", ()):
        message = row["message"]
        found.expect(len(message) <= LONGEST_MESSAGE and "\n" not in message, "message", row["path"], row["code"])
        if row["start"] is None:
            continue
        text = part.documents.get(row["doc_id"], {"text": ""})["text"]
        found.expect(0 <= row["start"] <= (row["end"] or row["start"]) <= len(text), "place", "errors", row["path"])


def _check_coverage(
    found: Findings, corpus: Path, documents: Iterable[Row], errors: Iterable[Row], suffixes: Sequence[str]
) -> None:
    """Every file of the corpus is a document or has a row in `errors`."""
    told = {row["path"] for row in (*documents, *errors)}
    for path in find_units(walk(corpus), suffixes):
        found.expect(path in told, "file-nowhere", path)


CHECKS: tuple[Callable[[Findings, Part], None], ...] = (
    _check_documents,
    _check_segments,
    _check_spans,
    _check_further_places,
    _check_order,
    _check_enumerations,
    _check_keys,
    _check_sentences,
    _check_numbers,
    _check_votes,
    _check_quotes,
    _check_dates,
    _check_errors,
)
"""What is checked of the documents of each part."""
