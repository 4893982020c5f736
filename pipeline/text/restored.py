"""Rows found in the view, with their places in the file and the file's characters."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar, cast

from pipeline.tables import Document, Segment
from pipeline.text.view import Origin

_Row = TypeVar("_Row")

_QUOTE = re.compile(r"(?<=:)\d+(?=i?$)")
_IDS = ("quote_id", "parent_quote", "continues", "vote")
"""Columns that hold the start of another row, or an id that ends in one."""


_SLICES = {"": "text", "speaker_": "speaker", "cue_": "cue"}
"""Prefix of a place's columns → the column that holds the characters of the place."""


@cache
def _columns(kind: Any) -> tuple[tuple[tuple[str, str, str | None], ...], tuple[str, ...]]:
    """Of a row type: (start, end, characters) of each place it tells, and the columns with an id that holds a start."""
    names = [field.name for field in fields(kind)]
    prefixes = [name.removesuffix("start") for name in names if name.endswith("start")]
    slices = {prefix: name for prefix, name in _SLICES.items() if name in names}
    spans = tuple((f"{p}start", f"{p}end", slices.get(p)) for p in prefixes if f"{p}end" in names)
    return spans, tuple(name for name in _IDS if name in names)


def restored(row: _Row, text: str, origin: Origin) -> _Row:
    """A row whose offsets count in the view, as it stands in the text of the file: there the offsets, the characters and ids."""
    spans, ids = _columns(cast(Hashable, type(row)))
    new: dict[str, Any] = {}
    for first, last, characters in spans:
        start, end = getattr(row, first), getattr(row, last)
        if start is None or end is None:
            continue
        new[first], new[last] = origin.start(start), origin.end(end) if end > start else origin.start(start)
        if characters is not None and getattr(row, characters) is not None:
            new[characters] = text[new[first] : new[last]]
    for name in ids if origin.moved else ():
        value = getattr(row, name)
        new[name] = _moved(value, origin) if value is not None else None
    return replace(row, **new) if new else row  # type: ignore[type-var]


def _moved(value: str | int, origin: Origin) -> str | int:
    """A start, or an id that ends in one, as it stands in the file."""
    if isinstance(value, int):
        return origin.start(value)
    return _QUOTE.sub(lambda match: str(origin.start(int(match[0]))), value)


def in_file(rows: Sequence[Any], view: str, text: str, origin: Origin) -> list[Any]:
    """Rows found in the view of a text as they stand in the text of its file.

    Segments tile the text: what the view leaves out goes with the segment before it.
    """
    if not origin.moved and view == text:
        return list(rows)
    found = [restored(row, text, origin) for row in rows]
    if not found or isinstance(found[0], Document):
        return [replace(row, text=text) for row in found]
    return _tiled(found, len(text)) if isinstance(found[0], Segment) else found


def _tiled(segments: Sequence[Segment], end: int) -> list[Segment]:
    starts = [0, *(segment.start for segment in segments[1:])]
    bounds = zip(segments, starts, [*starts[1:], end], strict=True)
    return [replace(segment, start=first, end=last) for segment, first, last in bounds]
