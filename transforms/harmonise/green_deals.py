"""Received Local Green Deals -> the same rows, statuses in our words; nothing is computed, joined or left out here."""

from __future__ import annotations

import polars as pl

from schemas.deal_words import STATUS_WORDS
from schemas.folded import folded


def green_deals(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per deal in the order of ids; empty texts are missing ones."""
    schema = received.collect_schema()
    texts = [name for name, kind in schema.items() if kind == pl.String and name != "status"]
    return received.with_columns(
        *(pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars().replace("", None) for name in texts),
        status=folded("status").replace(STATUS_WORDS),
    ).sort(schema.names(), nulls_last=True)
