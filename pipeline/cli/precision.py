"""Precision: how many of the judged rows were right, with the interval that the true share lies in."""

from __future__ import annotations

import argparse

from pipeline.cli.options import add_models, add_output

HELP = "how many of the judged rows were right"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--by", choices=("table", "rule", "confidence"), default="table", help="the groups")
    parser.add_argument("--format", choices=("box", "csv", "jsonl"), default="box", help="how rows are printed")
    add_models(parser)
    add_output(parser)


def run(told: argparse.Namespace) -> int:
    """Print a line a group."""
    from pipeline.analyst.formats import FORMATS
    from pipeline.analyst.reviewing import precision
    from pipeline.build.reviews import all_reviews

    reviews = all_reviews(told.models)
    if not reviews:
        raise LookupError(f"nothing has been judged yet in {told.models}: communique review TABLE")
    rows = [
        (one.group, one.judged, one.right, round(one.right / one.judged, 3), round(one.low, 3), round(one.high, 3))
        for one in precision(reviews, told.by)
    ]
    print(FORMATS[told.format]((told.by, "judged", "right", "share", "from", "to"), rows))
    return 0
