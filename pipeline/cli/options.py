"""Options that several commands have."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.build.plan import Options
from pipeline.folders import models_folder


def add_output(parser: argparse.ArgumentParser) -> None:
    """Where the tables are, for every command."""
    parser.add_argument("--output", type=Path, default=Path("output"), help="folder of the tables")
    parser.add_argument("--traceback", action="store_true", help="after a failure, say where in the code")


def add_models(parser: argparse.ArgumentParser) -> None:
    """Where the word lists, corrections and reviews are."""
    parser.add_argument("--models", type=Path, default=models_folder(), help="folder of the word lists")


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """What a build is made of, for `build` and what looks ahead at one."""
    parser.add_argument(
        "tables",
        nargs="*",
        metavar="FOLDER|TABLE",
        help="a folder of texts instead of --corpus; only these tables and what they need (default: all)",
    )
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="folder of the texts")
    add_models(parser)
    parser.add_argument("--model", help="another spaCy model: a folder or an installed package")
    parser.add_argument(
        "--follow-links", action="store_true", help="read what symbolic links lead to, outside the corpus too"
    )
    parser.add_argument("--rebuild", action="store_true", help="from scratch, without what earlier builds left")
    parser.add_argument(
        "--verify", action="store_true", help="read every file again instead of trusting sizes and times"
    )


def build_options(told: argparse.Namespace) -> Options:
    """What a build is asked for; raises LookupError when there is no such folder of texts."""
    wanted = {name: getattr(told, name) for name in Options.__slots__ if hasattr(told, name)}
    folders = [name for name in told.tables if "/" in name or (Path(name).is_dir() and not _is_table(name))]
    if len(folders) > 1:
        raise LookupError(f"one folder of texts at a time, not {', '.join(folders)}; subfolders are read with it")
    if folders:
        wanted["corpus"] = Path(folders[0])
    tables = tuple(name for name in told.tables if name not in folders)
    options = Options(**{**wanted, "tables": tables})
    check_corpus(options.corpus)
    return options


def check_corpus(corpus: Path) -> None:
    """Raise OSError, saying what to do, when a folder of texts is none."""
    if corpus.is_dir():
        return
    if corpus.exists():
        raise NotADirectoryError(f"{corpus} is a file; name the folder it lies in")
    if corpus == Path("corpus"):
        raise FileNotFoundError(
            f"there is no folder corpus in {Path.cwd()}: go to the project, or name your folder of texts, "
            "as in: communique build FOLDER"
        )
    raise FileNotFoundError(f"there is no folder {corpus}: give the path of the folder that holds your texts")


def check_output(output: Path) -> None:
    """Raise LookupError, saying what to do, when a folder holds no tables."""
    if not (output / "documents").exists():
        raise LookupError(
            f"{output} holds no tables yet: run `make all`, or name the folder of the tables with --output"
        )


def _is_table(name: str) -> bool:
    from pipeline.tables import TABLES

    return name in TABLES
