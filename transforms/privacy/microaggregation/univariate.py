"""Optimal microaggregation of one field: the groups of k and more records that lose least."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.counting.compiled import compiled
from transforms.privacy.microaggregation.microaggregated import Microaggregated, microaggregated
from transforms.privacy.microaggregation.records import records


def univariate(frame: pl.LazyFrame, field: str, *, k: int) -> Microaggregated:
    """All rows of `frame` in their order, `field` as the mean of a group of k to 2k - 1 neighbouring values.

    Exact: no grouping with at least k records each has a smaller SSE. Groups of the sorted values are a path from the
    first value to the last whose edges cost the SSE of a group; the shortest path is the best grouping, and groups of
    2k and more never pay.

    Guarantees: at least k records share each released value, and the mean stays. Does not guarantee: anything
    together with other fields; several fields treated one after the other (individual ranking) are not k-anonymous
    together, use `mdav` there. Equal values at the border of two groups can be released as two means.

    Of equal losses the one with the smaller last group counts. Time: rows × (log rows + 2k); memory: the rows.

    Source: Hansen and Mukherjee (2003), A polynomial algorithm for optimal univariate microaggregation, IEEE TKDE
    15(4).

    Errors: those of `records`.
    """
    held, values = records(frame, [field], k, method="univariate")
    order = np.argsort(values[0], kind="stable")
    groups = _shortest_path(values[0, order], k)
    return microaggregated(held, [field], values, values, order, groups)


@compiled
def _shortest_path(values: NDArray[np.float64], k: int) -> NDArray[np.int64]:
    """Per sorted value the number of its group."""
    records = len(values)
    least = np.full(records + 1, np.inf)
    least[0] = 0.0
    size_before = np.zeros(records + 1, dtype=np.int64)
    for end in range(k, records + 1):
        # The SSE of the last `size` values, taking one more at a time (Welford): no difference of large sums.
        mean = sse = 0.0
        for size in range(1, min(2 * k, end + 1)):
            value = values[end - size]
            step = value - mean
            mean += step / size
            sse += step * (value - mean)
            if size >= k and least[end - size] + sse < least[end]:
                least[end] = least[end - size] + sse
                size_before[end] = size
    groups = np.empty(records, dtype=np.int64)
    end, group = records, 0
    while end:
        groups[end - size_before[end] : end] = group
        end -= size_before[end]
        group += 1
    return group - 1 - groups
