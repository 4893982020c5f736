"""Command line: `python -m pipeline build`, `status`, `show`, `lines`."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipeline.build import store
from pipeline.build.engines import EngineError, spare_all
from pipeline.build.plan import Options, make_plan
from pipeline.build.progress import Progress, print_summary
from pipeline.build.run import run
from pipeline.parse.model import ModelError
from pipeline.resources import KnowledgeError

BUILT, FAILED, USAGE, DOUBTFUL, INTERRUPTED = 0, 1, 2, 3, 130

FORESEEN = (store.StoreError, ModelError, EngineError, KnowledgeError, OSError)
"""Failures whose message says all there is to say."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pipeline", description="Diplomatic press releases to Parquet tables."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="bring the tables up to date with the corpus")
    status = commands.add_parser("status", help="what a build would do, and why")
    show = commands.add_parser("show", help="a document's rows beside its text")
    lines = commands.add_parser("lines", help="lines that a publisher repeats, for models/en/site_lines.txt")
    for one in (build, status):
        one.add_argument(
            "tables", nargs="*", metavar="TABLE", help="only these tables and what they need (default: all)"
        )
        one.add_argument("--corpus", type=Path, default=Path("corpus"), help="folder of the texts")
        one.add_argument("--models", type=Path, default=Path("models"), help="folder of the word lists")
        one.add_argument("--model", help="another spaCy model: a folder or an installed package")
        one.add_argument(
            "--follow-links", action="store_true", help="read what symbolic links lead to, outside the corpus too"
        )
        one.add_argument("--rebuild", action="store_true", help="from scratch, without what earlier builds left")
        one.add_argument(
            "--verify", action="store_true", help="read every file again instead of trusting sizes and times"
        )
    _add_engine(build)
    show.add_argument("document", metavar="DOC", nargs="?", help="doc_id, or the end of one")
    show.add_argument("tables", nargs="*", metavar="TABLE", help="only rows of these tables")
    show.add_argument("--group", metavar="BLOC", help="instead of a document: the members of a bloc")
    show.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="… on this day (default: today)")
    show.add_argument("--models", type=Path, default=Path("models"), help="folder of the word lists")
    lines.add_argument("--least", type=int, default=3, metavar="N", help="documents a line stands in (default: 3)")
    for one in (build, status, show, lines):
        one.add_argument("--output", type=Path, default=Path("output"), help="folder of the tables")
        one.add_argument("--traceback", action="store_true", help="after a failure, say where in the code")
    return parser


def _add_engine(build: argparse.ArgumentParser) -> None:
    """Who computes a build, and what it says."""
    build.add_argument("--jobs", type=int, metavar="N", help="processes (default: one a core)")
    build.add_argument("--engine", choices=("local", "dask"), default="local", help="who computes (default: local)")
    build.add_argument("--scheduler", metavar="URL", help="of a running Dask cluster (default: one on this machine)")
    build.add_argument(
        "--tls-ca-file", type=Path, metavar="FILE", help="certificates that the scheduler's is checked against"
    )
    build.add_argument("--tls-cert", type=Path, metavar="FILE", help="our certificate for the scheduler")
    build.add_argument("--tls-key", type=Path, metavar="FILE", help="the key of our certificate")
    build.add_argument("--strict", action="store_true", help="exit status 3 when a document has an error")
    build.add_argument("--quiet", action="store_true", help="print nothing but what went wrong")
    build.add_argument("--timings", action="store_true", help="print the seconds each stage took")
    build.add_argument(
        "--memory",
        type=_gigabytes,
        default=4 << 30,
        metavar="GB",
        help="most that each worker process may take (default: 4; 0: no limit)",
    )
    build.add_argument(
        "--seconds",
        type=float,
        default=120.0,
        metavar="S",
        help="longest a document may take (default: 120; 0: no limit)",
    )


def _gigabytes(value: str) -> int:
    """A number of gigabytes in bytes."""
    return int(float(value) * (1 << 30))


def _options(told: argparse.Namespace) -> Options:
    wanted = {name: getattr(told, name) for name in Options.__slots__ if hasattr(told, name)}
    return Options(**{**wanted, "tables": tuple(told.tables)})


def _build(told: argparse.Namespace) -> int:
    with Progress(quiet=told.quiet) as progress:
        summary = run(_options(told), progress.show)
    if not told.quiet:
        print_summary(summary, told.tables, timings=told.timings)
    return DOUBTFUL if told.strict and summary.severities.get("error") else BUILT


def _status(told: argparse.Namespace) -> int:
    from pipeline.cli.status import describe

    print("\n".join(describe(make_plan(_options(told)))))
    return BUILT


def _show(told: argparse.Namespace) -> int:
    if told.group:
        from pipeline.gazetteer.membership import describe_group

        print(describe_group(told.models, told.group, told.on or date.today()))
        return BUILT
    from pipeline.cli.show import show

    if told.document is None:
        raise LookupError("show: name a document, or a bloc with --group")
    print(show(told.output, told.document, tuple(told.tables)))
    return BUILT


def _lines(told: argparse.Namespace) -> int:
    from pipeline.page.repeated_lines import describe_lines

    print(describe_lines(told.output, told.least))
    return BUILT


def _unexpected(error: Exception) -> str:
    """A failure that nobody foresaw, in one line."""
    said = " ".join(str(error).split())[:300]
    return f"failed with {type(error).__name__}{': ' + said if said else ''}; --traceback says where in the code"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    told = _parser().parse_args(arguments)
    commands = {"build": _build, "status": _status, "show": _show, "lines": _lines}
    try:
        return commands[told.command](told)
    except KeyboardInterrupt:
        print("interrupted; the last complete build stands", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BUILT
    except Exception as error:
        if told.traceback:
            traceback.print_exc()
        # A KeyError is nobody's slip but ours.
        usage = type(error) is LookupError
        foreseen = usage or isinstance(error, FORESEEN)
        said = " ".join(str(error).split()) if foreseen else _unexpected(error)
        print(f"python -m pipeline: {said}", file=sys.stderr)
        return USAGE if usage else FAILED


if __name__ == "__main__":
    # This process is ours alone; whoever calls `main` from a session of theirs keeps pandas and all of spaCy.
    spare_all()
    raise SystemExit(main())
