"""Command line: `communique COMMAND`, or `python -m pipeline COMMAND`; one module of `pipeline/cli/` a command."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from types import ModuleType

from pipeline.build import store
from pipeline.build.engines import EngineError, spare_all
from pipeline.cli import (
    build,
    check_votes,
    documents,
    errors,
    export,
    find,
    lines,
    notebook,
    precision,
    review,
    show,
    site,
    sql,
    status,
    verify,
)
from pipeline.cli.terminal import escaped
from pipeline.parse.model import ModelError
from pipeline.resources import KnowledgeError
from pipeline.version import VERSION

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

COMMANDS: tuple[ModuleType, ...] = (
    build,
    status,
    site,
    documents,
    show,
    find,
    sql,
    errors,
    review,
    precision,
    export,
    notebook,
    lines,
    verify,
    check_votes,
)
"""In the order of `--help`; each has `HELP`, `add` (its options) and `run` (returns the exit status)."""

FORESEEN = (store.StoreError, ModelError, EngineError, KnowledgeError, OSError)
"""Failures whose message says all there is to say."""


def name_of(command: ModuleType) -> str:
    """What a command is called: as its module."""
    return command.__name__.rpartition(".")[2].replace("_", "-")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="communique", description="Diplomatic press releases to Parquet tables.")
    parser.add_argument("--version", action="version", version=f"communique {VERSION}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        one = commands.add_parser(name_of(command), help=command.HELP, description=(command.__doc__ or "").strip())
        command.add(one)
        one.set_defaults(run=command.run)
    return parser


def _unexpected(error: Exception) -> str:
    """A failure that nobody foresaw, in one line."""
    said = " ".join(str(error).split())[:300]
    return f"failed with {type(error).__name__}{': ' + said if said else ''}; --traceback says where in the code"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    told = _parser().parse_args(arguments)
    try:
        return int(told.run(told))
    except KeyboardInterrupt:
        print("interrupted; the last complete build stands", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if told.traceback:
            traceback.print_exc()
        # A KeyError is nobody's slip but ours.
        usage = type(error) is LookupError
        foreseen = usage or isinstance(error, FORESEEN)
        said = " ".join(str(error).split())[:500] if foreseen else _unexpected(error)
        print(f"communique: {escaped(said)}", file=sys.stderr)
        return USAGE if usage else FAILED


def command() -> int:
    """The command `communique`: this process is ours alone; who calls `main` from a session keeps pandas and all of spaCy."""
    spare_all()
    return main()


if __name__ == "__main__":
    raise SystemExit(command())
