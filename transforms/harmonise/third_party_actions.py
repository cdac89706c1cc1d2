"""Received actions of third parties -> the same rows with their names tidied; nothing is added up or left out here."""

from __future__ import annotations

import polars as pl

_NAMES = ("city", "field_of_action", "action")


def third_party_actions(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per printed row: names without stray spaces, an empty name is a missing one; rows in a fixed order.

    Rows that stand twice stay, and so do total rows: the audit reports both.
    """
    present = received.collect_schema().names()
    tidy = [
        pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars().replace("", None).alias(name)
        for name in present
        if name in _NAMES
    ]
    return received.with_columns(tidy).sort(present, nulls_last=True)
