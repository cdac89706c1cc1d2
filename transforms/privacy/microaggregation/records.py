"""The numbers of the fields to be microaggregated: one line per field, one column per record, none missing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.values.require import require_column


def records(
    frame: pl.LazyFrame, fields: Sequence[str], k: int, *, method: str
) -> tuple[pl.DataFrame, NDArray[np.float64]]:
    """The data in memory, and their numbers.

    Errors: `microaggregation-fields-none`, `column-not-in-frame`, `column-not-numeric`, `parameter-out-of-range`,
    `microaggregation-too-few-rows`, `microaggregation-missing-values`.
    """
    if not fields:
        raise StadtlandError("microaggregation-fields-none", method=method)
    for name in fields:
        require_column(frame, name, method=method, numeric=True)
    if k < 2:
        raise StadtlandError(
            "parameter-out-of-range", parameter="k", given=k, allowed_de="ab 2", allowed_en="2 or more"
        )
    held = frame.collect()
    if held.height < k:
        raise StadtlandError("microaggregation-too-few-rows", method=method, k=k, rows=held.height)
    lines = held.select(pl.col(name).cast(pl.Float64) for name in fields)
    for name in fields:
        if missing := held.height - int(lines[name].is_finite().fill_null(value=False).sum()):
            raise StadtlandError("microaggregation-missing-values", method=method, column=name, rows=missing)
    return held, np.ascontiguousarray(lines.to_numpy().T)
