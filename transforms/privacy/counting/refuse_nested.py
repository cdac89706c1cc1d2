"""Refuses columns whose values are no plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from schemas.errors import StadtlandError


def refuse_nested(schema: Mapping[str, pl.DataType], columns: Iterable[str]) -> None:
    """No class can be formed of lists, structs, raw bytes or objects. Errors: `values-not-plain`."""
    unfit = [name for name in columns if name in schema and _is_unfit(schema[name])]
    if unfit:
        raise StadtlandError("values-not-plain", columns=", ".join(unfit))


def _is_unfit(dtype: pl.DataType) -> bool:
    return dtype.is_nested() or dtype in (pl.Binary, pl.Object)
