"""The tables as a DuckDB database: one view a table, and the views of `output/views.sql`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from pipeline.folders import shipped

_COMMENT = re.compile(r"^--.*$", re.M)
_FOLDER = "'output/"


@cache
def _statements() -> tuple[str, ...]:
    """The statements of `views.sql`."""
    text = (shipped("output") / "views.sql").read_text(encoding="utf-8")
    return tuple(one.strip() for one in _COMMENT.sub("", text).split(";") if one.strip())


def connect(output: Path) -> duckdb.DuckDBPyConnection:
    """A database over the tables in a folder; views of tables that were never built are left out."""
    connection = duckdb.connect()
    folder = str(output.resolve()).replace("'", "''")
    for statement in _statements():
        try:
            connection.execute(statement.replace(_FOLDER, f"'{folder}/"))
        except (duckdb.IOException, duckdb.CatalogException):
            continue
    return connection


def rows_of(
    connection: duckdb.DuckDBPyConnection, query: str, values: Any = ()
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and rows of a query; raises LookupError, with the first line of the reason, for one that is wrong."""
    try:
        found = connection.execute(query, list(values))
        return [column[0] for column in found.description or ()], found.fetchall()
    except duckdb.Error as error:
        raise LookupError(f"the query cannot be run: {' '.join(str(error).split())[:300]}") from error
