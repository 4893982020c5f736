"""A document's text in pieces, each with the rows that it lies in: what a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pipeline.tables import SCHEMAS

MARKED = frozenset(name for name, schema in SCHEMAS.items() if {"start", "rule"} <= set(schema.names))
"""Tables whose rows are marked in a text."""

PORTION = 30_000
"""Characters of a text on one page: with all that is marked in it a page stays well below a megabyte."""

UNTOLD = frozenset(["doc_id", "start", "end", "text", "quote_id", "sentence_start", "rule"])
"""Columns that a row's note leaves out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that lie in the same rows. anchors: of the rows that begin here; told: the rows, a line each."""

    text: str
    classes: str = ""
    told: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(slots=True)
class Stretch:
    """A segment, or what of it fits a page."""

    role: str
    start: int
    end: int
    pieces: list[Piece] = field(default_factory=list)
    speakers: list[dict[str, Any]] = field(default_factory=list)


Rows = Sequence[tuple[str, Mapping[str, Any]]]
"""(table, row) of a document, in the order of their starts."""


def portions(segments: Iterable[Mapping[str, Any]]) -> list[list[Stretch]]:
    """The segments of a document, page by page; a segment that is too long for one is cut."""
    pages: list[list[Stretch]] = [[]]
    room = PORTION
    for segment in segments:
        for start in range(segment["start"], segment["end"], PORTION):
            stretch = Stretch(segment["role"], start, min(segment["end"], start + PORTION))
            if room < stretch.end - stretch.start:
                pages.append([])
                room = PORTION
            pages[-1].append(stretch)
            room -= stretch.end - stretch.start
    return pages


def mark(text: str, page: Sequence[Stretch], rows: Rows) -> None:
    """Fill the stretches of a page with their pieces and speakers."""
    at = 0
    open_rows: list[tuple[str, Mapping[str, Any]]] = []
    for stretch in page:
        begins = at
        while at < len(rows) and rows[at][1]["start"] < stretch.end:
            at += 1
        own = [each for each in open_rows if each[1]["end"] > stretch.start] + list(rows[begins:at])
        stretch.pieces = list(_pieces(text, stretch, own))
        stretch.speakers = [
            {"start": row["start"], "name": row.get("speaker_name") or row["speaker"]}
            for name, row in rows[begins:at]
            if name == "quotes" and row["start"] >= stretch.start and row.get("speaker")
        ]
        open_rows = [each for each in own if each[1]["end"] > stretch.end]


def _pieces(text: str, stretch: Stretch, rows: Rows) -> Iterator[Piece]:
    cuts = {stretch.start, stretch.end}
    for _, row in rows:
        cuts.update(at for at in (row["start"], row["end"]) if stretch.start < at < stretch.end)
    bounds = sorted(cuts)
    waiting = 0
    here: list[tuple[str, Mapping[str, Any]]] = []
    for start, end in pairwise(bounds):
        here = [each for each in here if each[1]["end"] > start]
        new = []
        while waiting < len(rows) and rows[waiting][1]["start"] <= start:
            if rows[waiting][1]["end"] > start:
                new.append(rows[waiting])
            waiting += 1
        here += new
        yield Piece(
            text[start:end],
            " ".join(dict.fromkeys(name for name, _ in reversed(here))),
            "\n".join(_told(name, row) for name, row in here),
            tuple(dict.fromkeys(f"{name}-{row['start']}" for name, row in new if row["start"] == start)),
        )


def _told(name: str, row: Mapping[str, Any]) -> str:
    values = [
        f"{key} {str(value)[:80]}"
        for key, value in row.items()
        if key not in UNTOLD and not key.endswith(("_start", "_end")) and value not in (None, [], False)
    ]
    return f"{name}: {', '.join(values)} [{row.get('rule')}]"
