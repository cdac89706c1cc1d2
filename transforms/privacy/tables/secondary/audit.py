"""The proof: for every suppressed cell of a finished table, the interval that an attacker can work out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.tables.secondary.attack import Attack
from transforms.privacy.tables.secondary.layer import Layer
from transforms.privacy.tables.structure.crosstab import Crosstab

SWEEPS = 30


def audit(
    layer: Layer, crosstab: Crosstab, open_: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Per cell the least and the greatest figure that agrees with all cells outside `open_`; those equal their own.

    inf where nothing published limits a cell. Exact up to the solver's tolerance (1e-7 of the unit): a side is taken
    as final only where a linear program says so, or where a possible table reaches what the sums cannot exceed
    anyway. Starts from nothing that the search found. Complexity: at most two programs per suppressed cell; sums
    alone settle most of them. Source: Fischetti and Salazar-González (2001), section 2 (attacker subproblems).
    """
    attack = Attack(layer, crosstab.definitions, open_)
    cells = attack.columns
    figures = layer.figures
    floor, roof = _limits(layer, crosstab, open_)
    low, high = figures.copy(), figures.copy()
    # Sides that the same program may settle along the way are asked last.
    for direction in (-1, 1):
        for cell in cells:
            if direction < 0 and low[cell] <= floor[cell] + 1e-9 * max(1.0, figures[cell]):
                continue
            if direction > 0 and high[cell] >= roof[cell] - 1e-9 * max(1.0, roof[cell]):
                continue
            possible = figures + attack.farthest(int(cell), direction)
            np.minimum(low, possible, out=low)
            np.maximum(high, possible, out=high)
    high[high >= layer.ceiling * (1 - 1e-9)] = np.inf
    return np.maximum(low, 0.0), high


def _limits(
    layer: Layer, crosstab: Crosstab, open_: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What each sum by itself allows, applied again and again: never narrower than the truth."""
    sums = crosstab.equations
    floor = np.where(open_, layer.floor, layer.figures)
    roof = np.where(open_, layer.ceiling, layer.figures)
    signs, rows, starts = sums.signs(), sums.rows(), sums.starts[:-1]
    for _ in range(SWEEPS):
        least = np.where(signs > 0, floor[sums.cells], -roof[sums.cells])
        most = np.where(signs > 0, roof[sums.cells], -floor[sums.cells])
        # The sum is zero: an entry is minus the rest.
        entry_most = -(np.add.reduceat(least, starts)[rows] - least)
        entry_least = -(np.add.reduceat(most, starts)[rows] - most)
        new_roof, new_floor = roof.copy(), floor.copy()
        np.minimum.at(new_roof, sums.cells, np.where(signs > 0, entry_most, -entry_least))
        np.maximum.at(new_floor, sums.cells, np.where(signs > 0, entry_least, -entry_most))
        new_roof[~open_], new_floor[~open_] = layer.figures[~open_], layer.figures[~open_]
        if np.array_equal(new_roof, roof) and np.array_equal(new_floor, floor):
            break
        roof, floor = new_roof, new_floor
    return floor, roof
