"""Received measures -> the same rows with their names tidied; nothing is computed, joined or left out here."""

from __future__ import annotations

import polars as pl

_NAMES = ("measure_id", "title", "field", "lever", "owner_role", "same_as_measure_id", "source")


def contract_measures(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per measure: names without stray spaces, an empty name is a missing one; rows in a fixed order."""
    present = received.collect_schema().names()
    tidy = [
        pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars().replace("", None).alias(name)
        for name in present
        if name in _NAMES
    ]
    return received.with_columns(tidy).sort(present, nulls_last=True)
