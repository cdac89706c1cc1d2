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
    """`frame` with `into`, the cell of each row's coordinates, and without `x` and `y`; in one piece.

    Guarantees and errors are those of `grid_cells` (raised over all rows when the frame is collected), and
    `column-not-in-frame`.
    """
    for name in (x, y):
        require_column(frame, name, method="grid")

    kept = [name for name in frame.collect_schema().names() if name not in (x, y)]

    def placed(rows: pl.DataFrame) -> pl.DataFrame:
        cells = grid_cells(rows[x], rows[y], size_m=size_m, epsg=epsg, form=form)
        return rows.select(kept).with_columns(cells.alias(into))

    # On the frame, not on an expression: polars rebuilds what an expression raises and loses the facts of our errors.
    schema = {name: dtype for name, dtype in frame.collect_schema().items() if name in kept} | {into: pl.String()}
    return frame.map_batches(placed, schema=schema)
