"""Show: a document's rows beside its text, for reading in a terminal."""

from __future__ import annotations

import argparse
import shutil
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

from pipeline.cli.options import add_models, add_output, check_output
from pipeline.cli.paging import page

HELP = "a document's rows beside its text"
UNSHOWN = frozenset(["doc_id", "start", "end", "text", "quote_id", "sentence_start", "rule", "path", "segment_role"])
"""Columns that a row's line leaves out: they stand in it otherwise, or say what the heading says."""

HEADING = ("title", "doc_type", "published", "publisher", "dateline_place", "language", "duplicate_of")


def add(parser: argparse.ArgumentParser) -> None:
    """Its options: a document and tables, or a bloc."""
    parser.add_argument(
        "document", metavar="DOC", nargs="?", help="doc_id, the end of one, or quote_id; with :N one place"
    )
    parser.add_argument("tables", nargs="*", metavar="TABLE", help="only rows of these tables")
    parser.add_argument("--group", metavar="BLOC", help="instead of a document: the members of a bloc")
    parser.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="… on this day (default: today)")
    add_models(parser)
    add_output(parser)


def run(told: argparse.Namespace) -> int:
    """Print the document, in a pager when it is longer than the screen."""
    if told.group:
        from pipeline.gazetteer.membership import describe_group

        print(describe_group(told.models, told.group, told.on or date.today()))
        return 0
    if told.document is None:
        raise LookupError("show: name a document, or a bloc with --group")
    page(show(told.output, told.document, tuple(told.tables)))
    return 0


def show(output: Path, document: str, tables: Sequence[str] = ()) -> str:
    """A document's text, segment by segment with its role, and under each segment the rows that begin in it.

    document: a doc_id or the end of one. tables: only rows of these. Raises LookupError for an unknown table, and when no
    document, or more than one, has that name.
    """
    from pipeline.tables import SCHEMAS

    unknown = [name for name in tables if name not in SCHEMAS]
    if unknown:
        raise LookupError(f"no such table: {', '.join(unknown)}")
    check_output(output)
    name, _, place = document.rpartition(":")
    placed = bool(name) and place.rstrip("i").isdigit()
    row = _document(output, name if placed else document)
    chosen = [name for name in tables or SCHEMAS if "doc_id" in SCHEMAS[name].names]
    rows = {
        name: _rows(output, name, row["doc_id"])
        for name in dict.fromkeys(["segments", *chosen])
        if name != "documents" and (output / name).exists()
    }
    if placed:
        rows = _at(rows, int(place.rstrip("i")))
    lines = [row["doc_id"], *(f"  {name}: {row[name]}" for name in HEADING if row[name] is not None), ""]
    lines += _segments(row["text"], rows.pop("segments", []), rows)
    return "\n".join(lines)


def _at(rows: dict[str, list[dict[str, Any]]], place: int) -> dict[str, list[dict[str, Any]]]:
    """The segment that holds a place, and the rows that begin in it."""
    segments = [segment for segment in rows["segments"] if segment["start"] <= place < segment["end"]]
    if not segments:
        raise LookupError(f"no place {place} in this document")
    start, end = segments[0]["start"], segments[0]["end"]
    kept = {name: [r for r in found if start <= (r.get("start") or 0) < end] for name, found in rows.items()}
    return {**kept, "segments": segments}


def _document(output: Path, document: str) -> dict[str, Any]:
    ids = _read(output / "documents", columns=["doc_id"])["doc_id"].to_pylist()
    fitting = [name for name in ids if name == document] or [name for name in ids if name.endswith(document)]
    if len(fitting) != 1:
        few = f" ({', '.join(fitting[:5])})" if fitting else ""
        raise LookupError(f"{document}: {len(fitting) or 'no'} documents have this name{few}")
    return _rows(output, "documents", fitting[0])[0]


def _read(folder: Path, **options: Any) -> pa.Table:
    import pyarrow.parquet as pq

    return pq.read_table(folder, **options)


def _rows(output: Path, name: str, doc_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _read(output / name, filters=[("doc_id", "==", doc_id)]).to_pylist()
    return found


def _segments(text: str, segments: Iterable[dict[str, Any]], rows: dict[str, list[dict[str, Any]]]) -> list[str]:
    width = min(shutil.get_terminal_size().columns, 120)
    waiting = sorted(
        (
            (row["start"] if row.get("start") is not None else -1, name, row)
            for name, found in rows.items()
            for row in found
        ),
        key=lambda item: item[:1],
    )
    lines: list[str] = []
    at = 0
    for segment in segments:
        piece = " ".join(text[segment["start"] : segment["end"]].split())
        begin = at
        while at < len(waiting) and waiting[at][0] < segment["end"]:
            at += 1
        if piece or at > begin:
            lines.append(f"── {segment['role']} {segment['start']}-{segment['end']} ".ljust(width, "─"))
            lines += textwrap.wrap(piece, width)
            lines += [line for _, name, row in waiting[begin:at] for line in _line(name, row, width)]
    return lines + [line for _, name, row in waiting[at:] for line in _line(name, row, width)]


def _line(name: str, row: dict[str, Any], width: int) -> list[str]:
    """One row: its table, place and words, the columns that are filled, and the rule that made it."""
    values = [
        f"{key}={value}"
        for key, value in row.items()
        if key not in UNSHOWN and not key.endswith(("_start", "_end")) and value not in (None, [], False)
    ]
    place = f"{row['start']}-{row['end']} " if row.get("start") is not None else ""
    words = textwrap.shorten(" ".join((row.get("text") or "").split()), 70)
    rule = [f"[{row['rule']}]"] if row.get("rule") else []
    line = "  ".join([f"{place}{words!r}" if words else place, *values, *rule])
    return textwrap.wrap(
        line, width, initial_indent=f"  {name:<11}", subsequent_indent=" " * 15, break_long_words=False
    )
