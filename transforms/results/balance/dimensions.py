"""The same rows summed three ways: all of them, by sector, by carrier."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from transforms.results.inventory.keys import PLACE


def by_dimension(rows: pl.DataFrame, sums: Mapping[str, pl.Expr], dimensions: tuple[str, ...]) -> pl.DataFrame:
    """One row per municipality, year, `dimension` (total, or a column's name) and `part`; sums as given."""
    tables = []
    for dimension in dimensions:
        part = pl.lit("total") if dimension == "total" else pl.col(dimension)
        tables.append(
            rows.with_columns(dimension=pl.lit(dimension), part=part).group_by(*PLACE, "dimension", "part").agg(**sums)
        )
    order = {dimension: place for place, dimension in enumerate(dimensions)}
    return pl.concat(tables).sort(
        *PLACE, pl.col("dimension").replace_strict(order, return_dtype=pl.Int64), "part", nulls_last=True
    )
