"""Received amounts -> the same rows with their names tidied; nothing is computed or left out here."""

from __future__ import annotations

import polars as pl

_NAMES = ("measure_id", "source_of_funds")


def contract_financing(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per measure, year and source: names without stray spaces, empty ones missing; rows in a fixed order."""
    present = received.collect_schema().names()
    tidy = [
        pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars().replace("", None).alias(name)
        for name in present
        if name in _NAMES
    ]
    return received.with_columns(tidy).sort(present, nulls_last=True)
