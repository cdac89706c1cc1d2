"""Received territorial changes -> the same rows in the order of old key, date and new key."""

from __future__ import annotations

import polars as pl


def territorial_changes(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per old and new municipality key; `share` is of the old municipality's inhabitants (1 = all)."""
    return received.sort("old_code", "date", "new_code")
