"""Received meter readings -> one row per meter: the mean of its years, because k counts customers, not readings.

Three-year means are what the law lets a municipality have of its heat networks (Wärmeplanungsgesetz § 10 (2)), and
they even out the weather.
"""

from __future__ import annotations

import polars as pl


def heat_meters(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per meter: its place and `energy_mwh`, the mean of the readings that were accepted (MWh/a).

    A year whose reading is missing or was rejected is left out of the mean, never counted as zero. Where a meter's
    rows differ in another column, the latest year's value holds; of two in that year (an agreement must tolerate
    them) a fixed one, whatever the order of rows. `year` and `reading_date` end here. Watt-hours are summed as
    integers, so the mean is the same in any order of rows.
    """
    present = received.collect_schema().names()
    place = [column for column in present if column not in ("meter_number", "year", "reading_date", "energy_mwh")]
    watt_hours = (pl.col("energy_mwh") * 1_000_000).round().cast(pl.Int64)
    return (
        received.group_by("meter_number")
        .agg(
            *(pl.col(column).max_by(_latest(column)) for column in place),
            energy_mwh=pl.when(watt_hours.count() > 0).then(watt_hours.sum() / (watt_hours.count() * 1_000_000)),
        )
        .select(column for column in present if column not in ("year", "reading_date"))
        .sort("meter_number")
    )


def _latest(column: str) -> pl.Expr:
    """Grows with the year and tells two values of one year apart; a struct of both takes twice as long."""
    return pl.col("year") * 2**32 + (pl.col(column).hash() % 2**32).cast(pl.Int64)
