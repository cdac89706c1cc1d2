"""Whether a municipality is of the size that Pionierstadt is for: 10,000 to 50,000 inhabitants, as a computed fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import polars as pl

from schemas.errors import StadtlandError
from schemas.period import Period
from transforms.results.given.given_rows import given_rows

_SCHEMA = {
    "period": pl.String, "municipality_code": pl.String, "municipality_name": pl.String, "population_count": pl.Int64,
    "population_year": pl.Int64, "minimum_population": pl.Int64, "maximum_population": pl.Int64, "unit": pl.String,
    "is_eligible": pl.Boolean, "status": pl.String, "population_source": pl.String,
}  # fmt: skip


def pionierstadt_eligibility(
    period: str,
    population: pl.LazyFrame | None = None,
    municipality_list: pl.LazyFrame | None = None,
    municipality_population: pl.LazyFrame | None = None,
    municipality_codes: Collection[str] = (),
    minimum_population: int = 10_000,
    maximum_population: int = 50_000,
) -> pl.LazyFrame:
    """One row per municipality: inhabitants of the last year up to the period (which stands beside) and the verdict.

    Both limits are included. `population` counts by area, sex and age are summed by municipality (`municipality_list`
    says which areas are districts of one). A listed or named municipality without a count is missing, not zero.
    `municipality_codes` limits the rows; empty means all.
    """
    if not 0 <= minimum_population <= maximum_population:
        raise StadtlandError(
            "result-parameter-wrong",
            result="pionierstadt_eligibility", parameter="minimum_population", allowed="0 .. maximum_population",
        )  # fmt: skip
    last = Period.parse(period).end.year
    listed = given_rows(municipality_list, ("municipality_code", "municipality_name", "area_code"))
    names = {it["municipality_code"]: it["municipality_name"] for it in listed}
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    sources: dict[tuple[str, int], str | None] = {}
    for code, year, persons in _summed(population, {it["area_code"]: it["municipality_code"] for it in listed}):
        counts[code][year] = persons
    wanted = ("municipality_code", "city", "year", "population_count", "source")
    for row in given_rows(municipality_population, wanted):
        place, of_year = row["municipality_code"], row["year"]
        names.setdefault(place, row["city"])
        counts[place][of_year], sources[place, of_year] = row["population_count"], row["source"]
    made = []
    for code in sorted(set(municipality_codes) or {*names, *counts}):
        latest = max((it for it in counts.get(code, {}) if it <= last), default=None)
        count = None if latest is None else counts[code][latest]
        made.append(
            {
                "period": period,
                "municipality_code": code,
                "municipality_name": names.get(code),
                "population_count": count,
                "population_year": latest,
                "minimum_population": minimum_population,
                "maximum_population": maximum_population,
                "unit": "1",
                "is_eligible": None if count is None else minimum_population <= count <= maximum_population,
                "status": "missing" if count is None else "computed",
                "population_source": None if latest is None else sources.get((code, latest)),
            }
        )
    return pl.DataFrame(made, schema=_SCHEMA, orient="row").lazy()


def _summed(population: pl.LazyFrame | None, municipality_of: dict[str, str]) -> list[tuple[str, int, int]]:
    if population is None:
        return []
    code = pl.col("area_code").replace(municipality_of) if municipality_of else pl.col("area_code")
    # A sum without one group of ages or one district is not the town's population: such a year counts for nothing.
    persons = pl.when(pl.col("population_count").null_count() == 0).then(pl.col("population_count").sum())
    by = population.group_by(code.alias("code"), pl.col("year").cast(pl.Int64)).agg(persons.alias("persons"))
    return list(by.drop_nulls("persons").sort("code", "year").select("code", "year", "persons").collect().iter_rows())
