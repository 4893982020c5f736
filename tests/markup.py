"""Examples as marked-up text: `"supported by [94|value=94 counted=state] states"` is a text and the rows expected in it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.ingest import Source
from pipeline.page import reading
from pipeline.resources import Models
from pipeline.tables import Document, Segment
from pipeline.text.annotated import Text, annotate
from pipeline.text.quotation_marks import Mark
from pipeline.text.view import View

_MARK = re.compile(r"\\([\[\]|])|\[([^\[\]|]*)\|([^\[\]]*)\]")


@dataclass(frozen=True)
class Span:
    """A marked stretch of the plain text, with the values its row must have."""

    start: int
    end: int
    text: str
    values: dict[str, str] = field(default_factory=dict)


def read_markup(marked: str) -> tuple[str, list[Span]]:
    r"""The plain text and the marked stretches.

    `[text|column=value other="two words"]` marks a stretch; `column=` expects None; `\[`, `\]` and `\|` stand for
    themselves. Marks do not nest: give nested spans as two examples.
    """
    plain: list[str] = []
    spans: list[Span] = []
    length = at = 0
    for match in _MARK.finditer(marked):
        before = marked[at : match.start()]
        plain.append(before)
        length += len(before)
        at = match.end()
        if match[1] is not None:
            plain.append(match[1])
            length += 1
            continue
        pairs = (item.partition("=") for item in shlex.split(match[3]))
        spans.append(Span(length, length + len(match[2]), match[2], {key: value for key, _, value in pairs}))
        plain.append(match[2])
        length += len(match[2])
    plain.append(marked[at:])
    return "".join(plain), spans


def differences(rows: Iterable[Any], spans: Iterable[Span], *, only: bool = True) -> list[str]:
    """What keeps the rows from being the marked ones: empty when every mark has a row with its span and values.

    only: rows at no mark are differences too. Values are compared as strings, numbers as numbers, None as an empty string.
    """
    rows = list(rows)
    problems, used = [], set()
    for span in spans:
        hits = [row for row in rows if (row.start, row.end) == (span.start, span.end)]
        if not hits:
            problems.append(f"missing: {span.text!r} {span.values}")
        for row in hits[:1]:
            used.add(id(row))
            for key, want in span.values.items():
                got = getattr(row, key)
                if not _equal(want, got):
                    problems.append(f"{span.text!r}: {key} is {got!r}, expected {want!r}")
    if only:
        problems += [f"unexpected: {row.text!r} {row}" for row in rows if id(row) not in used]
    return problems


def _equal(want: str, got: Any) -> bool:
    if got is None or want == "":
        return want == "" and got is None
    if isinstance(got, (int, float)) and not isinstance(got, bool):
        return float(want) == float(got)
    return want == str(got)


def text_of(doc: Doc, segments: Sequence[Segment] | None = None, marks: Sequence[Mark] = (), **facts: Any) -> Text:
    """A text made by hand: the view is the characters of a Doc, one body segment if none is given; facts are of the page."""
    document = Document(**{"doc_id": "x", "path": "x", "sha256": "", "format": "txt", **facts, "text": doc.text})
    whole = [Segment(doc_id=document.doc_id, start=0, end=len(doc.text), role="body")]
    return annotate(doc, View(document, whole if segments is None else list(segments)), marks)


def lines_of(text: str, *roles: str) -> View:
    """A text of which each line is a segment, body unless said otherwise."""
    segments, at = [], 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        role = roles[number] if number < len(roles) else "body"
        segments.append(Segment(doc_id="x", start=at, end=at + len(line), role=role))
        at += len(line)
    return View(Document(doc_id="x", path="x", sha256="", format="txt", text=text), segments)


@cache
def _hyphened() -> reading.Lexicon:
    return reading.load(Models(Path(__file__).parents[1] / "models", reading.READS))


def as_read(source: Source) -> Source:
    """A source as the stages of the page get it: with its text as it is read."""
    return reading.read_source(source, _hyphened())
