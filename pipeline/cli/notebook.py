"""Notebook: a copy of the notebook of questions beside the tables."""

from __future__ import annotations

import argparse
import shutil

from pipeline.cli.options import add_output, check_output
from pipeline.folders import shipped

HELP = "the notebook of questions, beside the tables"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    add_output(parser)


def run(told: argparse.Namespace) -> int:
    """Copy it, unless one is there."""
    check_output(told.output)
    target = told.output / "explore.ipynb"
    if not target.exists():
        shutil.copyfile(shipped("output") / "explore.ipynb", target)
    print(target)
    return 0
