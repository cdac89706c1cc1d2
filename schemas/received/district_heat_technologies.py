"""One row per technology of a municipality's district heat and year: its declared share of the heat, and its factor."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class DistrictHeatTechnologies(pa.DataFrameModel):
    """Shares (of 1) add to at most 1; a factor is stated with its basis and source, or known to the factor set."""

    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    technology: str = fields.field("Technik", "Technology")
    share: float = fields.share()
    factor_g_per_kwh: float = fields.factor_g_per_kwh(nullable=True)
    factor_basis: str = fields.field("Grundlage des Faktors", "Basis of the factor", nullable=True)
    factor_source: str = fields.field("Quelle des Faktors", "Source of the factor", nullable=True)

    class Config:
        """Rules about several rows."""

        unique = ["municipality_code", "city", "year", "technology"]
