"""The text by which a value is told from others."""

from __future__ import annotations

import polars as pl


def as_text(column: str, dtype: pl.DataType) -> pl.Expr:
    """`column` as text."""
    return plain_zero(column, dtype).cast(pl.String)


def plain_zero(column: str, dtype: pl.DataType) -> pl.Expr:
    """`column` with zero for minus zero: the numbers are equal though their texts are not."""
    value = pl.col(column)
    if not dtype.is_float():
        return value
    return pl.when(value == 0).then(pl.lit(0.0, dtype=dtype)).otherwise(value).alias(column)
