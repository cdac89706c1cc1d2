"""Received rows of `pathway_points` -> the same rows, words in ours; nothing is computed, joined or left out here."""

from __future__ import annotations

import polars as pl

from schemas.folded import folded
from schemas.pathway_words import POINT_WORDS


def pathway_points(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per point, in a fixed order; texts are trimmed and empty texts are missing ones."""
    schema = received.collect_schema()
    texts = [name for name, kind in schema.items() if kind == pl.String]
    trimmed = (pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars().replace("", None) for name in texts)
    return (
        received.with_columns(*trimmed)
        .with_columns(kind=folded("kind").replace(POINT_WORDS))
        .sort(schema.names(), nulls_last=True)
    )
