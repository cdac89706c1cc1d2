"""One row per area and heating type: buildings and their final energy demand (MWh/a)."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.released.energy_certificates import HEATING_TYPES


class HeatingMix(pa.DataFrameModel):
    """One row per area and heating type; null where fewer buildings stand behind it than agreed."""

    period: str = fields.period()
    area: str = fields.category("Gebiet", "Area", privacy="public")
    heating_type: str = fields.category("Heizungsart", "Heating type", HEATING_TYPES, privacy="public")
    building_count: int = fields.count("Gebäude", "Buildings", nullable=True)
    energy_mwh: float = fields.energy_mwh(nullable=True)
    is_suppressed: bool = fields.flag("Unterdrückt", "Suppressed", privacy="public")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Gebäude und Energiebedarf nach Heizungsart",
            "title_en": "Buildings and energy demand by heating type",
        }
        unique = ["period", "area", "heating_type"]
