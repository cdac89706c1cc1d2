"""A sum that is the same to the last bit in any order of rows, and missing as soon as one part is missing."""

from __future__ import annotations

import polars as pl


def exact_sum(value: pl.Expr, *, steps_per_unit: int) -> pl.Expr:
    """Sum of `value` in its own unit, counted in whole steps: 1000 steps per MWh are kWh, 100 per EUR are cents.

    Each part is rounded to a step first. Floats added as they come would give another last digit in another order of
    rows; integers do not. A missing part makes the sum missing: a sum without one part is not the sum.
    """
    steps = (value * steps_per_unit).round().cast(pl.Int64)
    return pl.when(steps.null_count() == 0).then(steps.sum() / steps_per_unit)
