"""Verify: whether the tables are whole and agree with each other, a line for each fault."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.options import add_output
from pipeline.cli.terminal import escaped

if TYPE_CHECKING:
    from pipeline.build.verify import Findings

HELP = "whether the tables are whole and agree with each other"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--corpus", type=Path, help="also whether each file of this folder of texts is in them")
    add_output(parser)


def run(told: argparse.Namespace) -> int:
    """Print the faults; status 1 when there are any."""
    from pipeline.build.verify import verify

    found = verify(told.output, told.corpus)
    print(escaped("\n".join(describe_findings(found))))
    return 1 if found.counts else 0


def describe_findings(found: Findings) -> list[str]:
    """What was found, one fault a line and its examples below."""
    lines = []
    for check, count in found.counts.most_common():
        lines += [f"{check}: {count}", *(f"    {example}" for example in found.examples[check])]
    rows = sum(found.rows.values())
    return [*lines, f"{rows:,} rows of {len(found.rows)} tables: {'faults as above' if lines else 'all is well'}"]
