"""Why a pattern fails: inequalities that every good pattern fulfils and a failing one breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.tables.secondary.layer import TOLERANCE, Layer
from transforms.privacy.tables.secondary.linear_program import LinearProgram
from transforms.privacy.tables.secondary.weak_cells import WeakCell
from transforms.privacy.tables.structure.equations import Equations

FAINT = 1e-3
"""How much a published cell may give way while a reason is sought, as a share of what is asked."""


@dataclass(frozen=True)
class Cut:
    """At least `least` of the weighted cells must be withheld: sum of weights over suppressed cells >= least."""

    cells: NDArray[np.int64]
    weights: NDArray[np.float64]
    least: float


class Cuts:
    """Finds cuts for one layer. The whole table is solved with published cells giving way only faintly.

    The dual solution then puts weight on as few published cells as possible: a smallest set of which some must be
    withheld, as a smallest cut shows where a network is tight. Source: Fischetti and Salazar-González, Solving the
    Cell Suppression Problem on Tabular Data with Linear Constraints (2001), section 4 (capacity constraints).
    """

    def __init__(self, layer: Layer, equations: Equations) -> None:
        self._layer = layer
        self._equations = equations
        self._all = np.arange(equations.cell_count)
        self._down = layer.depth
        self._up = layer.ceiling - layer.figures
        self._program = LinearProgram(
            starts=equations.starts,
            columns=equations.cells,
            coefficients=equations.signs(),
            lower=np.zeros(equations.cell_count),
            upper=np.zeros(equations.cell_count),
        )

    def of(self, weak: WeakCell, withheld: NDArray[np.bool_], always: NDArray[np.bool_]) -> Cut | None:
        """A cut that `withheld` breaks, over the cells that are not withheld `always`; None where none was found."""
        for asked, sides, weights in self._needs(weak, withheld):
            if any(float(side[withheld].sum()) >= asked * (1 - TOLERANCE) for side in sides):
                continue
            least = asked - float(weights[always].sum())
            clipped = np.where(always, 0.0, np.minimum(weights, max(least, 0.0)))
            if least > TOLERANCE * asked and float(clipped[withheld].sum()) < least * (1 - TOLERANCE):
                cells = np.flatnonzero(clipped > TOLERANCE * asked)
                return Cut(cells, clipped[cells] / least, 1.0)
            # Each direction fails by itself, yet together they add up: then it is still true that, of the cells
            # that could help in either, one has to be withheld that is not.
            cells = np.flatnonzero((weights > TOLERANCE * asked) & ~withheld & ~always)
            return Cut(cells, np.ones(len(cells)), 1.0)
        return None

    def _needs(
        self, weak: WeakCell, withheld: NDArray[np.bool_]
    ) -> Iterator[tuple[float, tuple[NDArray[np.float64], ...], NDArray[np.float64]]]:
        """For each unmet demand: how far, what withholding each cell adds by direction, and what to add up."""
        layer, cell, least = self._layer, weak.cell, 1 - TOLERANCE
        if max(weak.up, weak.down) < layer.step[cell] * least:
            asked = float(layer.step[cell])
            sides = self._either(weak, withheld, asked)
            yield asked, sides, np.maximum.reduce(sides)
        if weak.up < layer.upper[cell] * least:
            asked = float(layer.upper[cell])
            up = self._worth(self._reason(weak, withheld, 1, asked), asked)
            yield asked, (up,), up
        if weak.down < layer.lower[cell] * least:
            asked = float(layer.lower[cell])
            down = self._worth(self._reason(weak, withheld, -1, asked), asked)
            yield asked, (down,), down
        if weak.up + weak.down < layer.width[cell] * least:
            asked = float(layer.width[cell])
            both = sum(self._worth(self._reason(weak, withheld, way, asked), asked) for way in (1, -1))
            yield asked, (np.asarray(both),), np.asarray(both)

    def _either(self, weak: WeakCell, withheld: NDArray[np.bool_], asked: float) -> tuple[NDArray[np.float64], ...]:
        """What withholding each cell adds upwards and, where there is room below, downwards."""
        reason = self._reason(weak, withheld, 1, asked)
        up = self._worth(reason, asked)
        if self._down[weak.cell] < asked:
            return (up,)
        tight = withheld.copy()
        tight[weak.cell] = False
        # A reason that leans on no withheld cell holds for the other direction as well, turned round.
        other = self._reason(weak, withheld, -1, asked) if reason[tight].any() else -reason
        return up, self._worth(other, asked)

    def _worth(self, reduced: NDArray[np.float64], asked: float) -> NDArray[np.float64]:
        # Withholding lets a cell go up to the ceiling or down to zero; `reduced` is what each unit of it is worth.
        return np.minimum(np.where(reduced > 0, reduced * self._up, -reduced * self._down), asked)

    def _reason(self, weak: WeakCell, withheld: NDArray[np.bool_], direction: int, asked: float) -> NDArray[np.float64]:
        """Per cell, what one unit of freedom would add to the way of `weak` in one direction (reduced costs)."""
        give = np.where(withheld, np.inf, FAINT * asked)
        up, down = np.minimum(self._up, give), np.minimum(self._down, give)
        up[weak.known] = down[weak.known] = 0.0
        self._program.bound(self._all, -down, up)
        self._program.maximise(np.array([weak.cell]), np.array([float(direction)]))
        reduced = -self._equations.weigh(self._program.prices())
        reduced[weak.cell] += direction
        reduced[np.abs(reduced) < 1e-7] = 0.0
        reduced[weak.known] = 0.0
        return reduced
