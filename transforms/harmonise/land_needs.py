"""Received land needs -> the same rows in a fixed order; nothing is computed here."""

from __future__ import annotations

import polars as pl


def land_needs(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per measure, municipality and land class (ha), as received; the order they came in leaves no trace."""
    return received.sort(pl.all(), nulls_last=True)
