"""What a build's results depend on besides the documents: code, word lists, packages, the model; told without heavy imports."""

from __future__ import annotations

import ast
import hashlib
import importlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
DISTRIBUTIONS = {"docx": "python_docx"}
"""Import name → distribution name, where they differ."""

MACHINERY = (
    "pipeline.stages",
    *(f"pipeline.build.{name}" for name in ("batches", "raw_tables", "work")),
    *(f"pipeline.build.{name}" for name in ("keys", "reviews", "store")),
)
"""Modules that every row passes through."""

KEYS = ("sentences", "quotes")
"""Tables that the keys of other rows point to."""

REVIEWS = "reviews.csv"
"""The file of verdicts in `models/`."""


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What one stage depends on."""

    module: str
    needs: tuple[str, ...]
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The stages as `build.py` declares them: kept from build to build, so that one with nothing to do imports nothing.

    code: hash of all modules. modules: module → hash of its source and of all it imports, and the packages among these.
    raw: tables filled document by document, the evidence among them. corrections: table and the gathering stage that
    corrects it. keyed: tables whose rows have keys and verdicts.
    """

    code: str
    stages: dict[str, StageFacts]
    modules: dict[str, tuple[str, tuple[str, ...]]]
    suffixes: tuple[str, ...]
    tables: tuple[str, ...]
    raw: tuple[str, ...]
    gathers: tuple[str, ...]
    corrections: tuple[tuple[str, str], ...]
    keyed: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Manifest:
        """From `to_json`."""
        return Manifest(
            code=data["code"],
            stages={
                name: StageFacts(s["module"], tuple(s["needs"]), tuple(s["reads"]))
                for name, s in data["stages"].items()
            },
            modules={name: (digest, tuple(packages)) for name, (digest, packages) in data["modules"].items()},
            suffixes=tuple(data["suffixes"]),
            tables=tuple(data["tables"]),
            raw=tuple(data["raw"]),
            gathers=tuple(data["gathers"]),
            corrections=tuple((table, by) for table, by in data["corrections"]),
            keyed=tuple(data["keyed"]),
        )


