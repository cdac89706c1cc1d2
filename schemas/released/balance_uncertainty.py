"""One row per municipality, year, dimension and part: uncertainty of a sum, from what the sources state."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_part import BalancePart


class BalanceUncertainty(BalancePart):
    """Half the 95 % interval (t CO2e and per cent) of the rows whose uncertainty is stated; independent rows."""

    rows_stated: int = fields.count("Zeilen mit Angabe", "Rows with a statement")
    rows_unstated: int = fields.count("Zeilen ohne Angabe", "Rows without a statement")
    emissions_stated_t_co2e: float = fields.measure(
        "Emissionen mit Angabe", "Emissions with a statement", unit="t CO2e"
    )
    stated_share: float = fields.share("Anteil mit Angabe", "Share with a statement", nullable=True)
    uncertainty_t_co2e: float = fields.measure("Unsicherheit", "Uncertainty", unit="t CO2e", ge=0, nullable=True)
    uncertainty_percent: float = fields.measure("Unsicherheit", "Uncertainty", unit="%", ge=0, nullable=True)
    factor_set: str = fields.field("Faktorensatz", "Factor set", nullable=True)
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Unsicherheit der Bilanz",
            "title_en": "Uncertainty of the balance",
        }
        unique = ["municipality_code", "city", "year", "dimension", "part"]
