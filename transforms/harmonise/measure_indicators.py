"""Received monitoring of measures -> indicators named with their measure; no indicator, no value."""

from __future__ import annotations

import polars as pl

_NO_INDICATOR = "na"


def measure_indicators(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per measure, indicator and year. Where the unit says "na" the value is missing: a 0 there counts nothing.

    `indicator` becomes "<measure_id> <indicator> [<unit>]", since a measure may follow one quantity in two units, and
    two measures may follow quantities of one name.
    """
    unit = pl.col("unit") if "unit" in received.collect_schema() else pl.lit(None, dtype=pl.String)
    unit = unit.str.strip_chars()
    has_indicator = (unit != _NO_INDICATOR).fill_null(True)
    name = pl.concat_str("measure_id", pl.lit(" "), pl.col("indicator").str.strip_chars())
    return received.with_columns(
        indicator=pl.concat_str(name, pl.lit(" ["), unit.fill_null("-"), pl.lit("]")),
        value=pl.when(has_indicator).then("value"),
    ).sort("indicator", "year")
