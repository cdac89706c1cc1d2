"""Record keys from a column: numbers in [0, 1) with at most 8 digits become exact units of 1e-8."""

from __future__ import annotations

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.cell_key.noise_table import WHOLE
from transforms.privacy.values.require import require_column


def given_keys(frame: pl.LazyFrame, column: str, *, into: str = "record_key") -> pl.LazyFrame:
    """`frame` with `into`: per row the record key of `column`, text or number, in units of 1e-8.

    Keys are summed as whole numbers from here on, so a cell key does not depend on the order of rows or on how they
    are partitioned, as sums of floating-point numbers would.

    One pass to check. Errors: `column-not-in-frame`, `record-key-missing`, `record-key-refused` with the number of
    rows that are no number, lie outside [0, 1) or have more than 8 digits.
    """
    require_column(frame, column, method="cell-key")
    number = pl.col(column).cast(pl.Float64, strict=False) * WHOLE
    units = number.round()
    # A key of 8 digits times 1e8 is whole but for rounding far below this.
    is_key = (units.is_between(0, WHOLE - 1) & ((number - units).abs() < 1e-6)).fill_null(value=False)
    counted = frame.select(missing=pl.col(column).is_null().sum(), keys=is_key.sum(), rows=pl.len())
    missing, keys, rows = counted.collect(engine="streaming").row(0)
    if missing:
        raise StadtlandError("record-key-missing", column=column, rows=missing)
    if keys < rows:
        raise StadtlandError("record-key-refused", column=column, rows=rows - keys)
    return frame.with_columns(units.cast(pl.Int64).alias(into))
