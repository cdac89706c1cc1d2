"""Which cells to withhold at the least cost, as far as the reasons collected so far tell."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.tables.secondary.cuts import Cut

TIES = 0.3
"""What preferences among patterns of the same whole cost may add up to."""


@dataclass(frozen=True)
class Choice:
    """Per cell how much it is withheld (0 … 1), what any pattern costs at least, and whether all of it is proven."""

    share: NDArray[np.float64]
    bound: float
    is_proven: bool


class Master:
    """A growing covering problem over the cells that may be withheld in addition; solved as a MIP or relaxed.

    Every cut is fulfilled by every good pattern, so the least cost here bounds the cost of all of them.
    """

    def __init__(
        self, costs: NDArray[np.float64], candidates: NDArray[np.bool_], *, figures: NDArray[np.float64]
    ) -> None:
        """Where costs are whole, cells of smaller figures are preferred among patterns of the same cost."""
        self._cells = np.flatnonzero(candidates)
        self._column = np.full(len(costs), -1, dtype=np.int64)
        self._column[self._cells] = np.arange(len(self._cells))
        self._costs = costs[self._cells]
        self._size = len(costs)
        self._whole = bool((self._costs == np.round(self._costs)).all())
        count = len(self._cells)
        sizes = np.log1p(figures[self._cells])
        # All of them together stay below one unit of cost, so they decide between equals only.
        ties = TIES * sizes / (max(float(sizes.max(initial=0.0)), 1.0) * max(count, 1)) if self._whole else 0.0
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("parallel", "off")
        program = highspy.HighsLp()
        program.num_col_ = count
        program.num_row_ = 0
        program.col_cost_ = self._costs + ties
        program.col_lower_ = np.zeros(count)
        program.col_upper_ = np.ones(count)
        program.integrality_ = [highspy.HighsVarType.kInteger] * count
        self._solver.passModel(program)
        self._seen: set[bytes] = set()

    def add(self, cuts: list[Cut]) -> int:
        """Add cuts; how many were new. Error: `table-protection-infeasible` where no candidate could help."""
        new = 0
        for cut in cuts:
            columns = self._column[cut.cells]
            weights = cut.weights[columns >= 0]
            columns = columns[columns >= 0]
            if float(np.maximum(weights, 0.0).sum()) < cut.least * (1 - 1e-9):
                raise StadtlandError("table-protection-infeasible")
            name = columns.tobytes() + weights.tobytes()
            if name in self._seen:
                continue
            self._seen.add(name)
            new += 1
            self._solver.addRow(cut.least, highspy.kHighsInf, len(columns), columns.astype(np.int32), weights)
        return new

    def solve(self, *, nodes: int, seconds: float | None, known: NDArray[np.bool_] | None) -> Choice:
        """The cheapest choice. Starts from the pattern `known` and stops once nothing is cheaper.

        With `nodes` 0 the whole-number condition is dropped first, then only the cells that the relaxation uses are
        decided: near the optimum, with a proven bound, and fast for large tables.
        """
        if not len(self._cells):
            return Choice(np.zeros(self._size), 0.0, is_proven=True)
        # The solver counts its time over all runs.
        until = self._solver.getRunTime() + seconds if seconds is not None else highspy.kHighsInf
        self._solver.setOptionValue("time_limit", until)
        self._solver.setOptionValue("mip_rel_gap", 0.0)
        # Costs are whole: a bound that is less than one unit away proves the optimum.
        self._solver.setOptionValue("mip_abs_gap", 0.999 - TIES if self._whole else 1e-6)
        if not nodes:
            return self._relaxed()
        self._solver.setOptionValue("mip_max_nodes", nodes)
        if known is not None:
            start = highspy.HighsSolution()
            start.col_value = known[self._cells].astype(float)
            self._solver.setSolution(start)
        self._solver.run()
        status = self._solver.getModelStatus()
        info = self._solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return self._relaxed()
        share = self._spread()
        if status == highspy.HighsModelStatus.kOptimal:
            return Choice(share, float(self._costs[share[self._cells] > 0.5].sum()), is_proven=True)
        return Choice(share, self._rounded(float(info.mip_dual_bound)), is_proven=False)

    def _relaxed(self) -> Choice:
        everything = np.arange(len(self._cells), dtype=np.int32)
        self._solver.setOptionValue("solve_relaxation", True)
        self._solver.run()
        self._solver.setOptionValue("solve_relaxation", False)
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise StadtlandError("table-protection-infeasible")
        bound = self._rounded(float(self._solver.getInfo().objective_function_value))
        relaxed = self._spread()
        used = relaxed[self._cells] > 1e-6
        self._solver.setOptionValue("mip_max_nodes", 1)
        self._solver.setOptionValue("mip_rel_gap", 0.005)
        self._solver.changeColsBounds(len(everything), everything, np.zeros(len(everything)), used.astype(float))
        self._solver.run()
        found = self._solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        share = self._spread() if found else relaxed
        self._solver.changeColsBounds(len(everything), everything, np.zeros(len(everything)), np.ones(len(everything)))
        return Choice(share, bound, is_proven=False)

    def _spread(self) -> NDArray[np.float64]:
        share = np.zeros(self._size)
        share[self._cells] = np.array(self._solver.getSolution().col_value)
        return share

    def _rounded(self, bound: float) -> float:
        return float(np.ceil(bound - TIES - 1e-6)) if self._whole else bound
