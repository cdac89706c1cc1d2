"""The columns of a table's variables as numbers, checked in one pass: weights, counts of 0 and 1, magnitudes."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.values.require import require_column

MOST, MOST_WEIGHT = 1e12, 1e6
"""Their products in units of 1e-9 add up exactly in 128 bits over 10^11 rows."""


def numbers(
    frame: pl.LazyFrame, *, weight: str | None, counts: Sequence[str], magnitudes: Sequence[str]
) -> pl.LazyFrame:
    """`frame` with those columns as numbers; text is read with a decimal point. A missing magnitude stays missing.

    Errors, each with the number of rows: `cell-measure-not-numeric`, `cell-weight-refused`,
    `cell-count-not-zero-or-one`.
    """
    named = [*([weight] if weight is not None else []), *counts, *magnitudes]
    for name in named:
        require_column(frame, name, method="cell-key")
    if not named:
        return frame
    read = {name: pl.col(name).cast(pl.Float64, strict=False) for name in named}
    checks = {
        f"unread_{name}": (pl.col(name).is_not_null() & ~(number.abs() <= MOST).fill_null(value=False)).sum()
        for name, number in read.items()
    }
    if weight is not None:
        checks["weight"] = (~read[weight].is_between(0, MOST_WEIGHT)).fill_null(value=True).sum()
    checks |= {f"count_{name}": (~read[name].is_in([0.0, 1.0]).fill_null(value=False)).sum() for name in counts}
    found = (
        frame.select(check.alias(name) for name, check in checks.items()).collect(engine="streaming").row(0, named=True)
    )
    for name in named:
        if found[f"unread_{name}"]:
            raise StadtlandError("cell-measure-not-numeric", column=name, rows=found[f"unread_{name}"])
    if weight is not None and found["weight"]:
        raise StadtlandError("cell-weight-refused", column=weight, rows=found["weight"])
    for name in counts:
        if found[f"count_{name}"]:
            raise StadtlandError("cell-count-not-zero-or-one", column=name, rows=found[f"count_{name}"])
    return frame.with_columns(number.alias(name) for name, number in read.items())
