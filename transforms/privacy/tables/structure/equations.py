"""The sums that tie the cells of a table together, as a sparse system."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Equations:
    """One row per sum: -1 times the parent plus each child is zero. Row r holds the entries starts[r]:starts[r+1].

    The parent is the first entry of its row.
    """

    starts: NDArray[np.int64]
    cells: NDArray[np.int64]
    cell_count: int

    @property
    def count(self) -> int:
        """How many sums there are."""
        return len(self.starts) - 1

    def signs(self) -> NDArray[np.float64]:
        """-1 for the parent of each row, 1 for its parts."""
        signs = np.ones(len(self.cells))
        signs[self.starts[:-1]] = -1.0
        return signs

    def rows(self) -> NDArray[np.int64]:
        """The row of each entry."""
        return np.repeat(np.arange(self.count), np.diff(self.starts))

    def row(self, place: int) -> NDArray[np.int64]:
        """The cells of one sum, its parent first."""
        return self.cells[self.starts[place] : self.starts[place + 1]]

    def weigh(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """One figure per cell: the weights of the sums it stands in, signed (the transposed system)."""
        signed = self.signs() * np.repeat(weights, np.diff(self.starts))
        return np.bincount(self.cells, weights=signed, minlength=self.cell_count).astype(np.float64)
