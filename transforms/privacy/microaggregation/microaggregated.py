"""What microaggregation found: the data with group means, and what they lose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray


@dataclass(frozen=True)
class Microaggregated:
    """One result per microaggregation. Sums of squares are in the units that distances were taken in."""

    frame: pl.LazyFrame = field(repr=False, compare=False)
    """All rows in their order; the fields as group means (Float64), the rest as is."""
    groups: pl.Series = field(repr=False, compare=False)
    """Per row the number of its group. Not for release: it says who stands together."""
    sizes: tuple[int, int]
    """Rows of the smallest and of the largest group."""
    sse: float
    """Within groups: squared distances of the records from the mean of their group."""
    sst: float
    """In all: squared distances of the records from the mean of all."""

    @property
    def loss_percent(self) -> float:
        """100 * SSE / SST: 0 where nothing changed, 100 where all records became one. 0 for data without spread."""
        return 100.0 * self.sse / self.sst if self.sst else 0.0


def microaggregated(
    held: pl.DataFrame,
    fields: Sequence[str],
    values: NDArray[np.float64],
    points: NDArray[np.float64],
    order: NDArray[np.intp],
    groups: NDArray[np.int64],
) -> Microaggregated:
    """From the group of each record in `order`: `values` are released as means, `points` measure the loss.

    Both hold one line per field and one column per record, in the order of `held`. Sums run in `order`, which comes
    from the values, so that they do not depend on the order of the rows.
    """
    counts = np.bincount(groups)
    means = np.empty_like(values)
    sse = sst = 0.0
    for place, (line, point) in enumerate(zip(values[:, order], points[:, order], strict=True)):
        means[place, order] = _means(line, groups, counts)
        sse += float(((point - _means(point, groups, counts)) ** 2).sum())
        sst += float(((point - _means(point, np.zeros_like(groups), counts.sum(keepdims=True))) ** 2).sum())
    of_row = np.empty_like(groups)
    of_row[order] = groups
    return Microaggregated(
        frame=held.with_columns(pl.Series(name, line) for name, line in zip(fields, means, strict=True)).lazy(),
        groups=pl.Series("group", of_row),
        sizes=(int(counts.min()), int(counts.max())),
        sse=sse,
        sst=sst,
    )


def _means(line: NDArray[np.float64], groups: NDArray[np.int64], counts: NDArray[np.intp]) -> NDArray[np.float64]:
    # Around the median, so that large values do not lose digits in the sums; rounding must not carry a mean outside
    # its group: records that are equal leave as they came.
    middle = np.median(line)
    least, most = np.full(len(counts), np.inf), np.full(len(counts), -np.inf)
    np.minimum.at(least, groups, line)
    np.maximum.at(most, groups, line)
    found = np.clip(np.bincount(groups, weights=line - middle) / counts + middle, least, most)
    return np.asarray(found[groups], dtype=np.float64)
