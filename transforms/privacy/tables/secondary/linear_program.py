"""A linear program that is solved many times with other aims: HiGHS, kept warm between solutions."""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError


class LinearProgram:
    """Maximise gains · x subject to one equation or range per row and bounds per column; simplex from the last basis.

    Rows are given as a sparse system (starts, columns, coefficients). The same calls give the same answers: one
    thread, no time limit, a fixed order.
    """

    def __init__(
        self,
        *,
        starts: NDArray[np.int64],
        columns: NDArray[np.int64],
        coefficients: NDArray[np.float64],
        lower: NDArray[np.float64],
        upper: NDArray[np.float64],
        is_rebuilt: bool = False,
    ) -> None:
        """`lower` and `upper` bound the columns; every row is an equation to zero.

        `is_rebuilt`: aims and bounds change so much between solutions that starting afresh, with presolve and the
        dual simplex, is faster than starting from the last solution.
        """
        self._count = len(lower)
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("parallel", "off")
        self._is_rebuilt = is_rebuilt
        if not is_rebuilt:
            self._solver.setOptionValue("presolve", "off")
            # Primal simplex: only the aim changes, so the last solution stays feasible.
            self._solver.setOptionValue("simplex_strategy", 4)
        program = highspy.HighsLp()
        program.num_col_ = self._count
        program.num_row_ = len(starts) - 1
        program.col_cost_ = np.zeros(self._count)
        program.col_lower_ = lower
        program.col_upper_ = upper
        program.row_lower_ = np.zeros(len(starts) - 1)
        program.row_upper_ = np.zeros(len(starts) - 1)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = starts
        program.a_matrix_.index_ = columns
        program.a_matrix_.value_ = coefficients
        program.sense_ = highspy.ObjSense.kMaximize
        self._solver.passModel(program)
        self._priced: NDArray[np.int32] = np.zeros(0, dtype=np.int32)

    def bound(self, columns: NDArray[np.int64], lower: NDArray[np.float64], upper: NDArray[np.float64]) -> None:
        """Replace the bounds of some columns."""
        if len(columns):
            self._solver.changeColsBounds(
                len(columns), columns.astype(np.int32), np.ascontiguousarray(lower), np.ascontiguousarray(upper)
            )

    def maximise(self, columns: NDArray[np.int64], gains: NDArray[np.float64]) -> NDArray[np.float64]:
        """The x that gains most; gains of columns not named are 0. Error: `table-solver-stopped`, with its state."""
        if len(self._priced):
            self._solver.changeColsCost(len(self._priced), self._priced, np.zeros(len(self._priced)))
        self._priced = columns.astype(np.int32)
        self._solver.changeColsCost(len(columns), self._priced, np.ascontiguousarray(gains))
        if self._is_rebuilt:
            self._solver.clearSolver()
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            # A basis that numbers have worn out: once more from scratch before giving up.
            self._solver.clearSolver()
            self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise StadtlandError("table-solver-stopped", state=self._solver.modelStatusToString(status))
        return np.array(self._solver.getSolution().col_value)

    def prices(self) -> NDArray[np.float64]:
        """One dual value per row of the last solution."""
        return np.array(self._solver.getSolution().row_dual)
