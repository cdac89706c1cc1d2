"""What local suppression found: the data with cells taken out, and how many."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Suppressed:
    """One result per suppression. Counts are rows and cells of microdata."""

    frame: pl.LazyFrame = field(repr=False, compare=False)
    """All rows in their order; quasi-identifiers with cells taken out ('*' in text, null elsewhere), the rest as is."""
    rows: int
    rows_at_risk: int
    """Rows that had fewer than k compatible rows before, in one of the promised combinations."""
    rows_changed: int
    """Rows that lost at least one cell; never more than `rows_at_risk`."""
    cells: dict[str, int]
    """Cells taken out, by quasi-identifier."""

    @property
    def cells_suppressed(self) -> int:
        """Over all quasi-identifiers."""
        return sum(self.cells.values())
