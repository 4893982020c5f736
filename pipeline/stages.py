"""The stages in their order, from a text to its rows and from all texts to the tables over the corpus."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.corpus.duplicates import find_signature, gather_duplicates
from pipeline.corpus.event_stances import gather_event_stances
from pipeline.corpus.knowledge import find_entity_evidence, gather_knowledge
from pipeline.corpus.vote_events import gather_events
from pipeline.dates.find import find_dates
from pipeline.entities.find import find_mentions
from pipeline.entities.link import link
from pipeline.ingest import Source
from pipeline.numbers.find import assign_roles, find_quantities
from pipeline.page import documents, segments
from pipeline.page.complete import complete
from pipeline.page.reading import read_source
from pipeline.page.view import complete_view
from pipeline.people.cast import find_cast
from pipeline.people.gather import find_person_evidence, gather_people
from pipeline.positions.find import find_offices
from pipeline.positions.from_cast import find_positions
from pipeline.quotes.acts import find_acts
from pipeline.quotes.attribute import attribute, quotes_of
from pipeline.quotes.find import find_reports
from pipeline.references.find import find_references
from pipeline.resources import Models
from pipeline.tables import Error
from pipeline.text.annotated import annotate
from pipeline.text.quotation_marks import find_marks
from pipeline.text.sentences import find_sentences
from pipeline.votes.find import find_tallies, find_votes
from pipeline.votes.stances import find_stances


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
        return tuple(name for name in _parameters(self.run) if name != "lexicon")

    @property
    def takes_lexicon(self) -> bool:
        """Whether it goes by knowledge from `models/`."""
        return "lexicon" in _parameters(self.run)


@cache
def _parameters(run: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(inspect.signature(run).parameters)


@dataclass(frozen=True, slots=True)
class Correction:
    """A column of a table that only the whole corpus can fill: the value the stage wrote is replaced through a map.

    by: the map that a stage of GATHER returns, alone or beside its rows. keys: the columns that make the map's key.
    """

    table: str
    column: str
    by: str
    keys: tuple[str, ...]


BEFORE_PARSE = (
    Stage("reading", read_source),
    Stage("segments", segments.find_segments),
    Stage("document", documents.describe),
    Stage("doubts", documents.find_doubts),
    Stage("marks", find_marks),
    Stage("view", complete_view),
)

AFTER_PARSE = (
    Stage("text", annotate),
    Stage("sentences", find_sentences),
    Stage("mentions", find_mentions),
    Stage("entities", link),
    Stage("offices", find_offices),
    Stage("cast", find_cast),
    Stage("references", find_references),
    Stage("dates", find_dates),
    Stage("quantities", find_quantities),
    Stage("tallies", find_tallies),
    Stage("votes", find_votes),
    Stage("stances", find_stances),
    Stage("numbers", assign_roles),
    Stage("positions", find_positions),
    Stage("reports", find_reports),
    Stage("attribution", attribute),
    Stage("quotes", quotes_of),
    Stage("acts", find_acts),
    Stage("documents", complete),
    Stage("signature", find_signature),
    Stage("entity_evidence", find_entity_evidence),
    Stage("person_evidence", find_person_evidence),
)

IN_VIEW = frozenset(stage.result for stage in (*BEFORE_PARSE, *AFTER_PARSE))
"""Results whose rows count in the view: they are told in places of the file when they leave the stages."""

GATHER = (
    Stage("duplicates", gather_duplicates),
    Stage("people", gather_people),
    Stage("knowledge", gather_knowledge),
    Stage("vote_events", gather_events),
    Stage("event_stances", gather_event_stances),
)


CORRECTIONS = (
    Correction("documents", "duplicate_of", by="duplicates", keys=("doc_id",)),
    Correction("documents", "speaker_id", by="people", keys=("doc_id", "speaker_id")),
    Correction("entities", "entity_id", by="people", keys=("doc_id", "entity_id")),
    Correction("quotes", "speaker_id", by="people", keys=("doc_id", "speaker_id")),
    Correction("quotes", "speaker_ids", by="people", keys=("doc_id", "speaker_ids")),
    Correction("acts", "actor_id", by="people", keys=("doc_id", "actor_id")),
    Correction("acts", "target_id", by="people", keys=("doc_id", "target_id")),
    Correction("positions", "person_id", by="people", keys=("doc_id", "person_id")),
    Correction("votes", "event_id", by="vote_events", keys=("doc_id", "start")),
)


def load_lexicons(models: Path, stages: Sequence[Stage]) -> dict[str, Any]:
    """Module name → its lexicon, for the modules of the stages that take one; raises KnowledgeError."""
    found: dict[str, Any] = {}
    for stage in stages:
        if stage.takes_lexicon and stage.run.__module__ not in found:
            module = sys.modules[stage.run.__module__]
            found[module.__name__] = module.load(Models(models, module.READS))
    return found


def run_stage(stage: Stage, results: dict[str, Any], lexicons: Mapping[str, Any], source: Source) -> list[Error]:
    """Add the stage's result to `results`; what it found doubtful, or that it failed, comes back as rows of `errors`.

    A stage that raises costs its own rows of this document and nothing else.
    """
    arguments = {name: results[name] for name in stage.needs}
    if stage.takes_lexicon:
        arguments["lexicon"] = lexicons[stage.run.__module__]
    problems: list[Error] = []
    try:
        result = stage.run(**arguments)
    except MemoryError:
        raise
    except Exception as error:
        if stage in BEFORE_PARSE and stage.result != "doubts":
            # Without it nothing can be found in the text.
            raise
        message = f"{type(error).__name__}: {str(error)[:200]}; the document has no rows of this stage"
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
        if problems:
            result = [row for row in result if not isinstance(row, Error)]
    results[stage.result] = result
    return problems


def run_stages(
    stages: Sequence[Stage], results: dict[str, Any], lexicons: Mapping[str, Any], source: Source
) -> list[Error]:
    """Run stages in order over one document, each result added to `results`; the rows for `errors` come back."""
    return [problem for stage in stages for problem in run_stage(stage, results, lexicons, source)]
