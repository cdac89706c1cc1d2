"""A city's emission series by category and year in tonnes: measured apart from planned, totals from their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.exact.exactly import exactly
from transforms.results.given.given_rows import given_rows
from transforms.results.names.is_total import is_total
from transforms.results.names.plain import plain

_TONNES = {"g": "0.000001", "kg": "0.001", "t": "1", "kt": "1000", "tsd t": "1000", "1000 t": "1000", "mt": "1000000"}
_GASES = re.compile(r"\bco2\w*\b|\bghg\b|\bthg\b|\beq\b|\bäq\b|\be\b|\ba\b|\bpro jahr\b|\bper year\b")
_PLANNED = frozenset(("geplant", "planned", "plan", "target", "ziel", "zielwert", "goal"))
_MEASURED = frozenset(("real", "actual", "measured", "ist", "gemessen", "historic", ""))
_POPULATION = frozenset(("einwohner", "inhabitants", "population", "einwohnerzahl"))


@dataclass(frozen=True)
class Series:
    """Tonnes by category and year; `names` are the categories as printed, by their plain name."""

    parts: dict[str, dict[int, Decimal]]
    totals: dict[int, Decimal]
    planned: dict[int, Decimal]
    """Of the total only: plans by category are not used here."""
    population: dict[int, Decimal]
    names: dict[str, str]


def read_series(emission_series: pl.LazyFrame, tonnes_per_unit: float) -> Series:
    """One city's series. Rows of a kind that is neither measured nor planned are left aside, save inhabitants.

    A row's own unit (t, kt, Mt…) goes before `tonnes_per_unit`. Raises `series-unit-unknown`,
    `series-of-several-cities` and `series-key-twice`: which of two values holds is for the publisher to say.
    """
    rows = given_rows(emission_series, ("municipality_code", "city", "year", "category", "kind", "value", "unit"))
    cities = {(row["municipality_code"], row["city"]) for row in rows}
    if len(cities) > 1:
        raise StadtlandError("series-of-several-cities", count=len(cities))
    series = Series({}, {}, {}, {}, {})
    for row in rows:
        value, kind, category = exactly(row["value"]), plain(row["kind"]), plain(row["category"])
        if value is None:
            continue
        if kind in _POPULATION or category in _POPULATION:
            into, scale = series.population, Decimal(1)
        elif kind in _PLANNED and is_total(row["category"]) == "total":
            into, scale = series.planned, _scale(row["unit"], tonnes_per_unit)
        elif kind not in _MEASURED or is_total(row["category"]) == "part":
            continue
        elif is_total(row["category"]):
            into, scale = series.totals, _scale(row["unit"], tonnes_per_unit)
        else:
            into, scale = series.parts.setdefault(category, {}), _scale(row["unit"], tonnes_per_unit)
            series.names[category] = min(series.names.get(category, row["category"]), row["category"])
        value *= scale
        if into.setdefault(row["year"], value) != value:
            raise StadtlandError("series-key-twice", category=category, year=row["year"])
    return series


def _scale(unit: str | None, tonnes_per_unit: float) -> Decimal:
    """Tonnes in one unit of the row; the row's own unit where it has one."""
    if unit is None:
        return Decimal(str(tonnes_per_unit))
    # `Mt` and `mt` mean the same to those who write them; a millitonne is no unit of a city's emissions.
    bare = " ".join(_GASES.sub(" ", plain(unit)).split())
    if bare not in _TONNES:
        raise StadtlandError("series-unit-unknown", available=", ".join(_TONNES))
    return Decimal(_TONNES[bare])
