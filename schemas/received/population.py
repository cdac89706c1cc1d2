"""One row per area, sex and single year of age: a published frequency table of Austria's population, in its codes.

Not personal data on arrival (Statistik Austria publishes it), but full of cells of one to four persons.
"""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

AGE_CODE = r"^(?:GALTEJ112-(?:[1-9]|[1-9][0-9]|100)|GALT5J100-21)$"


class Population(pa.DataFrameModel):
    """One row per combination with at least one person; combinations without one are absent, not zero."""

    year: str = fields.field("Jahr (Code)", "Year (code)", str_matches=r"^A10-[0-9]{4}$")
    sex: str = fields.category("Geschlecht (Code)", "Sex (code)", ("C11-1", "C11-2"), privacy="public")
    area_code: str = fields.field("Gemeinde oder Bezirk (Code)", "Area (code)", str_matches=r"^GRGEMAKT-[0-9]{5}$")
    age: str = fields.field("Alter (Code)", "Age (code)", str_matches=AGE_CODE)
    population_count: int = fields.population_count(ge=1)

    class Config:
        """Rules about several rows."""

        unique = ["year", "sex", "area_code", "age"]
