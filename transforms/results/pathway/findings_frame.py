"""Findings of a pathway as a table, in the columns by which a table of findings is known."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from transforms.results.climate_contract.line import Line

_FLOATS = ("printed", "recomputed", "difference")
_COLUMNS = ("period", "check", "subject", *_FLOATS, "unit", "verdict", "note_de", "note_en")
_TYPES = {name: pl.Float64 if name in _FLOATS else pl.String for name in _COLUMNS}


def findings_frame(found: Iterable[Line], period: str) -> pl.LazyFrame:
    """One row per finding in their order."""
    return pl.DataFrame([{"period": period, **it} for it in found], schema=_TYPES, orient="row").lazy()
