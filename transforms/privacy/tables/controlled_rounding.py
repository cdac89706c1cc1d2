"""Controlled rounding: every cell a multiple of a base, and the table still adds up."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.tables.structure.crosstab import Crosstab

BEYOND = 1_000.0
"""What a margin's step beyond its neighbouring multiples costs, against one base of ordinary deviation."""


@dataclass(frozen=True)
class RoundedTable:
    """Rounded `figures` of all cells; `beyond` marks published margins that had to leave their neighbouring multiples.

    `deviation` is the sum over published cells of the distance to the truth. `is_optimal`: no rounding of this kind
    deviates less.
    """

    figures: NDArray[np.float64]
    beyond: NDArray[np.bool_]
    deviation: float
    is_optimal: bool


def controlled_rounding(
    crosstab: Crosstab, figures: NDArray[np.float64], *, base: int, nodes: int = 2_000
) -> RoundedTable:
    """Every published cell to a neighbouring multiple of `base`, sums kept, changed as little as may be (to 0.1 %).

    A multiple stays as it is, so zero stays zero. In a two-way table such a rounding always exists (Cox 1987); in
    larger or linked ones it may not. Then innermost cells still go to a neighbouring multiple and stay where they
    are one, and margins go as few steps further as possible: `beyond` says which. Deterministic.

    Guarantees: additivity, and that a true figure lies less than `base` from a published one that is not `beyond`.
    Does not guarantee: more than that interval; small cells are blurred, not hidden, and a base of 3 or 5 is only
    as protective as the uncertainty of base - 1 is. Not random: the same table gives the same rounding, and its
    expectation is not the truth (it is unbiased in no sense).
    Complexity: an integer program with one variable per cell; after `nodes` branchings the best found is taken.
    Source: Cox, A Constructive Procedure for Unbiased Controlled Rounding (1987), JASA 82; the objective is that of
    Salazar-González, Controlled Rounding and Cell Perturbation (2006), section 2.
    Error: `table-solver-stopped` where no rounding was found within the nodes.
    """
    steps = figures / base
    lower = np.floor(steps + 1e-9)
    rest: NDArray[np.float64] = np.where(np.abs(steps - np.round(steps)) < 1e-9, 0.0, steps - lower)
    shown, inner = crosstab.published, crosstab.leaves
    count = crosstab.cell_count
    # Per cell: up or not; and for margins, whole steps further up or down.
    margins = np.flatnonzero(shown & ~inner)
    hidden = np.flatnonzero(~shown)
    extra = len(margins)
    cost = np.concatenate([np.where(shown, 1.0 - 2.0 * rest, 0.0), np.full(2 * extra, BEYOND)])
    low = np.concatenate([np.zeros(count), np.zeros(2 * extra)])
    high = np.concatenate([(rest > 0).astype(float), np.full(extra, highspy.kHighsInf), lower[margins]])
    # What is never shown is free: it only carries sums from the shown parts to the shown total.
    low[hidden], high[hidden] = -highspy.kHighsInf, highspy.kHighsInf
    kinds = np.where(np.concatenate([shown, np.ones(2 * extra, dtype=bool)]), 1, 0)
    sums = crosstab.definitions
    signs, rows = sums.signs(), sums.rows()
    step_at = np.full(count, -1, dtype=np.int64)
    step_at[margins] = np.arange(extra)
    moved = step_at[sums.cells]
    has_step = moved >= 0
    row = np.concatenate([rows, rows[has_step], rows[has_step]])
    column = np.concatenate([sums.cells, count + moved[has_step], count + extra + moved[has_step]])
    value = np.concatenate([signs, signs[has_step], -signs[has_step]])
    order = np.lexsort((column, row))
    base_rows = np.bincount(rows, weights=signs * np.where(shown, lower, 0.0)[sums.cells], minlength=sums.count)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("parallel", "off")
    solver.setOptionValue("mip_max_nodes", nodes)
    solver.setOptionValue("mip_rel_gap", 1e-3)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(cost), sums.count
    program.col_cost_, program.col_lower_, program.col_upper_ = cost, low, high
    program.row_lower_ = program.row_upper_ = -base_rows.astype(np.float64)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=sums.count))])
    program.a_matrix_.index_ = column[order]
    program.a_matrix_.value_ = value[order]
    whole, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    program.integrality_ = [whole if kind else real for kind in kinds]
    solver.passModel(program)
    solver.run()
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise StadtlandError("table-solver-stopped", state=solver.modelStatusToString(solver.getModelStatus()))
    found = np.round(np.array(solver.getSolution().col_value))
    places = np.where(shown, lower, 0.0) + found[:count]
    places[margins] += found[count : count + extra] - found[count + extra :]
    rounded = places * base
    beyond = np.zeros(count, dtype=bool)
    beyond[margins] = np.abs(rounded[margins] - figures[margins]) >= base
    return RoundedTable(
        figures=rounded,
        beyond=beyond,
        deviation=float(np.abs(rounded - figures)[shown].sum()),
        is_optimal=float(solver.getInfo().mip_gap) < 1e-9,
    )
