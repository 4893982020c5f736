"""Export: tables for people without Python: Excel, CSV, JSON lines, SQLite, DuckDB, Web Annotation, or all in one archive."""

from __future__ import annotations

import datetime
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.analyst.formats import as_csv, jsonl, plain
from pipeline.analyst.sql import connect, rows_of
from pipeline.folders import shipped
from pipeline.tables import SCHEMAS

CELL = 32_767
"""Characters that a cell of Excel holds."""

SHEET = 1_048_575
"""Rows of a sheet of Excel below its heading."""

STAMP = (1980, 1, 1, 0, 0, 0)
"""Time of every file in an archive: the same tables give the same bytes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of one table that go out."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def sheets(output: Path, tables: Sequence[str], where: str | None) -> list[Sheet]:
    """The rows of these tables, all tables when none is named, for which a condition in SQL holds; raises LookupError."""
    unknown = [name for name in tables if name not in SCHEMAS]
    if unknown:
        raise LookupError(f"no such table: {', '.join(unknown)} (there are {', '.join(SCHEMAS)})")
    connection = connect(output)
    there = [name for name in tables or SCHEMAS if (output / name).exists()]
    found = []
    for name in there:
        condition = f" WHERE {where}" if where else ""
        folder = str((output / name).resolve()).replace("'", "''")
        columns, rows = rows_of(connection, f"SELECT * FROM read_parquet('{folder}/*.parquet'){condition}")
        found.append(Sheet(name, columns, rows))
    return found


def export_csv(sheet: Sheet, file: Path) -> None:
    """CSV that a spreadsheet opens as text."""
    file.write_text(as_csv(sheet.columns, sheet.rows) + "\n", encoding="utf-8-sig")


def export_jsonl(sheet: Sheet, file: Path) -> None:
    """One JSON object a line."""
    file.write_text(jsonl(sheet.columns, sheet.rows) + "\n", encoding="utf-8")


def export_xlsx(found: Sequence[Sheet], file: Path) -> None:
    """A workbook with a sheet a table; the note of a heading says what the column means, and no text is taken for a formula."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(file), {**options, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime.datetime(*STAMP)})
    bold = book.add_format({"bold": True})
    for sheet in found:
        page = book.add_worksheet(sheet.name[:31])
        page.freeze_panes(1, 0)
        for at, name in enumerate(sheet.columns):
            page.write_string(0, at, name, bold)
            page.write_comment(0, at, _meaning(sheet.name, name) or name)
        for number, row in enumerate(sheet.rows[:SHEET], 1):
            for at, value in enumerate(row):
                _write(page, number, at, plain(value))
    book.close()


def _write(page: Any, row: int, column: int, value: Any) -> None:
    if value == "":
        return
    if isinstance(value, str):
        page.write_string(row, column, value if len(value) <= CELL else value[: CELL - 1] + "…")
    elif isinstance(value, datetime.date):
        page.write_datetime(row, column, datetime.datetime(value.year, value.month, value.day))
    else:
        page.write(row, column, value)


def _meaning(table: str, column: str) -> str:
    schema = SCHEMAS[table]
    told = schema.field(column).metadata if column in schema.names else None
    return str((told or {}).get(b"description", b""), "utf-8")


_SQLITE = {"int64": "INTEGER", "double": "REAL", "bool": "INTEGER"}


def export_sqlite(found: Sequence[Sheet], file: Path) -> None:
    """A database for SQLite and Datasette: keys between tables, full-text search of sentences, quotes and texts."""
    file.unlink(missing_ok=True)
    names = {sheet.name for sheet in found}
    base = sqlite3.connect(file)
    with base:
        for sheet in found:
            base.execute(_create(sheet, names))
            marks = ", ".join("?" * len(sheet.columns))
            base.executemany(f'INSERT INTO "{sheet.name}" VALUES ({marks})', (_stored(row) for row in sheet.rows))
            if "doc_id" in sheet.columns and sheet.name != "documents":
                base.execute(f'CREATE INDEX "{sheet.name}_doc" ON "{sheet.name}" (doc_id)')
            if sheet.name in ("documents", "sentences", "quotes"):
                search = f'"{sheet.name}_fts"'
                base.execute(f'CREATE VIRTUAL TABLE {search} USING fts5 (text, content="{sheet.name}")')
                base.execute(f"INSERT INTO {search} ({search}) VALUES ('rebuild')")
    base.close()


def _create(sheet: Sheet, names: set[str]) -> str:
    lines = []
    for name in sheet.columns:
        kind = SCHEMAS[sheet.name].field(name).type if name in SCHEMAS[sheet.name].names else pa.string()
        key = " PRIMARY KEY" if (sheet.name, name) in _KEYS else ""
        lines.append(f'"{name}" {_SQLITE.get(str(kind), "TEXT")}{key}')
    if "doc_id" in sheet.columns and sheet.name != "documents" and "documents" in names:
        lines.append('FOREIGN KEY ("doc_id") REFERENCES "documents" ("doc_id")')
    return f'CREATE TABLE "{sheet.name}" ({", ".join(lines)})'


