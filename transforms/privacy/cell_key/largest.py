"""The largest contributions to each cell of a table; partitions find theirs apart, the largest of those are merged."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from transforms.privacy.cell_key.dimension import Dimension
from transforms.privacy.cell_key.maximum_entropy import Floats


def leaf_largest(
    frame: pl.LazyFrame, dimensions: Sequence[str], value: pl.Expr, weight: pl.Expr, k: int
) -> pl.DataFrame:
    """Up to `k` rows per finest cell: `dim_0`, …, `value`, `weight`, largest |value| first, then largest weight.

    Ties in both are broken by sign, and what is left are equal contributions, so the order of rows does not matter.
    """
    names = [pl.col(name).cast(pl.String).alias(f"dim_{place}") for place, name in enumerate(dimensions)]
    chosen = frame.select(*names, value=value.cast(pl.Float64), weight=weight.cast(pl.Float64)).filter(
        pl.col("value").is_not_null()
    )
    return _largest(chosen, k).collect(engine="streaming")


def largest_with_margins(leaves: pl.DataFrame, dimensions: Sequence[Dimension], cells: pl.DataFrame, k: int) -> Floats:
    """Per cell of `cells` (in its order) the `k` largest contributions value · weight, NaN where there are fewer."""
    names = [f"dim_{place}" for place in range(len(dimensions))]
    found = leaves.lazy()
    for name, dimension in zip(names, dimensions, strict=True):
        parts = dimension.parts.rename({"leaf": name, "label": "_label"}).lazy()
        found = found.join(parts, on=name, how="inner", nulls_equal=True).with_columns(pl.col("_label").alias(name))
        found = _largest(found.drop("_label"), k)
    listed = found.group_by(names, maintain_order=True).agg(pl.col("value") * pl.col("weight")).collect()
    lists = cells.select(names).join(listed, on=names, how="left", nulls_equal=True, maintain_order="left")["value"]
    filled = np.full((len(cells), k), np.nan)
    for place in range(k):
        filled[:, place] = lists.list.get(place, null_on_oob=True).cast(pl.Float64).fill_null(float("nan")).to_numpy()
    return filled


def _largest(frame: pl.LazyFrame, k: int) -> pl.LazyFrame:
    names = [name for name in frame.collect_schema().names() if name.startswith("dim_")]
    order = [pl.col("value").abs(), pl.col("weight"), pl.col("value")]
    return frame.sort(order, descending=True).group_by(names, maintain_order=True).head(k)
