"""A figure in another unit as the same figure in ours: kilowatt-hours as megawatt-hours, thousands as euros."""

from __future__ import annotations

from fractions import Fraction

import polars as pl


def in_our_unit(value: pl.Expr, factor: Fraction) -> pl.Expr:
    """`value` times `factor`, both as decimals where the factor is a power of ten: then only the point moves.

    In binary 1.005 t times 1000 are 1004.9999999999999 kg, and dividing by a constant multiplies with its inverse: one
    figure in five would get another last digit. So the figure's own digits are read again with the point moved. Other
    factors (3.6 MJ a kWh) multiply first: 1 kWh is exactly 1/1000 MWh, and 0.001 is no exact number. What is written
    with an exponent, no number, or infinite takes that way, too.
    """
    product = value * factor.numerator / factor.denominator
    places = _places(factor)
    if places is None:
        return product
    moved = (value.cast(pl.String) + f"e{places}").cast(pl.Float64, strict=False)
    return pl.coalesce(moved, product)


def _places(factor: Fraction) -> int | None:
    """3 for 1000, -3 for 1/1000; None where the factor is no power of ten."""
    large, small = max(factor.numerator, factor.denominator), min(factor.numerator, factor.denominator)
    zeros = len(str(large)) - 1
    if small != 1 or large != 10**zeros:
        return None
    return zeros if factor > 1 else -zeros
