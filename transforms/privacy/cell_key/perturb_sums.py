"""Sums with noise: one perturbed sum per cell, its noise in proportion to its largest contributions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.cell_key.maximum_entropy import Floats
from transforms.privacy.cell_key.noise_size import NoiseSize
from transforms.privacy.cell_key.noise_table import DIGITS, WHOLE, NoiseTable

Whole = NDArray[np.int64]


def perturb_sums(
    sums: Floats,
    contributions: Floats,
    key_sums: Whole,
    table: NoiseTable,
    size: NoiseSize,
    *,
    has_same_key: bool = True,
) -> Floats:
    """Per cell the sum to publish, in the unit of `sums`.

    `contributions`: cells × k, what noise is proportional to (the k largest contributions with their sign, or one
    column of means or sums), NaN where a cell has fewer. One after the other: a unit of noise is
    δ = |x_j| · m(|x_j|) · ε_j, at most what is left of the sum; the noise is δ times a draw from the row
    a = |sum so far| / δ of `table` (above the last row: the last; between two rows: their draws, weighted). The first
    draw uses the cell key, every further one the key with its first digit moved to the end; without `has_same_key`
    the first digit is moved for the first draw already.

    Guarantees: every draw has expectation 0; a sum never changes its sign; a cell without
    contributors or with the sum 0 stays as it is; the same contributors draw the same noise. Does not guarantee: that
    a sum with one dominating contributor is safe (that is what D and the share decide); additivity; the variance V
    where rows are mixed.
    Not covered of what the R package cellKey can: own tables for odd and even numbers of contributors and for small
    cells (separation), extra noise for sensitive cells (mu_c), the range as what noise is proportional to.
    Deviation from cellKey 1.0 on purpose: ε_j weighs below the flex point too, so that the function has no jump there.

    O(cells · k · log rows). Source: Giessing & Tent (2019); manual of the R package cellKey, ck_params_nums.
    """
    left = sums.astype(float)
    keys = key_sums % WHOLE
    if not has_same_key:
        keys = _turned(keys)
    for place in range(contributions.shape[1]):
        value = np.nan_to_num(contributions[:, place])
        unit = np.abs(value) * size.share(value) * size.epsilon[place]
        unit = np.minimum(unit, np.abs(left))
        is_noisy = unit > 0
        is_high = np.abs(left) >= table.rows[-1] * unit  # no division where a unit is next to nothing
        height = np.where(is_high, table.rows[-1], np.abs(left) / np.where(is_high, 1.0, unit))
        draw = _drawn(height, keys, table)
        left = left + np.where(is_noisy, np.sign(left) * unit * draw, 0.0)
        keys = _turned(keys)
    return left


def _drawn(height: Floats, keys: Whole, table: NoiseTable) -> Floats:
    rows = table.rows
    height = np.minimum(height, rows[-1])
    above = np.minimum(np.searchsorted(rows, height, side="left"), len(rows) - 1)
    below = np.where(rows[above] == height, above, above - 1)
    width = np.where(above > below, rows[above] - rows[below], 1.0)
    share = (height - rows[below]) / width
    drawn: Floats = (1 - share) * table.noise(below, keys) + share * table.noise(above, keys)
    return drawn


def _turned(keys: Whole) -> Whole:
    first = 10 ** (DIGITS - 1)
    turned: Whole = keys % first * 10 + keys // first
    return turned
