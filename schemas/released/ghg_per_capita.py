"""One row per municipality and year: greenhouse-gas emissions per inhabitant, with the population they rest on."""

from __future__ import annotations

import pandera.polars as pa

from schemas import fields

_KNOWN = {"title_de": "Emissionen der bekannten Zeilen", "title_en": "Emissions of the known rows"}


class GhgPerCapita(pa.DataFrameModel):
    """Tonnes of CO2 equivalents over the inhabitants at 31 December; none where a row of the balance is missing."""

    period: str = fields.period()
    municipality_code: str = fields.municipality_code()
    city: str = fields.municipality_name(nullable=True)
    year: int = fields.year()
    population_count: int = fields.population_count(ge=1)
    emissions_known_t_co2e: float = fields.emissions_t_co2e(metadata=_KNOWN)
    emissions_t_co2e: float = fields.emissions_t_co2e(nullable=True)
    emissions_t_co2e_per_person: float = fields.measure(
        "Emissionen je Person", "Emissions per person", unit="t CO2e/person", nullable=True
    )
    rows_missing: int = fields.count("Fehlende Zeilen der Bilanz", "Missing rows of the balance")
    population_source: str = fields.field("Quelle der Einwohnerzahl", "Source of the population", nullable=True)
    factor_set: str = fields.field("Faktorensatz", "Factor set", nullable=True)
    status: str = fields.status()

    class Config:
        """Rules about several rows."""

        metadata = {
            "title_de": "Treibhausgase je Person",
            "title_en": "Greenhouse gases per person",
        }

        unique = ["municipality_code", "year"]
