"""Greenhouse-gas emissions per inhabitant: a balance over the population at 31 December of its year (BISKO)."""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError
from transforms.results.exact.whole_units import tonnes


def ghg_per_capita(ghg_balance: pl.LazyFrame, population: pl.LazyFrame, period: str) -> pl.LazyFrame:
    """One row per municipality and year: emissions (t CO2e), inhabitants, tonnes per inhabitant (three decimals).

    A balance with a missing row has no total and no figure per inhabitant; `emissions_known_t_co2e` is the sum of what
    is there, `rows_missing` counts the rest. Raises `municipality-not-named` where the balance has no code,
    `population-of-another-year` where the population's year is not the balance's, `population-key-twice`.
    """
    # The balance holds whole kilograms, so the integer sum is exact in any order.
    kilograms = (pl.col("emissions_t_co2e") * 1000).round(0).cast(pl.Int64)
    totals = (
        ghg_balance.group_by("municipality_code", "city", "year")
        .agg(
            kilograms=kilograms.sum(),
            rows_missing=kilograms.is_null().sum().cast(pl.Int64),
            factor_set=pl.col("factor_set").drop_nulls().unique().sort().str.join("; ").replace("", None),
        )
        .collect()
    )
    nameless = totals["municipality_code"].null_count()
    if nameless:
        raise StadtlandError("municipality-not-named", result="ghg_per_capita", rows=nameless)
    has_source = "source" in population.collect_schema().names()
    people = population.select(
        pl.col("municipality_code").cast(pl.String),
        pl.col("year").cast(pl.Int64),
        "population_count",
        population_source=pl.col("source") if has_source else pl.lit(None, dtype=pl.String),
    ).collect()
    twice = people.group_by("municipality_code", "year").len().filter(pl.col("len") > 1).height
    if twice:
        raise StadtlandError("population-key-twice", keys=twice)
    joined = totals.join(people, on=("municipality_code", "year"), how="left")
    _refuse_another_year(joined, people)
    is_complete = pl.col("rows_missing") == 0
    return (
        joined.select(
            pl.lit(period).alias("period"),
            "municipality_code",
            "city",
            "year",
            "population_count",
            emissions_known_t_co2e=tonnes(pl.col("kilograms")),
            emissions_t_co2e=pl.when(is_complete).then(tonnes(pl.col("kilograms"))),
            emissions_t_co2e_per_person=pl.when(is_complete).then(
                tonnes((pl.col("kilograms") / pl.col("population_count")).round())
            ),
            rows_missing=pl.col("rows_missing"),
            factor_set="factor_set",
            population_source="population_source",
            status=pl.when(is_complete).then(pl.lit("computed")).otherwise(pl.lit("missing")),
        )
        .sort("municipality_code", "year")
        .lazy()
    )


def _refuse_another_year(joined: pl.DataFrame, people: pl.DataFrame) -> None:
    lacking = joined.filter(pl.col("population_count").is_null())
    if lacking.is_empty():
        return
    wanted = sorted(set(lacking["year"].drop_nulls()))
    years = sorted(set(people.join(lacking, on="municipality_code", how="semi")["year"].drop_nulls()))
    raise StadtlandError(
        "population-of-another-year",
        wanted=", ".join(str(year) for year in wanted) or "-",
        available=", ".join(str(year) for year in years) or "-",
    )
