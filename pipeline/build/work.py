"""The work: a batch of files to rows, as one worker does it, from reading over the parse to Arrow."""

from __future__ import annotations

import contextlib
import re
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline import stages
from pipeline.build.batches import Batch, Item, Result, Setup
from pipeline.build.fingerprints import KEYS
from pipeline.build.keys import with_keys
from pipeline.build.raw_tables import (
    RawError,
    keyed_tables,
    parse_free,
    raw_schema,
    rows_to_arrow,
    stages_for,
    to_stream,
)
from pipeline.build.reviews import read_reviews, review
from pipeline.ingest import Source, read_file
from pipeline.tables import Error
from pipeline.text.restored import in_file

ENGLISH = ("en", "und", None)
"""Languages whose texts are parsed: the model is English, and most texts do not say what they are."""

LONGEST = 1_000_000
"""Characters of the longest text that is parsed: beyond it the parser needs gigabytes."""


class Overtime(Exception):
    """A document took longer than it may."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise Overtime in the block once it has run so long; without effect outside the main thread."""
    if not seconds or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise Overtime(f"took more than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@dataclass(slots=True)
class _Text:
    """A text on its way through the stages."""

    source: Source
    item: Item
    results: dict[str, Any]
    key: str = ""
    packed: bytes | None = None


class Worker:
    """Works on batches one after the other; the model is loaded when the first text needs a parse."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.lexicons = stages.load_lexicons(Path(setup.models), [*stages.BEFORE_PARSE, *stages.AFTER_PARSE])
        self.reviews = read_reviews(Path(setup.models))
        self._nlp: Any = None
        self._blank: Any = None

    def process(self, batch: Batch) -> Result:
        """All rows of a batch; whatever is wrong with a document is among its rows of `errors`."""
        return _Batch(self, batch).run()

    @property
    def nlp(self) -> Any:
        """The model."""
        if self._nlp is None:
            from pipeline.parse.parser import load_folder

            self._nlp = load_folder(self.setup.model)
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
        self.limit = worker.setup.seconds

    def run(self) -> Result:
        texts = [text for item in self.batch.items for text in self.read(item)]
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
        self.to_arrow()
        return self.result

    def read(self, item: Item) -> Iterator[_Text]:
        """The texts of an item after the stages before the parse; a file with many texts hands them back instead."""
        setup = self.worker.setup
        started = time.perf_counter()
        sources: list[Source] = []
        problems: list[Error] = []
        if item.source is not None:
            sources = [item.source]
        else:
            try:
                with time_limit(self.limit):
                    sources, problems = read_file(Path(setup.corpus, item.file), item.path)
            except Exception as error:
                code = "time-limit" if isinstance(error, Overtime) else "unreadable-file"
                reason = error.strerror if isinstance(error, OSError) and error.strerror else repr(error)[:200]
                self.doubt(item, "source", code, f"the file could not be read: {reason}")
        entries = self.result.entries.setdefault(item.path, {})
        first = sources[0].doc_id if sources else item.path
        for problem in problems:
            self.add_error(problem, problem.doc_id or first, "source")
        self.spent("source", started)
        if not sources:
            entries[item.path] = ""
        if len(sources) > 1:
            self.result.texts += [Item(item.path, item.file, _clean(source), item.known) for source in sources]
            return
        for source in sources:
            text = self.start(_clean(source), item)
            if text is not None:
                yield text

    def start(self, source: Source, item: Item) -> _Text | None:
        text = _Text(source, item, {"source": source})
        self.result.entries[item.path][source.doc_id] = ""
        try:
            with time_limit(self.limit):
                for stage in self.before:
                    self.run_stage(stage, text)
        except Exception as error:
            self.doubt(
                item,
                "segments",
                "stage-failed",
                f"{type(error).__name__}: {str(error)[:200]}; nothing is read from the text",
            )
            return None
        language = text.results["document"].language
        if language is not None and language.partition("-")[0].lower() not in ENGLISH:
            return text
        if len(source.text) > LONGEST:
            message = f"{len(source.text):,} characters; texts beyond {LONGEST:,} are not parsed and have no rows"
            self.doubt(item, "doc", "too-long", message)
            return text
        from pipeline.parse.cache import parse_key

        text.key = parse_key(self.worker.setup.parse_identity, *_unparsed(text))
        self.result.entries[item.path][source.doc_id] = text.key
        text.packed = item.known.get(text.key)
        return text

    def parse(self, texts: Sequence[_Text]) -> dict[int, Any]:
        """id of a text → its Doc; a text that cannot be parsed has an error instead."""
        if not texts:
            return {}
        from pipeline.parse.packing import pack
        from pipeline.parse.parser import parse

        started = time.perf_counter()
        docs: dict[int, Any] = {}
        try:
            for text, doc in zip(texts, parse(self.worker.nlp, map(_unparsed, texts)), strict=True):
                docs[id(text)] = doc
        except Exception:
            docs = {id(text): self.parse_one(text) for text in texts}
        self.spent("doc", started)
        started = time.perf_counter()
        for text in texts:
            if docs[id(text)] is not None and text.key not in self.result.parses:
                self.result.parses[text.key] = pack(docs[id(text)])
        self.spent("pack", started)
        return docs

    def parse_one(self, text: _Text) -> Any:
        from pipeline.parse.parser import parse

        try:
            with time_limit(self.limit):
                return next(parse(self.worker.nlp, [_unparsed(text)]))
        except Exception as error:
            message = f"{type(error).__name__}: {str(error)[:200]}; the text has no rows"
            self.doubt(text.item, "doc", "parse-failed", message, text.source.doc_id)
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
        results = text.results
        if doc is not None:
            results["doc"] = doc
        else:
            results["documents"] = [results["document"]]
        try:
            with time_limit(self.limit):
                for stage in self.after:
                    if doc is not None or stage.result in parse_free():
                        self.run_stage(stage, text)
        except Overtime as error:
            message = f"{error} after the parse; the document has no rows beyond those found by then"
            self.doubt(text.item, "doc", "time-limit", message, text.source.doc_id)
            results.setdefault("documents", [results["document"]])
        for name, found in self.made(text).items():
            if name in self.rows:
                self.rows[name] += (
                    sorted(found, key=attrgetter("start")) if "start" in raw_schema(name).names else found
                )
        results.clear()

    def made(self, text: _Text) -> dict[str, Sequence[Any]]:
        """Table → the rows of a document, with their keys and as reviews have them."""
        results = text.results
        wanted = {*self.rows, *keyed_tables(), *KEYS} - {"errors"}
        names = [name for name in sorted(wanted) if name in results]
        found = {name: self.restore(text, results[name]) if name in stages.IN_VIEW else results[name] for name in names}
        keyed = with_keys(found)
        reviewed, problems = review(keyed, self.worker.reviews.get(text.source.doc_id, ()), text.source)
        for problem in problems:
            self.add_error(problem, text.source.doc_id, problem.stage)
        return reviewed

    def run_stage(self, stage: stages.Stage, text: _Text) -> None:
        started = time.perf_counter()
        problems = stages.run_stage(stage, text.results, self.worker.lexicons, text.source)
        if stage.result in stages.IN_VIEW:
            problems = self.restore(text, problems)
        for problem in problems:
            self.add_error(problem, text.source.doc_id, stage.result)
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
        stage = {"source": "ingest", "doc": "parse"}.get(made_by, made_by)
        error = Error(path=item.path, doc_id=doc_id, stage=stage, severity="error", code=code, message=message)
        self.add_error(error, doc_id or item.entry, made_by)

    def add_error(self, error: Error, entry: str, made_by: str) -> None:
        self.rows["errors"].append(RawError(**asdict(error), entry=entry, made_by=made_by))

    def to_arrow(self) -> None:
        started = time.perf_counter()
        for name, rows in self.rows.items():
            if rows:
                self.result.tables[name] = [to_stream(rows_to_arrow(name, rows))]
        self.spent("arrow", started)


def _unparsed(text: _Text) -> tuple[str, Any, set[int]]:
    view = text.results["view"]
    closings = {mark.end for mark in text.results["marks"] if mark.closed}
    return view.text, view.segments, closings


_SURROGATE = re.compile("[\ud800-\udfff]")


def _clean(source: Source) -> Source:
    """A source without lone surrogates, which no table can hold: each becomes U+FFFD, so that offsets stay."""
    values = {name: value for name, value in asdict(source).items() if isinstance(value, str)}
    bad = {name: _SURROGATE.sub("\ufffd", value) for name, value in values.items() if not _encodable(value)}
    return Source(**{**asdict(source), **bad}) if bad else source


def _encodable(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
