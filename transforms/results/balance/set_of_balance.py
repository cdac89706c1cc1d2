"""The factor set that a balance rests on: the vintage of every figure in it."""

from __future__ import annotations

import polars as pl


def set_of_balance(rows: pl.DataFrame) -> pl.Expr:
    """Its name as a column `factor_set`; several names are told together, so that none of them gets lost."""
    names = sorted(set(rows["factor_set"].drop_nulls())) if "factor_set" in rows.columns else []
    return pl.lit("; ".join(names) or None, dtype=pl.String).alias("factor_set")
