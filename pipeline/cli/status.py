"""Status: what a build would do, in one line a reason."""

from __future__ import annotations

import argparse

from pipeline.build.plan import Plan, make_plan
from pipeline.cli.options import add_corpus, add_output, build_options
from pipeline.cli.terminal import escaped

HELP = "what a build would do, and why"

MOST = 20
"""Files named one by one; beyond, they are counted."""


def describe(plan: Plan) -> list[str]:
    """The reasons of a plan, one a line."""
    lines: list[str] = []
    for reason, paths in _by_reason(plan.changed).items():
        lines += _named(paths, reason)
    lines += _named(plan.gone, "gone")
    reasons = _by_reason({**plan.stale, **plan.stale_raw})
    never = plan.state is None and "never built" in reasons
    for reason, tables in reasons.items():
        if not (never and reason == "never built"):
            lines.append(f"{', '.join(sorted(tables))}: {reason}")
    if never:
        lines.append(f"all tables: never built ({len(plan.digests)} files)")
    return lines or ["nothing to do"]


def _by_reason(reasons: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, reason in sorted(reasons.items()):
        found.setdefault(reason, []).append(name)
    return found


def _named(paths: list[str], reason: str) -> list[str]:
    lines = [f"{path!r}: {reason}" if "\n" in path else f"{path}: {reason}" for path in paths[:MOST]]
    return [*lines, f"{len(paths) - MOST} more files: {reason}"] if len(paths) > MOST else lines


def add(parser: argparse.ArgumentParser) -> None:
    """Its options: those that say what a build is made of."""
    add_corpus(parser)
    add_output(parser)


def run(told: argparse.Namespace) -> int:
    """Print the reasons, one a line."""
    print(escaped("\n".join(describe(make_plan(build_options(told))))))
    return 0
