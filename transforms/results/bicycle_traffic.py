"""Bicycle traffic by counting station and month, with how much of the month was counted at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

_TIME_ZONE = "Europe/Berlin"


def bicycle_traffic(
    bicycle_counts_1: pl.LazyFrame,
    bicycle_counts_2: pl.LazyFrame | None = None,
    *,
    stations: Mapping[str, str] | None = None,
    valid_status: Sequence[int] = (0,),
) -> pl.LazyFrame:
    """One row per station and month: bicycles counted in valid intervals, and the share of intervals that are valid.

    Stations with different headers are different datasets, hence two inputs; `stations` names them. An interval is
    valid when its status is among `valid_status` and its count is there. Expected is every quarter of an hour that the
    clock shows in that month: the hour that summer time skips is not expected, the hour that winter time repeats is
    counted once, because the counters add both. A month without one valid interval has no count: missing is not zero.
    Every station has a row for every month that any station has. A count is a sum of what was counted and is not
    extrapolated; `interval_zero_count` tells how many valid intervals say that nobody passed, as a dead sensor does.
    """
    counts = pl.concat([frame for frame in (bicycle_counts_1, bicycle_counts_2) if frame is not None])
    is_valid = pl.col("status").is_in(list(valid_status)) & pl.col("bicycle_count").is_not_null()
    valid_count = pl.col("bicycle_count").filter(is_valid)
    by_month = counts.group_by("station_code", month=pl.col("counted_at").dt.truncate("1mo")).agg(
        # The sum of nothing is zero in polars; here it is missing.
        bicycle_count=pl.when(is_valid.any()).then(valid_count.sum()),
        interval_received_count=pl.len().cast(pl.Int64),
        interval_valid_count=is_valid.sum().cast(pl.Int64),
        interval_zero_count=(valid_count == 0).sum().cast(pl.Int64),
    )
    expected = _expected_intervals(counts)
    every_station = counts.select(pl.col("station_code").unique())
    found = every_station.join(expected, how="cross").join(by_month, on=["station_code", "month"], how="left")
    intervals = ("interval_received_count", "interval_valid_count", "interval_zero_count")
    named = pl.col("station_code").replace_strict(dict(stations or {}), default=None, return_dtype=pl.String)
    return (
        found.with_columns(pl.col(interval).fill_null(0) for interval in intervals)  # none received is a count of zero
        .select(
            "station_code",
            named.alias("station_name"),
            pl.col("month").dt.strftime("%Y-%m").alias("period"),
            "bicycle_count",
            "interval_expected_count",
            *intervals,
            (pl.col("interval_valid_count") / pl.col("interval_expected_count")).round(6).alias("coverage_share"),
        )
        .sort("station_code", "period")
    )


def _expected_intervals(counts: pl.LazyFrame) -> pl.LazyFrame:
    """One row per month that occurs: the quarters of an hour that a clock on the wall shows in it."""
    month = pl.col("month")
    quarters = pl.datetime_ranges(month, month.dt.offset_by("1mo"), "15m", closed="left", time_unit="us")
    existed = pl.element().dt.replace_time_zone(_TIME_ZONE, non_existent="null", ambiguous="earliest").is_not_null()
    return counts.select(month=pl.col("counted_at").dt.truncate("1mo").unique()).with_columns(
        interval_expected_count=quarters.list.eval(existed).list.sum().cast(pl.Int64)
    )
