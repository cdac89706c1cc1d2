"""Bottom coding: small values, which give away who stands behind them, become one common threshold."""

from __future__ import annotations

import polars as pl

from transforms.privacy.values.code_at import code_at


def bottom_code(frame: pl.LazyFrame, column: str, at: float | str, *, minimum_rows: int = 0) -> pl.LazyFrame:
    """`frame` with every value of `column` at or below `at` set to `at`: it then reads "`at` or less".

    The mirror of `top_code`, with the same guarantees, limits and errors. A built year coded at 1900 is the usual
    case: the one house of 1543 becomes one of many built in 1900 or before.
    """
    return code_at(frame, column, at, side="bottom", minimum_rows=minimum_rows)
