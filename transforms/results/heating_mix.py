"""How a city's houses are heated: buildings and final energy by area and heating, from protected certificates."""

from __future__ import annotations

import polars as pl


def heating_mix(energy_certificates: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per area (generalised postcode) and heating type: buildings and their final energy demand (MWh/a).

    The energy of single buildings may be top-coded, so sums are a lower bound. Rows whose postcode was suppressed
    stay as area `*`, so totals hold. Kilowatt-hours are summed as integers, so a sum is the same in any order.
    """
    kilowatt_hours = (pl.col("energy_mwh") * 1000).round().cast(pl.Int64)
    return (
        energy_certificates.group_by(area=pl.col("postcode"), heating_type=pl.col("heating_type"))
        .agg(building_count=pl.len().cast(pl.Int64), energy_mwh=kilowatt_hours.sum() / 1000)
        .select(pl.lit(period).alias("period"), "area", "heating_type", "building_count", "energy_mwh")
        .sort("area", "heating_type")
    )
