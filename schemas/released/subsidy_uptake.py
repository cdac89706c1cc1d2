"""One row per measure and income class: applications, their cost and the grants applied for (EUR)."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

MEASURE_TYPES = (
    "facade insulation", "roof insulation", "window replacement", "heat pump", "pellet boiler", "solar thermal",
    "district heating connection", "*",
)  # fmt: skip
INCOME_CLASSES = (
    "below 20,000 EUR", "20,000 to 40,000 EUR", "40,000 to 60,000 EUR", "60,000 to 90,000 EUR", "above 90,000 EUR",
)  # fmt: skip


class SubsidyUptake(pa.DataFrameModel):
    """One row per measure and income class; null where fewer applications stand behind it than agreed."""

    period: str = fields.period()
    measure_type: str = fields.category("Maßnahme", "Measure", MEASURE_TYPES, privacy="public")
    income_class: str = fields.category("Einkommensklasse", "Income class", INCOME_CLASSES, privacy="public")
    application_count: int = fields.count("Anträge", "Applications", nullable=True)
    cost_eur: float = fields.cost_eur(ge=0, nullable=True)
    grant_eur: float = fields.cost_eur(ge=0, nullable=True, metadata={"title_de": "Zuschüsse", "title_en": "Grants"})
    is_suppressed: bool = fields.flag("Unterdrückt", "Suppressed", privacy="public")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {"title_de": "Förderung nach Maßnahme und Einkommen", "title_en": "Subsidies by measure and income"}
        unique = ["period", "measure_type", "income_class"]
