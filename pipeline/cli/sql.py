"""Sql: ask the tables in SQL (DuckDB); every table is a view, and `output/views.sql` has more of them."""

from __future__ import annotations

import argparse
import sys

from pipeline.cli.tabular import add_format, answer

HELP = "ask the tables in SQL; without a query: the views there are"
VIEWS = "SELECT view_name AS name, column_count AS columns FROM duckdb_views() WHERE NOT internal ORDER BY view_name"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("query", nargs="?", default=VIEWS, help='such as "FROM upcoming"; - reads it from the input')
    add_format(parser)


def run(told: argparse.Namespace) -> int:
    """Print the answer."""
    query = sys.stdin.read() if told.query == "-" else told.query
    return answer(told.output, query, (), told.format)
