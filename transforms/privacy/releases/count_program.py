"""What counts can still be: the largest and the smallest number of units in a set of groups, by HiGHS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
OPEN = np.iinfo(np.int64).max
SLACK = 1e-5
"""HiGHS keeps rows to 1e-7; counts are whole, so a bound this close to a whole number is that number."""


class ContradictionError(Exception):
    """No counts at all agree with some cells."""

    def __init__(self, cells: Iterable[int] = ()) -> None:
        self.cells = tuple(cells)
        super().__init__(f"{len(self.cells)} cells")


@dataclass(frozen=True)
class Extreme:
    """One end of what a set of groups may count."""

    bound: int
    """Rounded to the whole number inside; `OPEN` where there is no upper end."""
    counts: NDArray[np.float64]
    """Counts by group that reach it."""
    rows: tuple[int, ...]
    """Cells without which the end would lie elsewhere; all of them where whole numbers made the difference."""


@dataclass(frozen=True)
class Row:
    """A cell's part that is still unknown."""

    columns: Numbers
    least: int
    most: int
    cell: int


class CountProgram:
    """Non-negative counts per group that agree with all rows. `whole`: counts are whole numbers, by branch and bound;
    otherwise they may be fractions, and an end may lie a little further out than whole numbers allow.
    """

    def __init__(self, columns: int, rows: list[Row], *, whole: bool) -> None:
        self._rows, self._whole = rows, whole
        # Nothing bounds a group that lies in cells without an upper end only; here it may exceed all that is known.
        self._beyond = 2 * sum(row.least for row in rows) + max(
            (row.most for row in rows if row.most < OPEN), default=0
        )
        self._beyond = max(self._beyond, 1000)
        upper = np.full(columns, float(self._beyond))
        for row in rows:
            if row.most < OPEN:
                upper[row.columns] = np.minimum(upper[row.columns], row.most)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]  # the library types its results only
        for option, setting in (
            ("output_flag", False),
            ("parallel", "off"),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.0),
        ):
            solver.setOptionValue(option, setting)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = columns, len(rows)
        program.col_cost_, program.col_lower_, program.col_upper_ = np.zeros(columns), np.zeros(columns), upper
        program.row_lower_ = np.array([row.least for row in rows], dtype=np.float64)
        program.row_upper_ = np.array([row.most if row.most < OPEN else highspy.kHighsInf for row in rows])
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.cumsum([0, *(len(row.columns) for row in rows)])
        program.a_matrix_.index_ = np.concatenate([row.columns for row in rows])
        program.a_matrix_.value_ = np.ones(sum(len(row.columns) for row in rows))
        if whole:
            program.integrality_ = [highspy.HighsVarType.kInteger] * columns
        solver.passModel(program)
        self._solver, self._columns = solver, columns

    def extreme(self, columns: Numbers, *, largest: bool) -> Extreme:
        """The largest or smallest sum over `columns`. Raises `ContradictionError` where no counts agree."""
        gains = np.zeros(self._columns)
        gains[columns] = 1.0
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize if largest else highspy.ObjSense.kMinimize)
        self._solver.changeColsCost(self._columns, np.arange(self._columns, dtype=np.int32), gains)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise ContradictionError(row.cell for row in self._rows)
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"linear program stopped: {self._solver.modelStatusToString(status)}")
        solution = self._solver.getSolution()
        counts = np.array(solution.col_value)
        counts = np.round(counts) if self._whole else counts
        reached = float(counts[columns].sum())
        bound = int(np.floor(reached + SLACK)) if largest else int(np.ceil(reached - SLACK))
        if largest and bound >= self._beyond:
            bound = OPEN
        if self._whole:
            return Extreme(bound, counts, tuple(range(len(self._rows))))
        used = np.flatnonzero(np.abs(np.array(solution.row_dual)) > SLACK)
        return Extreme(bound, counts, tuple(int(row) for row in used))
