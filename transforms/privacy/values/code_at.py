"""Coding at a threshold: values on the far side become the threshold itself."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Literal

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.values.percentile import percentile
from transforms.privacy.values.require import require_column


def code_at(
    frame: pl.LazyFrame, column: str, at: float | str, *, side: Literal["top", "bottom"], minimum_rows: int
) -> pl.LazyFrame:
    """`frame` with the values of `column` beyond `at` set to `at`; what top and bottom coding share.

    The column keeps its type where `at` fits it (a whole number in a whole-number column), else it becomes a float
    column. Missing values (null, NaN) stay missing. With `minimum_rows` above 0 the rows at the threshold are counted.
    """
    method = f"{side}-code"
    dtype = require_column(frame, column, method=method, numeric=True)
    threshold = percentile(frame, column, at) if isinstance(at, str) else _finite(at, method)
    kept = dtype if _fits(dtype, Decimal(str(threshold))) else pl.Float64()
    value, edge = pl.col(column).cast(kept), pl.lit(threshold).cast(kept)
    is_coded = value >= edge if side == "top" else value <= edge
    if kept.is_float():
        is_coded = is_coded & value.is_not_nan()  # NaN compares as the largest number, but it is a missing one
    if minimum_rows > 0:
        coded = int(frame.select(is_coded.sum()).collect(engine="streaming").item())
        if 0 < coded < minimum_rows:
            raise StadtlandError("coded-group-too-small", column=column, rows=coded, minimum=minimum_rows)
    return frame.with_columns(pl.when(is_coded).then(edge).otherwise(value).alias(column))


def _fits(dtype: pl.DataType, threshold: Decimal) -> bool:
    if dtype.is_integer():
        low, high = pl.select(low=dtype.min(), high=dtype.max()).row(0)  # type: ignore[attr-defined]
        return threshold == threshold.to_integral_value() and low <= threshold <= high
    if isinstance(dtype, pl.Decimal):
        return -int(threshold.normalize().as_tuple().exponent) <= dtype.scale
    return True


def _finite(at: float, method: str) -> float:
    if not math.isfinite(at):
        raise StadtlandError(
            "parameter-out-of-range",
            parameter=method,
            given=str(at),
            allowed_de="eine endliche Zahl oder ein Perzentil",
            allowed_en="a finite number or a percentile",
        )
    return at
