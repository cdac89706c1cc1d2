"""One row per municipality: its land by cover, in hectares, from the state's land statistics."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields


def _area(de: str, en: str) -> float:
    given: float = fields.area_ha(nullable=True, metadata={"title_de": de, "title_en": en})
    return given


class LandCover(pa.DataFrameModel):
    """Ten classes that share the land between them (ha); a class that is not stated is missing, not zero."""

    municipality_code: str = fields.municipality_code(unique=True)
    land_ha: float = _area("Bodenfläche insgesamt", "Land in total")
    settlement_ha: float = _area("Siedlung", "Settlement")
    traffic_ha: float = _area("Verkehr", "Traffic")
    agriculture_ha: float = _area("Landwirtschaft", "Agriculture")
    forest_ha: float = _area("Wald", "Forest")
    wood_ha: float = _area("Gehölz", "Copses")
    heath_ha: float = _area("Heide", "Heath")
    moor_ha: float = _area("Moor", "Moor")
    marsh_ha: float = _area("Sumpf", "Marsh")
    bare_ha: float = _area("Unland, vegetationslose Fläche", "Bare land")
    water_ha: float = _area("Gewässer", "Water")
