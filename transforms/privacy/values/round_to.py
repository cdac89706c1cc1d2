"""Rounding to a base: 1,234 to the nearest 50 is 1,250."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.values.require import require_column


def round_to(frame: pl.LazyFrame, column: str, to: float) -> pl.LazyFrame:
    """`frame` with `column` rounded to the nearest multiple of `to`, in the column's unit; ties go to the even one.

    Decimal-exact: values are read in their shortest decimal notation, so 0.15 to 0.1 is a tie (0.2) although the
    float lies below it, and the result is the float nearest to the decimal multiple. Exact while value / to has
    fewer than 15 digits. Half to even keeps sums unbiased. Whole-number and decimal columns keep their type when the
    multiples fit it, otherwise they become floats. Missing values stay missing.

    Guarantees: no detail below `to` leaves in this column. Does not guarantee: that rounded parts add up to the
    rounded total, nor protection where a total is published unrounded beside its parts.

    Errors: `column-not-in-frame`, `column-not-numeric`, `parameter-out-of-range`.
    """
    dtype = require_column(frame, column, method="round", numeric=True)
    base = Decimal(str(to))
    if not base.is_finite() or base <= 0:
        raise StadtlandError(
            "parameter-out-of-range",
            parameter="to",
            given=str(to),
            allowed_de="eine Zahl über 0",
            allowed_en="a number above 0",
        )
    if dtype.is_integer() and base == base.to_integral_value():
        return frame.with_columns(_rounded_whole(pl.col(column), int(base)).cast(dtype).alias(column))
    rounded = _rounded(pl.col(column).cast(pl.Float64), base)
    if dtype.is_decimal() and -int(base.normalize().as_tuple().exponent) <= (dtype.scale or 0):  # type: ignore[attr-defined]
        rounded = rounded.cast(dtype)
    return frame.with_columns(rounded.alias(column))


def _rounded_whole(value: pl.Expr, base: int) -> pl.Expr:
    wide = value.cast(pl.Int128)
    count, rest = wide // base, wide % base
    goes_up = (2 * rest > base) | ((2 * rest == base) & (count % 2 == 1))
    return (count + goes_up.cast(pl.Int128)) * base


def _rounded(value: pl.Expr, base: Decimal) -> pl.Expr:
    # base = units / scale in whole numbers; a quotient of two whole numbers below 2^53 is the float nearest to the
    # decimal it stands for, so comparing with it compares decimals.
    digits = max(0, -int(base.normalize().as_tuple().exponent))
    scale = 10**digits
    units = int(base * scale)
    # The engine divides by a constant as it multiplies by its reciprocal, which rounds twice; not so by a column.
    by_scale, by_ten_scale = value * 0.0 + scale, value * 0.0 + scale * 10
    guess = (value * scale / units).round(mode="half_to_even")
    upper_tie = (2 * guess + 1) * (units * 5) / by_ten_scale
    lower_tie = (2 * guess - 1) * (units * 5) / by_ten_scale
    is_odd = guess % 2 != 0
    up = ((value > upper_tie) | ((value == upper_tie) & is_odd)).cast(pl.Float64)
    down = ((value < lower_tie) | ((value == lower_tie) & is_odd)).cast(pl.Float64)
    rounded = (guess + up - down) * units / by_scale
    return pl.when(value.is_finite()).then(rounded + 0.0).otherwise(value)
