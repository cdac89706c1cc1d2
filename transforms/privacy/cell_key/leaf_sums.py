"""Sums per finest cell of a table: what partitions and machines count apart and merge by adding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

EXACT = 10**9


def leaf_sums(frame: pl.LazyFrame, dimensions: Sequence[str], sums: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """One row per combination of values that occurs: `dim_0`, `dim_1`, … as text, and the named sums.

    One streaming pass, memory of the distinct combinations. Sums of whole numbers are exact; for others wrap the
    expression in `exact`. The summaries of partitions are merged by `pl.concat` and `with_margins`.
    """
    names = [pl.col(name).cast(pl.String).alias(f"dim_{place}") for place, name in enumerate(dimensions)]
    return (
        frame.group_by(names)
        .agg(expression.sum().alias(name) for name, expression in sums.items())
        .collect(engine="streaming")
    )


def exact(number: pl.Expr) -> pl.Expr:
    """`number` in whole units of 1e-9, so that sums do not depend on the order of rows; divide by `EXACT` at the end.

    What a number has beyond nine places is rounded away before it is summed.
    """
    return (number.cast(pl.Float64) * EXACT).round().cast(pl.Int128)
