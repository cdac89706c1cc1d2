"""Emissions per inhabitant of a BISKO balance, with the state's population at 31 December of the balance year."""

from __future__ import annotations

import polars as pl

from transforms.results.balance.ghg_per_capita import ghg_per_capita


def bisko_per_capita(bisko_balance: pl.LazyFrame, municipality_population: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per municipality and year: emissions (t CO2e), inhabitants, tonnes per inhabitant (three decimals).

    As `ghg_per_capita`: raises `population-of-another-year`, `population-key-twice`, `municipality-not-named`.
    """
    return ghg_per_capita(bisko_balance, municipality_population, period)
