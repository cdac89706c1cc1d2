"""One row per municipality, year and sector, and one for all: how far the energy rests on measured data."""

from __future__ import annotations

from schemas import fields
from schemas.shapes.balance_part import BalancePart


class BalanceDataQuality(BalancePart):
    """A 1, B 0.5, C 0.25, D 0, weighted by energy; energy without a rating is left out and counted."""

    energy_mwh: float = fields.measure("Energie", "Energy", unit="MWh", ge=0)
    rated_energy_mwh: float = fields.measure("Energie mit Datengüte", "Energy that is rated", unit="MWh", ge=0)
    rated_share: float = fields.share("Anteil mit Datengüte", "Share that is rated", nullable=True)
    data_quality_score: float = fields.share("Datengüte", "Data quality", nullable=True)
    rows_missing: int = fields.count("Zeilen ohne Energie", "Rows without energy")
    rows_unrated: int = fields.count("Zeilen ohne Datengüte", "Rows without a rating")
    status: str = fields.status()

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Datengüte der Bilanz",
            "title_en": "Data quality of the balance",
        }
        unique = ["municipality_code", "city", "year", "dimension", "part"]
