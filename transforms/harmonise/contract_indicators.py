"""Received indicators -> the same rows with their names tidied; nothing is computed or left out here."""

from __future__ import annotations

import polars as pl

_NAMES = (
    "indicator_id",
    "indicator",
    "unit",
    "field",
    "measure_id",
    "definition",
    "data_source",
    "calculation",
    "update_frequency",
    "owner_role",
)


def contract_indicators(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per indicator: names without stray spaces, an empty name is a missing one; rows in a fixed order."""
    present = received.collect_schema().names()
    tidy = [
        pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars().replace("", None).alias(name)
        for name in present
        if name in _NAMES
    ]
    return received.with_columns(tidy).sort(present, nulls_last=True)
