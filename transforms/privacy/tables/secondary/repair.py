"""Completes a failing pattern: the cheapest further cells that let every weak cell move as far as asked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.tables.secondary.layer import TOLERANCE, Layer
from transforms.privacy.tables.secondary.linear_program import LinearProgram
from transforms.privacy.tables.secondary.weak_cells import WeakCell
from transforms.privacy.tables.structure.equations import Equations

FREE = 1e-4
"""What a cell costs that is withheld anyway: next to nothing, so that moves do not wander."""
PRIZE = 1e6


class Repair:
    """Shortest ways in one layer, one program per weak cell and direction, on moves split in ups and downs.

    A heuristic: the sum of moves stands in for the number of cells moved. Source: the linear programming heuristic
    of Kelly, Golden and Assad, Cell Suppression: Disclosure Protection for Sensitive Tabular Data (1992), section 4.
    """

    def __init__(self, layer: Layer, equations: Equations) -> None:
        self._layer = layer
        self._count = equations.cell_count
        self._program = LinearProgram(
            starts=np.append(2 * equations.starts[:-1], 2 * equations.starts[-1]),
            columns=np.stack([equations.cells, equations.cells + self._count], axis=1).ravel(),
            coefficients=np.stack([equations.signs(), -equations.signs()], axis=1).ravel(),
            lower=np.zeros(2 * self._count),
            upper=np.zeros(2 * self._count),
            is_rebuilt=True,
        )
        self._all = np.arange(2 * self._count)

    def withhold(
        self,
        weak: Sequence[WeakCell],
        withheld: NDArray[np.bool_],
        candidates: NDArray[np.bool_],
        costs: NDArray[np.float64],
    ) -> list[NDArray[np.float64]]:
        """Grows `withheld` in place; the possible tables found on the way. Error: `table-protection-infeasible`."""
        found: list[NDArray[np.float64]] = []
        for one in weak:
            up, down = one.up, one.down
            for moves in found:
                if not moves[one.known].any():
                    up, down = max(up, moves[one.cell]), max(down, -moves[one.cell])
            for direction, far in self._ways(one.cell, up, down):
                ways = [self._way(one, sign, far, withheld, candidates, costs) for sign in direction]
                good = [way for way in ways if abs(way[one.cell]) >= far * (1 - TOLERANCE)]
                if not good:
                    raise StadtlandError("table-protection-infeasible")
                best = min(good, key=lambda way: float(costs[(way != 0) & ~withheld].sum()))
                withheld |= best != 0
                found.append(best)
                up, down = max(up, best[one.cell]), max(down, -best[one.cell])
        return found

    def _ways(self, cell: int, up: float, down: float) -> list[tuple[tuple[int, ...], float]]:
        """What is still asked: the directions that would do, and how far."""
        layer, least = self._layer, 1 - TOLERANCE
        ways: list[tuple[tuple[int, ...], float]] = []
        if up < layer.upper[cell] * least:
            ways.append(((1,), float(layer.upper[cell])))
        if down < layer.lower[cell] * least:
            ways.append(((-1,), float(layer.lower[cell])))
        if up + down < layer.width[cell] * least:
            ways.append(((1,), float(layer.width[cell])))
        if max(up, down) < layer.step[cell] * least and not ways:
            far = float(layer.step[cell])
            ways.append(((1, -1) if layer.depth[cell] >= far else (1,), far))
        return ways

    def _way(
        self,
        weak: WeakCell,
        sign: int,
        far: float,
        withheld: NDArray[np.bool_],
        candidates: NDArray[np.bool_],
        costs: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        may = withheld | candidates
        up = np.where(may, self._layer.ceiling, 0.0)
        down = np.where(may, self._layer.depth, 0.0)
        up[weak.known] = down[weak.known] = 0.0
        up[weak.cell], down[weak.cell] = (far, 0.0) if sign > 0 else (0.0, far)
        self._program.bound(self._all, np.zeros(2 * self._count), np.concatenate([up, down]))
        price = -np.where(withheld, FREE, costs)
        price[weak.cell] = PRIZE
        moved = self._program.maximise(self._all, np.concatenate([price, price]))
        moves = moved[: self._count] - moved[self._count :]
        moves[np.abs(moves) < TOLERANCE * far] = 0.0
        return moves
