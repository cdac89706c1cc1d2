"""A sum that is the same to the last bit in any order of rows, and missing as soon as one part is missing."""

from __future__ import annotations

import polars as pl


def exact_sum(value: pl.Expr, *, decimals: int) -> pl.Expr:
    """Sum of `value` in its own unit: 3 decimals of MWh are whole kWh, 2 of EUR are cents.

    Each part is read as the decimal that a person reads in it and rounded to these decimals first, half to even; the
    parts are then added as decimals. Floats added as they come would give another last digit in another order of rows,
    and 1.015 taken times 100 is 101.49999999999999, which rounds to the wrong cent. The float of the sum is the nearest
    one. A missing part makes the sum missing: a sum without one part is not the sum.
    """
    parts = value.cast(pl.String).str.to_decimal(scale=decimals)
    return pl.when(parts.null_count() == 0).then(parts.sum().cast(pl.Float64))
