"""What a measure of a Climate City Contract's portfolio (table B-2) is, as handed over and as computed from."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class MeasureFacts(pa.DataFrameModel):
    """A figure that is not stated is missing, not zero. Energies and reductions are those of one year."""

    measure_id: str = fields.field("Kennung der Maßnahme", "Measure id")
    title: str = fields.field("Maßnahme", "Measure")
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    lever: str = fields.field("Hebel", "Systemic lever", nullable=True)
    owner_role: str = fields.field("Zuständige Stelle (Rolle)", "Owner (role)", nullable=True)
    start_year: int = fields.year(nullable=True, metadata={"title_de": "Beginn", "title_en": "Start"})
    end_year: int = fields.year(nullable=True, metadata={"title_de": "Ende", "title_en": "End"})
    energy_saved_mwh: float = fields.energy_mwh(
        ge=None, nullable=True, metadata={"title_de": "Eingesparte Energie im Jahr", "title_en": "Energy saved a year"}
    )
    energy_replaced_mwh: float = fields.energy_mwh(
        ge=None, nullable=True, metadata={"title_de": "Ersetzte Energie im Jahr", "title_en": "Energy replaced a year"}
    )
    reduction_t_co2e: float = fields.tonnes("Minderung im Jahr", "Reduction a year")
    reduction_buildings_t_co2e: float = fields.tonnes("davon Gebäude und Wärme", "of it buildings and heat")
    reduction_transport_t_co2e: float = fields.tonnes("davon Verkehr", "of it transport")
    reduction_industry_t_co2e: float = fields.tonnes("davon Industrie", "of it industry")
    reduction_waste_t_co2e: float = fields.tonnes("davon Abfall", "of it waste")
    reduction_land_t_co2e: float = fields.tonnes("davon Landnutzung", "of it land use")
    cost_eur: float = fields.cost_eur(
        nullable=True, metadata={"title_de": "Kosten (negativ: Ersparnis)", "title_en": "Cost (negative: saving)"}
    )
    lifetime_years: float = fields.measure(
        "Nutzungsdauer in Jahren", "Lifetime in years", unit="1", gt=0, nullable=True
    )
    source: str = fields.field("Quelle", "Source", nullable=True)
