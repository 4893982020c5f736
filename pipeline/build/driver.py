"""The driver of a build: hands out the files that need work, and closes a part as soon as all its documents are there."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.build.batches import Batch, Item, Result, Setup, no_document
from pipeline.build.corpus import is_cut
from pipeline.build.engines import Engine
from pipeline.build.parts import Parts
from pipeline.build.plan import UNREADABLE, FileState, Plan
from pipeline.parse.cache import ParseCache

BATCH_ITEMS, LEAST_ITEMS, BATCH_BYTES = 64, 8, 200_000
"""A batch is full at so many texts or so many bytes: about two seconds of work."""

WINDOW = 8192
"""Files that may be handed out beyond the first that is not done: this bounds the memory of the driver."""


@dataclass(slots=True)
class Progress:
    """Counts while a build runs. seconds: stage → time spent in it by all workers."""

    total: int = 0
    done: int = 0
    parsed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


class Documents:
    """The document-by-document half of a build: from files to raw parts."""

    def __init__(self, plan: Plan, parts: Parts, cache: ParseCache, report: Callable[[Progress], None]) -> None:
        self.plan = plan
        self.parts = parts
        self.cache = cache
        self.report = report
        self.progress = Progress()
        self.paths = sorted(plan.digests)
        self.index: dict[str, int] = {}
        self.found: dict[str, dict[str, str]] = {}
        self.read: dict[str, str] = {}
        """path → hash of the bytes that a worker read."""
        self.failed: dict[str, str] = {}
        """path → code of a failure that may pass."""
        self.notes: set[str] = set()
        self.everything = frozenset(plan.wanted_raw)
        self.stale = self.parts.stale | ({"errors"} if self.parts.stale else frozenset())
        self.todo: deque[str] = deque()
        self.ready: deque[str] = deque()
        self.texts: deque[Item] = deque()
        self.open: dict[str, int] = {}
        self.sent: dict[int, Batch] = {}
        self.numbers = 0
        self.waiting: dict[str, list[str]] = {}
        """Hash of bytes that are worked on for the first time → the other files with them."""
        self.settled: set[str] = set()
        self.frontier = 0
        self.chunk: list[tuple[str, str]] = []
        self.passed: list[str] = []
        self.chunks: list[int] = []
        self.identity = parse_identity(plan)
        # With another model or other parse code no old parse fits, and equal texts are again parsed once.
        self.reparse = plan.state is not None and plan.state["parse"] != self.identity
        self._by_content: dict[str, list[str]] | None = {} if self.reparse else None
        self._shared = {self.content(path) for path in plan.changed if path in plan.digests}

    def run(self, engine: Engine) -> None:
        """Do all the work there is; afterwards every raw part of the build is there."""
        plan = self.plan
        for path in self.paths if self.stale else sorted(plan.changed):
            problem = plan.units[path].problem
            if problem is None:
                self.todo.append(path)
            elif path in plan.changed:
                self.found[path] = {no_document(path): ""}
                self.parts.add_problem(path, problem.severity, problem.code, problem.message)
        self.open = dict.fromkeys(self.todo, 1)
        self.index = {path: number for number, path in enumerate(self.paths) if path in self.open}
        self.progress.total = len(self.todo)
        self.report(self.progress)
        self.advance()
        for result in engine.run(self.setup(), self.batches()):
            self.take(result)
            self.advance()
            self.report(self.progress)
        if self.chunk or not self.chunks:
            self.close_chunk()

    def setup(self) -> Setup:
        """What all batches have in common."""
        options = self.plan.options
        folders = str(options.corpus), str(options.models), self.plan.model.folder
        preload = bool(self.plan.changed) or self.reparse
        return Setup(*folders, self.identity, options.seconds, options.memory, preload=preload)

    def batches(self) -> Iterator[Batch | None]:
        """The work in batches, in the order of the paths; None while the next one depends on results that are out."""
        filling: dict[frozenset[str], list[Item]] = {}
        sizes: Counter[frozenset[str]] = Counter()
        while self.open:
            found = self.next_item()
            if found is not None:
                item, size = found
                emit = self.everything if item.path in self.plan.changed else self.stale
                filling.setdefault(emit, []).append(item)
                sizes[emit] += size
                if len(filling[emit]) < self.batch_items() and sizes[emit] < BATCH_BYTES:
                    continue
            elif filling:
                emit = next(iter(filling))
            else:
                yield None
                continue
            sizes[emit] = 0
            yield self.send(filling.pop(emit), emit)

    def batch_items(self) -> int:
        """How many texts go together: many parse faster than few, but towards the end no worker should wait for another."""
        return max(LEAST_ITEMS, min(BATCH_ITEMS, (len(self.todo) + len(self.texts)) // (4 * self.plan.options.workers)))

    def send(self, items: list[Item], emit: frozenset[str]) -> Batch:
        """A batch, numbered and remembered until its result is there."""
        self.numbers += 1
        batch = Batch(self.numbers, items, emit)
        self.sent[batch.number] = batch
        return batch

    def next_item(self) -> tuple[Item, int] | None:
        """The next file or text to work on and its size, if there is one that need not wait."""
        if self.texts:
            item = self.texts.popleft()
            assert item.source is not None
            old = self.plan.files.get(item.path)
            item.known = self.cache.get([old.entries(item.path).get(item.source.doc_id, "")] if old else [])
            return item, len(item.source.text)
        path = self._next_path()
        if path is None:
            return None
        unit = self.plan.units[path]
        size = int(self.plan.listing.files[unit.file].partition(" ")[0])
        return Item(path, unit.file, unit.sidecars, None, self.cache.get(self.keys(path))), size

    def _next_path(self) -> str | None:
        if self.ready:
            return self.ready.popleft()
        while self.todo and self.index[self.todo[0]] - self.frontier < WINDOW:
            path = self.todo.popleft()
            content = self.content(path)
            # A text that is being parsed under another name is parsed once: its twins wait for the cache.
            if content in self.waiting and (path in self.plan.changed or self.reparse):
                self.waiting[content].append(path)
                continue
            if content not in self.settled:
                self.waiting.setdefault(content, [])
            return path
        return None

    def content(self, path: str) -> str:
        """Hash of a file's bytes, its sidecars aside."""
        return self.plan.digests[path].partition(":")[0]

    def keys(self, path: str) -> list[str]:
        """Keys of the parses that may fit a file: its own, and those of files with the same bytes."""
        old = None if self.reparse else self.plan.files.get(path)
        keys = _only_key(old) if old is not None else []
        if path in self.plan.changed or self.reparse:
            keys += self.keys_by_content().get(self.content(path), [])
        return list(dict.fromkeys(keys))[:4]

    def keys_by_content(self) -> dict[str, list[str]]:
        """Hash of bytes → parse keys, for the files of the last build and those done in this one."""
        if self._by_content is None:
            self._by_content = {}
            for file in self.plan.files.values():
                self._learn(file)
        return self._by_content

    def _learn(self, file: FileState) -> None:
        content = file.digest.partition(":")[0]
        # Nobody asks for the others.
        if self._by_content is not None and (self.reparse or content in self._shared):
            known = self._by_content.setdefault(content, [])
            known += [key for key in _only_key(file) if key not in known[:4]]

    def entries(self, path: str) -> Mapping[str, str]:
        """The documents of a file with their parse keys; the path itself when it holds none."""
        found = self.found.get(path)
        return found if found is not None else self.plan.files[path].entries(path)

    def states(self) -> dict[str, FileState]:
        """What the next build is told of each file."""
        plan = self.plan
        # Most files are as they were, and so is what is known of them.
        states = dict(plan.files)
        for path in plan.gone:
            del states[path]
        for path in (*plan.restamped, *self.found):
            entries = self.entries(path)
            keys = entries[path] if entries.keys() == {path} else entries
            # Other bytes than those that were planned for were read: the next build looks again.
            digest = self.read.get(path, plan.digests[path])
            sure = digest == plan.digests[path] and not digest.startswith(UNREADABLE)
            states[path] = FileState(plan.units[path].stamp if sure else "", digest, keys, self.failure(path))
        return states

    def failure(self, path: str) -> str:
        """The failure that may pass of a file, and how many builds in a row it stopped."""
        code = self.failed.get(path, "")
        old = self.plan.files.get(path)
        if path not in self.found:
            return old.failed if old is not None else ""
        same = old is not None and old.digest == self.plan.digests[path] and old.failed.startswith(code)
        before = int(old.failed.partition(" ")[2] or 0) if same and old is not None else 0
        return f"{code} {before + 1}" if code else ""

    def take(self, result: Result) -> None:
        """Keep what a batch gave."""
        self.cache.put(result.parses)
        self.read.update(result.digests)
        self.failed.update(result.failed)
        self.notes |= result.notes
        self.progress.parsed += len(result.parses)
        for stage, seconds in result.seconds.items():
            self.progress.seconds[stage] = self.progress.seconds.get(stage, 0.0) + seconds
        for item in self.sent.pop(result.number).items:
            self.open[item.path] -= 1
            if item.source is None:
                content = self.content(item.path)
                self.settled.add(content)
                self.ready += self.waiting.pop(content, ())
                self.found[item.path] = {}
        for item in result.texts:
            self.open[item.path] += 1
        self.texts += result.texts
        self.parts.hold(result)
        for path, entries in result.entries.items():
            self.found[path].update(entries)
            if not self.open[path]:
                del self.open[path]
                self.progress.done += 1
                self._learn(FileState("", self.plan.digests[path], self.found[path]))

    def advance(self) -> None:
        """Close every part whose documents are all there."""
        while self.frontier < len(self.paths):
            if not self.chunk and self.keep_chunk():
                continue
            path = self.paths[self.frontier]
            if path in self.open:
                return
            for entry in sorted(self.entries(path)):
                self.chunk.append((path, entry))
                if is_cut(entry, len(self.chunk)):
                    self.close_chunk()
            self.passed.append(path)
            self.frontier += 1

    def keep_chunk(self) -> bool:
        """Take over the next part as the last build left it, if it begins here and none of its files has changed."""
        old = self.parts.whole.get(self.paths[self.frontier])
        if old is None or self.stale:
            return False
        paths = self.paths[self.frontier : self.frontier + len(old.paths)]
        if paths != old.paths or not (self.open.keys().isdisjoint(paths) and self.found.keys().isdisjoint(paths)):
            return False
        self.parts.keep(old.number)
        self.chunks.append(old.length)
        self.frontier += len(paths)
        return True

    def close_chunk(self) -> None:
        """Make the next part of every table."""
        self.parts.close(self.chunk)
        self.chunks.append(len(self.chunk))
        self.chunk = []
        self.parts.release(self.passed)
        self.passed = []


def _only_key(file: FileState) -> list[str]:
    """The parse key of a file with one document."""
    if isinstance(file.keys, str):
        return [file.keys] if file.keys else []
    return [key for key in file.keys.values() if key] if len(file.keys) == 1 else []


def parse_identity(plan: Plan) -> str:
    """Hash of the model, the packages and the code that a parse depends on."""
    facts = [f"{part}={value}" for part, value in sorted(plan.prints["doc"].items()) if part != "code"]
    package = Path(__file__).parents[1]
    files = sorted((package / "parse").rglob("*.py"))
    parts = (*facts, *(file.read_text(encoding="utf-8") for file in files))
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
