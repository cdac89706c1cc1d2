"""One offending row is one area of the population table that the list of municipalities does not have."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

DE = "Jedes Gebiet der Bevölkerungstabelle steht im Verzeichnis der Gemeinden."


def area_exists(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Every area of the population table stands in the list of municipalities.

    Statistik Austria writes the area as `GRGEMAKT-10101` in the one and as `10101` in the other.
    """
    return judged(tables).join(tables["municipality_list"], left_on="area", right_on="area_code", how="anti")


def judged(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Every area that the population table names, once."""
    return tables["population"].select(area=pl.col("area_code").str.strip_prefix("GRGEMAKT-")).drop_nulls().unique()
