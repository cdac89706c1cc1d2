"""One row per municipality and year: emissions of the BISKO balance per inhabitant, with the population behind it."""

from __future__ import annotations

from schemas.released.ghg_per_capita import GhgPerCapita


class BiskoPerCapita(GhgPerCapita):
    """Tonnes of CO2 equivalents over the inhabitants at 31 December; none where a row of the balance is missing."""

    class Config:
        """Title of the table, and rules about several rows."""

        metadata = {
            "title_de": "Treibhausgase je Person nach BISKO",
            "title_en": "Greenhouse gases per person by BISKO",
        }
        unique = ["municipality_code", "year"]
