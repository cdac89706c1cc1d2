"""Received bicycle counts -> the station's number in the place of its file's name; counts and status as they came."""

from __future__ import annotations

import polars as pl


def bicycle_counts(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per station and quarter of an hour of local time: bicycles in both directions, status of the count."""
    station = pl.col("station_code").str.extract(r"^([0-9]+)/")
    return received.with_columns(station_code=station).sort("station_code", "counted_at")
