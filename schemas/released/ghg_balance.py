"""One row per municipality, year, sector, carrier and scope: energy, the factor used, and the emissions computed."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_key import BalanceKey

_PUBLISHED = {"title_de": "Emissionen, veröffentlicht", "title_en": "Emissions, published"}
_DIFFERENCE = {
    "title_de": "Differenz, berechnet minus veröffentlicht",
    "title_en": "Difference, computed minus published",
}


class GhgBalance(BalanceKey):
    """Energy (MWh) x factor (g/kWh) = emissions (t CO2e), territorial, final energy; missing where one is missing."""

    row_count: int = fields.count("Zeilen des Inventars", "Rows of the inventory")
    energy_mwh: float = fields.energy_mwh(nullable=True)
    factor_set: str = fields.field("Faktorensatz", "Factor set")
    factor_g_per_kwh: float = fields.factor_g_per_kwh(nullable=True)
    factor_edition: str = fields.field("Ausgabe oder Jahr des Faktors", "Edition or year of the factor", nullable=True)
    factor_basis: str = fields.field("Grundlage des Faktors", "Basis of the factor", nullable=True)
    factor_source: str = fields.field("Quelle des Faktors", "Source of the factor", nullable=True)
    emissions_t_co2e: float = fields.emissions_t_co2e(nullable=True)
    emissions_published_t_co2e: float = fields.emissions_t_co2e(nullable=True, metadata=_PUBLISHED)
    difference_t_co2e: float = fields.emissions_t_co2e(nullable=True, metadata=_DIFFERENCE)
    status: str = fields.status()
    note: str = fields.field("Bemerkung", "Note", nullable=True)

    class Config:
        """Rules about several rows."""

        metadata = {
            "title_de": "Treibhausgas-Bilanz nach Sektor und Energieträger",
            "title_en": "Greenhouse-gas balance by sector and carrier",
        }

        unique = ["municipality_code", "city", "year", "sector", "carrier", "scope"]
