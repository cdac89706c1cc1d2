"""Sampling weights: how many persons of the population each sampled row stands for."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError


def sampling_weights(frame: pl.LazyFrame, name: str) -> NDArray[np.float64]:
    """One weight per row, in order. Text is read as numbers with a decimal point.

    Errors: `weights-unusable` with the numbers of weights that are missing, that are no (finite) numbers, and that
    are zero or negative: a row that stands for nobody has no place in a sample.
    """
    given = pl.col(name)
    number = given.cast(pl.Float64, strict=False)
    number = pl.when(number.is_finite()).then(number)
    found = frame.select(
        number.alias("weight"),
        given.is_null().alias("is_missing"),
        (number.is_null() & given.is_not_null()).alias("is_unreadable"),
        (number <= 0).fill_null(value=False).alias("is_not_positive"),
    ).collect(engine="streaming")
    missing, unreadable, not_positive = (
        int(found[column].sum()) for column in ("is_missing", "is_unreadable", "is_not_positive")
    )
    if missing or unreadable or not_positive:
        raise StadtlandError(
            "weights-unusable",
            column=name,
            rows=found.height,
            missing=missing,
            unreadable=unreadable,
            not_positive=not_positive,
        )
    return found["weight"].to_numpy()
