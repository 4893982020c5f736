"""Check votes: a file of roll calls (CSV: symbol, country, stance) against what the texts say, a line for each contradiction."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.analyst.check_votes import contradictions, read_roll_calls
from pipeline.cli.options import add_output
from pipeline.cli.terminal import escaped

HELP = "roll calls of a file against what the texts say"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument(
        "file", type=Path, help="CSV with symbol, country (ISO 3166-1 alpha-3), stance (in_favour, against, abstained)"
    )
    add_output(parser)


def run(told: argparse.Namespace) -> int:
    """Print the contradictions; status 1 when there are any."""
    found = list(contradictions(told.output, read_roll_calls(told.file)))
    for each in found:
        said = f"{each.symbol}: {each.country} {each.recorded} in the roll call, {each.told} in {', '.join(each.documents)}"
        print(escaped(said))
    print(f"{len(found)} contradictions")
    return 1 if found else 0
