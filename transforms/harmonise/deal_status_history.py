"""Received status history of Local Green Deals -> the same rows, statuses in our words."""

from __future__ import annotations

import polars as pl

from schemas.deal_words import STATUS_WORDS
from schemas.folded import folded


def deal_status_history(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per deal and status, by day."""
    return received.with_columns(
        pl.col("deal_id").str.strip_chars(), status=folded("status").replace(STATUS_WORDS)
    ).sort("deal_id", "date", "status", nulls_last=True)
