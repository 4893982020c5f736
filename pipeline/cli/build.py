"""Build: bring the tables up to date with the corpus."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.build.progress import Progress, print_summary
from pipeline.build.run import run as run_build
from pipeline.cli.options import add_corpus, add_output, build_options

HELP = "bring the tables up to date with the corpus"
DOUBTFUL = 3


def add(parser: argparse.ArgumentParser) -> None:
    """Its options: what to build, who computes, and what it says."""
    add_corpus(parser)
    parser.add_argument("--jobs", type=int, metavar="N", help="processes (default: one a core)")
    parser.add_argument("--engine", choices=("local", "dask"), default="local", help="who computes (default: local)")
    parser.add_argument("--scheduler", metavar="URL", help="of a running Dask cluster (default: one on this machine)")
    parser.add_argument(
        "--tls-ca-file", type=Path, metavar="FILE", help="certificates that the scheduler's is checked against"
    )
    parser.add_argument("--tls-cert", type=Path, metavar="FILE", help="our certificate for the scheduler")
    parser.add_argument("--tls-key", type=Path, metavar="FILE", help="the key of our certificate")
    parser.add_argument("--strict", action="store_true", help="exit status 3 when a document has an error")
    parser.add_argument("--quiet", action="store_true", help="print nothing but what went wrong")
    parser.add_argument("--timings", action="store_true", help="print the seconds each stage took")
    parser.add_argument(
        "--memory",
        type=_gigabytes,
        default=4 << 30,
        metavar="GB",
        help="most that each worker process may take (default: 4; 0: no limit)",
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=120.0,
        metavar="S",
        help="longest a document may take (default: 120; 0: no limit)",
    )
    add_output(parser)


def _gigabytes(value: str) -> int:
    """A number of gigabytes in bytes."""
    return int(float(value) * (1 << 30))


def run(told: argparse.Namespace) -> int:
    """Build, and print a line for each kind of row."""
    options = build_options(told)
    with Progress(quiet=told.quiet) as progress:
        summary = run_build(options, progress.show)
    if not told.quiet:
        print_summary(summary, list(options.tables), timings=told.timings)
    return DOUBTFUL if told.strict and summary.severities.get("error") else 0
