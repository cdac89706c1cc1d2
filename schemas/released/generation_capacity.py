"""One row per postcode and kind: PV and wind units in operation at the end of the period, and their capacity (kW)."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.released.generation_units import KINDS


class GenerationCapacity(pa.DataFrameModel):
    """One row per postcode and kind; null where fewer units stand behind it than agreed, `*` for postcodes too rare."""

    period: str = fields.period()
    postcode: str = fields.category("Postleitzahl", "Postcode", privacy="public")
    kind: str = fields.category("Energieträger", "Kind of energy", KINDS, privacy="public")
    unit_count: int = fields.count("Anlagen", "Units", nullable=True)
    gross_capacity_kw: float = fields.capacity_kw(nullable=True)
    is_suppressed: bool = fields.flag("Unterdrückt", "Suppressed", privacy="public")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Leistung aus Sonne und Wind je Postleitzahl",
            "title_en": "Solar and wind capacity by postcode",
        }
        unique = ["period", "postcode", "kind"]
