"""The ranges of classes of numbers, and how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray


@dataclass(frozen=True)
class Ranges:
    """One field's range per class: places of its ends among `numbers`, one beyond the last where it is missing."""

    numbers: pl.Series
    """The distinct values of the field, rising."""
    low: NDArray[np.intp]
    high: NDArray[np.intp]

    def texts(self) -> pl.Series:
        """The ranges as they are released: "18-35", "18" for a single value, "[-5, 3]" where a value is negative."""
        text = self.numbers.cast(pl.String).to_list()
        has_negative = self.numbers.len() > 0 and bool((self.numbers < 0).any())
        written: list[str | None] = []
        for low, high in zip(self.low.tolist(), self.high.tolist(), strict=True):
            if low == len(text):
                written.append(None)
            elif low == high:
                written.append(text[low])
            else:
                written.append(f"[{text[low]}, {text[high]}]" if has_negative else f"{text[low]}-{text[high]}")
        return pl.Series(self.numbers.name, written, dtype=pl.String)

    def widths(self) -> NDArray[np.float64]:
        """Width per class over the width of the table, 0 to 1; a missing value has none."""
        values = np.append(self.numbers.cast(pl.Float64).to_numpy(), 0.0)
        whole = values[:-1].max(initial=-np.inf) - values[:-1].min(initial=np.inf)
        width: NDArray[np.float64] = (values[self.high] - values[self.low]) / (whole if whole > 0 else 1.0)
        return width


def ranges_of(
    numbers: Sequence[pl.Series], places: Sequence[NDArray[np.intp]], class_of: NDArray[np.intp]
) -> tuple[list[Ranges], NDArray[np.intp]]:
    """Each field's ranges, and the class of each tuple once classes of equal ranges are one; `places` are per tuple."""
    size = int(class_of.max(initial=-1)) + 1
    bounds = np.empty((size, 2 * len(numbers)), dtype=np.intp)
    for column, (known, place) in enumerate(zip(numbers, places, strict=True)):
        low, high = np.full(size, known.len(), dtype=np.intp), np.zeros(size, dtype=np.intp)
        np.minimum.at(low, class_of, place)
        np.maximum.at(high, class_of, place)
        bounds[:, 2 * column], bounds[:, 2 * column + 1] = low, high
    distinct, same = np.unique(bounds, axis=0, return_inverse=True)
    found = [
        Ranges(known, distinct[:, 2 * column], distinct[:, 2 * column + 1]) for column, known in enumerate(numbers)
    ]
    return found, same.reshape(-1)[class_of]
