"""Received matrix cells -> the same cells with their names tidied; nothing is added up, converted or left out here."""

from __future__ import annotations

import polars as pl

_NAMES = ("city", "published_table", "sector", "carrier", "unit")


def emissions_matrix(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per printed cell: names without stray spaces, an empty name is a missing one; rows in a fixed order.

    Total rows stay, and so do keys that stand twice: the audit needs them.
    """
    present = received.collect_schema().names()
    tidy = [
        pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars().replace("", None).alias(name)
        for name in present
        if name in _NAMES
    ]
    return received.with_columns(tidy).sort(present, nulls_last=True)
