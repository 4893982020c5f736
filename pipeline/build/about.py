"""The table `build`: what made the others, in one row without a clock, so that the same corpus gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.build import store
from pipeline.build.parts import write_part
from pipeline.build.plan import BUILD, Plan, made_of
from pipeline.tables import Build, to_arrow
from pipeline.version import VERSION

PACKAGE = "package "
"""What the name of a fingerprint's part begins with that holds a package's version."""


def about(plan: Plan, rows: Mapping[str, int], severities: Mapping[str, int]) -> Build:
    """The row of a build. rows: table → its rows, those that earlier builds left among them."""
    parts = {part: value for facts in plan.prints.values() for part, value in facts.items()}
    tools = sorted(f"{part.removeprefix(PACKAGE)}={value}" for part, value in parts.items() if part.startswith(PACKAGE))
    return Build(
        version=VERSION,
        code=made_of(plan.prints, "code"),
        model=plan.model.name,
        corpus=plan.corpus_id,
        n_documents=rows.get("documents", 0),
        n_errors=severities.get("error", 0),
        n_warnings=severities.get("warning", 0),
        rows=[f"{name}={count}" for name, count in sorted(rows.items())],
        tools=tools,
    )


def write_about(plan: Plan, build: Path, rows: Mapping[str, int], severities: Mapping[str, int]) -> None:
    """Write the table into the folder of a build."""
    folder = build / BUILD
    folder.mkdir(exist_ok=True)
    file = folder / store.part_name(0)
    file.unlink(missing_ok=True)
    write_part(to_arrow(BUILD, [about(plan, rows, severities)]), file)
