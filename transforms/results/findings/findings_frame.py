"""Findings as a table, in the columns by which a table of findings is known everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from schemas.finding_columns import FINDING_COLUMNS
from transforms.results.findings.line import Line

_TYPES: dict[type, type[pl.DataType]] = {str: pl.String, float: pl.Float64, int: pl.Int64}


def findings_frame(found: Iterable[Line], period: str, own: Mapping[str, type] | None = None) -> pl.LazyFrame:
    """One row per finding in their order; `own` are the table's further columns, which a line may leave empty."""
    columns = {**FINDING_COLUMNS, **(own or {})}
    lines = [{"period": period, **it} for it in found]
    rows = [[None if it.get(name) is None else kind(it[name]) for name, kind in columns.items()] for it in lines]
    types = {name: _TYPES[kind] for name, kind in columns.items()}
    return pl.DataFrame(rows, schema=types, orient="row").lazy()
