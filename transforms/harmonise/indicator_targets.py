"""Received indicator targets -> the same rows in the order of their keys."""

from __future__ import annotations

import polars as pl


def indicator_targets(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per indicator, or per municipality and indicator where targets differ between municipalities."""
    present = set(received.collect_schema().names())
    return received.sort([name for name in ("municipality_code", "indicator") if name in present])
