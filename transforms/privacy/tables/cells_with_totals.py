"""Suppression of small cells in a released table that shows totals beside their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from schemas.agreement.cells import CellDimension, CellRule
from transforms.privacy.tables.released.protect_cells import protect_cells
from transforms.privacy.tables.table_rules import DimensionRule


def cells_with_totals(
    frame: pl.LazyFrame,
    *,
    count: str,
    minimum: int,
    dimensions: Mapping[str, DimensionRule],
    values: Sequence[str] = (),
    sums: Sequence[str] = (),
    zeros_are_safe: bool = True,
) -> pl.LazyFrame:
    """`small_cells` and the secondary suppression it lacks: the same columns and rows, in their order.

    What an agreement's rule does (`protect_cells`), for a frame at hand: `dimensions` say how the rows add up (coarser
    columns, the name of the total), and at least one neighbouring count stays possible everywhere. Errors: those of
    `protect_cells`.
    """
    rule = CellRule(
        count=count,
        minimum=minimum,
        values=list(values),
        sums=list(sums),
        zeros_are_safe=zeros_are_safe,
        dimensions={name: CellDimension(total=it.total, hierarchy=_columns(it)) for name, it in dimensions.items()},
        width=1,
        reason="the caller's",
    )
    return protect_cells(frame, rule, table=count).frame


def _columns(rule: DimensionRule) -> list[str] | None:
    if (rule.hierarchy is not None and not isinstance(rule.hierarchy, list)) or rule.also:
        raise TypeError("hierarchies of a finished table are coarser columns of it")
    return rule.hierarchy if isinstance(rule.hierarchy, list) else None
