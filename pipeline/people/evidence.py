"""What documents say of people, counted: what many documents say alike becomes one statement, weighed by its documents.

Everything that looks at names, countries and roles then works on as many statements as there are different ones, and only
sums go over all documents.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipeline.corpus import columns

_ALIKE = ("entity_id", "name", "known", "surfaces", "country", "certain", "role")
_NEVER = -(10**6)
"""Day number of documents without a date, before all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What n_documents documents say of one person in the same words. latest: orders statements by their last document."""

    entity_id: str
    name: str
    known: bool
    surfaces: str
    country: str | None
    certain: bool
    role: str | None
    n_documents: int
    n_mentions: int
    n_quotes: int
    first: datetime.date | None
    last: datetime.date | None
    latest: int


class Statements:
    """The statements of a table of evidence (one row a document and person) and which row makes which."""

    def __init__(self, evidence: pa.Table) -> None:
        self._evidence = evidence.combine_chunks()
        self._of_row, firsts = columns.group([columns.codes(self._evidence[name]) for name in _ALIKE])
        self._documents = columns.codes(self._evidence["doc_id"], ordered=True)
        self.all = self._weigh(firsts)

    def _weigh(self, firsts: npt.NDArray[np.int64]) -> list[Statement]:
        n = len(firsts)
        days = self._evidence["published"].cast(pa.int32()).fill_null(_NEVER).to_numpy().astype(np.int64)
        first, last, latest = np.full(n, 10**7), np.full(n, _NEVER), np.full(n, np.iinfo(np.int64).min)
        np.minimum.at(first, self._of_row, np.where(days == _NEVER, 10**7, days))
        np.maximum.at(last, self._of_row, days)
        np.maximum.at(latest, self._of_row, days * (len(self._documents) + 1) + self._documents)
        sums = [
            np.bincount(self._of_row, self._evidence[name].to_numpy(), n).astype(np.int64).tolist()
            for name in ("n_mentions", "n_quotes")
        ]
        said = zip(*(self._evidence[name].take(pa.array(firsts)).to_pylist() for name in _ALIKE), strict=True)
        weights = zip(np.bincount(self._of_row, minlength=n).tolist(), *sums, strict=True)
        seen = zip(map(_date, first.tolist()), map(_date, last.tolist()), latest.tolist(), strict=True)
        names = (*_ALIKE, "n_documents", "n_mentions", "n_quotes", "first", "last", "latest")
        return [
            Statement(**dict(zip(names, (*s, *w, *d), strict=True)))
            for s, w, d in zip(said, weights, seen, strict=True)
        ]

    def count_documents(self, people: Sequence[str]) -> dict[str, int]:
        """Person → documents that mention them. people: for each statement whom it is about."""
        ids = sorted(set(people))
        numbers = {entity_id: number for number, entity_id in enumerate(ids)}
        of_row = np.array([numbers[entity_id] for entity_id in people], np.int64)[self._of_row]
        counts = columns.count_distinct(of_row, len(ids), self._documents)
        return dict(zip(ids, counts.tolist(), strict=True))

    def moved(self, people: Sequence[str]) -> dict[tuple[str, str], str]:
        """(document, its id for a person) → whom the statement made there is about, where that is another id."""
        other = np.array([s.entity_id != new for s, new in zip(self.all, people, strict=True)], bool)
        rows = np.flatnonzero(other[self._of_row])
        documents = self._evidence["doc_id"].take(pa.array(rows)).to_pylist()
        made = self._of_row[rows].tolist()
        return {(doc_id, self.all[i].entity_id): people[i] for doc_id, i in zip(documents, made, strict=True)}


def _date(day: int) -> datetime.date | None:
    return None if day in (_NEVER, 10**7) else datetime.date(1970, 1, 1) + datetime.timedelta(days=day)