_KEYS = {("documents", "doc_id"), ("knowledge", "entity_id"), ("people", "entity_id"), ("vote_events", "event_id")}


def _stored(row: Sequence[Any]) -> list[Any]:
    values = [None if value is None else plain(value) for value in row]
    return [value.isoformat() if isinstance(value, datetime.date) else value for value in values]


def export_duckdb(found: Sequence[Sheet], file: Path, _output: Path) -> None:
    """A DuckDB database with the tables in it."""
    import duckdb

    file.unlink(missing_ok=True)
    base = duckdb.connect(str(file))
    for sheet in found:
        types = SCHEMAS[sheet.name]
        columns = [
            pa.array([row[at] for row in sheet.rows], types.field(name).type) for at, name in enumerate(sheet.columns)
        ]
        base.register("coming", pa.Table.from_arrays(columns, names=list(sheet.columns)))
        base.execute(f'CREATE TABLE "{sheet.name}" AS SELECT * FROM coming')
        base.unregister("coming")
    base.close()


def web_annotations(found: Sequence[Sheet], output: Path) -> Iterator[dict[str, Any]]:
    """Rows as W3C Web Annotations, with a selector by position and one by the words."""
    texts = dict(connect(output).execute("SELECT doc_id, text FROM documents").fetchall())
    for sheet in found:
        if not {"doc_id", "start", "end", "text"} <= set(sheet.columns):
            continue
        for values in sheet.rows:
            row = dict(zip(sheet.columns, values, strict=True))
            yield _annotation(sheet.name, row, texts[row["doc_id"]])


def _annotation(table: str, row: dict[str, Any], text: str) -> dict[str, Any]:
    start, end = row["start"], row["end"]
    body = {name: _plain(value) for name, value in row.items() if value is not None and name not in ("doc_id", "text")}
    quote = {"exact": text[start:end], "prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32]}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:communique:{table}:{row['doc_id']}:{start}-{end}",
        "type": "Annotation",
        "body": {"type": "Dataset", "table": table, **{f"communique:{name}": value for name, value in body.items()}},
        "target": {
            "source": row["doc_id"],
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", **quote},
            ],
        },
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def export_webanno(found: Sequence[Sheet], file: Path, output: Path) -> None:
    """One annotation a line."""
    lines = (json.dumps(one, ensure_ascii=False) for one in web_annotations(found, output))
    file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def export_bundle(found: Sequence[Sheet], file: Path, output: Path) -> None:
    """An archive to hand on: the site, the Parquet parts of the tables, and what they mean; the same tables give the same bytes."""
    from pipeline.analyst.pages import make_site

    make_site(output)
    names = {sheet.name for sheet in found}
    parts = [part for name in sorted(names) for part in sorted((output / name).glob("*.parquet"))]
    pages = sorted(page for page in (output / "site").rglob("*") if page.is_file() and not page.name.startswith("."))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, name in (
            (shipped("output") / "README.md", "README.md"),
            (shipped("output") / "views.sql", "output/views.sql"),
            *((part, f"output/{part.parent.name}/{part.name}") for part in parts),
            *((page, page.relative_to(output).as_posix()) for page in pages),
        ):
            archive.writestr(zipfile.ZipInfo(name, STAMP), path.read_bytes(), zipfile.ZIP_DEFLATED)


SINGLE: dict[str, Callable[[Sheet, Path], None]] = {"csv": export_csv, "jsonl": export_jsonl}
"""Formats with a file a table."""

WHOLE: dict[str, Callable[[Sequence[Sheet], Path, Path], None]] = {
    "xlsx": lambda found, file, _: export_xlsx(found, file),
    "sqlite": lambda found, file, _: export_sqlite(found, file),
    "duckdb": export_duckdb,
    "webanno": export_webanno,
    "bundle": export_bundle,
}
"""Formats with one file for all tables."""

SUFFIXES = {"webanno": "jsonl", "bundle": "zip"}


def export(output: Path, tables: Sequence[str], where: str | None, format: str, folder: Path) -> list[Path]:
    """Write tables in a format into a folder; returns the files."""
    found = sheets(output, tables, where)
    folder.mkdir(parents=True, exist_ok=True)
    if format in SINGLE:
        files = [folder / f"{sheet.name}.{format}" for sheet in found]
        for sheet, file in zip(found, files, strict=True):
            SINGLE[format](sheet, file)
        return files
    name = "annotations" if format == "webanno" else "communique"
    file = folder / f"{name}.{SUFFIXES.get(format, format)}"
    WHOLE[format](found, file, output)
    return [file]
