"""The one factor that answers for a deal's country, carrier and use: never another country's, never another year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.factors.factor_set import factor_set as pick


@dataclass(frozen=True)
class Factor:
    """One published figure in g/kWh with what belongs to it."""

    g_per_kwh: float
    factor_set: str
    year: int
    edition: str
    basis: str
    source: str


@dataclass(frozen=True)
class CountryFactors:
    """All factors of one country's chosen set and year."""

    factor_set: str
    year: int
    rows: tuple[dict[str, Any], ...]

    def of(self, carrier: str, use: str) -> Factor | None:
        """The factor for this use goes before one for all uses."""
        fitting = [it for it in self.rows if it["carrier"] == carrier and it["use"] in (use, None)]
        for row in sorted(fitting, key=lambda it: it["use"] is None):
            edition, basis, source = row["year_or_edition"], row["basis"], row["source"]
            return Factor(row["factor_g_per_kwh"], self.factor_set, self.year, edition, basis, source)
        return None

    @property
    def carriers(self) -> str:
        """What the set knows for the year."""
        return ", ".join(sorted({str(it["carrier"]) for it in self.rows})) or "nothing"


def deal_factors(
    factors: pl.LazyFrame, factor_sets: pl.LazyFrame, country_factors: Mapping[str, Mapping[str, Any]]
) -> dict[str, CountryFactors]:
    """By country what the agreement chose: `{DE: {factor_set: bisko-2019, year: 2019}}`.

    Raises `deal-factor-borrowed` where a set is another country's, and what `factor_set` raises.
    """
    region = dict(factor_sets.select("factor_set", "region").collect().iter_rows())
    chosen: dict[str, CountryFactors] = {}
    for country, choice in sorted(country_factors.items()):
        if set(choice) != {"factor_set", "year"} or not isinstance(choice["year"], int):
            raise StadtlandError(
                "result-parameter-wrong", result="deal_savings", parameter="country_factors",
                allowed="{DE: {factor_set: bisko-2019, year: 2019}, ...}",
            )  # fmt: skip
        name, year = str(choice["factor_set"]), choice["year"]
        rows = pick(factors, factor_sets, name).collect()
        if region[name] != country:
            raise StadtlandError("deal-factor-borrowed", factor_set=name, region=region[name], country=country)
        of_year = rows.filter(pl.lit(year).is_between(pl.col("first_year"), pl.col("last_year").fill_null(9999)))
        chosen[country] = CountryFactors(name, year, tuple(of_year.to_dicts()))
    return chosen
