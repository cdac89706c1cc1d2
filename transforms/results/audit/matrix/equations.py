"""Every row and column of a matrix that prints its total is an equation: by how much it fails, and within what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from transforms.results.audit.compare import rounding_tolerance
from transforms.results.audit.matrix.matrix import Matrix, Spot


@dataclass(frozen=True)
class Equation:
    """Sum of a line minus its printed total. `blanks` are spots without a figure: nothing stands in for them."""

    number: int
    residual: Decimal
    tolerance: Decimal
    blanks: tuple[Spot, ...]

    @property
    def fails(self) -> bool:
        """Whether rounding cannot explain the rest."""
        return abs(self.residual) > self.tolerance


def row_equations(matrix: Matrix, factors: Mapping[Spot, Decimal] | None = None) -> dict[int, Equation]:
    """By row number, the row of totals included: the carriers of each against its total. `factors` multiply figures."""
    return _equations(matrix, factors or {}, by_row=True)


def column_equations(matrix: Matrix, factors: Mapping[Spot, Decimal] | None = None) -> dict[int, Equation]:
    """By column number, the column of totals included: the sectors of each against its total."""
    return _equations(matrix, factors or {}, by_row=False)


def _equations(matrix: Matrix, factors: Mapping[Spot, Decimal], *, by_row: bool) -> dict[int, Equation]:
    lines, length = (matrix.rows, matrix.columns) if by_row else (matrix.columns, matrix.rows)
    found = {}
    for line in range(lines + 1):
        spots = [(line, at) if by_row else (at, line) for at in range(length + 1)]
        total = matrix.value(spots[-1])
        known = [spot for spot in spots[:-1] if matrix.value(spot) is not None]
        if total is None or not known:
            continue
        values = [(matrix.value(spot) or Decimal(0)) * factors.get(spot, 1) for spot in known]
        rest = sum(values, Decimal(0)) - total * factors.get(spots[-1], 1)
        allowed = rounding_tolerance([matrix.term(spot) for spot in (*known, spots[-1])])
        # A figure in a coarser unit has rounded a thousand times as much away.
        allowed += sum((matrix.figure(s).last_place * f / 2 for s in spots if (f := factors.get(s, Decimal(1))) > 1),
                       Decimal(0))  # fmt: skip
        blanks = tuple(spot for spot in spots[:-1] if matrix.value(spot) is None)
        found[line] = Equation(line, rest, allowed, blanks)
    return found
