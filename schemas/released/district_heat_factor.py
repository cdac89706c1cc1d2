"""One row per municipality and year with district heat: its factor, the route to it, whether it is a ceiling."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_place import BalancePlace


class DistrictHeatFactor(BalancePlace):
    """Factor (g CO2e/kWh) from plants, from a predominant technology (80 % and more) or by default."""

    route: str = fields.category("Weg", "Route", ("plants", "technology", "default"), privacy="public")
    factor_g_per_kwh: float = fields.factor_g_per_kwh(nullable=True)
    factor_edition: str = fields.field("Ausgabe des Faktors", "Edition of the factor", nullable=True)
    factor_basis: str = fields.field("Grundlage des Faktors", "Basis of the factor", nullable=True)
    factor_source: str = fields.field("Quelle des Faktors", "Source of the factor", nullable=True)
    is_ceiling: bool = fields.flag("Obergrenze", "Ceiling", privacy="public")
    plant_count: int = fields.count("Anlagen", "Plants")
    heat_mwh: float = fields.measure("Wärme der Anlagen", "Heat of the plants", unit="MWh", ge=0, nullable=True)
    heat_emissions_t_co2e: float = fields.measure(
        "Emissionen der Wärme", "Emissions of the heat", unit="t CO2e", nullable=True
    )
    technology: str = fields.field("Technik", "Technology", nullable=True)
    technology_share: float = fields.share("Anteil der Technik", "Share of the technology", nullable=True)
    note: str = fields.field("Bemerkung", "Note", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Emissionsfaktor der Fernwärme",
            "title_en": "Emission factor of district heat",
        }
        unique = ["municipality_code", "city", "year"]
