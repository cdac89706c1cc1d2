"""Received Austrian population counts -> codes of the open-data service decoded to year, sex, age and area."""

from __future__ import annotations

import polars as pl

_SEX = {"C11-1": "male", "C11-2": "female"}
_OPEN_ENDED_AGE = "GALT5J100-21"
"""Single years end with 99 (GALTEJ112-100); the one code of the five-year list that is used means 100 and older."""


def population(received: pl.LazyFrame) -> pl.LazyFrame:
    """One row per year, area, sex and single year of age: persons. Areas are municipalities and Vienna's districts.

    `GALTEJ112-n` is age n - 1, `GALT5J100-21` stands for 100 and older (age 100); `GRGEMAKT-` and `A10-` are prefixes.
    A combination without persons has no row in the source, and gets none here.
    """
    age = pl.col("age").str.strip_prefix("GALTEJ112-").cast(pl.Int64, strict=False) - 1
    return received.select(
        year=pl.col("year").str.strip_prefix("A10-").cast(pl.Int64),
        area_code=pl.col("area_code").str.strip_prefix("GRGEMAKT-"),
        sex=pl.col("sex").replace_strict(_SEX),
        age=pl.when(pl.col("age") == _OPEN_ENDED_AGE).then(pl.lit(100, dtype=pl.Int64)).otherwise(age),
        population_count="population_count",
    ).sort("year", "area_code", "sex", "age")
