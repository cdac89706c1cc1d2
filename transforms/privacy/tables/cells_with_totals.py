"""Suppression of small cells in a released table that shows totals beside their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.tables.small_cells import FLAG, small_cells
from transforms.privacy.tables.suppress_table import suppress_table
from transforms.privacy.tables.table_rules import DimensionRule, SecondaryRule, TableRules


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

    `dimensions` say how the rows add up (a hierarchy, the name of the total); every other column goes along. Only the
    rows of `frame` count as published; an innermost cell without a row is an empty one. `sums` are those of `values`
    that add up as the count does; they are protected together with it. Values that do not (means, shares) are
    blanked where the count is.

    Guarantees what `suppress_table` does, for the count and every one of `sums`. Does not guarantee: that a value
    outside `sums` cannot be computed from its neighbours. Errors: those of `small_cells` and `suppress_table`;
    `table-margin-twice` where two rows stand for one cell.
    """
    primary = small_cells(frame, count=count, minimum=minimum, values=values, zeros_are_safe=zeros_are_safe)
    keys = list(dimensions)
    rows = frame.collect()
    if not rows.height:
        return primary
    text = rows.with_columns(pl.col(key).cast(pl.String) for key in keys)
    if doubled := rows.height - text.select(keys).n_unique():
        raise StadtlandError("table-margin-twice", value=count, cells=doubled)
    rules = TableRules.model_validate(
        {
            "dimensions": dict(dimensions),
            "values": {count: {"kind": "count"}} | {name: {"kind": "magnitude"} for name in sums},
            "primary": {"minimum_frequency": {"n": minimum, "of": count, "protect_zeros": not zeros_are_safe}},
            "secondary": SecondaryRule(),
            "notation": {"mark": None},
        }
    )
    found = suppress_table(text, rules, shown=text.select(keys))
    withheld = found.frame.select(*keys, (pl.col("status") != "published").alias(FLAG))
    flags = text.select(keys).join(withheld, on=keys, how="left", maintain_order="left")[FLAG]
    flagged = rows.lazy().with_columns(flags)
    blanked = [
        pl.when(pl.col(FLAG)).then(None).otherwise(pl.col(name)).alias(name)
        for name in dict.fromkeys((count, *values, *sums))
    ]
    return flagged.with_columns(blanked)
