"""One row per municipality: inhabitants with their year, and whether Pionierstadt is for towns of that size."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule


class PionierstadtEligibility(pa.DataFrameModel):
    """A computed fact about a size, not a decision about an application; without a count it is missing."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code(unique=True)
    municipality_name: str = fields.municipality_name(nullable=True)
    population_count: int = fields.population_count(nullable=True)
    population_year: int = fields.year(
        nullable=True, metadata={"title_de": "Jahr der Einwohnerzahl", "title_en": "Year of the population"}
    )
    minimum_population: int = fields.count("Mindestens", "At least")
    maximum_population: int = fields.count("Höchstens", "At most")
    unit: str = fields.category("Einheit", "Unit", ("1",), privacy="public")
    is_eligible: bool = fields.flag("Größe passt", "Size fits", privacy="public", nullable=True)
    status: str = fields.status()
    population_source: str = fields.field("Quelle der Einwohnerzahl", "Source of the population", nullable=True)

    class Config:
        """Title of the table."""

        metadata = {"title_de": "Pionierstadt: Größe der Gemeinden", "title_en": "Pionierstadt: size of municipalities"}

    @rule(de="Eine Einwohnerzahl hat ein Jahr, und nur sie ein Urteil.")
    def count_has_a_year_and_a_verdict(cls) -> pl.Expr:
        "A population has a year, and only it has a verdict."
        is_known = pl.col("population_count").is_not_null()
        return (is_known == pl.col("population_year").is_not_null()) & (is_known == pl.col("is_eligible").is_not_null())
