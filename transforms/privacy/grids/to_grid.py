"""Coordinates become the code of their grid cell: one column in place of two."""

from __future__ import annotations

import polars as pl

from transforms.privacy.grids.cell_code import Form
from transforms.privacy.grids.grid_cells import grid_cells
from transforms.privacy.grids.laea import WGS84
from transforms.privacy.values.require import require_column


def to_grid(
    frame: pl.LazyFrame,
    *,
    x: str,
    y: str,
    size_m: int,
    epsg: int = WGS84,
    form: Form = "short",
    into: str = "cell",
) -> pl.LazyFrame:
    """`frame` with `into`, the cell of each row's coordinates, and without `x` and `y`; batch by batch, streaming.

    Guarantees and errors are those of `grid_cells` (raised when the frame is collected) and `column-not-in-frame`.
    """
    for name in (x, y):
        require_column(frame, name, method="grid")

    def cells(points: pl.Series) -> pl.Series:
        pair = points.struct
        return grid_cells(pair.field(x), pair.field(y), size_m=size_m, epsg=epsg, form=form)

    placed = pl.struct(x, y).map_batches(cells, return_dtype=pl.String, is_elementwise=True)
    return frame.with_columns(placed.alias("_cell")).drop(x, y).rename({"_cell": into})
