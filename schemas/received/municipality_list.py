"""One row per Austrian municipality (Vienna: one per district), as Statistik Austria lists them. Not personal."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule

STATUSES = ("SR", "ST", "M")
VIENNA = "90001"


class MunicipalityList(pa.DataFrameModel):
    """One row per area. `municipality_code` is the Gemeindekennziffer, `area_code` the Gemeindecode."""

    municipality_code: str = fields.municipality_code(str_matches=r"^[1-9][0-9]{4}$")
    municipality_name: str = fields.municipality_name()
    area_code: str = fields.field("Gemeindecode", "Area code", unique=True, str_matches=r"^[1-9][0-9]{4}$")
    status: str = fields.category("Status", "Status", STATUSES, privacy="public", nullable=True)
    office_postcode: str = fields.postcode(str_matches=r"^[0-9]{4}$", privacy="public")
    other_postcodes: str = fields.text(
        "Weitere Postleitzahlen",
        "Other postcodes",
        privacy="public",
        nullable=True,
        str_matches=r"^[0-9]{4}(?: [0-9]{4})*$",
    )

    @rule(de="Nur Wiens Bezirke haben einen anderen Gemeindecode als ihre Gemeindekennziffer.")
    def only_vienna_has_districts(cls) -> pl.Expr:
        "Only the districts of Vienna have an area code that differs from their municipality code."
        is_same = pl.col("area_code") == pl.col("municipality_code")
        is_district = (pl.col("municipality_code") == VIENNA) & pl.col("area_code").str.contains(r"^9[0-9]{2}01$")
        return is_same | is_district
