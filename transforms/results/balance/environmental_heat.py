"""Environmental heat of heat pumps: a factor of its own, and its electricity leaves the electricity row.

Heat pumps deliver 3.2 times the electricity they take (BISKO's seasonal performance factor; Hertle et al., ifeu 2019,
section 3.2). Their electricity stands in the metered electricity and is accounted with the heat: it is moved, once.
"""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.inventory.keys import PLACE

PERFORMANCE = 3.2


def environmental_heat(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with `moved_wh` (Wh, whole, zero or negative) on the electricity row of each sector that has such heat.

    Raises `heat-pump-electricity-lacks` where a sector has no electricity row, or less in it than the heat over 3.2.
    Heat whose energy is missing moves nothing: its row stays missing.
    """
    key = (*PLACE, "sector")
    heat = (
        rows.filter(pl.col("carrier") == "environmental_heat", pl.col("energy_wh") > 0)
        .group_by(key)
        .agg(wanted=(pl.col("energy_wh").sum() / PERFORMANCE).round().cast(pl.Int64))
    )
    # Where a sector prints several rows of electricity (by scope), the largest of them gives.
    electricity = (
        rows.filter(pl.col("carrier") == "electricity", pl.col("energy_wh").is_not_null())
        .sort("energy_wh", "row", descending=[True, False])
        .unique(key, keep="first", maintain_order=True)
        .select("row", *key, "energy_wh")
    )
    moves = heat.join(electricity, on=key, how="left", nulls_equal=True)
    # An electricity row without a figure stays missing; there is nothing to move, and nothing is refused.
    unknown = rows.filter(pl.col("carrier") == "electricity", pl.col("energy_wh").is_null()).select(key).unique()
    lacks = pl.col("energy_wh").is_null() | (pl.col("energy_wh") < pl.col("wanted"))
    short = moves.filter(lacks).join(unknown, on=key, how="anti", nulls_equal=True)
    if not short.is_empty():
        where = sorted(f"{sector} {year}" for sector, year in short.select("sector", "year").iter_rows())
        raise StadtlandError("heat-pump-electricity-lacks", where=", ".join(where))
    return rows.join(moves.filter(~lacks).select("row", moved_wh=-pl.col("wanted")), on="row", how="left").with_columns(
        pl.col("moved_wh").fill_null(0)
    )
