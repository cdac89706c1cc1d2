"""One row per partner municipality of a region: inhabitants and land by use. Not personal."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from schemas import fields
from schemas.rule import rule

_USES = ("forest_ha", "agriculture_ha", "settlement_ha", "traffic_ha")


def _area(de: str, en: str) -> float:
    given: float = fields.area_ha(metadata={"title_de": de, "title_en": en})
    return given


class MunicipalityBase(pa.DataFrameModel):
    """One row per municipality as published; the population is that of 2021, whatever period a run is for."""

    municipality_code: str = fields.municipality_code(unique=True)
    municipality_name: str = fields.municipality_name()
    population_2021: int = fields.population_count(ge=1)
    land_ha: float = _area("Bodenfläche insgesamt", "Land in total")
    forest_ha: float = _area("Wald", "Forest")
    agriculture_ha: float = _area("Landwirtschaft", "Agriculture")
    settlement_ha: float = _area("Siedlung", "Settlement")
    traffic_ha: float = _area("Verkehr", "Traffic")
    share_population_as_printed: float = fields.share("Anteil Bevölkerung, gedruckt", "Share of population, printed")
    share_land_as_printed: float = fields.share("Anteil Fläche, gedruckt", "Share of land, printed")
    share_forest_as_printed: float = fields.share("Anteil Wald, gedruckt", "Share of forest, printed")

    @rule(de="Wald, Landwirtschaft, Siedlung und Verkehr passen zusammen in die Bodenfläche.")
    def land_uses_fit_into_the_land(cls) -> pl.Expr:
        "Forest, agriculture, settlement and traffic fit into the land together."
        return pl.sum_horizontal(_USES, ignore_nulls=False) <= pl.col("land_ha")
