"""Rows for a terminal, a spreadsheet or another program."""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
import unicodedata
from collections.abc import Sequence
from typing import Any

WIDEST = 60
"""Characters of a column in a box; longer cells are cut there, and nowhere else."""

Rows = Sequence[Sequence[Any]]


def box(columns: Sequence[str], rows: Rows) -> str:
    """A table drawn with lines, as wide as the screen at most."""
    cells = [[_shown(cell) for cell in row] for row in rows]
    widths = [min(WIDEST, max([_width(name), *(_width(row[at]) for row in cells)])) for at, name in enumerate(columns)]
    most = shutil.get_terminal_size().columns
    while sum(widths) + 3 * len(widths) + 1 > most and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    lines = [_line(list(columns), widths), "├" + "┼".join("─" * (width + 2) for width in widths) + "┤"]
    lines += [_line(row, widths) for row in cells]
    top, bottom = (f"{a}{b.join('─' * (width + 2) for width in widths)}{c}" for a, b, c in ("┌┬┐", "└┴┘"))
    return "\n".join([top, *lines, bottom, f"{len(rows)} row{'' if len(rows) == 1 else 's'}"])


def as_csv(columns: Sequence[str], rows: Rows) -> str:
    """CSV that a spreadsheet opens as text: a cell that would be a formula there begins with an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([[harmless(plain(cell)) for cell in row] for row in rows])
    return stream.getvalue().rstrip("\n")


def jsonl(columns: Sequence[str], rows: Rows) -> str:
    """One JSON object a line."""
    return "\n".join(json.dumps(dict(zip(columns, map(_json, row), strict=True)), ensure_ascii=False) for row in rows)


FORMATS = {"box": box, "csv": as_csv, "jsonl": jsonl}


def plain(value: Any) -> Any:
    """A value as one cell: a list is joined with `|`, nothing is empty."""
    if value is None:
        return ""
    return "|".join(map(str, value)) if isinstance(value, (list, tuple)) else value


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _shown(value: Any) -> str:
    # Control characters of a text would steer the terminal.
    text = " ".join(str(plain(value)).split())
    return "".join(c if unicodedata.category(c)[0] != "C" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "│" + "│".join(f" {_fitted(cell, width)} " for cell, width in zip(cells, widths, strict=True)) + "│"


def _fitted(cell: str, width: int) -> str:
    while _width(cell) > width:
        cell = cell[: max(1, len(cell) - 2)].rstrip("…") + "…" if len(cell) > 1 else ""
    return cell + " " * (width - _width(cell))
