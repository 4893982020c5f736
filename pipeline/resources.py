"""Strict, typed readers of the files in `models/`: every slip is named by file and line."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import tomllib
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

Row = TypeVar("Row")


class KnowledgeError(ValueError):
    """A file of `models/` does not say what its reader needs; the message starts with `file:line`."""


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split("|") if part.strip())


_CONVERT: dict[Any, Callable[[str], Any]] = {
    str: str,
    int: int,
    float: float,
    bool: lambda v: {"yes": True, "no": False, "": False}[v],
    datetime.date: datetime.date.fromisoformat,
    tuple[str, ...]: _split,
}


class Models:
    """The files under `models/` that one stage may read.

    root: the folder. reads: the files the stage declares, relative to it; asking for another one raises `KnowledgeError`,
    so that a stage's fingerprint can never miss a file it depends on.
    """

    def __init__(self, root: Path, reads: Sequence[str]) -> None:
        self.root = root
        self.reads = frozenset(reads)

    def _open(self, name: str) -> Path:
        if name not in self.reads:
            raise KnowledgeError(f"{name}:0: read by a stage that does not declare it (declared: {sorted(self.reads)})")
        path = self.root / name
        if not path.is_file():
            raise KnowledgeError(f"{path}:0: file is missing")
        return path

    def csv(self, name: str, row_type: type[Row], *, unique: str | None = None) -> list[Row]:
        """The rows of a CSV file as `row_type`, a dataclass whose fields are the columns in order.

        Empty cells are None where the field allows it; `tuple[str, ...]` cells are separated by `|`. unique: a column in
        which no value may stand twice. Raises KnowledgeError for an unknown or missing column, a cell that is not of its
        type, a wrong number of cells, a duplicate.
        """
        path = self._open(name)
        fields = [f.name for f in dataclasses.fields(typing.cast(Any, row_type))]
        hints = typing.get_type_hints(row_type)
        types_of = [(name, *_type(hints[name])) for name in fields]
        rows: list[Row] = []
        seen: dict[str, int] = {}
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream)
            header = next(reader, [])
            if header != fields:
                raise KnowledgeError(f"{path}:1: columns are {header}, expected {fields}")
            for cells in reader:
                try:
                    values = _values(cells, types_of)
                except ValueError as error:
                    raise KnowledgeError(f"{path}:{reader.line_num}: {error}") from error
                if unique is not None:
                    key = str(values[unique])
                    if key in seen:
                        where = f"{path}:{reader.line_num}"
                        raise KnowledgeError(f"{where}: {unique} {key!r} stands in line {seen[key]} already")
                    seen[key] = reader.line_num
                rows.append(row_type(**values))
        return rows

    def lines(self, name: str) -> list[str]:
        """The entries of a one-a-line text file; `#` starts a comment, a duplicate raises KnowledgeError."""
        path = self._open(name)
        seen: dict[str, int] = {}
        for number, entry in _entries(path):
            if entry in seen:
                raise KnowledgeError(f"{path}:{number}: {entry!r} stands in line {seen[entry]} already")
            seen[entry] = number
        return list(seen)

    def pairs(self, name: str) -> dict[str, str]:
        """The entries of a `key = value` text file, one a line; a duplicate key or a missing `=` raises KnowledgeError."""
        path = self._open(name)
        found: dict[str, str] = {}
        for number, entry in _entries(path):
            key, sign, value = (part.strip() for part in entry.partition("="))
            if not (key and sign and value):
                raise KnowledgeError(f"{path}:{number}: {entry!r} is not `key = value`")
            if key in found:
                raise KnowledgeError(f"{path}:{number}: {key!r} stands twice")
            found[key] = value
        return found

    def optional(self, name: str, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The named columns of a CSV file that a user may add, row by row; nothing when the file is not there.

        Other columns are passed over. Raises KnowledgeError for a missing column.
        """
        if name not in self.reads:
            self._open(name)
        path = self.root / name
        if not path.is_file():
            return
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = sorted(set(columns) - set(reader.fieldnames or ()))
            if missing:
                raise KnowledgeError(f"{path}:1: the columns {missing} are missing")
            for row in reader:
                yield tuple(row[column] or "" for column in columns)

    def toml(self, name: str) -> dict[str, Any]:
        """A TOML file; a syntax error raises KnowledgeError with its place."""
        path = self._open(name)
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise KnowledgeError(f"{path}:0: {error}") from error


def _entries(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            entry = line.split("#", 1)[0].strip()
            if entry:
                yield number, entry


def _type(hint: Any) -> tuple[Any, bool]:
    """The type of a field's cells, and whether they may be empty."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(h for h in typing.get_args(hint) if h is not type(None)), True
    return hint, False


def _values(cells: Sequence[str], types_of: Sequence[tuple[str, Any, bool]]) -> dict[str, Any]:
    """The cells of a row by field, each as its type; raises ValueError saying which is wrong."""
    if len(cells) != len(types_of):
        raise ValueError(f"{len(cells)} cells, expected {len(types_of)}")
    values: dict[str, Any] = {}
    for cell, (name, kind, optional) in zip(cells, types_of, strict=True):
        if cell and kind is str:
            values[name] = cell
        elif not cell and optional:
            values[name] = None
        elif not cell and kind is str:
            raise ValueError(f"{name}: empty")
        else:
            try:
                values[name] = _CONVERT[kind](cell)
            except (ValueError, KeyError) as error:
                raise ValueError(f"{name}: {cell!r} is no {getattr(kind, '__name__', kind)}") from error
    return values
