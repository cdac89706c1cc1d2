"""Received rows of `experiment_register` -> the same rows, words in ours; nothing is computed or left out here."""

from __future__ import annotations

import polars as pl

from schemas.folded import folded
from schemas.pathway_words import DECISION_WORDS


def experiment_register(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per experiment, in a fixed order; texts are trimmed and empty texts are missing ones."""
    schema = received.collect_schema()
    texts = [name for name, kind in schema.items() if kind == pl.String]
    trimmed = (pl.col(name).str.replace_all(r"\s+", " ").str.strip_chars().replace("", None) for name in texts)
    ours = [folded("decision").replace(DECISION_WORDS).alias("decision")] if "decision" in schema else []
    return received.with_columns(*trimmed).with_columns(*ours).sort(schema.names(), nulls_last=True)
