"""A city's emissions by sector over the years, against a base year, per head, and the sectors beside the total."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl

from transforms.results.climate_contract.read_series import Series, read_series
from transforms.results.exact.exactly import difference, ratio, rounded

_SCHEMA = {
    "period": pl.String, "sector": pl.String, "row_kind": pl.String, "year": pl.Int64, "emissions_t": pl.Float64,
    "gas": pl.String, "base_year": pl.Int64, "change_from_base": pl.Float64, "years_since_last": pl.Int64,
    "yearly_change": pl.Float64, "share_of_total": pl.Float64, "emissions_per_head_t": pl.Float64,
    "sum_of_sectors_t": pl.Float64, "difference_t": pl.Float64, "status": pl.String,
}  # fmt: skip


def sector_emission_trend(
    period: str, emission_series: pl.LazyFrame, tonnes_per_unit: float = 1000.0, gas: str = "CO2"
) -> pl.LazyFrame:
    """One row per sector (or total, or planned total) and year: tonnes a year of `gas`, as published, never filled in.

    `change_from_base` is against the first measured year of the same sector; `yearly_change` the steady rate since the
    year before in the series: (now / then)^(1/years) - 1. Tonnes a head need inhabitants of the same year.
    `sum_of_sectors_t` stands beside the printed total, `difference_t` is it minus the printed one.
    Raises `series-of-several-cities`, `series-key-twice`.
    """
    series = read_series(emission_series, tonnes_per_unit)
    made: list[dict[str, Any]] = []
    for name in sorted(series.parts):
        made += _line(series, series.names[name], "sector", series.parts[name])
    made += _line(series, "Total", "total", series.totals)
    # A plan goes on from what was measured: its first step is the one from the last measured year.
    onwards = _line(series, "Total", "planned total", {**series.totals, **series.planned})
    made += [row for row in onwards if row["year"] in series.planned]
    rows = [{"period": period, **row, "gas": gas} for row in made]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row").lazy()


def _line(series: Series, sector: str, kind: str, values: dict[int, Decimal]) -> list[dict[str, Any]]:
    rows = []
    years = sorted(values)
    for place, year in enumerate(years):
        now, first = values[year], values[years[0]]
        then = values[years[place - 1]] if place else None
        apart = year - years[place - 1] if place else None
        parts = [it.get(year) for it in series.parts.values()]
        known = [it for it in parts if it is not None]
        whole = sum(known, Decimal(0)) if kind == "total" and known and len(known) == len(parts) else None
        rows.append(
            {
                "sector": sector,
                "row_kind": kind,
                "year": year,
                "emissions_t": rounded(now, 3),
                "base_year": years[0],
                "change_from_base": rounded(ratio(difference(now, first), first), 6),
                "years_since_last": apart,
                "yearly_change": _rate(then, now, apart),
                "share_of_total": rounded(ratio(now, series.totals.get(year)), 6) if kind == "sector" else None,
                "emissions_per_head_t": rounded(ratio(now, series.population.get(year)), 3),
                "sum_of_sectors_t": rounded(whole, 3),
                "difference_t": rounded(difference(whole, now), 3),
                "status": "published",
            }
        )
    return rows


def _rate(then: Decimal | None, now: Decimal, years: int | None) -> float | None:
    if then is None or not years or then <= 0 or now < 0:
        return None
    return rounded((now / then) ** (Decimal(1) / years) - 1, 6)
