"""What local suppression did to a dataset, told as a search tells what it found."""

from __future__ import annotations

import math
from dataclasses import dataclass

from transforms.privacy.suppression.suppressed import Suppressed


@dataclass(frozen=True)
class CellSolution:
    """One result per dataset; attributes as those of `LocalSolution`. Every row is released."""

    levels: dict[str, dict[int, int]]
    """Per quasi-identifier the cells that stayed (level 0) and those taken out (level 1)."""
    loss: float
    """Share of cells taken out, the fields' shares as one like `total_loss`."""
    rows: int
    suppressed_rows: int = 0
    withheld_rows: int = 0
    optimal: bool = False

    @classmethod
    def of(cls, found: Suppressed) -> CellSolution:
        """From what was found."""
        levels = {
            name: {level: cells for level, cells in ((0, found.rows - gone), (1, gone)) if cells}
            for name, gone in found.cells.items()
        }
        lost = [1 + gone / found.rows if found.rows else 1.0 for gone in found.cells.values()]
        return cls(levels, math.prod(lost) ** (1 / len(lost)) - 1, found.rows)
