"""Received climate series -> periods with first and last day, units in our words."""

from __future__ import annotations

import polars as pl

UNITS = {
    "%": "%", "Anzahl": "1", "Anteil": "1", "t": "t", "kt": "kt", "t pro Jahr": "t/a", "kg pro Kopf": "kg/person",
    "MWh": "MWh", "GWh": "GWh", "kWh": "kWh", "kWh pro Jahr": "kWh/a", "kWp": "kWp", "EUR": "EUR", "km": "km",
    "m³ pro Jahr": "m3/a", "Wege pro Tag": "trips/d", "Mio. Fahrgäste": "million passengers",
    "\x80": "EUR", "\x80 pro Jahr": "EUR/a",
}  # fmt: skip
"""U+0080 is the euro sign of Windows-1252 that was read as Latin-1 and kept as a control character."""


def climate_series(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per region, indicator and period: its value, and the unit that value is meant in.

    `period` keeps the publisher's notation (2022, 2022-12, 2021/2022: all three are ISO 8601); `period_start` and
    `period_end` are its first and last day. Values are not touched and not converted.
    """
    first_year = pl.col("period").str.slice(0, 4).cast(pl.Int32)
    last_year = pl.col("period").str.extract(r"/([0-9]{4})$").cast(pl.Int32).fill_null(first_year)
    month = pl.col("period").str.extract(r"-([0-9]{2})$").cast(pl.Int8)
    last_month = pl.date(last_year, month.fill_null(12), 1)
    return received.select(
        "region",
        "source_name",
        "topic_code",
        "indicator",
        "period",
        period_start=pl.date(first_year, month.fill_null(1), 1),
        period_end=last_month.dt.month_end(),
        value="value",
        unit=pl.col("unit").replace_strict(UNITS, return_dtype=pl.String),
    ).sort("region", "indicator", "period")
