"""Counts with noise: one perturbed count per cell, drawn by its cell key."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.cell_key.noise_table import WHOLE, NoiseTable

Whole = NDArray[np.int64]


def perturb_counts(counts: Whole, key_sums: Whole, table: NoiseTable) -> Whole:
    """Per cell the count to publish. `key_sums` are sums of record keys in units of 1e-8; the cell key is their rest
    modulo 1. The row is min(count, last row), the noise its first whose upper bound is above the key.

    Guarantees: 0 stays 0; a cell of the same persons gets the same noise in every table; expectation and variance of
    the noise are the table's; nothing in 1 … js is published. Does not guarantee additivity: every cell, totals too,
    is perturbed on its own, so rows do not add up to their total. Does not hide that a cell is 0.

    O(cells · log rows). Errors: `ptable-not-for-counts` where rows are not 0, 1, 2, … or noise is not whole.
    Source: Thompson, Broadfoot & Elazar (2013); Enderle, Giessing & Tent (2020). The lookup is that of the R package
    cellKey, except that a key equal to a bound draws the next row, as intervals [lower, upper) ask for.
    """
    last = len(table.rows) - 1
    if not (table.rows == np.arange(last + 1)).all() or not (table.v == np.rint(table.v)).all():
        raise StadtlandError("ptable-not-for-counts")
    noise = table.noise(np.minimum(counts, last), key_sums % WHOLE)
    perturbed: Whole = counts + np.rint(noise).astype(np.int64)
    return perturbed
