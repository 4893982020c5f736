"""The plan of a build: what changed since the last one, and which tables that makes stale; no heavy imports."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.build import store
from pipeline.build.corpus import Listing, Unit, content_digest, find_units, walk
from pipeline.build.fingerprints import KEYS, Manifest, code_digest, combined, fingerprints, read_manifest
from pipeline.parse.model import ModelSpec, find_model

VERSION = 4
"""Of the state file: a build with another one starts anew."""

BUILD = "build"
"""The table of one row that says what made the others."""

TRIED_BUILDS = 3
"""Builds in a row that try a text whose failure may pass; then it is left until it, or what it depends on, changes."""

LEFT_BEHIND = "left behind when other tables were built alone"

UNREADABLE = "unreadable:"
"""What the digest of a file begins with whose bytes cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a build is asked for.

    tables: empty for all. jobs: None for one a core. seconds: longest that a document may take. memory: bytes that each process
    of the build's own may take; 0 for no limit.
    """

    corpus: Path
    output: Path
    models: Path = Path("models")
    tables: tuple[str, ...] = ()
    jobs: int | None = None
    model: str | None = None
    engine: str = "local"
    scheduler: str | None = None
    rebuild: bool = False
    verify: bool = False
    seconds: float = 120.0
    memory: int = 4 << 30
    follow_links: bool = False
    tls_ca_file: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None

    @property
    def workers(self) -> int:
        """How many processes work side by side."""
        return self.jobs or len(os.sched_getaffinity(0))


class FileState(NamedTuple):
    """What a build remembers of a file.

    digest: of the bytes that were read. keys: entry → parse key; the key alone where the path is the only document. failed:
    the code of a failure that may pass, and how many builds in a row it stopped; empty when all is well.
    """

    stamp: str
    digest: str
    keys: str | Mapping[str, str]
    failed: str = ""

    def entries(self, path: str) -> Mapping[str, str]:
        """Document → parse key."""
        return {path: self.keys} if isinstance(self.keys, str) else self.keys


@dataclass(slots=True)
class Plan:
    """What there is to do, and why.

    changed: path → reason. restamped: files with other times and the same bytes. stale_raw, stale: table → reason, for rows
    of single documents and for whole tables.
    """

    options: Options
    state: dict[str, Any] | None
    listing: Listing
    manifest: Manifest
    model: ModelSpec
    prints: dict[str, dict[str, str]]
    raw_prints: dict[str, str]
    final_prints: dict[str, str]
    wanted_raw: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    units: dict[str, Unit] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    files: dict[str, FileState] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    restamped: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    stale_raw: dict[str, str] = field(default_factory=dict)
    stale: dict[str, str] = field(default_factory=dict)
    same_listing: bool = False

    @property
    def nothing(self) -> bool:
        """Whether everything is as the last build left it."""
        return not (self.changed or self.gone or self.stale_raw or self.stale)

    @property
    def corpus_id(self) -> str:
        """Identity of all documents by content."""
        lines = [f"{path}\0{digest}" for path, digest in sorted(self.digests.items())]
        return hashlib.blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()


def make_plan(options: Options) -> Plan:
    """Compare corpus, code, word lists and model with what the last build left.

    Raises OSError when the corpus cannot be listed, ModelError, and LookupError for an unknown table.
    """
    listing = walk(options.corpus, skip=options.output, follow_links=options.follow_links)
    last = store.current_build(options.output)
    state = None if options.rebuild else store.read_state(last)
    if state is not None and state.get("version") != VERSION:
        state = None
    code = code_digest()
    known = state is not None and state["manifest"]["code"] == code
    manifest = Manifest.from_json(state["manifest"]) if state is not None and known else read_manifest()
    model = find_model(options.model, options.models)
    prints = fingerprints(manifest, options.models, model.identity)
    each = combined(
        prints, {**{name: facts.needs for name, facts in manifest.stages.items()}, "doc": ("segments", "marks")}
    )
    keys = " ".join(each[name] for name in (*KEYS, "reviews") if name in each)
    raw = {name: each.get(name, "") + (keys if name in manifest.keyed else "") for name in manifest.raw}
    final = {
        name: " ".join(
            [each[name] if name in manifest.gathers else "", *(each[by] for t, by in manifest.corrections if t == name)]
        )
        for name in manifest.tables
    }
    final[BUILD] = " ".join([model.identity, made_of(prints, "code"), made_of(prints, "package ")])
    plan = Plan(options, state, listing, manifest, model, prints, raw, final)
    plan.wanted, plan.wanted_raw = _closure(options.tables, manifest)
    _compare_files(plan)
    _compare_tables(plan, last)
    if plan.same_listing and not plan.nothing:
        plan.files = read_files(plan)
        if plan.state is None:
            return make_plan(replace(options, rebuild=True))
        plan.digests = {path: file.digest for path, file in plan.files.items()}
        plan.units = find_units(listing, manifest.suffixes)
    return plan


def _closure(tables: tuple[str, ...], manifest: Manifest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The tables to be written for those asked for, and the raw tables they are made of."""
    unknown = sorted(set(tables) - set(manifest.tables))
    if unknown:
        raise LookupError(f"no such table: {', '.join(unknown)} (there are {', '.join(manifest.tables)})")
    wanted = {*tables, "documents", "errors", BUILD} if tables else set(manifest.tables)
    gathers: set[str] = set()
    pending = [by for table, by in manifest.corrections if table in wanted] + [
        t for t in wanted if t in manifest.gathers
    ]
    raw = wanted & set(manifest.raw)
    while pending:
        name = pending.pop()
        if name in gathers:
            continue
        gathers.add(name)
        for need in manifest.stages[name].needs:
            if need in manifest.gathers:
                pending.append(need)
            elif need in manifest.raw:
                raw.add(need)
    # What is gathered on the way is written too: it belongs with the ids it gave.
    wanted |= gathers & set(manifest.tables)
    raw |= wanted & set(manifest.raw)
    return tuple(t for t in manifest.tables if t in wanted), tuple(t for t in manifest.raw if t in raw)


