"""Which spaCy model a build uses: found and identified without importing spaCy."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model's folder on disk, its name and version, and a hash that changes when the model does."""

    folder: str
    name: str
    identity: str


class ModelError(Exception):
    """The model that was asked for is not there; the message says what to do."""


def find_model(name: str | None, models: Path) -> ModelSpec:
    """The model that `--model` names, a folder or an installed package, or the one `models.toml` has for English.

    Raises ModelError.
    """
    if name is None:
        entry = tomllib.loads((models / "models.toml").read_text(encoding="utf-8"))["en"]
        return package_model(entry["package"], entry.get("model"), entry.get("version"))
    folder = Path(name)
    if (folder / "config.cfg").is_file():
        return _spec(folder.resolve(), _tree_digest(folder))
    if name.isidentifier():
        return package_model(name)
    raise ModelError(f"{name}: neither a folder with a spaCy model (config.cfg) nor the name of an installed package")


def package_model(package: str, model: str | None = None, version: str | None = None) -> ModelSpec:
    """The model inside an installed package: in its folder `model-version`, or in the only one that holds a config.cfg."""
    # Found, not imported: importing such a package would load the model a second time.
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModelError(f"the package {package} is not installed: run `make setup`, or install it into .venv")
    top = Path(spec.origin).parent
    if model is not None and version is not None:
        folders = [top / f"{model}-{version}"]
    else:
        folders = sorted(path.parent for path in [*top.glob("config.cfg"), *top.glob("*/config.cfg")])
    if len(folders) != 1 or not (folders[0] / "config.cfg").is_file():
        raise ModelError(f"the package {package} holds no spaCy model ({[str(f) for f in folders]})")
    return _spec(folders[0], package)


def _spec(folder: Path, content: str) -> ModelSpec:
    meta = (folder / "meta.json").read_bytes()
    told = json.loads(meta)
    name = f"{told.get('lang', '')}_{told.get('name', '')}-{told.get('version', '')}"
    identity = hashlib.blake2b(meta + (folder / "config.cfg").read_bytes() + content.encode(), digest_size=16)
    return ModelSpec(str(folder), name, identity.hexdigest())


def _tree_digest(folder: Path) -> str:
    """Hash of all files of a model given by its path: it can be trained again under the same version."""
    digest = hashlib.blake2b(digest_size=16)
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0")
        with file.open("rb") as stream:
            for block in iter(lambda: stream.read(1 << 20), b""):
                digest.update(block)
    return digest.hexdigest()
