"""The arithmetic audit of a published inventory, its gap table and its totals, as a result that can be handed over."""

from __future__ import annotations

import polars as pl

from transforms.results.audit.as_row import as_row
from transforms.results.audit.audit import audit

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


def inventory_audit(
    period: str,
    ghg_inventory: pl.LazyFrame | None = None,
    ccc_emissions_gap: pl.LazyFrame | None = None,
    ccc_published_totals: pl.LazyFrame | None = None,
    sector_synonyms: pl.LazyFrame | None = None,
    carriers: pl.LazyFrame | None = None,
) -> pl.LazyFrame:
    """One row per rule and figure: printed, recomputed, difference (recomputed minus printed), verdict.

    Any of the three tables will do; each city and base year is judged apart. Findings change no number.
    """
    given = {"inventory": ghg_inventory, "gap": ccc_emissions_gap, "totals": ccc_published_totals}
    tables = {name: frame for name, frame in given.items() if frame is not None}
    rows = [as_row(finding) for finding in audit(tables, sector_synonyms=sector_synonyms, carriers=carriers)]
    columns = {
        name: [_typed(period if name == "period" else row["note" if name == "note_en" else name], kind) for row in rows]
        for name, kind in _TYPES.items()
    }
    return pl.LazyFrame(columns, schema=_TYPES)


def _typed(value: str | int | float | None, kind: type[pl.DataType]) -> str | float | None:
    if value is None:
        return None
    return float(value) if kind is pl.Float64 else str(value)
