"""Installed electric capacity by postcode and kind at the end of a period, of the units a register extract knows."""

from __future__ import annotations

import polars as pl

from schemas.period import Period
from transforms.results.exact.exact_sum import exact_sum


def generation_capacity(unit_capacities: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per postcode and kind: units and their gross capacity (kW) that had started by the period's last month.

    Counted are units that operate or pause according to the extract; planned and closed ones are not. A unit that was
    taken down for good before the extract was made is unknown to it, so a period long past counts too little. Rows
    whose postcode was suppressed (`*`) stay a group of their own: dropping them would understate the city.
    """
    last_month = Period.parse(period).end.strftime("%Y-%m")
    counted = unit_capacities.filter(
        pl.col("start_month") <= last_month, pl.col("operating_status").is_in(["operating", "paused"])
    )
    return (
        counted.group_by("postcode", "kind")
        .agg(
            unit_count=pl.len().cast(pl.Int64),
            gross_capacity_kw=exact_sum(pl.col("gross_capacity_kw"), decimals=3),
        )
        .select(pl.lit(period).alias("period"), "postcode", "kind", "unit_count", "gross_capacity_kw")
        .sort("postcode", "kind")
    )
