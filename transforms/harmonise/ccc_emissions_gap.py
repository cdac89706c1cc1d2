"""Received gap table -> the same rows with their names tidied; nothing is computed, renamed or left out here."""

from __future__ import annotations

import polars as pl

_NAMES = ("city", "sector")


def ccc_emissions_gap(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per printed row: names without stray spaces, an empty name is a missing one; rows in a fixed order.

    Total rows stay, since the audit holds the columns against them.
    """
    present = received.collect_schema().names()
    tidy = [
        pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars().replace("", None).alias(name)
        for name in present
        if name in _NAMES
    ]
    return received.with_columns(tidy).sort(present, nulls_last=True)
