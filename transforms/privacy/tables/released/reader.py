"""A reader with a linear program: what the shown cells of one table say of those that are not shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.tables.released.layers_of import scale_of
from transforms.privacy.tables.structure.crosstab import Crosstab

CEILING = 1e8
"""No scaled figure comes near it; an interval that does is open upwards. A program without end is hard to tell apart
from one that numbers have spoilt."""


class Reader:
    """`shown`: one figure per cell, no number where it is not shown; `floor`: what such a cell is known to be at least.

    Every definition of a total is one equation over the cells that are not shown. Written without the search's
    programs, from what leaves the house alone. Error: `table-solver-stopped` where shown figures contradict each other.
    """

    def __init__(self, crosstab: Crosstab, shown: NDArray[np.float64], floor: NDArray[np.float64]) -> None:
        # The solver is heavy, and most tables have nothing to hide.
        import highspy

        self._highs = highspy
        self._scale = scale_of(np.nan_to_num(shown))
        sums = crosstab.definitions
        unknown = np.isnan(shown)
        self._column = np.cumsum(unknown) - 1
        signs, rows = sums.signs(), sums.rows()
        is_open = unknown[sums.cells]
        said = np.bincount(
            rows[~is_open], weights=(signs * np.nan_to_num(shown)[sums.cells])[~is_open], minlength=sums.count
        )
        kept = np.unique(rows[is_open])
        sides = (-said[kept] * self._scale).astype(np.float64)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = int(unknown.sum()), len(kept)
        program.col_cost_ = np.zeros(program.num_col_)
        program.col_lower_ = floor[unknown] * self._scale
        program.col_upper_ = np.full(program.num_col_, CEILING)
        program.row_lower_ = program.row_upper_ = sides
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lengths = np.bincount(np.searchsorted(kept, rows[is_open]), minlength=len(kept))
        program.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)])
        program.a_matrix_.index_ = self._column[sums.cells[is_open]]
        program.a_matrix_.value_ = signs[is_open]
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("parallel", "off")
        self._solver.setOptionValue("presolve", "off")
        self._solver.passModel(program)

    def intervals(self, cells: NDArray[np.int64]) -> NDArray[np.float64]:
        """One row per cell: the least and the greatest figure it can have; inf where nothing limits it."""
        found = np.empty((len(cells), 2))
        for at, column in enumerate(self._column[cells].tolist()):
            self._solver.changeColCost(column, 1.0)
            found[at] = self._end(least=True), self._end(least=False)
            self._solver.changeColCost(column, 0.0)
        found[found >= CEILING / 2] = np.inf
        return np.maximum(found, 0.0) / self._scale

    def _end(self, *, least: bool) -> float:
        sense = self._highs.ObjSense
        self._solver.changeObjectiveSense(sense.kMinimize if least else sense.kMaximize)
        self._solver.run()
        if self._solver.getModelStatus() != self._highs.HighsModelStatus.kOptimal:
            # A basis that numbers have worn out: once more from scratch before giving up.
            self._solver.clearSolver()
            self._solver.run()
        status = self._solver.getModelStatus()
        if status == self._highs.HighsModelStatus.kOptimal:
            return float(self._solver.getInfo().objective_function_value)
        raise StadtlandError("table-solver-stopped", state=self._solver.modelStatusToString(status))
