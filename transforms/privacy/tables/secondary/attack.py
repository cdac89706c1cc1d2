"""What an attacker can work out who sees all published cells: the linear program behind every audit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.tables.secondary.layer import Layer
from transforms.privacy.tables.secondary.linear_program import LinearProgram
from transforms.privacy.tables.structure.equations import Equations

Cells = NDArray[np.int64]


class Attack:
    """One layer with exactly the cells `open_` unknown; a result is one possible table, as moves away from the truth.

    Every possible table keeps to the floor of each cell (zero, where nothing more is known), agrees with all published
    cells and adds up. Moves are given for all cells of the table (0 for published ones). Whole numbers are not asked
    of the attacker's tables, so intervals found are never narrower than what an attacker who knows that counts are
    whole can reach by linear programs.
    """

    def __init__(self, layer: Layer, equations: Equations, open_: NDArray[np.bool_]) -> None:
        self.layer = layer
        self.columns = np.flatnonzero(open_)
        self._column = np.full(len(open_), -1, dtype=np.int64)
        self._column[self.columns] = np.arange(len(self.columns))
        kept = open_[equations.cells]
        rows = equations.rows()[kept]
        self.rows = np.unique(rows)
        starts = np.concatenate([[0], np.cumsum(np.bincount(np.searchsorted(self.rows, rows)))])
        self.starts = starts.astype(np.int64)
        self.entries = self._column[equations.cells[kept]]
        self.signs = equations.signs()[kept]
        self._lower = -layer.depth[self.columns]
        self._upper = layer.ceiling - layer.figures[self.columns]
        self._program = LinearProgram(
            starts=self.starts,
            columns=self.entries,
            coefficients=self.signs,
            lower=self._lower.copy(),
            upper=self._upper.copy(),
        )
        self._cell_count = len(open_)
        self.programs = 0

    def limit(self, cells: Cells, reach: NDArray[np.float64]) -> None:
        """Let these cells move by at most `reach` up or down; 0 fixes them, as for whoever knows them."""
        at = self._column[cells]
        at, reach = at[at >= 0], reach[at >= 0]
        self._program.bound(at, np.maximum(self._lower[at], -reach), np.minimum(self._upper[at], reach))

    def release(self, cells: Cells) -> None:
        """Let these cells move as far as the attacker can think."""
        at = self._column[cells]
        at = at[at >= 0]
        self._program.bound(at, self._lower[at], self._upper[at])

    def push(self, cells: Cells, gains: NDArray[np.float64]) -> NDArray[np.float64]:
        """The moves that maximise gains · moves of `cells`, all of which must be open."""
        self.programs += 1
        moves = np.zeros(self._cell_count)
        moves[self.columns] = self._program.maximise(self._column[cells], gains)
        # What a solver leaves below its own tolerance is not a move.
        moves[np.abs(moves) < 1e-7] = 0.0
        return moves

    def farthest(self, cell: int, direction: int) -> NDArray[np.float64]:
        """The moves that carry one cell farthest up (1) or down (-1)."""
        return self.push(np.array([cell]), np.array([float(direction)]))
