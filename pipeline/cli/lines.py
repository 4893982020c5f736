"""Lines: what a publisher repeats on every page, for `models/en/site_lines.txt`."""

from __future__ import annotations

import argparse

from pipeline.cli.options import add_output
from pipeline.cli.terminal import escaped

HELP = "lines that a publisher repeats, for models/en/site_lines.txt"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--least", type=int, default=3, metavar="N", help="documents a line stands in (default: 3)")
    add_output(parser)


def run(told: argparse.Namespace) -> int:
    """Print the lines with their documents."""
    from pipeline.page.repeated_lines import describe_lines

    print(escaped(describe_lines(told.output, told.least)))
    return 0
