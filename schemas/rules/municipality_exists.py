"""One offending row is one row of a table whose municipality code is not in the list of municipalities."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

DE = "Jeder Gemeindeschlüssel steht im Verzeichnis der Gemeinden."


def municipality_exists(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Every municipality code stands in the list of municipalities."""
    known = tables["municipalities"].select("municipality_code")
    return judged(tables).join(known, on="municipality_code", how="anti")


def judged(tables: Mapping[str, pl.LazyFrame]) -> pl.LazyFrame:
    """Every row with a code, in every table but the list itself; a missing code is for `..._is_present` to judge."""
    asked = [
        frame.select(pl.lit(name).alias("table"), "municipality_code").drop_nulls("municipality_code")
        for name, frame in sorted(tables.items())
        if name != "municipalities" and "municipality_code" in frame.collect_schema()
    ]
    return pl.concat(asked or [pl.LazyFrame(schema={"table": pl.String, "municipality_code": pl.String})])
