"""Values as whole numbers of steps, brought into their declared bounds."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from schemas.agreement.differential import Bounds


def in_steps(column: str, bounds: Bounds) -> pl.Expr:
    """`column` in whole steps (nearest), clamped to the bounds; a missing value and NaN stay missing.

    Each value becomes a whole number by itself, so sums are exact and one row changes a sum by no more than the bounds
    say; sums of floats could change by more (Casacuberta et al. 2022, section 4).
    """
    lower, upper = steps(bounds.lower, bounds), steps(bounds.upper, bounds)
    value = pl.col(column).cast(pl.Float64).fill_nan(None)
    return (value / float(bounds.step)).round().clip(lower, upper).cast(pl.Int64)


def steps(amount: Decimal, bounds: Bounds) -> int:
    """An amount that is a whole multiple of the step, in steps."""
    return int(amount / bounds.step)
