"""Levels of a grid's hierarchy: one row per cell, one column per coarser size."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.grids.cell_code import cell_code
from transforms.privacy.grids.cell_corner import cell_corner
from transforms.privacy.grids.nested_sizes import nested_sizes


def cell_levels(values: pl.Series, sizes_m: Sequence[int], *, name: str = "hierarchy") -> pl.DataFrame:
    """One row per distinct code of `values` (nulls apart): level_0 the code, then the codes of the cells of `sizes_m`
    that hold it, in the same form (short or long). `Hierarchy.from_table(cell_levels(…))` puts '*' on top.

    Errors: `grid-code-refused`; `grid-sizes-mixed` where the codes are not all of one size and form;
    `grid-sizes-not-nested` unless every size is a multiple of the one before, the codes' own first.
    """
    codes = values.drop_nulls().cast(pl.String).unique().sort().alias(name)
    corners = cell_corner(codes)
    kinds = corners.select("size_m", "is_long").unique()
    if kinds.height > 1:
        raise StadtlandError("grid-sizes-mixed", column=name, kinds=kinds.height)
    if not kinds.height:
        return pl.DataFrame({"level_0": codes} | {f"level_{k}": codes for k in range(1, len(sizes_m) + 1)})
    own, is_long = kinds.row(0)
    sizes = nested_sizes([own, *sizes_m])
    east, north = pl.col("east_m"), pl.col("north_m")
    coarser = corners.select(
        cell_code(east // size * size, north // size * size, size, "long" if is_long else "short").alias(
            f"level_{level}"
        )
        for level, size in enumerate(sizes[1:], start=1)
    )
    return pl.DataFrame({"level_0": codes}).hstack(coarser)
