"""Received inhabitants by municipality and year -> the same rows in a fixed order; nothing is computed here."""

from __future__ import annotations

import polars as pl


def municipality_population(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per municipality and year: inhabitants at 31 December, in the order of codes and years."""
    return received.sort("municipality_code", "year")
