"""Reviews: what a person judged of single rows, applied in every build; `communique review` writes them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.build.fingerprints import REVIEWS
from pipeline.ingest import Source
from pipeline.resources import KnowledgeError, Models
from pipeline.tables import SCHEMAS, Error, Placed

VERDICTS = frozenset({"right", "wrong"} | {"unsure"})
KEPT = frozenset({"doc_id", "start", "end"} | {"text", "quote_id", "verdict", "sentence_start"})
"""Columns that no review may edit: they say where the row stands."""


@dataclass(frozen=True, slots=True)
class Review:
    """A row of `reviews.csv`: a verdict on a row, or on one field of it, with the value the field should have.

    digest: of the row's words, by which it is found again when the text around it changes. rule, confidence: of the row as
    it was judged.
    """

    table: str
    doc_id: str
    start: int
    end: int
    digest: str
    field: str | None
    value: str | None
    verdict: str
    who: str | None
    day: str | None
    rule: str | None
    confidence: float | None


COLUMNS = tuple(Review.__dataclass_fields__)


def words_digest(words: str) -> str:
    """What a row is known by wherever it stands: a hash of its words, whatever blanks are between them."""
    return hashlib.blake2b(" ".join(words.split()).encode("utf-8", "replace"), digest_size=8).hexdigest()


def all_reviews(models: Path) -> list[Review]:
    """Every row of `reviews.csv`, none when there is no such file; raises KnowledgeError for a slip in it."""
    if not (models / REVIEWS).is_file():
        return []
    rows = Models(models, [REVIEWS]).csv(REVIEWS, Review)
    for number, row in enumerate(rows, 2):
        check_review(row, f"{models / REVIEWS}:{number}")
    return rows


def read_reviews(models: Path) -> dict[str, list[Review]]:
    """doc_id → the reviews of its rows, in their order."""
    found: dict[str, list[Review]] = {}
    for row in all_reviews(models):
        found.setdefault(row.doc_id, []).append(row)
    return found


def check_review(row: Review, where: str) -> None:
    """Raise KnowledgeError, naming the place, for a review that no build could apply."""
    if row.table not in SCHEMAS or "verdict" not in SCHEMAS[row.table].names:
        raise KnowledgeError(f"{where}: {row.table!r} is no table whose rows are reviewed")
    if row.verdict not in VERDICTS:
        raise KnowledgeError(f"{where}: {row.verdict!r} is none of {', '.join(sorted(VERDICTS))}")
    if row.field is None:
        return
    if row.field not in SCHEMAS[row.table].names or row.field in KEPT:
        raise KnowledgeError(f"{where}: {row.field!r} is no column of {row.table} that a review can change")
    _value(row, where)


def _value(row: Review, where: str = REVIEWS) -> Any:
    """The value of an edited field in the type of its column."""
    column = SCHEMAS[row.table].field(row.field)
    if row.value is None:
        empty: Any = [] if pa.types.is_list(column.type) else None
        if column.nullable or empty == []:
            return empty
        raise KnowledgeError(f"{where}: {row.table}.{row.field} cannot be empty; judge the whole row wrong instead")
    if pa.types.is_list(column.type):
        return row.value.split("|")
    try:
        return pa.scalar(row.value).cast(column.type).as_py()
    except pa.ArrowInvalid as error:
        raise KnowledgeError(f"{where}: {row.value!r} is no {column.type} for {row.table}.{row.field}") from error


def review(
    made: Mapping[str, Sequence[Any]], reviews: Iterable[Review], source: Source
) -> tuple[dict[str, Sequence[Any]], list[Error]]:
    """The tables of a document as reviews have them, and a warning for each review that meets no row any more.

    Wrong as a whole: the row goes. Wrong in a field: it gets the value given, or none. The last verdict on a row stands.
    """
    found = {name: list(rows) for name, rows in made.items()}
    problems: list[Error] = []
    for each in reviews:
        if each.table not in found:
            continue
        at = _place(found[each.table], each)
        if at is None:
            problems.append(_unmatched(each, source))
        elif each.verdict == "wrong" and each.field is None:
            found[each.table][at] = None
        else:
            found[each.table][at] = _judged(found[each.table][at], each)
    return {name: [row for row in rows if row is not None] for name, rows in found.items()}, problems


def _place(rows: Sequence[Placed | None], each: Review) -> int | None:
    """Where a reviewed row stands now: at its place, or the nearest one with the same words."""
    same = [
        (abs(row.start - each.start), number)  # type: ignore[attr-defined]
        for number, row in enumerate(rows)
        if row is not None and words_digest(row.text) == each.digest  # type: ignore[attr-defined]
    ]
    return min(same)[1] if same else None


def _judged(row: Any, each: Review) -> Any:
    if each.field is None:
        return replace(row, verdict=each.verdict)
    changed = {each.field: _value(each)} if each.verdict == "wrong" or each.value is not None else {}
    # A row put right by hand is right.
    return replace(row, **changed, verdict="right" if each.value is not None else each.verdict)


def _unmatched(each: Review, source: Source) -> Error:
    message = (
        f"the review of {each.table} {each.start}-{each.end} meets no row of this document any more; see {REVIEWS}"
    )
    return Error(
        path=source.path,
        doc_id=source.doc_id,
        stage=each.table,
        severity="warning",
        code="review-unmatched",
        message=message,
        start=min(each.start, len(source.text)),
        end=min(each.end, len(source.text)),
    )
