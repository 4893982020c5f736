"""Rows found in the view, with their places in the file and the file's characters."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar, cast

from pipeline.text.view import Origin, View

_Row = TypeVar("_Row")

_QUOTE = re.compile(r"(?<=:)\d+(?=i?$)")
_IDS = ("quote_id", "parent_quote", "continues")
"""Columns whose values end in the start of a quote."""


@cache
def _columns(kind: Any) -> tuple[tuple[tuple[str, str, str], ...], tuple[str, ...]]:
    """Of a row type: (start, end, characters) of each place it tells, and the columns with an id that holds a start."""
    names = [field.name for field in fields(kind)]
    prefixes = [name.removesuffix("start") for name in names if name.endswith("start")]
    spans = tuple((f"{p}start", f"{p}end", p.rstrip("_") or "text") for p in prefixes if f"{p}end" in names)
    return spans, tuple(name for name in _IDS if name in names)


def restored(row: _Row, view: str, text: str, origin: Origin) -> _Row:
    """A row whose offsets count in the view, as it stands in the file.

    A column that holds the characters of its place in the view gets those of the file.
    """
    spans, ids = _columns(cast(Hashable, type(row)))
    new: dict[str, Any] = {}
    for first, last, characters in spans:
        start, end = getattr(row, first), getattr(row, last)
        if start is None or end is None:
            continue
        new[first], new[last] = origin.start(start), origin.end(end) if end > start else origin.start(start)
        if getattr(row, characters, None) == view[start:end]:
            new[characters] = text[new[first] : new[last]]
    if origin.moved:
        for name in ids:
            value = getattr(row, name)
            new[name] = value and _QUOTE.sub(lambda match: str(origin.start(int(match[0]))), value)
        if getattr(row, "vote", None) is not None:
            new["vote"] = origin.start(row.vote)  # type: ignore[attr-defined]
    return replace(row, **new) if new else row  # type: ignore[type-var]


def in_file(rows: Sequence[_Row], view: View, text: str) -> Sequence[_Row]:
    """Rows found in the view of a text as they stand in the text of its file."""
    if not view.origin.moved and view.text == text:
        return rows
    return [restored(row, view.text, text, view.origin) for row in rows]
