"""Command line: python -m pipeline build."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.build import build


def main() -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m pipeline")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("build")
    one.add_argument("--corpus", type=Path, default=Path("corpus"))
    one.add_argument("--output", type=Path, default=Path("output"))
    one.add_argument("--models", type=Path, default=Path("models"))
    options = parser.parse_args()
    build(options.corpus, options.output, options.models)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
