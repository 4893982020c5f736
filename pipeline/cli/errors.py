"""Errors: what could not be read, or is doubtful, and what it costs."""

from __future__ import annotations

import argparse

from pipeline.cli.tabular import add_format, answer

HELP = "what could not be read or is doubtful"
QUERY = (
    "SELECT severity, code, coalesce(doc_id, path) AS document, message, start FROM errors "
    "WHERE severity = coalesce(?, severity) AND code = coalesce(?, code) ORDER BY severity, code, document, start"
)


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--severity", choices=("error", "warning"), help="only these")
    parser.add_argument("--code", metavar="CODE", help="only this kind, as output/README.md lists them")
    add_format(parser)


def run(told: argparse.Namespace) -> int:
    """Print the rows."""
    return answer(told.output, QUERY, (told.severity, told.code), told.format)
