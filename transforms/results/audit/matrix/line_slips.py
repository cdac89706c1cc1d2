"""A whole row or column printed in another unit: every sum across it fails by the same 999 parts in a thousand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from transforms.results.audit.matrix.equations import Equation, column_equations, row_equations
from transforms.results.audit.matrix.matrix import Matrix, Spot

_THOUSAND = Decimal(1000)
_FEWEST = 2


@dataclass(frozen=True)
class LineSlip:
    """One line whose figures must be taken times `factor` (1000 or a thousandth) for the sums across it to agree."""

    kind: Literal["row", "column"]
    number: int
    factor: Decimal
    sums: int
    """How many sums across it are mended."""

    def factors(self, matrix: Matrix) -> dict[Spot, Decimal]:
        """The factor for every figure of the line."""
        length = matrix.columns if self.kind == "row" else matrix.rows
        spots = ((self.number, at) if self.kind == "row" else (at, self.number) for at in range(length + 1))
        return dict.fromkeys(spots, self.factor)


def line_slips(matrix: Matrix) -> list[LineSlip]:
    """Lines that are as a whole a thousand off. A line whose own total did not slip with it is none: its sum fails."""
    rows, columns = row_equations(matrix), column_equations(matrix)
    found = [*_slipped(matrix, "column", rows, columns), *_slipped(matrix, "row", columns, rows)]
    # Where two lines would explain the same sums, nothing tells which: a slip of all cells and one of all totals.
    return found if len({(slip.kind, slip.factor) for slip in found}) == len(found) <= _FEWEST else []


def _slipped(
    matrix: Matrix, kind: Literal["row", "column"], across: Mapping[int, Equation], own: Mapping[int, Equation]
) -> Iterator[LineSlip]:
    lines, last = (matrix.columns, matrix.rows) if kind == "column" else (matrix.rows, matrix.columns)
    for line in range(lines + 1):
        if line in own and own[line].fails:
            continue
        spots = {at: ((at, line) if kind == "column" else (line, at)) for at in range(last + 1)}
        for factor in (_THOUSAND, 1 / _THOUSAND):
            mended = 0
            for at, spot in spots.items():
                value = matrix.value(spot)
                if at not in across or not value:
                    continue
                sign = -1 if line == lines else 1
                change = sign * (factor - 1) * value
                allowed = across[at].tolerance + (matrix.figure(spot).last_place * factor / 2 if factor > 1 else 0)
                if min(abs(change), abs(factor * value)) <= 2 * allowed:
                    continue  # too small to tell a slip from a figure too many
                if abs(across[at].residual + change) > allowed:
                    mended = 0
                    break
                mended += 1
            if mended >= _FEWEST:
                yield LineSlip(kind, line, factor, mended)
