"""What readers know of one stratum before anything is withheld: rows, totals from elsewhere, cells without a row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.agreement.cells import CellRule
from transforms.privacy.tables.structure.crosstab import Crosstab


@dataclass(frozen=True)
class KnownCells:
    """One mark per cell: it has a row; it is a total that others tell; it is empty because it has no row."""

    has_row: NDArray[np.bool_]
    elsewhere: NDArray[np.bool_]
    absent: NDArray[np.bool_]

    @property
    def unknown(self) -> NDArray[np.bool_]:
        """Cells that nobody is told, in this table or elsewhere."""
        return ~(self.has_row | self.elsewhere | self.absent)


def known_cells(
    crosstab: Crosstab, places: NDArray[np.int64], units: NDArray[np.float64] | None, rule: CellRule
) -> KnownCells:
    """`places`: the cells of the stratum's rows; `units`: all cells' counts, None where counts do not add up.

    Totals from elsewhere are taken to be known where they are 0 or at least the minimum: whoever publishes them is
    bound to the same rule. An innermost cell without a row is taken to be read as nobody.
    """
    has_row = np.zeros(crosstab.cell_count, dtype=bool)
    has_row[places] = True
    elsewhere = _named(crosstab, rule) & ~crosstab.leaves & ~has_row
    if units is not None:
        elsewhere &= (units >= rule.minimum) | ((units == 0) & rule.zeros_are_safe)
    return KnownCells(has_row, elsewhere, crosstab.leaves & ~has_row)


def _named(crosstab: Crosstab, rule: CellRule) -> NDArray[np.bool_]:
    """Cells that stand at the total of every dimension which a known breakdown leaves out."""
    named = np.zeros(crosstab.shape, dtype=bool)
    for kept in rule.known_totals:
        shown = [
            np.arange(len(dimension.codes)) if dimension.name in kept else np.array([0])
            for dimension in crosstab.dimensions
        ]
        named[np.ix_(*shown)] = True
    return named.ravel()
