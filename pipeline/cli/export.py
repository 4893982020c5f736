"""Export: tables for a colleague: Excel, CSV, JSON lines, SQLite, DuckDB, Web Annotation, or all in one archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.cli.options import add_output, check_output

HELP = "tables as Excel, CSV, SQLite and others, or all in one archive"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("tables", nargs="*", metavar="TABLE", help="these tables (default: all)")
    parser.add_argument(
        "--where", metavar="SQL", help="""only rows for which this holds, such as "kind = 'money'" """.strip()
    )
    formats = ["xlsx", "csv", "jsonl", "sqlite", "duckdb", "webanno", "bundle"]
    parser.add_argument("--format", choices=formats, default="xlsx", help="of the files (default: xlsx)")
    parser.add_argument(
        "--into", type=Path, default=None, metavar="DIR", help="folder of the files (default: output/export)"
    )
    add_output(parser)


def run(told: argparse.Namespace) -> int:
    """Write the files and name them."""
    from pipeline.analyst.exporting import export

    check_output(told.output)
    for file in export(told.output, told.tables, told.where, told.format, told.into or told.output / "export"):
        print(file)
    return 0
