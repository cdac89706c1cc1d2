"""One row per published emission factor: a figure, what it is the factor of, on which basis, and where it stands."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule

BASES = ("lca", "direct-co2", "combustion", "co2-funding", "oib", "market-based", "unstated")
"""What a factor counts. Figures of two bases are never added: see config/factors/README.md."""
USES = ("transport", "stationary")


class Factors(pa.DataFrameModel):
    """A factor (g/kWh of final energy) with the balance years it answers for and the sets that take it."""

    region: str = fields.field("Region", "Region", str_matches=r"^[A-Z]{2}$")
    year_or_edition: str = fields.field("Jahr oder Ausgabe", "Year or edition")
    first_year: int = fields.year()
    last_year: int = fields.year(nullable=True)
    carrier: str = fields.carrier(str_matches=r"^[a-z][a-z0-9_]*$")
    use: str = fields.category("Verwendung", "Use", USES, privacy="public", nullable=True)
    factor_g_per_kwh: float = fields.factor_g_per_kwh(ge=0)
    unit: str = fields.field("Einheit, wie veröffentlicht", "Unit, as published", str_startswith="g")
    basis: str = fields.category("Grundlage", "Basis", BASES, privacy="public")
    basis_as_stated: str = fields.field("Grundlage, wie veröffentlicht", "Basis, as published")
    method: str = fields.field("Verfahren", "Method")
    source: str = fields.field("Quelle", "Source")
    sets: str = fields.field("Faktorensätze", "Factor sets", nullable=True)

    @rule(de="Das letzte Jahr liegt nicht vor dem ersten.")
    def years_run_forward(cls) -> pl.Expr:
        "The last year does not lie before the first."
        return pl.col("last_year") >= pl.col("first_year")
