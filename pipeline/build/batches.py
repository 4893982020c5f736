"""Batches: what a worker is handed, and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.build.raw_tables import RawError, raw_error, rows_to_arrow, to_stream
from pipeline.ingest import Source
from pipeline.tables import Error


@dataclass(frozen=True, slots=True)
class Setup:
    """What all batches of a build have in common; picklable, and small enough to go with each of them.

    seconds: the longest a document may take; 0 for no limit. memory: bytes that a process of the build's own may take; 0 for
    no limit. preload: texts will need a parse.
    """

    corpus: str
    models: str
    model: str
    parse_identity: str
    seconds: float = 0.0
    memory: int = 0
    preload: bool = True


@dataclass(slots=True)
class Item:
    """A file to work on, or one text of a file that holds many.

    file, sidecars: names below the corpus. known: parse key → packed parse, as far as it may fit.
    """

    path: str
    file: str
    sidecars: tuple[str, ...] = ()
    source: Source | None = None
    known: dict[str, bytes] = field(default_factory=dict)

    @property
    def entry(self) -> str:
        """What the item's rows are filed under if nothing can be read from it."""
        return self.source.doc_id if self.source else no_document(self.path)


def no_document(path: str) -> str:
    """What the rows about a file without documents are filed under: a name that no document has."""
    return f"{path}/"


@dataclass(slots=True)
class Batch:
    """Items and the raw tables to make of them.

    failure: code and message, when the text of the only item could not be worked on and only its bare row is asked for.
    """

    number: int
    items: list[Item]
    emit: frozenset[str]
    failure: tuple[str, str] | None = None


PASSING = frozenset({"time-limit", "worker-died", "no-memory", "unreadable"})
"""Codes of failures that may be gone by the next build, which tries again."""


@dataclass(slots=True)
class Result:
    """What a batch gives: raw tables as Arrow streams, parses worth keeping, and texts to be worked on in their turn.

    entries: path → entry → parse key. digests: path → hash of the bytes that were read. failed: path → code of a failure that
    may pass. seconds: stage → time spent. notes: what the summary should say of the process that worked.
    """

    number: int
    entries: dict[str, dict[str, str]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[bytes]] = field(default_factory=dict)
    parses: dict[str, bytes] = field(default_factory=dict)
    texts: list[Item] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)


def set_aside(batch: Batch, code: str, message: str) -> Result:
    """The result of a batch that cannot be done: a row of `errors` for each of its items."""
    result = Result(batch.number)
    rows: list[RawError] = []
    for item in batch.items:
        result.entries.setdefault(item.path, {})[item.entry] = ""
        if code in PASSING:
            result.failed[item.path] = code
        doc_id = item.source.doc_id if item.source else None
        error = Error(path=item.path, doc_id=doc_id, stage="parse", severity="error", code=code, message=message)
        rows.append(raw_error(error, item.entry, "doc"))
    result.tables["errors"] = [to_stream(rows_to_arrow("errors", rows))]
    return result


def merged(results: Sequence[Result]) -> Result:
    """The results of the pieces of one batch as its result."""
    whole = Result(results[0].number)
    for result in results:
        for path, entries in result.entries.items():
            whole.entries.setdefault(path, {}).update(entries)
        for name, streams in result.tables.items():
            whole.tables.setdefault(name, []).extend(streams)
        whole.digests.update(result.digests)
        whole.failed.update(result.failed)
        whole.notes |= result.notes
        whole.parses.update(result.parses)
        whole.texts += result.texts
        for stage, seconds in result.seconds.items():
            whole.seconds[stage] = whole.seconds.get(stage, 0.0) + seconds
    return whole
