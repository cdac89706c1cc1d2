"""Received published totals -> the same rows with their names tidied; nothing is computed, renamed or left out here."""

from __future__ import annotations

import polars as pl

_NAMES = ("city", "published_table", "kind", "sector", "scope")


def ccc_published_totals(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per printed row: names without stray spaces, an empty name is a missing one; rows in a fixed order.

    Labels stay as printed: what they are the total of is for the audit to say.
    """
    present = received.collect_schema().names()
    tidy = [
        pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars().replace("", None).alias(name)
        for name in present
        if name in _NAMES
    ]
    return received.with_columns(tidy).sort(present, nulls_last=True)
