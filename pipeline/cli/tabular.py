"""What commands that answer with rows have in common."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.cli.options import add_output, check_output
from pipeline.cli.paging import page


def add_format(parser: argparse.ArgumentParser) -> None:
    """How the rows are printed, and where the tables are."""
    parser.add_argument("--format", choices=("box", "csv", "jsonl"), default="box", help="how rows are printed")
    add_output(parser)


def add_days(parser: argparse.ArgumentParser) -> None:
    """Days of issue."""
    day = datetime.date.fromisoformat
    parser.add_argument("--from", dest="since", type=day, metavar="DATE", help="issued on this day or later")
    parser.add_argument("--to", dest="until", type=day, metavar="DATE", help="issued on this day or earlier")


def answer(output: Path, query: str, values: Sequence[Any], format: str) -> int:
    """Print the rows of a query."""
    from pipeline.analyst.formats import FORMATS
    from pipeline.analyst.sql import connect, rows_of

    check_output(output)
    columns, rows = rows_of(connect(output), query, values)
    page(FORMATS[format](columns, rows), data=format != "box")
    return 0
