"""A small contract whose arithmetic fits in the head."""

from __future__ import annotations

from typing import Any

import polars as pl

from schemas.registry import schema

_TYPES = {"string": pl.String, "str": pl.String, "int64": pl.Int64, "float64": pl.Float64}


def frame(dataset: str, *rows: dict[str, Any]) -> pl.LazyFrame:
    """Rows of a received dataset; what a row does not say is missing."""
    columns = schema("received", dataset).to_schema().columns
    types = {name: _TYPES[str(column.dtype).lower()] for name, column in columns.items()}
    return pl.LazyFrame([{name: row.get(name) for name in types} for row in rows], schema=types, orient="row")


def measure(measure_id: str, **more: Any) -> dict[str, Any]:
    """One measure with a title of its own."""
    return {"measure_id": measure_id, "title": f"Measure {measure_id}", "field": "Energy", **more}
