"""Municipal facilities that are reported leave trade and services, so that nothing is counted twice.

Statistics count a city's own buildings, lighting and plants with trade and services. Where they are reported they are
shown as a sector of their own and subtracted there; a balance without them is conform all the same (BISKO; Hertle et
al., ifeu 2019, section 3.1).
"""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.exact.exact_sum import exact_sum
from transforms.results.inventory.keys import MUNICIPAL, PLACE


def municipal_facilities(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with `subtracted_wh` (Wh, whole, zero or negative) on trade and services, by carrier.

    Where trade and services are not printed apart, undivided buildings hold the municipal ones. The printed emissions
    of the row are lessened alike. Raises `municipal-above-services` where more is reported than the row holds.
    """
    key = (*PLACE, "carrier")
    municipal = (
        rows.filter(pl.col("sector").is_in(MUNICIPAL), pl.col("energy_wh").is_not_null())
        .group_by(key)
        .agg(
            wanted=(pl.col("energy_wh") + pl.col("moved_wh")).sum(),
            printed=exact_sum(pl.col("emissions_published_t_co2e"), decimals=6),
        )
    )
    holders = rows.filter(pl.col("sector").is_in(("services", "buildings"))).with_columns(
        is_first=pl.col("sector")
        == pl.when((pl.col("sector") == "services").any().over(PLACE))
        .then(pl.lit("services"))
        .otherwise(pl.lit("buildings"))
    )
    holding = (
        holders.filter("is_first", pl.col("energy_wh").is_not_null())
        .sort("energy_wh", "row", descending=[True, False])
        .unique(key, keep="first", maintain_order=True)
        .select("row", *key, held=pl.col("energy_wh") + pl.col("moved_wh"))
    )
    places = holders.select(PLACE).unique()
    taken = municipal.join(places, on=PLACE, how="semi", nulls_equal=True).join(
        holding, on=key, how="left", nulls_equal=True
    )
    # A holder whose energy nobody states stays missing: what is unknown holds neither too little nor enough.
    unknown = holders.filter("is_first", pl.col("energy_wh").is_null()).select(key).unique()
    lacks = pl.col("wanted") > pl.col("held").fill_null(0)
    above = taken.filter(lacks).join(unknown, on=key, how="anti", nulls_equal=True)
    if not above.is_empty():
        where = sorted(f"{carrier} {year}" for carrier, year in above.select("carrier", "year").iter_rows())
        raise StadtlandError("municipal-above-services", where=", ".join(where))
    lessened = pl.col("emissions_published_t_co2e") - pl.col("printed")
    return (
        rows.join(taken.drop_nulls("row").filter(~lacks).select("row", "wanted", "printed"), on="row", how="left")
        .with_columns(
            subtracted_wh=-pl.col("wanted").fill_null(0),
            emissions_published_t_co2e=pl.when(pl.col("wanted").is_null())
            .then(pl.col("emissions_published_t_co2e"))
            .otherwise(lessened),
        )
        .drop("wanted", "printed")
    )
