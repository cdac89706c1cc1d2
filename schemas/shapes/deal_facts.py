"""What a Local Green Deal is, wherever it stands: in a city's list, in the register, among the prototypes."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class DealFacts(pa.DataFrameModel):
    """One row per deal; a figure that is not stated is missing, not zero. Energy and reduction are those of a year."""

    deal_id: str = fields.field("Kennung des Deals", "Deal id", unique=True)
    city: str = fields.municipality_name(metadata={"title_de": "Stadt", "title_en": "City"})
    country: str = fields.field("Land (ISO 3166-1)", "Country (ISO 3166-1)", str_matches="^[A-Z]{2}$")
    title: str = fields.field("Titel", "Title", nullable=True)
    field: str = fields.category("Handlungsfeld", "Field of action", privacy="public", nullable=True)
    commitment: str = fields.field("Zusage", "Commitment", nullable=True)
    kpi: str = fields.field("Kennzahl (KPI)", "KPI", nullable=True)
    kpi_unit: str = fields.field("Einheit der Kennzahl", "Unit of the KPI", nullable=True)
    baseline: float = fields.figure("Ausgangswert", "Baseline")
    target: float = fields.figure("Zielwert", "Target")
    carrier: str = fields.carrier(nullable=True)
    saved_energy_mwh: float = fields.energy_mwh(
        nullable=True, metadata={"title_de": "Eingesparte Energie im Jahr", "title_en": "Energy saved a year"}
    )
    reduction_t_co2e: float = fields.measure(
        "Minderung im Jahr, wie angegeben", "Reduction a year, as stated", unit="t CO2e", ge=0, nullable=True
    )
    evidence: str = fields.field("Nachweis", "Evidence", nullable=True)
