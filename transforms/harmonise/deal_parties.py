"""Received parties of Local Green Deals -> the same rows, kinds in our words."""

from __future__ import annotations

import polars as pl

from schemas.deal_words import KIND_WORDS
from schemas.folded import folded


def deal_parties(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per deal, role and organisation, in this order."""
    return received.with_columns(
        pl.col("deal_id", "role", "organisation").str.replace_all(r"\s+", " ").str.strip_chars(),
        kind=folded("kind").replace(KIND_WORDS),
    ).sort("deal_id", "role", "organisation", "kind")
