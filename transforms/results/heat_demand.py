"""Heat that a city's network delivers, by district: what a heat plan needs, from protected meter readings."""

from __future__ import annotations

import polars as pl

from transforms.results.exact.exact_sum import exact_sum


def heat_demand(heat_meters: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per district (as generalised): meters, and the heat they measured in a mean year (MWh/a).

    A mean year is that of `transforms.harmonise.heat_meters`. Rows whose district was suppressed stay as `*`, so
    totals hold. No cell is suppressed here: that is done to the finished table.
    """
    return (
        heat_meters.group_by("district")
        .agg(meter_count=pl.len().cast(pl.Int64), energy_mwh=exact_sum(pl.col("energy_mwh"), decimals=3))
        .select(
            pl.lit(period).alias("period"),
            "district",
            "meter_count",
            "energy_mwh",
            pl.lit(value=False).alias("is_suppressed"),
        )
        .sort("district")
    )