def code_digest() -> str:
    """Hash of every module of the pipeline and of the interpreter's version."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for file in sorted(PACKAGE.rglob("*.py")):
        digest.update(str(file.relative_to(PACKAGE)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def read_manifest() -> Manifest:
    """The manifest of the code as it is now; imports the stages."""
    build = importlib.import_module("pipeline.stages")
    ingest = importlib.import_module("pipeline.ingest")
    tables = importlib.import_module("pipeline.tables")
    raw_tables = importlib.import_module("pipeline.build.raw_tables")
    stages = {
        stage.result: StageFacts(
            stage.run.__module__,
            stage.needs,
            tuple(sys.modules[stage.run.__module__].READS) if stage.takes_lexicon else (),
        )
        for stage in (*build.BEFORE_PARSE, *build.AFTER_PARSE, *build.GATHER)
    }
    names = {facts.module for facts in stages.values()} | {"pipeline.ingest", "pipeline.parse.parser", *MACHINERY}
    sources: dict[str, tuple[bytes, set[str]]] = {}
    return Manifest(
        code=code_digest(),
        stages=stages,
        modules={name: _closure(name, sources) for name in sorted(names)},
        suffixes=tuple(sorted(ingest.READERS)),
        tables=tuple(tables.TABLES),
        raw=tuple(raw_tables.raw_types()),
        gathers=tuple(stage.result for stage in build.GATHER),
        corrections=tuple((each.table, each.by) for each in build.CORRECTIONS),
        keyed=tuple(sorted(raw_tables.keyed_tables())),
    )


def _closure(name: str, sources: dict[str, tuple[bytes, set[str]]]) -> tuple[str, tuple[str, ...]]:
    """Hash of a module with all modules of the pipeline it imports, directly or not, and the packages they import."""
    seen: set[str] = set()
    pending = [name]
    packages: set[str] = set()
    while pending:
        module = pending.pop()
        if module in seen:
            continue
        seen.add(module)
        if module not in sources:
            sources[module] = _source(module)
        for imported in sources[module][1]:
            if imported.startswith("pipeline"):
                # The machinery counts by its own source: it imports every stage.
                if name not in MACHINERY:
                    pending.append(imported)
            elif imported not in sys.stdlib_module_names:
                packages.add(imported)
    digest = hashlib.blake2b(digest_size=16)
    for module in sorted(seen):
        digest.update(module.encode() + b"\0" + sources[module][0])
    return digest.hexdigest(), tuple(sorted(packages))


def _source(module: str) -> tuple[bytes, set[str]]:
    """A module's source, and the modules of the pipeline and top-level packages it imports anywhere."""
    file = _module_file(module)
    if file is None:
        return b"", set()
    data = file.read_bytes()
    imported: set[str] = set()
    for node in _statements(ast.parse(data)):
        if isinstance(node, ast.Import):
            imported.update(_known(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported.add(_known(node.module))
            # `from pipeline import names` and `from pipeline.ingest import feeds` import modules.
            submodules = (f"{node.module}.{alias.name}" for alias in node.names)
            imported.update(name for name in submodules if name.startswith("pipeline") and _module_file(name))
    return data, imported


def read_imports(module: str) -> set[str]:
    """The modules of the pipeline and the top-level packages that a module imports anywhere."""
    return _source(module)[1]


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Every statement, without the expressions in it: these hold no imports and are most of a tree."""
    pending = [tree]
    while pending:
        node = pending.pop()
        yield node
        for name in ("body", "orelse", "handlers", "finalbody", "cases"):
            pending += [each for each in getattr(node, name, ()) or () if isinstance(each, ast.AST)]


def _known(module: str) -> str:
    return module if module.partition(".")[0] == "pipeline" else module.partition(".")[0]


def _module_file(module: str) -> Path | None:
    parts = module.split(".")
    if parts[0] != "pipeline":
        return None
    base = PACKAGE.joinpath(*parts[1:])
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)


def package_versions(packages: Iterable[str]) -> dict[str, str]:
    """Package → its version as its metadata folder is named, without importing it; empty when it is not installed."""
    wanted = {DISTRIBUTIONS.get(name, name).lower(): name for name in packages}
    found = dict.fromkeys(wanted.values(), "")
    for folder in sys.path:
        if not folder.endswith(("site-packages", "dist-packages")):
            continue
        for entry in (path.name for path in Path(folder).glob("*.dist-info")):
            name, _, version = entry.removesuffix(".dist-info").lower().partition("-")
            if name in wanted and not found[wanted[name]]:
                found[wanted[name]] = version
    return found


def fingerprints(manifest: Manifest, models: Path, model: str) -> dict[str, dict[str, str]]:
    """Stage → what it depends on, by name, each with a hash; `needs` are stages among the result.

    The pseudo-stages `source` and `doc` stand for reading a file and for the parse. model: identity of the spaCy model.
    """
    versions = package_versions({name for _, packages in manifest.modules.values() for name in packages})
    files = {name: _hash_file(models / name) for facts in manifest.stages.values() for name in facts.reads}
    machinery = {name: manifest.modules[name][0] for name in MACHINERY}

    def parts(module: str) -> dict[str, str]:
        digest, packages = manifest.modules[module]
        return {"code": digest, **{f"package {name}": versions[name] for name in packages}}

    found = {
        "source": {**parts("pipeline.ingest"), **{f"code of {name}": digest for name, digest in machinery.items()}},
        "doc": {**parts("pipeline.parse.parser"), "model": model},
        "reviews": {f"models/{REVIEWS}": _hash_file(models / REVIEWS)},
    }
    for name, facts in manifest.stages.items():
        found[name] = {**parts(facts.module), **{f"models/{file}": files[file] for file in facts.reads}}
    return found


def combined(found: Mapping[str, Mapping[str, str]], needs: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Stage → one hash of its own dependencies and of those of every stage it needs."""
    done: dict[str, str] = {}

    def visit(stage: str) -> str:
        if stage not in done:
            done[stage] = ""
            digest = hashlib.blake2b(repr(sorted(found.get(stage, {}).items())).encode(), digest_size=16)
            for need in sorted(needs.get(stage, ())):
                digest.update(visit(need).encode())
            done[stage] = digest.hexdigest()
        return done[stage]

    for stage in found:
        visit(stage)
    return done


def _hash_file(path: Path) -> str:
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return "missing"
