"""One row per area, sex and single year of age. It stays in the house: single years hold cells of one person."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields
from schemas.released.population_by_age import SEXES


class Population(pa.DataFrameModel):
    """One row per combination with at least one person; age 100 stands for 100 and older."""

    year: int = fields.year()
    area_code: str = fields.field("Gemeinde oder Wiener Bezirk", "Municipality or district of Vienna")
    sex: str = fields.category("Geschlecht", "Sex", SEXES, privacy="public")
    age: int = fields.field("Alter in Jahren", "Age in years", in_range=(0, 100))
    population_count: int = fields.population_count(ge=1)
