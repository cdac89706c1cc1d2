"""One offending row is one row of a table whose municipality code stands in none of the lists of municipalities."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

DE = "Jeder Gemeindeschlüssel steht im Verzeichnis der Gemeinden."
_LISTS = ("municipality_base", "municipality_list")


def municipality_exists(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Every municipality code stands in a list of municipalities.

    The lists are the tables `municipality_base` and `municipality_list`, those of the two that are there.
    """
    lists = [name for name in _LISTS if name in tables] or [_LISTS[-1]]
    known = pl.concat(tables[name].select("municipality_code") for name in lists)
    return judged(tables).join(known, on="municipality_code", how="anti")


def judged(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Every row with a code, in every table but the lists; a missing code is for `..._is_present` to judge."""
    asked = [
        frame.select(pl.lit(name).alias("table"), "municipality_code").drop_nulls("municipality_code")
        for name, frame in sorted(tables.items())
        if name not in _LISTS and "municipality_code" in frame.collect_schema()
    ]
    return pl.concat(asked or [pl.LazyFrame(schema={"table": pl.String, "municipality_code": pl.String})])
