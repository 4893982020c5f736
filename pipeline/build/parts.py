"""Parts: the Parquet files of a build, each made of what came back from the workers and of rows of the build before."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.build import store
from pipeline.build.batches import Result, no_document
from pipeline.build.corpus import cuts
from pipeline.build.plan import Plan
from pipeline.build.raw_tables import RawError, raw_error, raw_schema, rows_to_arrow, stages_for
from pipeline.tables import Error

ERROR_ORDER = [(name, "ascending") for name in ("entry", "made_by", "start", "end", "code", "message")]


def write_part(table: pa.Table, file: Path) -> None:
    """Write a part, and have the disk hold it; the same rows give the same bytes."""
    with file.open("wb") as stream:
        pq.write_table(table, stream, compression="zstd", compression_level=3)
        stream.flush()
        os.fsync(stream.fileno())


def raw_folder(build: Path, name: str, tables: Collection[str], corrected: Collection[str]) -> Path:
    """Where the raw parts of a table stand: in its own folder if they are its final ones."""
    final = name in tables and name not in corrected and name != "errors"
    return build / name if final else build / store.RAW / name


class OldPart(NamedTuple):
    """A part of the last build that holds all documents of some files, and was closed by a cut after the last of them."""

    number: int
    length: int
    paths: list[str]


class Parts:
    """The raw parts of a build in the making."""

    def __init__(self, plan: Plan, build: Path, last: Path | None) -> None:
        self.plan = plan
        self.build = build
        self.last = last if plan.state is not None else None
        self.tables = plan.manifest.tables
        self.corrected = {table for table, _ in plan.manifest.corrections}
        self.stale = frozenset(plan.stale_raw)
        self.rerun = self._rerun()
        self.rows: dict[str, list[int]] = {name: [] for name in plan.wanted_raw}
        self._folders: dict[tuple[Path, str], str] = {}
        self.linked: dict[str, dict[int, int]] = {name: {} for name in plan.wanted_raw}
        """table → part of this build → part of the last one that it is."""
        self.old_chunks: list[list[str]] = []
        self.old_place: dict[str, int] = {}
        self.whole: dict[str, OldPart] = {}
        self._remember()
        self.results: dict[int, dict[str, Any]] = {}
        self.users: dict[int, int] = {}
        self.sources: dict[str, list[int]] = {}
        self.problems: dict[str, RawError] = {}
        for name in plan.wanted_raw:
            self.folder(self.build, name).mkdir(parents=True, exist_ok=True)

    def folder(self, build: Path, name: str) -> Path:
        """Where the raw parts of a table stand in a build."""
        return raw_folder(build, name, self.tables, self.corrected)

    def _rerun(self) -> set[str]:
        """What of an unchanged document is done again: its errors are replaced by those that come now."""
        if not self.stale:
            return set()
        before, after = stages_for(self.stale)
        return {stage.result for stage in (*before, *after)} | {"source", "doc"}

    def _remember(self) -> None:
        if self.last is None or self.plan.state is None:
            return
        paths: list[str] = []
        entries: list[str] = []
        begins: list[int] = []
        for path, file in sorted(self.plan.files.items()):
            paths.append(path)
            begins.append(len(entries))
            entries += [path] if isinstance(file.keys, str) else sorted(file.keys)
        starts = {*begins}
        same_cuts = self.plan.state.get("cuts") == cuts()
        at = 0
        for number, length in enumerate(self.plan.state["chunks"]):
            chunk = entries[at : at + length]
            self.old_chunks.append(chunk)
            self.old_place.update(dict.fromkeys(chunk, number))
            # The last one ends with the corpus, not at a cut.
            if same_cuts and at in starts and at + length in starts:
                own = paths[bisect_left(begins, at) : bisect_left(begins, at + length)]
                self.whole[own[0]] = OldPart(number, length, own)
            at += length

    def add_problem(self, path: str, severity: str, code: str, message: str) -> None:
        """A row of `errors` for a path that nothing is read from."""
        error = Error(path=path, stage="ingest", severity=severity, code=code, message=message)
        self.problems[path] = raw_error(error, no_document(path), "walk")

    def hold(self, result: Result) -> None:
        """Keep what a batch gave until its documents' parts are made."""
        self.results[result.number] = dict(result.tables)
        self.users[result.number] = len(result.entries)
        for path in result.entries:
            self.sources.setdefault(path, []).append(result.number)

    def release(self, paths: Iterable[str]) -> None:
        """Forget the rows of files whose parts are all made."""
        for path in paths:
            for number in self.sources.pop(path, ()):
                self.users[number] -= 1
                if not self.users[number]:
                    del self.users[number], self.results[number]

    def close(self, chunk: Sequence[tuple[str, str]]) -> None:
        """Make the next part of every table: that of these (path, document) pairs."""
        entries = [entry for _, entry in chunk]
        changed = {entry for path, entry in chunk if path in self.plan.changed}
        same = self._same(entries) if not changed else None
        for name in self.plan.wanted_raw:
            number = len(self.rows[name])
            if same is not None and name not in self.stale and not (name == "errors" and self.stale):
                self._link(name, number, same)
                continue
            fresh = set(entries) if name in self.stale else changed
            table = self._errors(chunk, changed) if name == "errors" else self._assemble(name, chunk, fresh)
            write_part(table, self.folder(self.build, name) / store.part_name(number))
            self.rows[name].append(table.num_rows)

    def keep(self, old: int) -> None:
        """Take over a part of every table from the last build."""
        for name in self.plan.wanted_raw:
            self._link(name, len(self.rows[name]), old)

    def _same(self, entries: Sequence[str]) -> int | None:
        """The part of the last build that has just these documents."""
        if not entries:
            return 0 if self.old_chunks == [[]] else None
        number = self.old_place.get(entries[0])
        return number if number is not None and self.old_chunks[number] == list(entries) else None

    def _link(self, name: str, number: int, old: int) -> None:
        assert self.last is not None and self.plan.state is not None
        before, now = self._place(self.last, name), self._place(self.build, name)
        store.link(f"{before}/{store.part_name(old)}", f"{now}/{store.part_name(number)}")
        self.linked[name][number] = old
        self.rows[name].append(self.plan.state["raw"][name]["rows"][old])

    def _place(self, build: Path, name: str) -> str:
        # Thousands of parts are linked: a path object for each would take longer than the link.
        return self._folders.setdefault((build, name), str(self.folder(build, name)))

    def _assemble(self, name: str, chunk: Sequence[tuple[str, str]], fresh: Collection[str]) -> pa.Table:
        pieces = self._old_rows(name, "doc_id", [entry for _, entry in chunk if entry not in fresh])
        pieces += self._new_rows(name, "doc_id", [(path, entry) for path, entry in chunk if entry in fresh])
        return _sorted(pieces, raw_schema(name), [("doc_id", "ascending")])

    def _errors(self, chunk: Sequence[tuple[str, str]], changed: Collection[str]) -> pa.Table:
        kept = [entry for _, entry in chunk if entry not in changed]
        pieces = self._old_rows("errors", "entry", kept)
        if self.rerun:
            again = pa.array(sorted(self.rerun))
            pieces = [piece.filter(pc.invert(pc.is_in(piece["made_by"], again))) for piece in pieces]
        pieces += self._new_rows("errors", "entry", chunk)
        walked = [self.problems[path] for path, entry in chunk if entry == no_document(path) and path in self.problems]
        pieces.append(rows_to_arrow("errors", walked))
        return _sorted(pieces, raw_schema("errors"), ERROR_ORDER)

    def _old_rows(self, name: str, key: str, entries: Sequence[str]) -> list[pa.Table]:
        groups: dict[int, list[str]] = {}
        for entry in entries:
            if entry in self.old_place:
                groups.setdefault(self.old_place[entry], []).append(entry)
        pieces: list[pa.Table] = []
        for number, wanted in groups.items():
            assert self.last is not None
            piece = pq.read_table(self.folder(self.last, name) / store.part_name(number), schema=raw_schema(name))
            pieces.append(piece if wanted == self.old_chunks[number] else _only(piece, key, wanted))
        return pieces

    def _new_rows(self, name: str, key: str, chunk: Sequence[tuple[str, str]]) -> list[pa.Table]:
        numbers = {number for path, _ in chunk for number in self.sources.get(path, ())}
        wanted = [entry for _, entry in chunk]
        pieces: list[pa.Table] = []
        for number in sorted(numbers):
            data = self.results[number].get(name)
            if data is None:
                continue
            if isinstance(data, list):
                data = pa.concat_tables([pa.ipc.open_stream(stream).read_all() for stream in data])
                self.results[number][name] = data
            pieces.append(_only(data, key, wanted))
        return pieces


def _only(table: pa.Table, key: str, wanted: Sequence[str]) -> pa.Table:
    return table.filter(pc.is_in(table[key], pa.array(wanted, pa.string())))


def _sorted(pieces: Sequence[pa.Table], schema: pa.Schema, order: list[tuple[str, str]]) -> pa.Table:
    """The rows of all pieces, in order; rows that are equal in it stay as they were."""
    table = pa.concat_tables([schema.empty_table(), *pieces]).combine_chunks()
    return table.take(pc.sort_indices(table, sort_keys=order)).cast(schema)
