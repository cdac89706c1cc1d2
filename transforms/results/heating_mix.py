"""How a city's houses are heated: buildings and final energy by area and heating, from protected certificates."""

from __future__ import annotations

import polars as pl

from transforms.results.exact.exact_sum import exact_sum


def heating_mix(energy_certificates: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per area (generalised postcode) and heating type: buildings and their final energy demand (MWh/a).

    The energy of single buildings may be top-coded, so sums are a lower bound. Rows whose postcode was suppressed
    stay as area `*`, so totals hold. No cell is suppressed here: that is done to the finished table.
    """
    return (
        energy_certificates.group_by(area=pl.col("postcode"), heating_type=pl.col("heating_type"))
        .agg(building_count=pl.len().cast(pl.Int64), energy_mwh=exact_sum(pl.col("energy_mwh"), decimals=4))
        .select(
            pl.lit(period).alias("period"),
            "area",
            "heating_type",
            "building_count",
            "energy_mwh",
            pl.lit(value=False).alias("is_suppressed"),
        )
        .sort("area", "heating_type")
    )
