"""Received municipality base data -> one row per partner municipality, in our names; nothing is computed here."""

from __future__ import annotations

import polars as pl


def municipality_base(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per partner municipality: inhabitants (persons, 2021), land by use (ha), printed shares (of 1).

    The published file already speaks in our units. Rows are put in the order of their codes, so that the same input
    gives the same bytes whatever order it came in.
    """
    return received.sort("municipality_code")
