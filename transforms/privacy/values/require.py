"""A column that a method needs: there, and a number where the method counts with it."""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError


def require_column(frame: pl.LazyFrame, column: str, *, method: str, numeric: bool = False) -> pl.DataType:
    """The column's type. Errors: `column-not-in-frame`, and `column-not-numeric` where a number is needed."""
    schema = frame.collect_schema()
    if column not in schema:
        raise StadtlandError("column-not-in-frame", method=method, column=column)
    dtype = schema[column]
    if numeric and not dtype.is_numeric():
        raise StadtlandError("column-not-numeric", method=method, column=column, dtype=str(dtype))
    return dtype
