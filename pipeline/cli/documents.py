"""Documents: the texts that were read, in the order of their days."""

from __future__ import annotations

import argparse

from pipeline.cli.tabular import add_days, add_format, answer

HELP = "the texts, by day and publisher"
QUERY = (
    "SELECT published, publisher, doc_type, title, doc_id FROM documents "
    "WHERE contains(lower(concat_ws(' ', publisher, title, doc_id)), lower(?)) "
    "AND (? IS NULL OR published >= ?) AND (? IS NULL OR published <= ?) ORDER BY published, doc_id"
)


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("words", nargs="?", default="", help="in the publisher, title or doc_id")
    add_days(parser)
    add_format(parser)


def run(told: argparse.Namespace) -> int:
    """Print the rows."""
    values = (told.words, told.since, told.since, told.until, told.until)
    return answer(told.output, QUERY, values, told.format)
