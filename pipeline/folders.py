"""Where the files that come with the pipeline stand: in a clone beside the package, in an installation inside it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def models_folder() -> Path:
    """The word lists: those of the folder the command is given in, of the clone, or of the installed package."""
    here = Path("models")
    if (here / "models.toml").is_file():
        return here
    return shipped("models")


def shipped(name: str) -> Path:
    """A top folder of the project (`models`, `output`), wherever this package came from."""
    beside, inside = PACKAGE.parent / name, PACKAGE / f"_{name}"
    return inside if inside.is_dir() else beside
