"""What a cell code says: size and lower left corner per code, of either form."""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError

_LONG = r"^CRS3035RES(\d{1,6})mN(\d{1,7})E(\d{1,7})$"
_SHORT = r"^(\d{1,4})(k?)mN(\d{1,7})E(\d{1,7})$"


def cell_corner(codes: pl.Series) -> pl.DataFrame:
    """One row per code: `size_m`, `east_m`, `north_m`, `is_long`; all missing for a missing code.

    Errors: `grid-code-refused` with the number of distinct codes that are none, or whose corner is not a multiple of
    their size.
    """
    distinct = codes.cast(pl.String).unique().alias("code").to_frame()
    code = pl.col("code")
    read = distinct.with_columns(
        is_long=code.str.contains(_LONG),
        number=code.str.extract(_SHORT, 1).cast(pl.Int64),
        is_km=code.str.extract(_SHORT, 2) == "k",
    ).with_columns(short_m=pl.col("number") * pl.when("is_km").then(1000).otherwise(1))
    zeros = pl.col("short_m").cast(pl.String).str.extract(r"(0*)$", 1).str.len_chars()
    step = pl.lit(10, dtype=pl.Int64).pow(zeros.cast(pl.Int64)).cast(pl.Int64)
    read = read.select(
        "code",
        size_m=pl.coalesce(code.str.extract(_LONG, 1).cast(pl.Int64), "short_m"),
        east_m=pl.coalesce(
            code.str.extract(_LONG, 3).cast(pl.Int64), code.str.extract(_SHORT, 4).cast(pl.Int64) * step
        ),
        north_m=pl.coalesce(
            code.str.extract(_LONG, 2).cast(pl.Int64), code.str.extract(_SHORT, 3).cast(pl.Int64) * step
        ),
        is_long="is_long",
    )
    size = pl.col("size_m")
    is_cell = (size > 0) & (pl.col("east_m") % size == 0) & (pl.col("north_m") % size == 0)
    refused = read.filter(code.is_not_null() & ~is_cell.fill_null(value=False)).height
    if refused:
        raise StadtlandError("grid-code-refused", column=codes.name, codes=refused)
    return (
        codes.cast(pl.String)
        .alias("code")
        .to_frame()
        .join(read, on="code", how="left", maintain_order="left")
        .drop("code")
    )
