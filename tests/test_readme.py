"""The README against the code: dictionary, commands, error codes, files, examples; the notebook against a build."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.__main__ import _parser
from pipeline.tables import TABLES
from tests.sample import EXAMPLES, README, ROOT, commands, dictionary, example, rules, section

MANUAL = README.read_text(encoding="utf-8")
FRONT = (ROOT / "README.md").read_text(encoding="utf-8")
KNOWLEDGE = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
TEXT = FRONT + MANUAL
_RAISES = {"problem", "warning", "UnreadableError", "doubt", "_doubt", "Problem", "add_problem", "failed"}
"""Calls that take the code of an `errors` row as an argument."""


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.S | re.M)


def test_the_dictionary_is_that_of_the_code() -> None:
    assert section(MANUAL, "dictionary") == dictionary(), "run `make golden`"


def test_the_commands_are_those_of_the_code() -> None:
    assert section(MANUAL, "commands") == commands(), "run `make golden`"


def test_the_rules_are_those_of_a_build(sample: Path) -> None:
    assert section(MANUAL, "rules") == rules(sample), "run `make golden` if the change was meant"


def test_the_front_page_takes_two_screens() -> None:
    assert len(FRONT.splitlines()) <= 160


@pytest.mark.parametrize("table", EXAMPLES)
def test_the_worked_examples_are_what_a_build_gives(table: str, sample: Path) -> None:
    assert section(TEXT, table) == example(sample, table), "run `make golden` if the change was meant"


def test_every_make_target_is_described_and_every_described_one_exists() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {name for head in re.findall(r"^([a-z -]+):(?!=)", lines, re.M) for name in head.split()}
    described = set(re.findall(r"`make ([a-z_-]+)`", TEXT)) | set(re.findall(r"^make ([a-z_]+)", TEXT, re.M))
    assert described - set(TABLES) <= targets
    assert targets - described == set()
    assert set(re.findall(r"^TABLES := (.*)$", lines, re.M)[0].split()) == set(TABLES) - {"build"}


def test_every_option_of_the_command_line_is_described_and_every_described_one_exists() -> None:
    (commands,) = (action for action in _parser()._actions if action.dest == "command")
    options: set[str] = set()
    for name, command in commands.choices.items():  # type: ignore[union-attr]
        assert f"communique {name}" in TEXT
        options |= {o for action in command._actions for o in action.option_strings if o.startswith("--")}
    described = set(re.findall(r"`(--[a-z]+(?:-[a-z]+)*)", TEXT))
    assert options - {"--help"} - described == set()
    assert described - options == set()


def error_codes() -> set[str]:
    """Every code that a row of `errors` can have, as the calls in the code name them."""
    found: set[str] = set()
    for file in (ROOT / "pipeline").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            given: list[ast.expr] = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
            if name in _RAISES:
                given += call.args
            found |= {str(v.value) for v in given if isinstance(v, ast.Constant) and _is_code(v.value)}
    return found


def _is_code(value: Any) -> bool:
    plain = {"empty", "binary", "undecodable", "encrypted", "unreadable", "mojibake"}
    return isinstance(value, str) and (value in plain or bool(re.fullmatch(r"[a-z]+(-[a-z]+)+", value)))


def test_every_error_code_is_listed() -> None:
    listed = set(re.findall(r"`([a-z-]+)`", section(TEXT, "codes")))
    assert len(error_codes()) > 20
    assert error_codes() - listed == set()


@pytest.mark.parametrize("text", [FRONT, MANUAL, KNOWLEDGE], ids=["README", "output", "models"])
def test_files_that_are_named_exist(text: str) -> None:
    for name in re.findall(r"`((?:pipeline|models|tests|corpus|\.lock)/[\w./-]+)`", text):
        assert (ROOT / name.rstrip("/")).exists() or "…" in name, name
    for target in re.findall(r"\]\((?!http|#)([^)#]+)", text):
        assert (ROOT / target).exists() or (ROOT / "output" / target).exists(), target


@pytest.mark.parametrize("text", [FRONT, MANUAL, KNOWLEDGE], ids=["README", "output", "models"])
def test_python_examples_run(text: str, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample.parent)
    models_link = sample.parent / "models"
    if not models_link.exists():
        models_link.symlink_to(ROOT / "models")
    space: dict[str, Any] = {}
    assert blocks(text, "python")
    for code in blocks(text, "python"):
        exec(code, space)


def test_sql_examples_run(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(sample.parent)
    for query in blocks(MANUAL, "sql"):
        assert duckdb.sql(query).fetchall()


def test_the_notebook_runs_and_keeps_no_outputs(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = json.loads((ROOT / "output" / "explore.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    monkeypatch.chdir(sample)
    space: dict[str, Any] = {}
    exec("".join(cells[0]["source"]), space)
    assert set(space["tables"]) == set(TABLES) - {"build"}
    for cell in cells[1:]:
        exec("".join(cell["source"]), space)


def test_no_table_of_the_sample_is_empty(sample: Path) -> None:
    import pyarrow.parquet as pq

    assert [name for name in TABLES if pq.read_table(sample / name).num_rows == 0] == []
