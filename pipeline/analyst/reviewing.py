"""Reviewing: rows drawn for a person to judge, verdicts kept in `models/reviews.csv`, and how many of the judged were right."""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from pipeline.build.fingerprints import REVIEWS
from pipeline.build.reviews import COLUMNS, KEPT, Review, all_reviews, check_review, words_digest
from pipeline.tables import SCHEMAS

BAND = 0.1
"""Width of a band of confidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Which rows are drawn. below: confidence under this; sample: so many, the same ones for the same seed."""

    table: str
    rule: str | None = None
    below: float | None = None
    sample: int | None = None
    seed: int = 0


def draw(rows: Iterable[Mapping[str, Any]], wanted: Draw) -> list[Mapping[str, Any]]:
    """The rows to judge, in the order of the table: those without a verdict that fit."""
    fitting = [row for row in rows if row.get("verdict") is None and _fits(row, wanted)]
    if wanted.sample is None or wanted.sample >= len(fitting):
        return fitting
    chosen = random.Random(wanted.seed).sample(range(len(fitting)), wanted.sample)
    return [fitting[number] for number in sorted(chosen)]


def _fits(row: Mapping[str, Any], wanted: Draw) -> bool:
    if wanted.rule is not None and not str(row["rule"]).startswith(wanted.rule):
        return False
    confidence = confidence_of(row)
    return wanted.below is None or (confidence is not None and confidence < wanted.below)


def confidence_of(row: Mapping[str, Any]) -> float | None:
    """How sure the rules were of a row, where they say so."""
    found = row.get("confidence", row.get("score"))
    return None if found is None else float(found)


def fields_of(table: str) -> list[str]:
    """The columns that a review can change."""
    return [name for name in SCHEMAS[table].names if name not in KEPT and name != "rule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person says of a row: right, wrong or unsure; field, value: of one field of it, and what it should be."""

    verdict: str
    field: str | None = None
    value: str | None = None
    who: str | None = None
    day: str | None = None


def as_review(table: str, row: Mapping[str, Any], verdict: Verdict) -> Review:
    """The line of `reviews.csv` for a verdict on a row; raises KnowledgeError for a value that its column cannot hold."""
    review = Review(
        table=table,
        doc_id=row["doc_id"],
        start=row["start"],
        end=row["end"],
        digest=words_digest(row["text"]),
        field=verdict.field,
        value=verdict.value,
        verdict=verdict.verdict,
        who=verdict.who,
        day=verdict.day,
        rule=row.get("rule"),
        confidence=confidence_of(row),
    )
    check_review(review, REVIEWS)
    return review


def save(models: Path, reviews: Sequence[Review]) -> None:
    """Put these reviews into the file; a newer one of the same row and field takes the place of the older."""
    kept = {_key(each): each for each in (*all_reviews(models), *reviews)}
    temporary = models / f"{REVIEWS}.new"
    with temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(["" if cell is None else cell for cell in astuple(each)] for each in kept.values())
    temporary.replace(models / REVIEWS)


def _key(each: Review) -> tuple[Any, ...]:
    return each.table, each.doc_id, each.start, each.end, each.digest, each.field


@dataclass(frozen=True, slots=True)
class Precision:
    """Of the judged rows of a group, how many were right, and the interval of 95 % that the true share lies in (Wilson)."""

    group: str
    judged: int
    right: int
    low: float
    high: float


def precision(reviews: Iterable[Review], by: str) -> list[Precision]:
    """The groups by `table`, `rule` or `confidence`; a row is right when nothing of it was judged wrong, unsure ones do not count."""
    rows: dict[tuple[Any, ...], list[Review]] = {}
    for each in reviews:
        if each.verdict in ("right", "wrong"):
            rows.setdefault(_key(each)[:5], []).append(each)
    groups: dict[str, list[bool]] = {}
    for own in rows.values():
        groups.setdefault(_group(own[0], by), []).append(all(each.verdict == "right" for each in own))
    return [
        Precision(name, len(right), sum(right), *wilson(sum(right), len(right)))
        for name, right in sorted(groups.items())
    ]


def _group(each: Review, by: str) -> str:
    if by == "rule":
        return f"{each.table} {each.rule or 'no rule'}"
    if by == "confidence":
        if each.confidence is None:
            return f"{each.table} without"
        low = min(math.floor(each.confidence / BAND + 1e-9) * BAND, 1 - BAND)
        return f"{each.table} {low:.1f}-{low + BAND:.1f}"
    return each.table


def wilson(right: int, judged: int, z: float = 1.959964) -> tuple[float, float]:
    """The interval of Wilson for a share; z: for 95 %."""
    if not judged:
        return 0.0, 1.0
    share = right / judged
    below = 1 + z * z / judged
    middle = (share + z * z / (2 * judged)) / below
    half = z * math.sqrt(share * (1 - share) / judged + z * z / (4 * judged * judged)) / below
    return max(0.0, middle - half), min(1.0, middle + half)
