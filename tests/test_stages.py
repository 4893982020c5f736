"""The plan is read from signatures and imports: what an edit of a stage's code makes again, and nothing else."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from pathlib import Path

import pytest

from pipeline import stages
from pipeline.build.fingerprints import read_imports

ALL = (*stages.BEFORE_PARSE, *stages.AFTER_PARSE, *stages.GATHER)


@cache
def modules_of(result: str) -> frozenset[str]:
    """The modules that the code of a result's stage is made of."""
    (stage,) = (stage for stage in ALL if stage.result == result)
    seen: set[str] = set()
    pending = {stage.run.__module__}
    while pending:
        seen |= pending
        pending = {name for module in pending for name in read_imports(module) if name.startswith("pipeline.")} - seen
    return frozenset(seen)


def users(result: str) -> set[str]:
    """A result and all results that are made from it."""
    found = {result}
    for stage in ALL:
        if found & set(stage.needs):
            found.add(stage.result)
    return found


@pytest.mark.parametrize("stage", ALL, ids=lambda stage: stage.result)
def test_an_edit_reruns_the_stage_and_what_needs_it(stage: stages.Stage) -> None:
    beside = {other.result for other in ALL if other.run.__module__ == stage.run.__module__}
    again = {other.result for other in ALL if stage.run.__module__ in modules_of(other.result)}
    assert again <= set().union(*(users(result) for result in beside))


@pytest.mark.parametrize(
    ("module", "again"),
    [
        ("pipeline.dates.tense", {"dates"}),
        ("pipeline.numbers.amounts", {"quantities", "numbers"}),
        ("pipeline.quotes.cues", {"reports", "attribution", "quotes", "acts"}),
        ("pipeline.votes.tallies", {"tallies", "votes"}),
        ("pipeline.corpus.vote_events", {"vote_events"}),
        ("pipeline.text.sentences", {"sentences"}),
    ],
)
def test_stages_that_an_edit_touches(module: str, again: set[str]) -> None:
    assert {stage.result for stage in ALL if module in modules_of(stage.result)} == again


def test_a_stage_uses_every_result_it_takes() -> None:
    for stage in ALL:
        tree = ast.parse(inspect.getsource(stage.run))
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert set(inspect.signature(stage.run).parameters) <= used, stage


def test_no_package_below_imports_one_above() -> None:
    order = ("files", "tables", "resources", "text", "ingest", "gazetteer", "page", "parse")
    package = Path(stages.__file__).parent
    for number, name in enumerate(order):
        files = (
            [package / f"{name}.py"] if (package / f"{name}.py").exists() else sorted((package / name).rglob("*.py"))
        )
        for file in files:
            module = ".".join(file.relative_to(package.parent).with_suffix("").parts)
            above = {imported.split(".")[1] for imported in read_imports(module) if imported.startswith("pipeline.")}
            allowed = {"page", *order[: number + 1]} if name == "parse" else set(order[: number + 1])
            assert above <= allowed, module
