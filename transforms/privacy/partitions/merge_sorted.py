"""Two sorted tables of counts as one: each row is read once."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled
from transforms.privacy.counting.contingency import Contingency

_FEW = 1 << 15
"""Below so many cells a group-by is done before the compiled loop has been loaded."""


def merge_sorted(one: Contingency, other: Contingency) -> Contingency:
    """The merged table of two that were counted over the same hierarchies, sorted like them.

    Where a cell is one packed key and no sensitive value, two fingers walk the tables: time is that of reading them,
    memory that of the result. Otherwise the cells are grouped.
    """
    words = one.packing.words
    if one.sensitive or len(words) > 1 or one.cells.height + other.cells.height < _FEW:
        return one.merge(other)
    a, a_rows, b, b_rows = (cells[name].to_numpy() for cells in (one.cells, other.cells) for name in (*words, "_rows"))
    size = _union(a, b)
    keys, rows = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    _merge(a, a_rows, b, b_rows, keys, rows)
    return Contingency(one.packing, pl.DataFrame({words[0]: keys, "_rows": rows}))


@compiled
def _union(a: NDArray[np.int64], b: NDArray[np.int64]) -> int:
    """How many distinct keys two sorted lists without repetition hold together."""
    i = j = size = 0
    while i < len(a) and j < len(b):
        left, right = a[i], b[j]
        i += left <= right
        j += right <= left
        size += 1
    return size + len(a) - i + len(b) - j


@compiled
def _merge(
    a: NDArray[np.int64],
    a_rows: NDArray[np.int64],
    b: NDArray[np.int64],
    b_rows: NDArray[np.int64],
    keys: NDArray[np.int64],
    rows: NDArray[np.int64],
) -> None:
    i = j = at = 0
    while i < len(a) and j < len(b):
        left, right = a[i], b[j]
        if left < right:
            keys[at], rows[at] = left, a_rows[i]
            i += 1
        elif right < left:
            keys[at], rows[at] = right, b_rows[j]
            j += 1
        else:
            keys[at], rows[at] = left, a_rows[i] + b_rows[j]
            i += 1
            j += 1
        at += 1
    while i < len(a):
        keys[at], rows[at] = a[i], a_rows[i]
        i += 1
        at += 1
    while j < len(b):
        keys[at], rows[at] = b[j], b_rows[j]
        j += 1
        at += 1
