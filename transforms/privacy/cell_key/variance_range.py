"""The variances that some distribution over given noise values can have; one result is the lowest and the highest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_EXACT = 1e-9
_MOST_COLUMNS = 50


@dataclass(frozen=True)
class VarianceRange:
    """The least and greatest Σpv², and beside each the values that may have a probability above 0 there."""

    lowest: float
    highest: float
    lowest_support: Mask
    highest_support: Mask

    def support_at(self, variance: float) -> Mask | None:
        """The values that can occur where `variance` is an end of the range; None within or outside."""
        for end, support in ((self.lowest, self.lowest_support), (self.highest, self.highest_support)):
            if abs(variance - end) <= _EXACT:
                return support
        return None


def variance_range(values: Floats, *, stay: float | None, is_monotone: bool) -> VarianceRange | None:
    """The range of Σpv² over all p ≥ 0 with Σp = 1, Σpv = 0; None where no such p exists.

    `stay` fixes p(0); `is_monotone` asks that p rise over the values below 0 up to 0. A linear program with two
    equations (three where `stay` bounds the values below 0), so its optima lie on at most so many columns: all are
    tried. n values cost n² / 2 (n³ / 6) systems of that size, solved together. Beyond 50 values the third equation is
    left out, and the range may then be a little too wide.
    """
    is_fixed = (values == 0) & (stay is not None)
    fixed = float(stay or 0.0) if is_fixed.any() else 0.0
    free = values[~is_fixed]
    chain = int((free <= 0).sum()) if is_monotone and bool((values == 0).any()) else 0
    # p is a sum of columns with weights of at least 0. In order: a column spreads its weight evenly over the values
    # from one below 0 up to the last of the chain, so every such sum rises.
    columns = np.eye(len(free))
    for place in range(chain):
        columns[place:chain, place] = 1.0 / (chain - place)
    mass, mean, square = columns.sum(axis=0), free @ columns, (free**2) @ columns
    equations, wanted = [mass, mean], [1.0 - fixed, 0.0]
    if is_fixed.any() and chain and len(free) <= _MOST_COLUMNS:
        # The last of the chain stays below p(0): a slack column takes up the rest.
        equations = [np.append(mass, 0.0), np.append(mean, 0.0), np.append(columns[chain - 1], 1.0)]
        wanted.append(fixed)
        square = np.append(square, 0.0)
        columns = np.append(columns, np.zeros((len(free), 1)), axis=1)
    bases, weights = _vertices(np.stack(equations), np.array(wanted))
    if not len(bases):
        return None
    found = (square[bases] * weights).sum(axis=1)

    def support(end: float) -> Mask:
        is_there = np.abs(found - end) <= _EXACT
        used = np.unique(bases[is_there][weights[is_there] > _EXACT])
        mask: Mask = is_fixed.copy()
        mask[~is_fixed] = (columns[:, used] > 0).any(axis=1)
        return mask

    lowest, highest = max(float(found.min()), 0.0), float(found.max())
    return VarianceRange(lowest, highest, support(lowest), support(highest))


def _vertices(equations: Floats, wanted: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Every choice of as many columns as equations that meets them with weights of at least 0, and those weights."""
    rows, count = equations.shape
    bases = np.array(list(combinations(range(count), min(rows, count))), dtype=np.int64)
    systems = np.moveaxis(equations[:, bases], 0, 1)
    weights = np.linalg.pinv(systems, rcond=1e-12) @ wanted
    residual = np.abs(np.einsum("bij,bj->bi", systems, weights) - wanted).max(axis=1)
    is_met = (residual < _EXACT) & (weights.min(axis=1) > -_EXACT)
    return bases[is_met], weights[is_met]
