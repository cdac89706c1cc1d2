"""Whole kilograms as tonnes, whole watt-hours as megawatt-hours: the figure a person would write, to the last bit.

polars divides a column by a number by multiplying with the number's inverse, which leaves 244.79999999999998 for
244,800 kg. Rounding to the last whole unit gives the nearest float of 244.8, whatever way the sum was made.
"""

from __future__ import annotations

import polars as pl


def tonnes(kilograms: pl.Expr) -> pl.Expr:
    """Tonnes, three decimals."""
    return (kilograms / 1000).round(3)


def megawatt_hours(watt_hours: pl.Expr) -> pl.Expr:
    """MWh, six decimals."""
    return (watt_hours / 1_000_000).round(6)


def whole_sum(column: str) -> pl.Expr:
    """The sum of whole numbers, or null as soon as one part is missing: a sum without one part is not the sum."""
    return pl.when(pl.col(column).null_count() == 0).then(pl.col(column).sum())
