"""One row per measure, municipality and land class: the land the measure needs, in hectares. Not personal."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.land_classes import LAND_CLASSES


class LandNeeds(pa.DataFrameModel):
    """Land of one class that a measure uses up or changes; unknown need is missing, not zero."""

    measure_id: str = fields.field("Kennung der Maßnahme", "Measure id")
    municipality_code: str = fields.municipality_code()
    land_class: str = fields.category("Landklasse", "Land class", LAND_CLASSES, privacy="public")
    area_ha: float = fields.area_ha(nullable=True, metadata={"title_de": "Flächenbedarf", "title_en": "Land needed"})
    source: str = fields.field("Quelle", "Source", nullable=True)

    class Config:
        """Rules about several rows."""

        unique = ["measure_id", "municipality_code", "land_class"]
