"""Received time series -> the same values with their names tidied; nothing is added up, converted or left out here."""

from __future__ import annotations

import polars as pl

_NAMES = ("city", "category", "kind", "unit", "note")


def emission_series(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per printed value: names without stray spaces, an empty name is a missing one; rows in a fixed order.

    Totals, targets and keys that stand twice stay: the audit needs them.
    """
    present = received.collect_schema().names()
    tidy = [
        pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars().replace("", None).alias(name)
        for name in present
        if name in _NAMES
    ]
    return received.with_columns(tidy).sort(present, nulls_last=True)
