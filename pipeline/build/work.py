"""The work: a batch of files to rows, as one worker does it, from reading over the parse to Arrow."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline import stages
from pipeline.build.batches import PASSING, Batch, Item, Result, Setup, no_document
from pipeline.build.corpus import read_digest
from pipeline.build.fingerprints import KEYS
from pipeline.build.keys import with_keys
from pipeline.build.limits import Overtime, time_limit
from pipeline.build.raw_tables import (
    fitting,
    keyed_tables,
    parse_free,
    raw_error,
    raw_schema,
    rows_to_arrow,
    stages_for,
    to_stream,
)
from pipeline.build.reviews import read_reviews, review
from pipeline.ingest import Source, load, read_loaded
from pipeline.ingest.reports import UnreadableError, problem
from pipeline.tables import Document, Error, Segment
from pipeline.text.restored import in_file

ENGLISH = ("en", "und", None)
"""Languages whose texts are parsed: the model is English, and most texts do not say what they are."""

LONGEST = 1_000_000
"""Characters of the longest text that is parsed: beyond it the parser needs gigabytes."""


@dataclass(slots=True)
class _Text:
    """A text on its way through the stages. used: seconds that reading it and its stages took by now."""

    source: Source
    item: Item
    results: dict[str, Any]
    key: str = ""
    packed: bytes | None = None
    used: float = 0.0


class Worker:
    """Works on batches one after the other; the model is loaded when the first text needs a parse."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.lexicons = stages.load_lexicons(Path(setup.models), [*stages.BEFORE_PARSE, *stages.AFTER_PARSE])
        self.reviews = read_reviews(Path(setup.models))
        self.notes: tuple[str, ...] = ()
        self._nlp: Any = None
        self._blank: Any = None

    def process(self, batch: Batch) -> Result:
        """All rows of a batch; whatever is wrong with a document is among its rows of `errors`."""
        return _Batch(self, batch).run()

    @property
    def nlp(self) -> Any:
        """The model."""
        if self._nlp is None:
            from pipeline.parse.parser import load_folder, notes_on

            self._nlp = load_folder(self.setup.model)
            self.notes = notes_on(self._nlp)
        return self._nlp

    @property
    def vocab_owner(self) -> Any:
        """Where parses from the cache are unpacked: the model when it is loaded, else an empty pipeline, sooner there."""
        if self._nlp is not None:
            return self._nlp
        if self._blank is None:
            import spacy

            self._blank = spacy.blank("en")
        return self._blank


