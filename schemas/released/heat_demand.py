"""One row per district: heat meters, and the heat they measured in a mean year (MWh)."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class HeatDemand(pa.DataFrameModel):
    """One row per district; null where fewer meters stand behind it than agreed."""

    period: str = fields.period()
    district: str = fields.category("Stadtteil", "District", privacy="public")
    meter_count: int = fields.count("Zähler", "Meters", nullable=True)
    energy_mwh: float = fields.energy_mwh(nullable=True)
    is_suppressed: bool = fields.flag("Unterdrückt", "Suppressed", privacy="public")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Wärmebedarf je Stadtteil (Fernwärme)",
            "title_en": "Heat demand by district (district heating)",
        }
        unique = ["period", "district"]
