"""Heat that a city's network delivers, by district: what a heat plan needs, from protected meter readings."""

from __future__ import annotations

import polars as pl


def heat_demand(heat_meters: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per district (as generalised): meters, and the heat they measured in a mean year (MWh/a).

    A mean year is that of `transforms.harmonise.heat_meters`. Rows whose district was suppressed stay as `*`, so
    totals hold. Kilowatt-hours are summed as integers, so a sum is the same in any order.
    """
    kilowatt_hours = (pl.col("energy_mwh") * 1000).round().cast(pl.Int64)
    return (
        heat_meters.group_by("district")
        .agg(meter_count=pl.len().cast(pl.Int64), energy_mwh=kilowatt_hours.sum() / 1000)
        .select(pl.lit(period).alias("period"), "district", "meter_count", "energy_mwh")
        .sort("district")
    )
