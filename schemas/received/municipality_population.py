"""One row per municipality and year: inhabitants at 31 December, from the state's statistics."""

from __future__ import annotations

from datetime import date

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule


class MunicipalityPopulation(pa.DataFrameModel):
    """Inhabitants of one municipality at the end of one year."""

    municipality_code: str = fields.municipality_code()
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    reference_date: date = fields.date("Stichtag", "Reference date", privacy="public", nullable=True)
    population_count: int = fields.population_count()
    source: str = fields.field("Quelle", "Source", nullable=True)

    class Config:
        """Rules about several rows."""

        unique = ["municipality_code", "year"]

    @rule(de="Der Stichtag ist der 31. Dezember des Jahres.")
    def reference_date_is_the_last_of_december(cls) -> pl.Expr:
        "The reference date is 31 December of the year."
        return pl.col("reference_date") == pl.date(pl.col("year"), 12, 31)
