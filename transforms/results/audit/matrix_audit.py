"""The audit of a sector by carrier matrix, as a result that can be handed over."""

from __future__ import annotations

import polars as pl

from transforms.results.audit.as_frame import as_frame
from transforms.results.audit.matrix.audit_matrices import audit_matrices


def matrix_audit(
    emissions_matrix: pl.LazyFrame,
    period: str,
    sector_synonyms: pl.LazyFrame | None = None,
    carriers: pl.LazyFrame | None = None,
) -> pl.LazyFrame:
    """One row per sum of a row or column, per located cell and per doubled key. Findings change no number."""
    return as_frame(audit_matrices(emissions_matrix, sector_synonyms=sector_synonyms, carriers=carriers), period)
