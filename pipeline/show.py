"""Show: a document's rows beside its text, for reading in a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def show(output: Path, document: str, tables: tuple[str, ...] = ()) -> str:
    """A document's text with the roles of its segments, and below it the rows of each table.

    document: a doc_id or the end of one. Raises LookupError when no document, or more than one, has it.
    """
    import pyarrow.parquet as pq

    from pipeline.tables import TABLES

    ids = pq.read_table(output / "documents", columns=["doc_id"])["doc_id"].to_pylist()
    fitting = [name for name in ids if name == document] or [name for name in ids if name.endswith(document)]
    if len(fitting) != 1:
        raise LookupError(f"{document}: {len(fitting) or 'no'} documents have this name")
    chosen = tables or tuple(TABLES)
    lines: list[str] = []
    for name in chosen:
        if (
            not (output / name).exists()
            or "doc_id" not in pq.read_schema(next((output / name).glob("*.parquet"))).names
        ):
            continue
        rows = pq.read_table(output / name, filters=[("doc_id", "==", fitting[0])]).to_pylist()
        if rows:
            lines += ["", f"{name} ({len(rows)})", *(_line(row) for row in rows)]
    return "\n".join(lines)


def _line(row: dict[str, Any]) -> str:
    place = f"{row['start']:>6}-{row['end']:<6}" if row.get("start") is not None else " " * 13
    values = (
        f"{key}={value}"
        for key, value in row.items()
        if key not in ("doc_id", "start", "end", "text") and value not in (None, [])
    )
    text = " ".join(str(row.get("text") or "").split())
    return f"  {place} {text[:80]!r}  " + " ".join(values)
