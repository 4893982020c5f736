"""Verify: a line for each invariant of the tables that does not hold, with examples."""

from __future__ import annotations

from pipeline.build.verify import Findings


def describe_findings(found: Findings) -> list[str]:
    """What was found, one fault a line and its examples below."""
    lines = []
    for check, count in found.counts.most_common():
        lines += [f"{check}: {count}", *(f"    {example}" for example in found.examples[check])]
    rows = sum(found.rows.values())
    return [*lines, f"{rows:,} rows of {len(found.rows)} tables: {'faults as above' if lines else 'all is well'}"]
