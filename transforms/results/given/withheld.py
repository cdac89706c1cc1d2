"""Sentences as they may leave: one that names a person or a contact is replaced whole by a word that says so."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas.contact import holds_person

WITHHELD = "(withheld: names a person or a contact)"


def withheld(frame: pl.LazyFrame, texts: Sequence[str]) -> pl.LazyFrame:
    """The same rows; of `texts` those that the frame has. A missing text stays missing."""
    schema = frame.collect_schema()
    there = [name for name in texts if name in schema and schema[name] == pl.String]
    return frame.with_columns(
        pl.when(holds_person(name)).then(pl.lit(WITHHELD)).otherwise(pl.col(name)).alias(name) for name in there
    )
