"""Possible tables found so far; each proves for some cells that they cannot be worked out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MOST = 600
FIGURES = 30_000_000
"""Moves that are kept at most, over all rows: a quarter of a gigabyte."""


class Witnesses:
    """Moves away from the true table, one row each, all of one layer. A row counts where its moves are allowed."""

    def __init__(self, cell_count: int) -> None:
        self._most = min(MOST, max(32, FIGURES // cell_count))
        self._moves = np.zeros((32, cell_count))
        self._moving = np.zeros((32, cell_count), dtype=bool)
        self._count = 0

    def add(self, moves: NDArray[np.float64]) -> None:
        """Remember one possible table; the oldest half is forgotten when there are too many."""
        if self._count == len(self._moves):
            if self._count >= self._most:
                half = self._count // 2
                self._moves[:half] = self._moves[half : 2 * half]
                self._moving[:half] = self._moving[half : 2 * half]
                self._count = half
            else:
                self._moves = np.concatenate([self._moves, np.zeros_like(self._moves)])
                self._moving = np.concatenate([self._moving, np.zeros_like(self._moving)])
        self._moves[self._count] = moves
        self._moving[self._count] = moves != 0
        self._count += 1

    def allowed(self, fixed: NDArray[np.bool_] | NDArray[np.int64]) -> NDArray[np.bool_]:
        """Marks the rows that leave the cells `fixed` alone."""
        moved = self._moving[: self._count][:, fixed]
        return np.asarray(~moved.any(axis=1), dtype=bool)

    def spread(
        self, rows: NDArray[np.bool_], cells: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How far up and how far down these cells were seen to move in those rows."""
        seen = self._moves[: self._count][np.ix_(rows, cells)]
        if not len(seen):
            return np.zeros(len(cells)), np.zeros(len(cells))
        return np.maximum(seen.max(axis=0), 0.0), np.maximum(-seen.min(axis=0), 0.0)
