"""A small city whose arithmetic fits into the head, and the reference tables that every balance takes."""

from __future__ import annotations

from typing import Any

import polars as pl

from config.factors.load import reference
from transforms.results.balance.bisko_balance import bisko_balance
from transforms.results.balance.bisko_inventory import bisko_inventory

WORDS: dict[str, Any] = {name: reference(name) for name in ("carriers", "sector_synonyms")}
FACTORS: dict[str, Any] = {name: reference(name) for name in ("factors", "factor_sets")}
_TYPES: dict[str, type[pl.DataType]] = {
    "city": pl.String, "municipality_code": pl.String, "year": pl.Int64, "sector": pl.String, "carrier": pl.String,
    "energy_mwh": pl.Float64, "data_quality": pl.String, "energy_uncertainty_percent": pl.Float64,
    "factor_uncertainty_percent": pl.Float64, "emissions_published_t_co2e": pl.Float64,
}  # fmt: skip


def inventory(*rows: tuple[object, ...], year: int = 2018) -> pl.LazyFrame:
    """Rows of (sector, carrier, MWh, quality, energy ±%, factor ±%, printed t), the last ones at will."""
    full = [("Ort", "14000001", year, *row, *[None] * (7 - len(row))) for row in rows]
    return pl.LazyFrame(full, schema=_TYPES, orient="row")


def counted(*rows: tuple[object, ...], year: int = 2018, **parameters: Any) -> pl.LazyFrame:
    """The inventory as the convention counts it."""
    return bisko_inventory(inventory(*rows, year=year), str(year), **WORDS, **parameters)


def balance(*rows: tuple[object, ...], year: int = 2018, factor_set: str = "bisko-2018", **more: Any) -> pl.LazyFrame:
    """Its balance with the factors of 2018: electricity 544, natural gas 247, heating oil 318, diesel 326 g/kWh."""
    return bisko_balance(counted(*rows, year=year), **FACTORS, period=str(year), factor_set=factor_set, **more)


CITY: tuple[tuple[object, ...], ...] = (
    ("Private Haushalte", "Strom", 1000.0, "A", 3.0, 4.0),
    ("Private Haushalte", "Umweltwärme", 320.0, "C"),
    ("Private Haushalte", "Erdgas", 2000.0, "A", 5.0, 12.0),
    ("GHD", "Strom", 500.0, "B"),
    ("GHD", "Fernwärme", 300.0, "A"),
    ("Kommunale Einrichtungen", "Strom", 100.0),
    ("Industrie", "Erdgas", 400.0, "B"),
    ("Verkehr", "Diesel", 600.0, "D"),
    ("Energiewirtschaft", "Photovoltaik", 50.0, "A"),
)
