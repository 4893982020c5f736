"""Columns: rows of an Arrow table that are alike, brought together without a look at each of them in Python."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Codes = npt.NDArray[np.int64]
"""A number for each row of a column."""

_ROOM = 1 << 62


def codes(column: pa.ChunkedArray, *, ordered: bool = False) -> Codes:
    """A number for each value, 0 for none; ordered: smaller numbers for smaller values."""
    encoded = column.combine_chunks().dictionary_encode()
    found: Codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64) + 1
    if not ordered:
        return found
    ranks = np.empty(len(encoded.dictionary) + 1, np.int64)
    ranks[0] = 0
    ranks[pc.array_sort_indices(encoded.dictionary).to_numpy() + 1] = np.arange(1, len(ranks))
    return ranks[found]


def group(columns: Sequence[Codes]) -> tuple[Codes, Codes]:
    """For each row the number of its group of equal rows, and for each group its first row; groups in that order."""
    of_row = np.zeros(len(columns[0]), np.int64)
    size = 1
    for column in columns:
        span = int(column.max(initial=0)) + 1
        if size > _ROOM // span:
            of_row = _renumbered(of_row)
            size = int(of_row.max(initial=0)) + 1
        of_row = of_row * span + column
        size *= span
    of_row = _renumbered(of_row)
    # Numbered as they come: a group's first row is the one that has a greater number than all before it.
    firsts = np.flatnonzero(np.diff(np.maximum.accumulate(of_row), prepend=-1)) if len(of_row) else of_row
    return of_row, firsts


def _renumbered(numbers: Codes) -> Codes:
    """The same groups numbered from 0 in the order in which they come."""
    found: Codes = pa.array(numbers).dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def count_distinct(of_row: Codes, groups: int, values: Codes) -> Codes:
    """How many different values the rows of each group have. of_row: the group of each row, below `groups`."""
    span = int(values.max(initial=0)) + 1
    pairs = np.sort(of_row * span + values)
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    return np.bincount(pairs // span, minlength=groups).astype(np.int64)
