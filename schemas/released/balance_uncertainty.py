"""One row per municipality, year, dimension and part: uncertainty of a sum, from what the sources state."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.released.ghg_balance import STATUSES


class BalanceUncertainty(pa.DataFrameModel):
    """Half the 95 % interval (t CO2e and per cent) of the rows whose uncertainty is stated; independent rows."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code(nullable=True)
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    dimension: str = fields.field("Gliederung", "Dimension")
    part: str = fields.field("Teil", "Part")
    rows_stated: int = fields.count("Zeilen mit Angabe", "Rows with a statement")
    rows_unstated: int = fields.count("Zeilen ohne Angabe", "Rows without a statement")
    emissions_stated_t_co2e: float = fields.measure(
        "Emissionen mit Angabe", "Emissions with a statement", unit="t CO2e"
    )
    stated_share: float = fields.share("Anteil mit Angabe", "Share with a statement", nullable=True)
    uncertainty_t_co2e: float = fields.measure("Unsicherheit", "Uncertainty", unit="t CO2e", ge=0, nullable=True)
    uncertainty_percent: float = fields.measure("Unsicherheit", "Uncertainty", unit="%", ge=0, nullable=True)
    status: str = fields.category("Status", "Status", STATUSES, privacy="public")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Unsicherheit der Bilanz",
            "title_en": "Uncertainty of the balance",
        }
        unique = ["municipality_code", "city", "year", "dimension", "part"]
