"""Population by area, sex and age group of one year: the table whose small cells are suppressed before it leaves."""

from __future__ import annotations

import polars as pl

from schemas.period import Period

_OPEN_ENDED_FROM = {5: 100, 15: 75}
"""Where the last, open-ended group starts: as Statistik Austria's own group codes do (GALT5J100, GALT15J75)."""


def population_by_age(
    population: pl.LazyFrame, municipality_list: pl.LazyFrame, period: str, age_group_years: int = 5
) -> pl.LazyFrame:
    """One row per area, sex and age group with at least one person in the year of the period: persons.

    Age groups are 5 years wide (up to 100 and older) or 15 (up to 75 and older); any other width is a ValueError. The
    table holds no totals, neither by sex nor by age nor by area: a total beside a single suppressed cell would give it
    away. Totals that others publish still could: the agreement names those (`known_totals`), and further cells are
    withheld against them.
    """
    if age_group_years not in _OPEN_ENDED_FROM:
        raise ValueError(f"age_group_years is 5 or 15, not {age_group_years}")
    year = Period.parse(period).start.year
    areas = municipality_list.select("area_code", "municipality_code", "municipality_name")
    return (
        population.filter(pl.col("year") == year)
        .group_by("area_code", "sex", age_from=_group_start(age_group_years))
        .agg(pl.col("population_count").sum())
        .join(areas, on="area_code", how="left")
        .sort("area_code", "sex", "age_from")
        .select(
            pl.lit(str(year)).alias("period"),
            "area_code",
            "municipality_code",
            "municipality_name",
            "sex",
            "age_from",
            _label(age_group_years).alias("age_group"),
            "population_count",
        )
    )


def _group_start(width: int) -> pl.Expr:
    return (pl.col("age") // width * width).clip(upper_bound=_OPEN_ENDED_FROM[width])


def _label(width: int) -> pl.Expr:
    start = pl.col("age_from")
    open_ended = pl.format("{}+", start)
    closed = pl.format("{}-{}", start, start + width - 1)
    return pl.when(start >= _OPEN_ENDED_FROM[width]).then(open_ended).otherwise(closed)
