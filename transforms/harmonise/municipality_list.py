"""Received list of Austrian municipalities -> status in words, postcodes as one list text in ascending order."""

from __future__ import annotations

import polars as pl

_STATUSES = {"SR": "statutory city", "ST": "city", "M": "market town"}


def municipality_list(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per area: a municipality, or one of Vienna's 23 districts, which share the municipality code 90001.

    A municipality without status keeps none (null): the list leaves the field empty and does not say why.
    """
    return received.with_columns(
        status=pl.col("status").replace_strict(_STATUSES, return_dtype=pl.String),
        other_postcodes=pl.col("other_postcodes").str.split(" ").list.sort().list.join(" "),
    ).sort("area_code")
