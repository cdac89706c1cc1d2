"""Whole kilograms as tonnes, whole watt-hours as megawatt-hours: the figure a person would write, to the last bit.

polars divides a column by a number by multiplying with the number's inverse, which leaves 244.79999999999998 for
244,800 kg. As a decimal the division is exact, and its float the nearest one of 244.8.
"""

from __future__ import annotations

import polars as pl


def tonnes(kilograms: pl.Expr) -> pl.Expr:
    """Tonnes, three decimals."""
    return whole_units(kilograms, decimals=3)


def megawatt_hours(watt_hours: pl.Expr) -> pl.Expr:
    """MWh, six decimals."""
    return whole_units(watt_hours, decimals=6)


def whole_units(steps: pl.Expr, *, decimals: int) -> pl.Expr:
    """Whole steps of the last decimal place in their unit: 1,234 with 3 decimals is 1.234."""
    in_unit: pl.Expr = steps.cast(pl.Decimal(38, decimals)) / pl.lit(10**decimals)
    return in_unit.cast(pl.Float64)


def whole_sum(column: str) -> pl.Expr:
    """The sum of whole numbers, or null as soon as one part is missing: a sum without one part is not the sum."""
    return pl.when(pl.col(column).null_count() == 0).then(pl.col(column).sum())
