"""A table with all its margins from the sums of its finest cells."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.cell_key.dimension import Dimension

MOST_CELLS = 50_000_000


def with_margins(leaves: pl.DataFrame, dimensions: Sequence[Dimension]) -> pl.DataFrame:
    """One row per combination of labels, empty cells with sums of 0, in publishing order: `dim_0`, …, then the sums.

    `leaves` are those of `leaf_sums`, of one partition or of several one below the other. Dimension by dimension
    every cell is added to each label it counts in, so a table of c published cells costs O(c) per dimension.

    Errors: `dimension-value-unknown` where a value is not in its hierarchy, `perturbed-table-too-large`.
    """
    size = prod(len(dimension.labels) for dimension in dimensions)
    if size > MOST_CELLS:
        raise StadtlandError("perturbed-table-too-large", cells=size, maximum=MOST_CELLS)
    names = [f"dim_{place}" for place in range(len(dimensions))]
    sums = [name for name in leaves.columns if name not in names]
    cells = leaves
    for name, dimension in zip(names, dimensions, strict=True):
        parts = dimension.parts.rename({"leaf": name, "label": "_label"})
        unknown = leaves.join(parts, on=name, how="anti", nulls_equal=True)[name].n_unique()
        if unknown:
            raise StadtlandError("dimension-value-unknown", dimension=dimension.name, values=unknown)
        cells = (
            cells.join(parts, on=name, how="inner", nulls_equal=True)
            .with_columns(pl.col("_label").alias(name))
            .group_by(names)
            .agg(pl.col(sums).sum())
        )
    published = every_cell(dimensions)
    filled = published.join(cells, on=names, how="left", nulls_equal=True, maintain_order="left")
    return filled.with_columns(pl.col(sums).fill_null(0))


def every_cell(dimensions: Sequence[Dimension]) -> pl.DataFrame:
    """One row per combination of labels, in publishing order."""
    cells = pl.DataFrame({"dim_0": pl.Series(dimensions[0].labels, dtype=pl.String)})
    for place, dimension in enumerate(dimensions[1:], start=1):
        labels = pl.DataFrame({f"dim_{place}": pl.Series(dimension.labels, dtype=pl.String)})
        cells = cells.join(labels, how="cross", maintain_order="left_right")
    return cells
