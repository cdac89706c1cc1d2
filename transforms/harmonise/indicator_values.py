"""Received indicator values -> the same rows in the order of their keys; no value and no unit is converted."""

from __future__ import annotations

import polars as pl

_ORDER = ("municipality_code", "indicator", "year", "value", "unit", "source")


def indicator_values(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per indicator, municipality and year. A missing value stays a row without value."""
    present = set(received.collect_schema().names())
    return received.sort([name for name in _ORDER if name in present])
