"""Suppression of small cells: a table's figures that stand for too few units are blanked."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.values.require import require_column

FLAG = "is_suppressed"


def small_cells(
    frame: pl.LazyFrame,
    *,
    count: str,
    minimum: int,
    values: Sequence[str] = (),
    zeros_are_safe: bool = True,
) -> pl.LazyFrame:
    """One row per cell of `frame`, in its order, with `is_suppressed`: true where the cell was blanked.

    A cell is suppressed when `count`, the number of units (persons, buildings) behind it, lies in 1 … minimum - 1;
    also at 0 unless `zeros_are_safe`. Its `count` and `values` become null. A cell whose count is missing but which
    shows a value is suppressed too: nobody can say that enough units stand behind it. How many were, is the sum of
    `is_suppressed`.

    Guarantees: no cell with fewer than `minimum` units shows its count or values. Does not guarantee: that a
    suppressed cell cannot be computed from margins and neighbours. This is primary suppression only; where totals
    are published beside their parts, or known from elsewhere, `protect_cells` withholds what else it takes.

    Errors: `column-not-in-frame`, `count-not-whole`, `count-negative`, `parameter-out-of-range`.
    """
    if minimum < 2:
        raise StadtlandError(
            "parameter-out-of-range", parameter="minimum", given=minimum, allowed_de="ab 2", allowed_en="from 2"
        )
    dtype = require_column(frame, count, method="small-cells", numeric=True)
    if not dtype.is_integer():
        raise StadtlandError("count-not-whole", column=count, dtype=str(dtype))
    for name in values:
        require_column(frame, name, method="small-cells")
    units = pl.col(count)
    negative = int(frame.select((units < 0).sum()).collect(engine="streaming").item())
    if negative:
        raise StadtlandError("count-negative", column=count, cells=negative)
    is_small = units < minimum if not zeros_are_safe else units.is_between(1, minimum - 1)
    shows = pl.any_horizontal([pl.col(name).is_not_null() for name in values]) if values else pl.lit(value=False)
    flagged = frame.with_columns(is_small.fill_null(shows).alias(FLAG))
    return flagged.with_columns(
        pl.when(pl.col(FLAG)).then(None).otherwise(pl.col(name)).alias(name) for name in (count, *values)
    )