class _Batch:
    """One batch in the making."""

    def __init__(self, worker: Worker, batch: Batch) -> None:
        self.worker = worker
        self.batch = batch
        self.before, self.after = stages_for(batch.emit)
        self.rows: dict[str, list[Any]] = {name: [] for name in batch.emit}
        self.result = Result(batch.number)
        self.paths: dict[str, str] = {}

    def run(self) -> Result:
        texts = [text for item in self.batch.items for text in self.read(item)]
        if self.batch.failure is None:
            self.work_on(texts)
        else:
            for text in texts:
                self.doubt(text.item, "doc", *self.batch.failure, doc_id=text.source.doc_id)
                self.emit(text)
        self.result.notes.update(self.worker.notes)
        self.to_arrow()
        return self.result

    def work_on(self, texts: Sequence[_Text]) -> None:
        """Parse the texts that need it, and find what there is in each of them."""
        first: dict[str, _Text] = {}
        for text in texts:
            if text.key and text.packed is None:
                first.setdefault(text.key, text)
        unparsed = list(first.values())
        with contextlib.ExitStack() as zones:
            # Strings and lexemes of a batch leave with it; nothing of a Doc outlives this block.
            if unparsed:
                zones.enter_context(self.worker.nlp.memory_zone())
            owner = self.worker.vocab_owner
            if not unparsed:
                zones.enter_context(owner.memory_zone())
            docs = self.parse(unparsed)
            for text in texts:
                doc = docs.pop(id(text), None)
                if doc is None and text.key:
                    text.packed = text.packed or self.result.parses.get(text.key)
                    doc = self.unpack(text, owner) if text.packed else None
                self.finish(text, doc)
                del doc

    @contextlib.contextmanager
    def limited(self, text: _Text | None = None) -> Iterator[None]:
        """A block that may take what is left of a document's time."""
        seconds = self.worker.setup.seconds
        started = time.perf_counter()
        try:
            with time_limit(seconds - (text.used if text else 0.0) if seconds else None):
                yield
        finally:
            if text is not None:
                text.used += time.perf_counter() - started

    def took_too_long(self) -> str:
        """How a message about the limit begins."""
        return f"took more than {self.worker.setup.seconds:g} s"

    def read(self, item: Item) -> Iterator[_Text]:
        """The texts of an item after the stages before the parse; a file with many texts hands them back instead."""
        started = time.perf_counter()
        sources = [item.source] if item.source is not None else self.sources(item)
        used = time.perf_counter() - started
        self.spent("source", started)
        entries = self.result.entries.setdefault(item.path, {})
        if not sources:
            entries[no_document(item.path)] = ""
        if len(sources) > 1:
            self.result.texts += [replace(item, source=_clean(source)) for source in sources]
            return
        for source in sources:
            text = self.start(_clean(source), item, used)
            if text is not None:
                yield text

    def sources(self, item: Item) -> list[Source]:
        """The texts of a file; what was wrong with it is among the rows of `errors`."""
        file = Path(self.worker.setup.corpus, item.file)
        sources: list[Source] = []
        problems: list[Error] = []
        code = ""
        try:
            with self.limited():
                loaded = load(file, [Path(name).name for name in item.sidecars])
                below = dict(zip(item.sidecars, loaded.sidecars.values(), strict=True))
                self.result.digests[item.path] = read_digest(loaded.data, below)
                sources, problems = read_loaded(loaded, file.suffix.lower(), item.path)
        except Overtime:
            code, reason = "time-limit", f"reading it {self.took_too_long()}"
        except MemoryError:
            code, reason = "no-memory", "there was not enough memory to read it"
        except UnreadableError as error:
            problems = [problem(item.path, error.code, str(error))]
        except OSError as error:
            code, reason = "unreadable", error.strerror or repr(error)
        if code:
            self.doubt(item, "source", code, f"the file could not be read: {reason}")
        first = sources[0].doc_id if sources else no_document(item.path)
        for found in problems:
            self.add_error(found, found.doc_id or first, "source")
        return sources

    def start(self, source: Source, item: Item, used: float) -> _Text | None:
        """A text after the stages before the parse; None when they failed, and then its bare row is made."""
        text = _Text(source, item, {"source": source}, used=used)
        self.paths[source.doc_id] = source.path
        self.result.entries[item.path][source.doc_id] = ""
        try:
            with self.limited(text):
                for stage in self.before:
                    self.run_stage(stage, text)
        except (Exception, Overtime) as error:
            code, reason = self.cause(error, "stage-failed")
            self.doubt(item, "segments", code, f"{reason}; nothing is read from the text", source.doc_id)
            self.emit(text)
            return None
        if self.batch.failure is None and self.is_parsed(text):
            from pipeline.parse.cache import parse_key

            text.key = parse_key(self.worker.setup.parse_identity, *_unparsed(text))
            self.result.entries[item.path][source.doc_id] = text.key
            text.packed = item.known.get(text.key)
        return text

    def is_parsed(self, text: _Text) -> bool:
        """Whether a text is parsed: one in English that is not too long."""
        language = text.results["document"].language
        if language is not None and language.partition("-")[0].lower() not in ENGLISH:
            return False
        if len(text.source.text) <= LONGEST:
            return True
        message = f"{len(text.source.text):,} characters; texts beyond {LONGEST:,} are not parsed and have no rows"
        self.doubt(text.item, "doc", "too-long", message, text.source.doc_id)
        return False

    def cause(self, error: BaseException, otherwise: str) -> tuple[str, str]:
        """Code and words for what ended the work on a text."""
        if isinstance(error, Overtime):
            return "time-limit", self.took_too_long()
        if isinstance(error, MemoryError):
            return "no-memory", "there was not enough memory"
        code = "too-long" if type(error).__name__ == "TooManyTokensError" else otherwise
        return code, f"{type(error).__name__}: {error}" if code == otherwise else str(error)

    def parse(self, texts: Sequence[_Text]) -> dict[int, Any]:
        """id of a text → its Doc; a text that cannot be parsed has an error instead."""
        if not texts:
            return {}
        from pipeline.parse.packing import pack
        from pipeline.parse.parser import parse

        started = time.perf_counter()
        docs: dict[int, Any] = {}
        try:
            with self.limited():
                for text, doc in zip(texts, parse(self.worker.nlp, map(_unparsed, texts)), strict=True):
                    docs[id(text)] = doc
        except (Exception, Overtime):
            docs = {id(text): self.parse_one(text) for text in texts}
        self.spent("doc", started)
        started = time.perf_counter()
        for text in texts:
            if docs[id(text)] is not None and text.key not in self.result.parses:
                self.result.parses[text.key] = pack(docs[id(text)])
        self.spent("pack", started)
        return docs

    def parse_one(self, text: _Text) -> Any:
        """The Doc of one text, or None and an error."""
        from pipeline.parse.parser import parse

        try:
            with self.limited():
                return next(parse(self.worker.nlp, [_unparsed(text)]))
        except (Exception, Overtime) as error:
            code, reason = self.cause(error, "parse-failed")
            self.doubt(text.item, "doc", code, f"{reason}; the text has no rows", text.source.doc_id)
            text.key = ""
            return None

    def unpack(self, text: _Text, owner: Any) -> Any:
        """The Doc of a packed parse; one that is damaged is parsed again."""
        from pipeline.parse.packing import pack, unpack

        started = time.perf_counter()
        try:
            return unpack(text.packed or b"", owner.vocab, text.results["view"].text)
        except ValueError:
            nlp = self.worker.nlp
            with contextlib.nullcontext() if nlp is owner else nlp.memory_zone():
                doc = self.parse_one(text)
                if doc is None:
                    return None
                self.result.parses[text.key] = packed = pack(doc)
            return unpack(packed, owner.vocab, text.results["view"].text)
        finally:
            self.spent("unpack", started)

    def finish(self, text: _Text, doc: Any) -> None:
        """The stages after the parse, and the rows of one document."""
        if doc is not None:
            text.results["doc"] = doc
        else:
            text.results["documents"] = [text.results["document"]]
        try:
            with self.limited(text):
                for stage in self.after:
                    if doc is not None or stage.result in parse_free():
                        self.run_stage(stage, text)
        except (MemoryError, Overtime) as error:
            code, reason = self.cause(error, "")
            message = f"{reason} after the parse; the document has no rows beyond those found by then"
            self.doubt(text.item, "doc", code, message, text.source.doc_id)
        self.emit(text)

    def emit(self, text: _Text) -> None:
        """The rows of one document; it has one in `documents` whatever failed."""
        results = text.results
        source = results.get("reading", text.source)
        if "document" not in results:
            facts = {name: getattr(source, name) for name in ("doc_id", "path", "sha256", "format", "encoding", "text")}
            results["document"] = Document(**facts)
            results["segments"] = [Segment(doc_id=source.doc_id, start=0, end=len(source.text), role="body")]
        # A stage that failed left nothing in its place.
        results["documents"] = results.get("documents") or [results["document"]]
        for name, found in self.made(text).items():
            if name in self.rows:
                in_order = "start" in raw_schema(name).names
                self.rows[name] += sorted(found, key=attrgetter("start")) if in_order else found
        results.clear()

    def made(self, text: _Text) -> dict[str, Sequence[Any]]:
        """Table → the rows of a document, with their keys and as reviews have them."""
        results = text.results
        wanted = {*self.rows, *keyed_tables(), *KEYS} - {"errors"}
        names = [name for name in sorted(wanted) if name in results]
        found = {name: self.restore(text, results[name]) if name in stages.IN_VIEW else results[name] for name in names}
        keyed = with_keys(found)
        reviewed, problems = review(keyed, self.worker.reviews.get(text.source.doc_id, ()), text.source)
        for doubt in problems:
            self.add_error(doubt, text.source.doc_id, doubt.stage)
        return reviewed

    def run_stage(self, stage: stages.Stage, text: _Text) -> None:
        started = time.perf_counter()
        problems = stages.run_stage(stage, text.results, self.worker.lexicons, text.source)
        if stage.result in stages.IN_VIEW:
            problems = self.restore(text, problems)
        for found in problems:
            self.add_error(found, text.source.doc_id, stage.result)
        self.spent(stage.result, started)

    def restore(self, text: _Text, rows: Sequence[Any]) -> list[Any]:
        """Rows found in the view of a text as they stand in its file."""
        reading, view = text.results.get("reading"), text.results.get("view")
        if reading is None:
            return list(rows)
        return in_file(rows, view.text if view else reading.text, text.source.text, reading.origin)

    def spent(self, name: str, started: float) -> None:
        self.result.seconds[name] = self.result.seconds.get(name, 0.0) + time.perf_counter() - started

    def doubt(self, item: Item, made_by: str, code: str, message: str, doc_id: str | None = None) -> None:
        """A row of `errors` for what could not be done."""
        if code in PASSING:
            self.result.failed[item.path] = code
        stage = {"source": "ingest", "doc": "parse"}.get(made_by, made_by)
        error = Error(path=item.path, doc_id=doc_id, stage=stage, severity="error", code=code, message=message)
        self.add_error(error, doc_id or item.entry, made_by)

    def add_error(self, error: Error, entry: str, made_by: str) -> None:
        self.rows["errors"].append(raw_error(error, entry, made_by))

    def to_arrow(self) -> None:
        """The rows of all documents as Arrow; a value that no table can hold costs itself alone."""
        started = time.perf_counter()
        for name in sorted(self.rows, key="errors".__eq__):
            if not self.rows[name]:
                continue
            try:
                table = rows_to_arrow(name, self.rows[name])
            except (ValueError, OverflowError, TypeError):
                self.rows[name], lost = fitting(name, self.rows[name])
                for row, column in lost:
                    self.add_misfit(name, row, column)
                table = rows_to_arrow(name, self.rows[name])
            self.result.tables[name] = [to_stream(table)]
        self.spent("arrow", started)

    def add_misfit(self, name: str, row: Any, column: str) -> None:
        """The row of `errors` about a value that no table can hold."""
        message = (
            f"{column} of a row of {name}: {getattr(row, column)!r} is beyond what the table can hold; it is left out"
        )
        path = self.paths.get(row.doc_id, row.doc_id)
        error = Error(
            path=path, doc_id=row.doc_id, stage=name, severity="warning", code="out-of-range", message=message
        )
        self.add_error(error, row.doc_id, name)


def _unparsed(text: _Text) -> tuple[str, Any, set[int]]:
    view = text.results["view"]
    closings = {mark.end for mark in text.results["marks"] if mark.closed}
    return view.text, view.segments, closings


_SURROGATE = re.compile("[\ud800-\udfff]")


def _clean(source: Source) -> Source:
    """A source without lone surrogates, which no table can hold: each becomes U+FFFD, so that offsets stay."""
    values = {f.name: value for f in fields(source) if isinstance(value := getattr(source, f.name), str)}
    bad: dict[str, Any] = {
        name: _SURROGATE.sub("\ufffd", value) for name, value in values.items() if not _encodable(value)
    }
    return replace(source, **bad) if bad else source


def _encodable(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
