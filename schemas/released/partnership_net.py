"""One row per partner municipality and one for the partnership: emissions, reductions, removals, and what remains."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

LEVELS = ("partner", "partnership")


class PartnershipNet(pa.DataFrameModel):
    """net = emissions - reductions - removals (t CO2e a year); the partnership is the sum of its partners."""

    period: str = fields.period()
    level: str = fields.category("Ebene", "Level", LEVELS, privacy="public")
    municipality_code: str = fields.municipality_code(nullable=True)
    municipality_name: str = fields.municipality_name(nullable=True)
    base_year: int = fields.year(nullable=True, metadata={"title_de": "Basisjahr", "title_en": "Base year"})
    emissions_t_co2e: float = fields.emissions_t_co2e(nullable=True)
    reductions_t_co2e: float = fields.emissions_t_co2e(
        nullable=True, metadata={"title_de": "Angerechnete Minderung", "title_en": "Credited reductions"}
    )
    removals_t_co2e: float = fields.emissions_t_co2e(
        nullable=True,
        metadata={"title_de": "Bindung im Wald (Obergrenze)", "title_en": "Removals of the forest (upper bound)"},
    )
    net_t_co2e: float = fields.emissions_t_co2e(nullable=True, metadata={"title_de": "Netto", "title_en": "Net"})
    removal_factor_t_co2e_per_ha: float = fields.field("Faktor des Waldes (t CO2e/ha)", "Factor of forest (t CO2e/ha)")
    removal_source: str = fields.field("Quelle des Faktors", "Source of the factor")
    measures_counted: int = fields.count("Angerechnete Maßnahmen", "Measures counted")
    figures_missing: int = fields.count("Fehlende Angaben", "Missing figures")
    status: str = fields.status()

    class Config:
        """Title of the table."""

        metadata = {
            "title_de": "Nettobilanz der Partner und der Partnerschaft",
            "title_en": "Net balance of the partners and of the partnership",
        }
