"""Levels of a numeric hierarchy: one row per value, one column per width, each label one half-open interval."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.counting.as_text import plain_zero


def intervals(
    values: pl.Series, widths: Sequence[float], *, origin: float = 0.0, name: str = "hierarchy"
) -> pl.DataFrame:
    """One row per distinct value of `values` (nulls apart): level_0 the value as text, level_i its interval.

    Intervals are half-open, `[lower, upper)`, of equal width, and start at `origin` in the unit of the values. They
    are computed in decimal arithmetic on the values' shortest notation, so 0.3 lies in [0.3, 0.6) and not below it.

    Errors: `hierarchy-not-nested` unless each width is a multiple of the one before and larger;
    `hierarchy-not-numeric` for text that is no number, and for NaN and infinities.
    """
    steps = [Decimal(str(width)) for width in widths]
    grow = all(b > a and b % a == 0 for a, b in pairwise(steps) if a > 0)
    if not steps or min(steps) <= 0 or not grow:
        raise StadtlandError(
            "hierarchy-not-nested",
            hierarchy=name,
            levels=", ".join(f"{width:g}" for width in widths),
            rule_de="jede Breite ist ein Vielfaches der vorigen und größer als sie",
            rule_en="each width is a multiple of the one before, and larger",
        )
    start = Decimal(str(origin))
    raw = (
        values.to_frame()
        .select(plain_zero(values.name, values.dtype))
        .to_series()
        .drop_nulls()
        .cast(pl.String)
        .unique()
        .sort()
    )
    numbers = [_number(text) for text in raw]
    wrong = sum(number is None for number in numbers)
    if wrong:
        raise StadtlandError("hierarchy-not-numeric", hierarchy=name, count=wrong)
    table = {"level_0": raw}
    for level, step in enumerate(steps, start=1):
        labels = [_label(number, step, start) for number in numbers if number is not None]
        table[f"level_{level}"] = pl.Series(labels, dtype=pl.String)
    return pl.DataFrame(table)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _label(number: Decimal, width: Decimal, origin: Decimal) -> str:
    # // of decimals cuts towards zero; intervals below the origin need the floor
    steps = ((number - origin) / width).to_integral_value(rounding="ROUND_FLOOR")
    lower = origin + steps * width
    return f"[{_plain(lower)}, {_plain(lower + width)})"


def _plain(number: Decimal) -> str:
    whole = number.normalize() + 0
    return f"{whole:f}"
