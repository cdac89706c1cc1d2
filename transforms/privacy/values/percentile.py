"""One percentile of one column: a value that occurs, the same on every run."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.values.require import require_column


def percentile(frame: pl.LazyFrame, column: str, rank: str) -> Any:
    """The value of `column` at `rank` (`p99`, `p2.5`), in the column's type and unit.

    Nearest rank: the smallest value that at least that share of the values do not exceed (the ceil(p/100 * n)-th of n
    in ascending order, Hyndman and Fan 1996, definition 1). It is exact, needs no interpolation, and is a value of
    the data. Missing values (null, NaN) are not counted. One streaming pass; memory of the distinct values.

    Errors: `parameter-out-of-range` unless 0 < p < 100; `percentile-of-nothing` where no value is there;
    `column-not-in-frame`, `column-not-numeric`.
    """
    dtype = require_column(frame, column, method=rank, numeric=True)
    share = _share(rank)
    values = frame.select(pl.col(column)).drop_nulls()
    if dtype.is_float():
        values = values.filter(pl.col(column).is_not_nan())
    counts = values.group_by(column).agg(pl.len().alias("_rows")).sort(column).collect(engine="streaming")
    total = int(counts["_rows"].sum())
    if total == 0:
        raise StadtlandError("percentile-of-nothing", column=column, percentile=rank)
    wanted = math.ceil(share * total)
    place = int((counts["_rows"].cum_sum() < wanted).sum())
    return counts[column][place]


def _share(rank: str) -> Fraction:
    number = rank[1:] if rank[:1] == "p" else ""
    if number.replace(".", "", 1).isdigit() and 0 < Decimal(number) < 100:
        return Fraction(Decimal(number)) / 100
    raise StadtlandError(
        "parameter-out-of-range",
        parameter="at",
        given=rank,
        allowed_de="ein Perzentil zwischen p0 und p100, etwa p99",
        allowed_en="a percentile between p0 and p100, such as p99",
    )