def made_of(prints: Mapping[str, Mapping[str, str]], prefix: str) -> str:
    """One digest of all parts of the fingerprints whose names begin with a prefix."""
    parts = sorted(
        {(part, value) for facts in prints.values() for part, value in facts.items() if part[: len(prefix)] == prefix}
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _compare_files(plan: Plan) -> None:
    options, state = plan.options, plan.state
    if state is not None and not options.verify and state["suffixes"] == list(plan.manifest.suffixes):
        plan.same_listing = state["listing"] == plan.listing.digest()
        if plan.same_listing:
            return
    plan.files = read_files(plan)
    plan.units = find_units(plan.listing, plan.manifest.suffixes)
    known = 0
    for path, unit in plan.units.items():
        old = plan.files.get(path)
        known += old is not None
        if old is not None and unit.stamp and unit.stamp == old.stamp and not options.verify:
            plan.digests[path] = old.digest
        else:
            plan.digests[path] = _digest(options.corpus, unit)
        reason = _why_changed(old, plan.digests[path], verify=options.verify)
        if reason:
            plan.changed[path] = reason
        elif old is not None and old.stamp != unit.stamp:
            plan.restamped.append(path)
    plan.gone = sorted(plan.files.keys() - plan.units.keys()) if known < len(plan.files) else []


def _digest(corpus: Path, unit: Unit) -> str:
    """The hash of a unit's bytes, or why there is none."""
    try:
        return content_digest(corpus, unit)
    except OSError as error:
        return f"{UNREADABLE}{error.errno}"


def _why_changed(old: FileState | None, digest: str, *, verify: bool) -> str:
    """Why a file is worked on; empty when it need not be."""
    if old is None:
        return "new"
    if old.digest != digest:
        same_text = old.digest.partition(":")[0] == digest.partition(":")[0]
        return "its sidecar changed" if same_text else "changed"
    code, _, builds = old.failed.partition(" ")
    return f"tried again after {code}" if code and (verify or int(builds) < TRIED_BUILDS) else ""


def read_files(plan: Plan) -> dict[str, FileState]:
    """path → what the last build remembers of it."""
    files = store.read_state(store.current_build(plan.options.output), store.FILES) if plan.state is not None else {}
    if files is None:
        # Without it nothing the last build left can be used.
        plan.state = None
        return {}
    return {path: FileState(*facts) for path, facts in files.items()}


def _compare_tables(plan: Plan, last: Path | None) -> None:
    state = plan.state
    damage = "never built" if state is None or last is None else _damage(last, state, thorough=plan.options.verify)
    if damage and state is not None:
        _start_anew(plan, damage)
    raw = {name: damage or _why_stale(plan, name) for name in plan.wanted_raw}
    tables = {name: damage or _why_unfinished(plan, name) for name in plan.wanted}
    plan.stale_raw.update({name: reason for name, reason in raw.items() if reason})
    plan.stale.update({name: reason for name, reason in tables.items() if reason})


def _why_unfinished(plan: Plan, name: str) -> str:
    """Why a table is written anew, its rows of single documents aside; empty when it need not be."""
    state = plan.state or {"tables": {}, "corpus": ""}
    built = state["tables"].get(name)
    if built is None:
        return "never built"
    if built["final"] != plan.final_prints[name]:
        return explain(plan, [name, *(by for table, by in plan.manifest.corrections if table == name)])
    return "" if built["corpus"] == state["corpus"] else LEFT_BEHIND


def _damage(last: Path, state: Mapping[str, Any], *, thorough: bool) -> str:
    """What of the last build is not as it left it; empty when all is."""
    if thorough and store.read_state(last, store.FILES) is None:
        return f"{store.FILES} is damaged"
    return store.damaged_part(last, state["parts"], thorough=thorough)


def _start_anew(plan: Plan, damage: str) -> None:
    """Use no row of a damaged build; what it knew of parses still helps, since each of them is checked."""
    plan.files = plan.files or read_files(plan)
    plan.units = plan.units or find_units(plan.listing, plan.manifest.suffixes)
    plan.state = None
    plan.same_listing = False
    for path, unit in plan.units.items():
        plan.digests[path] = _digest(plan.options.corpus, unit)
        plan.changed.setdefault(path, damage)
    plan.gone = sorted(plan.files.keys() - plan.units.keys())
    plan.wanted, plan.wanted_raw = _closure((), plan.manifest)


def _why_stale(plan: Plan, name: str) -> str:
    state = plan.state or {}
    built = state["raw"].get(name)
    if built is None:
        return "never built"
    if built["corpus"] != state["corpus"]:
        return LEFT_BEHIND
    if built["print"] != plan.raw_prints[name]:
        return explain(plan, [name, *((*KEYS, "reviews") if name in plan.manifest.keyed else ())])
    return ""


def explain(plan: Plan, stages: list[str]) -> str:
    """What changed among all that these stages depend on."""
    old = (plan.state or {}).get("prints", {})
    seen: set[str] = set()
    reasons: list[str] = []
    pending = list(stages)
    while pending:
        stage = pending.pop(0)
        if stage in seen or stage not in plan.prints:
            continue
        seen.add(stage)
        before, now = old.get(stage, {}), plan.prints[stage]
        changes = [part for part in sorted({*before, *now}) if before.get(part) != now.get(part)]
        label = {"source": "reading", "doc": "the parse"}.get(stage, stage)
        reasons += [f"{part} of {label} changed" if part == "code" else f"{part} changed" for part in changes]
        facts = plan.manifest.stages.get(stage)
        pending += facts.needs if facts else ("segments", "marks") if stage == "doc" else ()
    return "; ".join(dict.fromkeys(reasons)) or "built before another change"
