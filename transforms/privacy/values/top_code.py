"""Top coding: large values, which give away who stands behind them, become one common threshold."""

from __future__ import annotations

import polars as pl

from transforms.privacy.values.code_at import code_at


def top_code(frame: pl.LazyFrame, column: str, at: float | str, *, minimum_rows: int = 0) -> pl.LazyFrame:
    """`frame` with every value of `column` at or above `at` set to `at`: it then reads "`at` or more".

    `at` is a number in the column's unit, or a percentile such as `p99` of the values themselves (nearest rank, see
    `percentile`). Missing values stay missing.

    Guarantees: no value above `at` leaves. Does not guarantee: that enough rows hide behind the threshold, unless
    `minimum_rows` asks for it (a top group of one row still shows one person at the top); nor that sums and means
    stay right, they fall. An empty top group is fine: then nothing was there to hide.

    Errors: `column-not-in-frame`, `column-not-numeric`, `parameter-out-of-range`, `percentile-of-nothing`,
    `coded-group-too-small`.
    """
    return code_at(frame, column, at, side="top", minimum_rows=minimum_rows)
