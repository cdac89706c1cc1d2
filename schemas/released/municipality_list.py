"""One row per Austrian municipality (Vienna: one per district): codes, name, status and postcodes."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

STATUSES = ("statutory city", "city", "market town")


class MunicipalityList(pa.DataFrameModel):
    """One row per area; Vienna's 23 districts share the municipality code 90001. No status: null, as in the list."""

    municipality_code: str = fields.municipality_code()
    municipality_name: str = fields.municipality_name()
    area_code: str = fields.field("Gemeindecode", "Area code", unique=True)
    status: str = fields.category("Status", "Status", STATUSES, privacy="public", nullable=True)
    office_postcode: str = fields.postcode(privacy="public")
    other_postcodes: str = fields.text("Weitere Postleitzahlen", "Other postcodes", privacy="public", nullable=True)

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Gemeindeliste Österreichs", "title_en": "List of Austrian municipalities"}
