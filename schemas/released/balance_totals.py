"""One row per municipality, year, dimension and part: a balance in total, by sector, by carrier."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_part import BalancePart


class BalanceTotals(BalancePart):
    """Sums over sectors and over carriers are the total; a part with a missing row has no sum."""

    balance: str = fields.field("Bilanz", "Balance")
    row_count: int = fields.count("Zeilen", "Rows")
    rows_missing: int = fields.count("Fehlende Zeilen", "Missing rows")
    energy_mwh: float = fields.measure("Energie", "Energy", unit="MWh", ge=0, nullable=True)
    emissions_known_t_co2e: float = fields.measure(
        "Emissionen der bekannten Zeilen", "Emissions of the known rows", unit="t CO2e"
    )
    emissions_t_co2e: float = fields.measure("Emissionen", "Emissions", unit="t CO2e", nullable=True)
    emissions_share: float = fields.measure("Anteil an der Summe", "Share of the total", unit="1", nullable=True)
    factor_set: str = fields.field("Faktorensatz", "Factor set", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Summen der Treibhausgas-Bilanz",
            "title_en": "Sums of the greenhouse-gas balance",
        }
        unique = ["municipality_code", "city", "year", "dimension", "part"]
