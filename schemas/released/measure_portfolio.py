"""One row per measure of a portfolio: what it saves, what it costs, what a tonne costs, whether it counts."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


def _energy(de: str, en: str) -> float:
    given: float = fields.energy_mwh(ge=None, nullable=True, metadata={"title_de": de, "title_en": en})
    return given


def _cost(de: str, en: str) -> float:
    given: float = fields.cost_eur(nullable=True, metadata={"title_de": de, "title_en": en})
    return given


class MeasurePortfolio(pa.DataFrameModel):
    """Figures of one year (MWh, t CO2e); costs in EUR; `counted_` columns are the ones to sum: no duplicate in them."""

    period: str = fields.period()
    measure_id: str = fields.field("Kennung der Maßnahme", "Measure id")
    title: str = fields.field("Maßnahme", "Measure")
    field: str = fields.field("Handlungsfeld", "Field of action", nullable=True)
    lever: str = fields.field("Hebel", "Systemic lever", nullable=True)
    owner_role: str = fields.field("Zuständige Stelle (Rolle)", "Owner (role)", nullable=True)
    start_year: int = fields.year(nullable=True, metadata={"title_de": "Beginn", "title_en": "Start"})
    end_year: int = fields.year(nullable=True, metadata={"title_de": "Ende", "title_en": "End"})
    energy_saved_mwh: float = _energy("Eingesparte Energie im Jahr", "Energy saved a year")
    energy_replaced_mwh: float = _energy("Ersetzte Energie im Jahr", "Energy replaced a year")
    reduction_t_co2e: float = fields.tonnes("Minderung im Jahr", "Reduction a year")
    reduction_basis: str = fields.category(
        "Grundlage der Minderung",
        "Basis of the reduction",
        ("stated", "sum of sectors"),
        privacy="public",
        nullable=True,
    )
    reduction_buildings_t_co2e: float = fields.tonnes("davon Gebäude und Wärme", "of it buildings and heat")
    reduction_transport_t_co2e: float = fields.tonnes("davon Verkehr", "of it transport")
    reduction_industry_t_co2e: float = fields.tonnes("davon Industrie", "of it industry")
    reduction_waste_t_co2e: float = fields.tonnes("davon Abfall", "of it waste")
    reduction_land_t_co2e: float = fields.tonnes("davon Landnutzung", "of it land use")
    cost_eur: float = _cost("Kosten (negativ: Ersparnis)", "Cost (negative: saving)")
    lifetime_years: float = fields.measure(
        "Nutzungsdauer in Jahren", "Lifetime in years", unit="1", gt=0, nullable=True
    )
    cost_per: str = fields.category(
        "Kosten je Tonne bezogen auf", "Cost of a tonne relates to", ("year", "lifetime"), privacy="public"
    )
    cost_per_tonne_eur: float = fields.figure("Kosten je Tonne (EUR/t CO2e)", "Cost of a tonne (EUR/t CO2e)")
    duplicate_of: str = fields.field("Dublette von", "Duplicate of", nullable=True)
    counted_reduction_t_co2e: float = fields.tonnes("Gezählte Minderung", "Reduction counted")
    counted_cost_eur: float = _cost("Gezählte Kosten", "Cost counted")
    lacks: str = fields.field("Für Kosten je Tonne fehlt", "Lacking for the cost of a tonne", nullable=True)
    source: str = fields.field("Quelle", "Source", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Maßnahmenportfolio (B-2)", "title_en": "Portfolio of measures (B-2)"}
