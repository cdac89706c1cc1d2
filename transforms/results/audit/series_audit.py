"""The audit of a time series of emissions or energy by category, as a result that can be handed over."""

from __future__ import annotations

import polars as pl

from transforms.results.audit.as_frame import as_frame
from transforms.results.audit.series.audit_series import audit_series


def series_audit(
    emission_series: pl.LazyFrame,
    period: str,
    sector_synonyms: pl.LazyFrame | None = None,
    carriers: pl.LazyFrame | None = None,
) -> pl.LazyFrame:
    """One row per sum of a year, percentage, doubled key, missing year, slip and jump. Findings change no number."""
    return as_frame(audit_series(emission_series, sector_synonyms=sector_synonyms, carriers=carriers), period)
