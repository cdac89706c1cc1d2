"""One row per municipality, year, sector, carrier and scope: a BISKO balance with route, quality and uncertainty."""

from __future__ import annotations

from schemas import fields
from schemas.released.ghg_balance import GhgBalance


class BiskoBalance(GhgBalance):
    """Energy (MWh) x factor (g/kWh) = emissions (t CO2e) by the German municipal convention; missing where one is."""

    factor_route: str = fields.field("Weg zum Faktor", "Route to the factor", nullable=True)
    data_quality_score: float = fields.share("Datengüte", "Data quality", nullable=True)
    rated_share: float = fields.share("Anteil mit Datengüte", "Share that is rated", nullable=True)
    uncertainty_percent: float = fields.measure(
        "Unsicherheit (±, 95 %)", "Uncertainty (±, 95 %)", unit="%", ge=0, nullable=True
    )

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Treibhausgas-Bilanz nach BISKO",
            "title_en": "Greenhouse-gas balance by BISKO",
        }
        unique = ["municipality_code", "city", "year", "sector", "carrier", "scope"]
