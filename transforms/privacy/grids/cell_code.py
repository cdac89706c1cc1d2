"""The code of a grid cell from its lower left corner: 1kmN2599E4695, or CRS3035RES1000mN2599000E4695000."""

from __future__ import annotations

from typing import Literal

import polars as pl

from schemas.errors import StadtlandError

Form = Literal["short", "long"]


def cell_code(east_m: pl.Expr, north_m: pl.Expr, size_m: int, form: Form = "short") -> pl.Expr:
    """One code per cell, missing where a corner is. `east_m` and `north_m`: whole metres of the lower left corner.

    Short: the size in km from 1,000 m on, else in m; corners without as many last digits as the size has zeros, so
    250 m cells keep all but one digit. Long: the coordinate system, the size and the corners in metres.
    Source: INSPIRE D2.8.I.2 Geographical Grid Systems, v3.1 (2014), for the short form; the long one is what Eurostat's
    and Germany's census grids (2021, 2022) carry.
    """
    if size_m < 1:
        raise StadtlandError("grid-size-refused", size=size_m)
    if form == "long":
        return pl.format(f"CRS3035RES{size_m}mN{{}}E{{}}", north_m.cast(pl.Int64), east_m.cast(pl.Int64))
    zeros = len(str(size_m)) - len(str(size_m).rstrip("0"))
    size = f"{size_m // 1000}km" if size_m % 1000 == 0 else f"{size_m}m"
    return pl.format(f"{size}N{{}}E{{}}", north_m.cast(pl.Int64) // 10**zeros, east_m.cast(pl.Int64) // 10**zeros)
