"""Findings as a table that can be handed over, in the columns of `schemas/released/inventory_audit.py`."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from transforms.results.audit.as_row import as_row
from transforms.results.audit.finding import Finding

_TYPES: dict[str, type[pl.DataType]] = {
    "period": pl.String,
    "city": pl.String,
    "base_year": pl.String,
    "check": pl.String,
    "subject": pl.String,
    "sector": pl.String,
    "carrier": pl.String,
    "scope": pl.String,
    "column": pl.String,
    "printed": pl.Float64,
    "recomputed": pl.Float64,
    "difference": pl.Float64,
    "unit": pl.String,
    "tolerance": pl.Float64,
    "verdict": pl.String,
    "note_de": pl.String,
    "note_en": pl.String,
}


def as_frame(findings: Sequence[Finding], period: str) -> pl.LazyFrame:
    """One row per finding, in their order; `period` is that of the hand-over."""
    rows = [as_row(finding) for finding in findings]
    columns = {
        name: [_typed(period if name == "period" else row["note" if name == "note_en" else name], kind) for row in rows]
        for name, kind in _TYPES.items()
    }
    return pl.LazyFrame(columns, schema=_TYPES)


def _typed(value: str | int | float | None, kind: type[pl.DataType]) -> str | float | None:
    if value is None:
        return None
    return float(value) if kind is pl.Float64 else str(value)
