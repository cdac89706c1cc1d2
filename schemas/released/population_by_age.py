"""One row per area, sex and age group: persons, small cells suppressed. Holds no totals that could undo it."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

SEXES = ("female", "male")


class PopulationByAge(pa.DataFrameModel):
    """One row per combination with at least one person; null where fewer persons stand behind it than agreed.

    Areas are municipalities and the 23 districts of Vienna, which share the municipality code 90001.
    """

    period: str = fields.period()
    area_code: str = fields.field(
        "Gemeinde oder Wiener Bezirk", "Municipality or district of Vienna", str_matches=r"^[0-9]{5}$"
    )
    municipality_code: str = fields.municipality_code()
    municipality_name: str = fields.municipality_name()
    sex: str = fields.category("Geschlecht", "Sex", SEXES, privacy="public")
    age_from: int = fields.field("Alter von", "Age from", in_range=(0, 100))
    age_group: str = fields.field("Altersgruppe in Jahren", "Age group in years", str_matches=r"^[0-9]+(?:-[0-9]+|\+)$")
    population_count: int = fields.population_count(nullable=True)
    is_suppressed: bool = fields.flag("Unterdrückt", "Suppressed", privacy="public")

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Bevölkerung nach Gemeinde, Geschlecht und Altersgruppe",
            "title_en": "Population by municipality, sex and age group",
        }
        unique = ["period", "area_code", "sex", "age_group"]
