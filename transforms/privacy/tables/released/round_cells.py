"""Controlled rounding of a released table: every count a multiple of a base, and rows still add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from schemas.agreement.cells import CellRule
from schemas.errors import StadtlandError
from transforms.privacy.tables.controlled_rounding import controlled_rounding
from transforms.privacy.tables.released.own_totals import refuse_own_totals
from transforms.privacy.tables.released.strata import strata
from transforms.privacy.tables.small_cells import FLAG, small_cells
from transforms.privacy.tables.structure.crosstab import Crosstab
from transforms.privacy.tables.structure.fill import fill


@dataclass(frozen=True)
class RoundedCells:
    """`frame`: the table with its counts rounded and `is_suppressed` false. `figures`: what it cost, for the report."""

    frame: pl.LazyFrame
    figures: dict[str, float]


def round_cells(
    frame: pl.LazyFrame, rule: CellRule, *, table: str, hierarchies: Mapping[str, pl.DataFrame] | None = None
) -> RoundedCells:
    """Counts to neighbouring multiples of the base, totals that the table shows among them, changed least.

    Each stratum is rounded by itself; a total that no row shows is not rounded, so rows need not add up to totals
    published elsewhere. A cell without a row stays without one.

    Guarantees and errors are those of `controlled_rounding`; also `table-value-missing`, `cells-twice`,
    `table-totals-unnamed`, those of `small_cells`.
    """
    assert rule.round is not None  # whoever calls has looked
    rows = frame.collect()
    # Refuses what is no count.
    small_cells(rows.lazy(), count=rule.count, minimum=rule.minimum, zeros_are_safe=rule.zeros_are_safe)
    refuse_own_totals(rows, rule, table=table)
    if missing := rows[rule.count].null_count():
        raise StadtlandError("table-value-missing", column=rule.count, rows=missing)
    rounded = rows[rule.count].to_numpy().astype(np.float64)
    deviation, beyond = 0.0, 0
    if rows.height:
        found = strata(rows, rule, hierarchies or {}, table=table)
        numbers = found.numbers(rule.count)
        for at in found.rows():
            places = found.places[at]
            shown = np.zeros(found.crosstab.cell_count, dtype=bool)
            shown[places] = True
            # Empty cells without a row are shown as such: they stay empty and carry no sum.
            shown |= found.crosstab.leaves
            crosstab = Crosstab(found.crosstab.dimensions, shown)
            figures = fill(crosstab, places, numbers[at], name=rule.count)
            one = controlled_rounding(crosstab, figures, base=rule.round.base)
            rounded[at] = one.figures[places]
            deviation, beyond = deviation + one.deviation, beyond + int(one.beyond.sum())
    counts = pl.Series(rule.count, rounded.round().astype(np.int64)).cast(rows.schema[rule.count])
    made = rows.lazy().with_columns(counts, pl.lit(value=False).alias(FLAG))
    return RoundedCells(made, {"base": rule.round.base, "deviation": deviation, "beyond_neighbours": beyond})
