"""Matrix products by numpy's BLAS, two to four times as fast as BLIS, where a row's sums do not depend on its neighbours.

A build must give a text the same parse whichever texts it is parsed with, or its tables would depend on the history of
the corpus. Some kernels of OpenBLAS (Haswell's, Zen's) sum a row in an order that depends on its place in the matrix;
`kernels.environment` asks for one that does not, and `best_ops` tries it on the model's own weights before it is used.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from thinc.api import NumpyOps

LEAST_ROWS = 32
"""Products of fewer rows go through kernels of their own, with other sums: they are filled up."""

TRIED_ROWS = (1, 2, 3, 5, 8, 13, 31, 32, 33, 47, 64, 65, 100, 131)
"""Numbers of rows that are tried against the same rows within a larger matrix."""


class RowOps(NumpyOps):  # type: ignore[misc]
    """Thinc's operations with products by numpy's BLAS."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices; BLIS has those that only training asks for."""
        if trans1:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        right = y.T if trans2 else y
        rows = x.shape[0]
        if rows >= LEAST_ROWS:
            return np.dot(x, right, out=out)
        filled = np.zeros((LEAST_ROWS, x.shape[1]), dtype=x.dtype)
        filled[:rows] = x
        product = np.dot(filled, right)[:rows]
        if out is None:
            return product
        out[...] = product
        return out


def best_ops(weights: Iterable[Any]) -> NumpyOps:
    """Numpy's BLAS if a row's product with each of these matrices (outputs × inputs) is the same in any company, else BLIS."""
    ops = RowOps()
    shapes = {weight.shape: weight for weight in weights}
    return ops if all(_rows_stand_alone(ops, weight) for weight in shapes.values()) else NumpyOps()


def _rows_stand_alone(ops: NumpyOps, weight: Any) -> bool:
    """Whether rows have the same product in matrices of any size and at any place, to the bit."""
    width = weight.shape[1]
    # Any numbers do, but not round ones: their sums would be exact in every order.
    many = np.sin(np.arange(sum(TRIED_ROWS) * width, dtype="f") * np.float32(0.37)).reshape(-1, width)
    whole = ops.gemm(many, weight, trans2=True)
    first = 0
    for rows in TRIED_ROWS:
        alone = ops.gemm(many[first : first + rows], weight, trans2=True)
        if not np.array_equal(alone, whole[first : first + rows]):
            return False
        first += rows
    return True
