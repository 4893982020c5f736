"""The second half of a build: what only the whole corpus can tell, and the final parts of every table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline import stages
from pipeline.build import store
from pipeline.build.parts import Parts, write_part
from pipeline.build.plan import BUILD
from pipeline.tables import SCHEMAS, TABLES, Error, to_arrow

MAPS = "gathered.json"


@dataclass(slots=True)
class Gathered:
    """rows: table → its rows over the corpus. maps: gathering stage → its map of corrections. failures: stage → why."""

    rows: dict[str, list[Any]] = field(default_factory=dict)
    maps: dict[str, dict[Any, str]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)


def gather(parts: Parts, lexicons: dict[str, Any]) -> tuple[Gathered, Gathered]:
    """Run the gathering stages whose tables or corrections are wanted; what they give, and the maps of the last build.

    A stage that raises leaves its table empty and corrects nothing.
    """
    plan = parts.plan
    last = _remembered(parts.last)
    wanted = {by for table, by in plan.manifest.corrections if table in plan.wanted} | set(plan.wanted)
    for stage in reversed(stages.GATHER):
        if stage.result in wanted:
            wanted.update(stage.needs)
    chosen = [stage for stage in stages.GATHER if stage.result in wanted]
    again = {stage.result for stage in chosen}
    found = Gathered(
        maps={name: kept for name, kept in last.maps.items() if name not in again},
        failures={name: why for name, why in last.failures.items() if name not in again},
    )
    results: dict[str, Any] = {}
    for stage in chosen:
        try:
            arguments = {name: results[name] if name in results else raw_table(parts, name) for name in stage.needs}
            if stage.takes_lexicon:
                arguments["lexicon"] = lexicons[stage.run.__module__]
            result = stage.run(**arguments)
        except Exception as error:
            found.failures[stage.result] = f"{type(error).__name__}: {str(error)[:200]}"
            result = _nothing(stage)
        results[stage.result] = result
        for piece in result if isinstance(result, tuple) else (result,):
            if isinstance(piece, dict):
                found.maps[stage.result] = piece
            else:
                found.rows[stage.result] = piece
    return found, last


def _nothing(stage: stages.Stage) -> Any:
    """What a gathering stage returns that finds nothing."""
    if stage.result not in TABLES:
        return {}
    return ([], {}) if any(each.by == stage.result for each in stages.CORRECTIONS) else []


def raw_table(parts: Parts, name: str) -> pa.Table:
    """All rows of a raw table."""
    folder = parts.folder(parts.build, name)
    files = [folder / store.part_name(number) for number in range(len(parts.rows[name]))]
    # Not `read_table`, and no threads: with small files these take longer than the reading.
    opened = (pq.ParquetFile(file, memory_map=True, pre_buffer=False) for file in files)
    return pa.concat_tables([part.read(use_threads=False) for part in opened])


def finish(parts: Parts, gathered: Gathered, last: Gathered) -> dict[str, int]:
    """Write every table that is not final yet; returns table → rows."""
    plan = parts.plan
    counts: dict[str, int] = {}
    for name in plan.wanted:
        if name == BUILD:
            continue
        if name in gathered.rows:
            folder = parts.build / name
            folder.mkdir(exist_ok=True)
            rows = gathered.rows[name]
            write_part(to_arrow(name, rows), folder / store.part_name(0))
            counts[name] = len(rows)
            continue
        counts[name] = sum(parts.rows[name])
        if name in parts.corrected:
            _correct_table(parts, name, gathered.maps, last.maps)
        elif name == "errors":
            counts[name] += len(gathered.failures)
            _final_errors(parts, gathered.failures, last)
    (parts.build / store.RAW).mkdir(exist_ok=True)
    _keep(parts.build / store.RAW, gathered)
    return counts


def _keep(folder: Path, gathered: Gathered) -> None:
    """Write down maps and failures for the next build."""
    maps = {name: list(found.items()) for name, found in gathered.maps.items()}
    store.write_state(folder, {"maps": maps, "failures": gathered.failures}, MAPS)


def _remembered(last: Path | None) -> Gathered:
    """Maps and failures of the last build, without its rows."""
    kept = store.read_state(last / store.RAW if last is not None else None, MAPS)
    if kept is None:
        return Gathered()
    maps = {name: {_key(key): value for key, value in pairs} for name, pairs in kept["maps"].items()}
    return Gathered(maps=maps, failures=kept["failures"])


def _key(key: Any) -> Any:
    """A key of a map as it was before JSON made a list of it."""
    return tuple(key) if isinstance(key, list) else key


def _correct_table(parts: Parts, name: str, maps: dict[str, Any], before: dict[str, Any]) -> None:
    corrections = [each for each in stages.CORRECTIONS if each.table == name]
    moved = {each.column: _differences(before.get(each.by), maps.get(each.by, {})) for each in corrections}
    usable = _usable(parts, name)
    concerned = _concerned(parts, moved)
    folder = parts.build / name
    folder.mkdir(exist_ok=True)
    for number in range(len(parts.rows[name])):
        raw = parts.folder(parts.build, name) / store.part_name(number)
        file = folder / store.part_name(number)
        old = parts.linked[name].get(number)
        same = old not in concerned or not _touched(raw, corrections, moved)
        if old is not None and usable and parts.last is not None and same:
            store.link(parts.last / name / store.part_name(old), file)
            continue
        table = pq.read_table(raw, schema=SCHEMAS[name])
        corrected = table
        for each in corrections:
            corrected = _correct(corrected, each, maps.get(each.by, {}))
        if corrected is table:
            store.link(raw, file)
        else:
            write_part(corrected, file)


def _usable(parts: Parts, name: str) -> bool:
    """Whether the final parts of the last build are of its whole corpus."""
    state = parts.plan.state
    return state is not None and state["tables"].get(name, {}).get("corpus") == state["corpus"]


def _differences(before: dict[Any, str] | None, now: dict[Any, str]) -> set[Any] | None:
    """Keys that two maps treat differently; None when that cannot be told."""
    if before is None:
        return None
    return {key for key, value in now.items() if before.get(key) != value} | (before.keys() - now.keys())


def _concerned(parts: Parts, moved: Mapping[str, set[Any] | None]) -> Collection[int]:
    """The parts of the last build whose documents the keys name: each key is a document, or begins with one."""
    if None in moved.values():
        return range(len(parts.old_chunks))
    documents = {key if isinstance(key, str) else key[0] for keys in moved.values() for key in keys or ()}
    return {parts.old_place[entry] for entry in documents if entry in parts.old_place}


def _touched(raw: Path, corrections: Sequence[stages.Correction], moved: dict[str, set[Any] | None]) -> bool:
    for each in corrections:
        keys = moved[each.column]
        if keys is None:
            return True
        if keys and not keys.isdisjoint(_keys(pq.read_table(raw, columns=list(each.keys)), each)):
            return True
    return False


def _keys(table: pa.Table, correction: stages.Correction) -> Iterator[Any]:
    """The keys of the rows of a table in the map; a row whose last key column is a list has one key for each entry."""
    for *others, last in zip(*(table[name].to_pylist() for name in correction.keys), strict=True):
        for value in last if isinstance(last, list) else [last]:
            yield (*others, value) if others else value


def _correct(table: pa.Table, correction: stages.Correction, mapped: dict[Any, str]) -> pa.Table:
    """The table with one column replaced through a map; the table itself when that changes nothing."""
    if not mapped or not table.num_rows:
        return table
    keys = _keys(table, correction)
    old = table[correction.column].to_pylist()
    new = [
        [mapped.get(next(keys), v) for v in value] if isinstance(value, list) else mapped.get(next(keys), value)
        for value in old
    ]
    if new == old:
        return table
    at = table.schema.get_field_index(correction.column)
    return table.set_column(at, table.schema.field(at), pa.array(new, table.schema.field(at).type))


def _final_errors(parts: Parts, failures: Mapping[str, str], before: Gathered) -> None:
    """`errors` without what only the build needs to know; failures of gathering stages stand at its end."""
    folder = parts.build / "errors"
    folder.mkdir(exist_ok=True)
    schema = SCHEMAS["errors"]
    last = len(parts.rows["errors"]) - 1
    # Without its maps, nothing is known of the failures of the last build either.
    usable = _usable(parts, "errors") and bool(before.maps)
    for number in range(last + 1):
        file = folder / store.part_name(number)
        old = parts.linked["errors"].get(number)
        ends = (failures and number == last) or (before.failures and old == len(parts.old_chunks) - 1)
        if old is not None and usable and parts.last is not None and not ends:
            store.link(parts.last / "errors" / store.part_name(old), file)
            continue
        raw = pq.read_table(parts.folder(parts.build, "errors") / store.part_name(number))
        table = raw.select(schema.names).cast(schema)
        if number == last and failures:
            table = pa.concat_tables([table, to_arrow("errors", [_failure(*each) for each in failures.items()])])
        write_part(table, file)


def _failure(stage: str, why: str) -> Error:
    message = f"{why}; the table over the corpus that the stage makes is empty, and it corrects no other"
    return Error(path="", stage=stage, severity="error", code="stage-failed", message=message)


def severities(parts: Parts) -> dict[str, int]:
    """How many rows of `errors` are errors and how many warnings."""
    column = pq.read_table(parts.build / "errors", columns=["severity"])["severity"]
    return {entry["values"]: entry["counts"] for entry in column.value_counts().to_pylist()}
