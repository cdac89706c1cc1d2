"""Finds the damaged cells of a matrix: a cell is where a row and a column fail by the same amount.

Every figure, totals included, stands in one row and one column. If it is too large by e, the sum of its row misses the
total by e (by -e where the figure is the total itself), and so does that of its column: two that fail alike name it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from transforms.results.audit.matrix.equations import Equation
from transforms.results.audit.matrix.matrix import Matrix, Spot

_MOST_TOGETHER = 4
_FEW = 12
"""Among more failing lines than this, sums that meet by chance are no evidence; only pairs are looked for."""


@dataclass(frozen=True)
class Damage:
    """One cell and what it is too large by."""

    spot: Spot
    surplus: Decimal
    tolerance: Decimal


@dataclass(frozen=True)
class Located:
    """Cells that are certain, and the failing rows and columns that several cells would explain."""

    cells: tuple[Damage, ...]
    open_rows: tuple[int, ...]
    open_columns: tuple[int, ...]


def locate(matrix: Matrix, rows: Mapping[int, Equation], columns: Mapping[int, Equation]) -> Located:
    """Pairs first: a row and a column that fail alike and have no other partner. Then lines with several damaged cells.

    What more than one set of cells would explain is left open.
    """
    failing = {("row", n): rows[n] for n in sorted(rows) if rows[n].fails}
    failing |= {("column", n): columns[n] for n in sorted(columns) if columns[n].fails}
    cells: list[Damage] = []
    pairs = list(_pairs(matrix, failing))
    for row, column, damage in pairs:
        if sum(row == it[0] for it in pairs) == 1 and sum(column == it[1] for it in pairs) == 1:
            cells.append(damage)
            del failing["row", row], failing["column", column]
    if len(failing) <= _FEW:
        groups = [*_groups(matrix, failing, "row"), *_groups(matrix, failing, "column")]
        for lines, damages in groups:
            if all(lines is other or not lines & other for other, _ in groups):
                cells += damages
                for line in lines:
                    del failing[line]
    return Located(
        tuple(sorted(cells, key=lambda it: it.spot)),
        tuple(number for kind, number in failing if kind == "row"),
        tuple(number for kind, number in failing if kind == "column"),
    )


def _surplus(matrix: Matrix, kind: str, across: int, equation: Equation) -> Decimal:
    """What the cell where a line is crossed by `across` is too large by, if it alone explains the line."""
    is_total = across == (matrix.columns if kind == "row" else matrix.rows)
    return -equation.residual if is_total else equation.residual


def _pairs(matrix: Matrix, failing: Mapping[tuple[str, int], Equation]) -> Iterable[tuple[int, int, Damage]]:
    for (kind, row), by_row in failing.items():
        if kind != "row":
            continue
        for (other, column), by_column in failing.items():
            if other != "column":
                continue
            one = _surplus(matrix, "row", column, by_row)
            two = _surplus(matrix, "column", row, by_column)
            allowed = max(by_row.tolerance, by_column.tolerance)
            if abs(one - two) <= allowed:
                yield row, column, Damage((row, column), one, allowed)


def _groups(
    matrix: Matrix, failing: Mapping[tuple[str, int], Equation], kind: Literal["row", "column"]
) -> list[tuple[frozenset[tuple[str, int]], list[Damage]]]:
    """One line with several damaged cells: the lines across fail by amounts that make up its own."""
    other: Literal["row", "column"] = "column" if kind == "row" else "row"
    across = [(number, equation) for (it, number), equation in failing.items() if it == other]
    found: list[tuple[frozenset[tuple[str, int]], list[Damage]]] = []
    for (it, line), equation in failing.items():
        if it != kind:
            continue
        for size in range(2, min(_MOST_TOGETHER, len(across)) + 1):
            for chosen in combinations(across, size):
                damages = []
                made_up = Decimal(0)
                for number, crossing in chosen:
                    spot = (line, number) if kind == "row" else (number, line)
                    amount = _surplus(matrix, other, line, crossing)
                    damages.append(Damage(spot, amount, crossing.tolerance))
                    is_total = number == (matrix.columns if kind == "row" else matrix.rows)
                    made_up += -amount if is_total else amount
                allowed = equation.tolerance + sum((crossing.tolerance for _, crossing in chosen), Decimal(0)) / 2
                if abs(made_up - equation.residual) <= allowed:
                    lines = frozenset({(kind, line), *((other, number) for number, _ in chosen)})
                    found.append((lines, damages))
    return found
