"""One row per sector, carrier and scope of a published greenhouse-gas inventory, as printed; one city or many."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule


class GhgInventory(pa.DataFrameModel):
    """One row as printed: energy (MWh), the factor stated beside it (g/kWh) and the emissions (t CO2e).

    Waste and land use have emissions and no carrier; energy always has one. A figure that is not printed is missing,
    not zero; a data quality that is not stated is not the worst one. Keys may stand twice and rows may be totals of
    others: the audit finds them, so they are let in.
    """

    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    sector: str = fields.sector()
    carrier: str = fields.carrier(nullable=True)
    scope: str = fields.field("Scope, wie gedruckt", "Scope, as printed", nullable=True)
    energy_mwh: float = fields.energy_mwh(nullable=True)
    emissions_published_t_co2e: float = fields.measure(
        "Emissionen, veröffentlicht", "Emissions, published", unit="t CO2e", nullable=True
    )
    factor_stated_g_per_kwh: float = fields.factor_g_per_kwh(nullable=True)
    data_quality: str = fields.category(
        "Datengüte", "Data quality", ("A", "B", "C", "D"), privacy="public", nullable=True
    )
    energy_uncertainty_percent: float = fields.measure(
        "Unsicherheit der Energiemenge (±, 95 %)", "Uncertainty of the energy (±, 95 %)", unit="%", ge=0, nullable=True
    )
    factor_uncertainty_percent: float = fields.measure(
        "Unsicherheit des Faktors (±, 95 %)", "Uncertainty of the factor (±, 95 %)", unit="%", ge=0, nullable=True
    )
    published_table: str = fields.field("Tabelle der Quelle", "Table of the source", nullable=True)
    note: str = fields.text("Bemerkung", "Note", privacy="public", nullable=True)
    source: str = fields.field("Quelle", "Source", nullable=True)

    @rule(de="Wo Energie steht, ist ihr Träger genannt.")
    def energy_has_a_carrier(cls) -> pl.Expr:
        "Where energy stands, its carrier is named."
        return pl.col("carrier").is_not_null() | pl.col("energy_mwh").is_null()
