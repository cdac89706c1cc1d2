"""One row per municipality and land class, and one total: the land there is, its sum, and what measures need."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


class LandBalance(pa.DataFrameModel):
    """Hectares; `difference_ha` is sum minus printed total, `remaining_ha` is negative where too much is needed."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code()
    land_class: str = fields.field("Landklasse", "Land class")
    area_ha: float = fields.area_ha(nullable=True)
    classes_sum_ha: float = fields.area_ha(
        nullable=True, metadata={"title_de": "Summe der Klassen", "title_en": "Sum of the classes"}
    )
    difference_ha: float = fields.area_ha(
        ge=None, nullable=True, metadata={"title_de": "Differenz", "title_en": "Difference"}
    )
    needed_ha: float = fields.area_ha(
        nullable=True, metadata={"title_de": "Bedarf der Maßnahmen", "title_en": "Needed by measures"}
    )
    remaining_ha: float = fields.area_ha(
        ge=None, nullable=True, metadata={"title_de": "Verbleibend", "title_en": "Remaining"}
    )
    classes_missing: int = fields.count("Klassen ohne Angabe", "Classes missing")
    needs_missing: int = fields.count("Maßnahmen ohne Flächenbedarf", "Needs missing")
    status: str = fields.status("published", "missing")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Flächenbilanz der Partner",
            "title_en": "Land balance of the partners",
        }
        unique = ["municipality_code", "land_class"]
