"""Site: static pages of the texts with every row marked in them; they open from the file system."""

from __future__ import annotations

import argparse
import time

from pipeline.cli.options import add_output, check_output

HELP = "pages of the texts, with every row marked in them"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    add_output(parser)


def run(told: argparse.Namespace) -> int:
    """Make the pages that changed, and say where the first one is."""
    from pipeline.analyst.pages import make_site

    check_output(told.output)
    started = time.perf_counter()
    made = make_site(told.output)
    print(f"{made.index}: {made.pages} pages, {made.written} written ({time.perf_counter() - started:.2f} s)")
    return 0
