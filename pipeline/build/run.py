"""A build from start to end: lock, plan, documents, gathering, and the switch to the new tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.build import store
from pipeline.build.corpus import cuts, find_units
from pipeline.build.plan import BUILD, VERSION, FileState, Options, Plan, make_plan

if TYPE_CHECKING:
    from pipeline.build.driver import Documents, Progress
    from pipeline.build.engines import Engine
    from pipeline.build.parts import Parts

IN_PROCESS = 64
"""Documents up to which one process is faster than starting others."""


@dataclass(slots=True)
class Summary:
    """What a build did.

    parsed: texts that went through the model. severities: of the rows of `errors`. notes: what was not as it usually is.
    """

    nothing: bool
    documents: int
    parsed: int
    worked: int
    rows: dict[str, int]
    severities: dict[str, int]
    seconds: float
    stages: dict[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


Report = Callable[["Progress"], None]


def run(options: Options, report: Report = lambda _progress: None, engine: Engine | None = None) -> Summary:
    """Bring the output folder up to date with the corpus. engine: who computes, chosen by the work there is if not given.

    Raises StoreError, ModelError, EngineError, KnowledgeError, OSError, LookupError: then readers see the last complete build.
    """
    started = time.perf_counter()
    if options.output.exists() and options.output.samefile(options.corpus):
        raise store.StoreError(f"{options.output} is the corpus itself: name another folder with --output")
    with store.locked(options.output, _table_names):
        plan = make_plan(options)
        store.check_places(options.output, plan.manifest.tables)
        if plan.nothing and plan.state is not None:
            _remember(plan)
            summary = _summary(plan.state, nothing=True)
        else:
            summary = _build(plan, report, engine)
    summary.seconds = time.perf_counter() - started
    return summary


def _table_names() -> Iterable[str]:
    from pipeline.tables import TABLES

    return TABLES


def _summary(state: dict[str, Any], *, nothing: bool) -> Summary:
    rows = {name: table["rows"] for name, table in state["tables"].items()}
    return Summary(nothing, rows.get("documents", 0), 0, 0, rows, state["severities"], 0.0)


def _remember(plan: Plan) -> None:
    """After a build with nothing to do: keep what was learnt about times and code, so that the next one is sooner."""
    assert plan.state is not None
    output = plan.options.output
    build = store.current_build(output)
    assert build is not None
    tables = list(plan.state["tables"])
    if not store.exposed(output, tables):
        store.expose(output, tables)
    code = plan.manifest.to_json()
    if plan.same_listing and plan.state["manifest"]["code"] == code["code"]:
        return
    files = plan.files
    if not plan.same_listing:
        stamps = {path: files[path]._replace(stamp=plan.units[path].stamp) for path in plan.restamped}
        files = {**files, **stamps}
        store.write_state(build, files, store.FILES)
    listing = _listing(plan, files)
    store.write_state(build, {**plan.state, "listing": listing, "manifest": code, "suffixes": code["suffixes"]})


def _listing(plan: Plan, files: Mapping[str, FileState]) -> str:
    """The digest by which the next walk sees that nothing changed; empty when it must look at the files one by one."""
    unsure = bool(plan.listing.racy) or any(
        (not state.stamp and plan.units[path].stamp) or state.failed for path, state in files.items()
    )
    return "" if unsure else plan.listing.digest()


def _build(plan: Plan, report: Report, engine: Engine | None) -> Summary:
    from pipeline.build.driver import Documents
    from pipeline.build.gather import finish, gather
    from pipeline.build.parts import Parts
    from pipeline.parse.cache import ParseCache
    from pipeline.stages import GATHER, load_lexicons

    output = plan.options.output
    lexicons = load_lexicons(plan.options.models, GATHER)
    if plan.units == {}:
        plan.units = find_units(plan.listing, plan.manifest.suffixes)
    last = store.current_build(output)
    build, interrupted = store.begin(output)
    cache = ParseCache(output / store.CACHE)
    if plan.options.rebuild:
        cache.clear()
    try:
        parts = Parts(plan, build, last)
        documents = Documents(plan, parts, cache, report)
        documents.run(engine or _engine(plan, interrupted=interrupted))
        rows = finish(parts, *gather(parts, lexicons))
        _carry(plan, parts, last)
        files = documents.states()
        state = _state(plan, parts, documents, rows, files)
        store.write_state(build, files, store.FILES)
        store.write_state(build, state)
        store.switch(output, build, list(state["tables"]))
        if plan.changed or plan.gone or plan.stale_raw:
            cache.prune(_parse_keys(files.values()))
    finally:
        cache.close()
    summary = _summary(state, nothing=False)
    summary.parsed, summary.worked = documents.progress.parsed, documents.progress.total
    summary.stages = documents.progress.seconds
    summary.notes = tuple(sorted(documents.notes))
    return summary


def _parse_keys(files: Iterable[FileState]) -> set[str]:
    """The keys of all parses that a document needs."""
    keys: set[str] = set()
    for file in files:
        keys.update([file.keys] if isinstance(file.keys, str) else file.keys.values())
    return keys


def _engine(plan: Plan, *, interrupted: bool) -> Engine:
    """Who computes: another process only where that pays, or where the last build came to a sudden end in this one."""
    from pipeline.build.driver import parse_identity
    from pipeline.build.engines import Here
    from pipeline.build.engines.local import Local

    options = plan.options
    if options.engine == "dask":
        from pipeline.build.engines.dask import Dask

        tls = {
            "tls_ca_file": options.tls_ca_file,
            "tls_client_cert": options.tls_cert,
            "tls_client_key": options.tls_key,
        }
        return Dask(options.scheduler, options.workers, {name: str(file) for name, file in tls.items() if file})
    # From the cache, a document costs about a fifteenth.
    again = len(plan.digests) if plan.stale_raw else 0
    documents = len(plan.changed) + (
        again if plan.state is not None and plan.state["parse"] != parse_identity(plan) else again // 15
    )
    if documents <= IN_PROCESS and options.jobs in (None, 1) and not interrupted:
        return Here()
    return Local(options.workers)


def _carry(plan: Plan, parts: Parts, last: Path | None) -> None:
    """Link over the tables this build leaves alone."""
    if last is None or plan.state is None:
        return
    for names, place, folder in (
        (plan.state["raw"], set(plan.wanted_raw), parts.folder),
        (plan.state["tables"], set(plan.wanted), lambda build, name: build / name),
    ):
        for name in names:
            if name not in place:
                new = folder(parts.build, name)
                new.mkdir(parents=True, exist_ok=True)
                for file in sorted(folder(last, name).glob("*.parquet")):
                    if not (new / file.name).exists():
                        store.link(file, new / file.name)


def _state(
    plan: Plan, parts: Parts, documents: Documents, rows: dict[str, int], files: Mapping[str, FileState]
) -> dict[str, Any]:
    """What the next build goes by."""
    from pipeline.build.about import write_about
    from pipeline.build.gather import severities

    old = plan.state or {"raw": {}, "tables": {}, "parts": {}}
    corpus = plan.corpus_id
    raw = {
        name: {"print": plan.raw_prints[name], "corpus": corpus, "rows": parts.rows[name]} for name in plan.wanted_raw
    }
    rows = {**rows, BUILD: 1}
    tables = {name: {"final": plan.final_prints[name], "corpus": corpus, "rows": rows[name]} for name in plan.wanted}
    kept = {name: t for name, t in {**old["tables"], **tables}.items() if name in plan.manifest.tables}
    found = severities(parts)
    write_about(plan, parts.build, {name: kept[name]["rows"] for name in plan.manifest.tables if name in kept}, found)
    return {
        "version": VERSION,
        "listing": _listing(plan, files),
        "suffixes": list(plan.manifest.suffixes),
        "manifest": plan.manifest.to_json(),
        "prints": plan.prints,
        "corpus": corpus,
        "parse": documents.identity,
        "chunks": documents.chunks,
        "cuts": cuts(),
        "raw": {**old["raw"], **raw},
        "tables": kept,
        "severities": found,
        "parts": store.part_states(parts.build, old["parts"]),
    }
