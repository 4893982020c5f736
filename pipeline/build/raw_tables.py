"""Raw tables: what is kept of each document, from which the tables over the corpus are gathered, and the stages that fill them."""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from pipeline import stages
from pipeline.build.fingerprints import KEYS
from pipeline.tables import TABLES, Error, Placed, schema_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RawError(Error):
    """A row of `errors` with what it goes away with."""

    entry: str
    made_by: str


LONGEST_MESSAGE = 500
"""Characters of a message in `errors`."""

_UNSHOWABLE = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def raw_error(error: Error, entry: str, made_by: str) -> RawError:
    """A row of `errors` with what it goes away with; its message fits a line and holds no control characters."""
    message = _UNSHOWABLE.sub(lambda found: repr(found[0])[1:-1], error.message)
    if len(message) > LONGEST_MESSAGE:
        message = message[: LONGEST_MESSAGE - 2] + " …"
    return RawError(**{**dataclasses.asdict(error), "message": message}, entry=entry, made_by=made_by)


@cache
def raw_types() -> dict[str, type[Any]]:
    """Raw table → row type: the tables filled document by document, and the evidence that the gathering stages take."""
    wanted = {name for stage in stages.GATHER for name in stage.needs}
    found: dict[str, type[Any]] = {}
    for stage in (*stages.BEFORE_PARSE, *stages.AFTER_PARSE):
        if stage.result in TABLES:
            found[stage.result] = TABLES[stage.result]
        elif stage.result in wanted:
            parts = typing.get_args(typing.get_type_hints(stage.run)["return"])
            if typing.get_origin(parts[0]) in (typing.Union, types.UnionType):
                parts = tuple(part for part in typing.get_args(parts[0]) if part is not Error)
            found[stage.result] = parts[0]
    return {**found, "errors": RawError}


@cache
def raw_schema(name: str) -> pa.Schema:
    """The Arrow schema of a raw table."""
    return schema_of(raw_types()[name])


@cache
def keyed_tables() -> frozenset[str]:
    """Raw tables whose rows get their sentence, their quotation and a verdict at the end of a document."""
    return frozenset(name for name, row_type in raw_types().items() if issubclass(row_type, Placed))


def stages_for(tables: frozenset[str]) -> tuple[list[stages.Stage], list[stages.Stage]]:
    """The stages before and after the parse that these raw tables need, in order."""
    wanted = set(tables) | {"segments", "document", "doubts", "marks", "view"}
    if not wanted.isdisjoint(keyed_tables()):
        wanted.update(KEYS)
    for stage in reversed([*stages.BEFORE_PARSE, *stages.AFTER_PARSE]):
        if stage.result in wanted:
            wanted.update(stage.needs)
    before = [stage for stage in stages.BEFORE_PARSE if stage.result in wanted]
    return before, [stage for stage in stages.AFTER_PARSE if stage.result in wanted]


@cache
def parse_free() -> frozenset[str]:
    """Results that no stage needs the parse for: the ones that texts in other languages have too."""
    bound = {"doc"}
    for stage in stages.AFTER_PARSE:
        if bound & set(stage.needs):
            bound.add(stage.result)
    return frozenset(stage.result for stage in stages.AFTER_PARSE if stage.result not in bound)


def rows_to_arrow(name: str, rows: Sequence[Any]) -> pa.Table:
    """Rows of a raw table as Arrow; raises ArrowInvalid, OverflowError or UnicodeError for a value that no table can hold."""
    schema = raw_schema(name)
    columns = [pa.array([getattr(row, f.name) for row in rows], type=f.type) for f in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def fitting(name: str, rows: Sequence[Any]) -> tuple[list[Any], list[tuple[Any, str]]]:
    """The rows without values that no table can hold, and what was lost: row and column.

    Such a value becomes null where its column may be; elsewhere its row goes.
    """
    kept: list[Any] = []
    lost: list[tuple[Any, str]] = []
    for row in rows:
        bad = [f for f in raw_schema(name) if not _holds(f, getattr(row, f.name))]
        lost += [(row, f.name) for f in bad]
        if all(f.nullable for f in bad):
            kept.append(dataclasses.replace(row, **dict.fromkeys([f.name for f in bad])) if bad else row)
    return kept, lost


def _holds(field: pa.Field, value: Any) -> bool:
    try:
        return bool(pa.array([value], type=field.type).null_count == 0 or field.nullable)
    except (pa.ArrowException, OverflowError, UnicodeError, TypeError, ValueError):
        return False


def to_stream(table: pa.Table) -> bytes:
    """A table as the bytes of an Arrow stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())
