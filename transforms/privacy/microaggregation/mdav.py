"""MDAV: groups of k records around those farthest from the middle, each record released as its group's mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.microaggregation.far_groups import far_groups
from transforms.privacy.microaggregation.microaggregated import Microaggregated, microaggregated
from transforms.privacy.microaggregation.records import records

Rest = Literal["nearest", "last-group"]


def mdav(
    frame: pl.LazyFrame, fields: Sequence[str], *, k: int, standardise: bool = True, rest: Rest = "nearest"
) -> Microaggregated:
    """All rows of `frame` in their order, each of `fields` as the mean of a group of k to 2k - 1 similar records.

    Maximum distance to average vector: the record farthest from the mean of all that are left takes its k - 1
    nearest with it, then the record farthest from that one does; and so on while there are 2k. Distances are
    Euclidean over `fields`, of z-scores with `standardise`, so that no field counts more for its unit.

    `rest` says what becomes of the last records. "nearest": k and more become a group, fewer join the group whose
    mean is nearest (Domingo-Ferrer and Mateo-Sanz 2002; it reproduces the losses that the literature prints).
    "last-group": pairs of groups are formed while there are 3k, then one around the farthest, then one of all that
    are left (MDAV-generic, Domingo-Ferrer and Torra 2005).

    Guarantees: by `fields` at least k records are alike as released (k-anonymity, where `fields` are all the
    quasi-identifiers), and the mean of every field stays. Does not guarantee: anything about fields that are not
    named, nor l-diversity; variances fall (by SSE), correlations and totals of parts of the data change. A mean of k
    whole numbers is not a whole number. Not the least possible loss, which is NP-hard to find.

    Ties go to the record with the lower values, field by field: the groups do not depend on the order of rows, except
    which of two records with all fields equal stands in which group. Time: rows² × fields / k; memory: the rows.

    Source: Domingo-Ferrer and Mateo-Sanz (2002), Practical data-oriented microaggregation for statistical disclosure
    control, IEEE TKDE 14(1); Domingo-Ferrer and Torra (2005), Ordinal, continuous and heterogeneous
    k-anonymity through microaggregation, Data Mining and Knowledge Discovery 11(2).

    Errors: those of `records`; null, NaN and infinite values are refused, because a record without a value has no
    place among others and filling it in would invent one.
    """
    fields = list(dict.fromkeys(fields))  # a field that is named twice counts once
    held, values = records(frame, fields, k, method="mdav")
    points = _standardised(values) if standardise else values
    order = np.lexsort(values[::-1])
    groups = far_groups(np.ascontiguousarray(points[:, order]), k, rest == "nearest")
    return microaggregated(held, fields, values, points, order, groups)


def _standardised(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """z-scores, from sums in the order of values, so that rows in another order give the same; 0 without spread."""
    ordered = np.sort(values, axis=1)
    away = values - ordered.mean(axis=1, keepdims=True)
    spread = ordered.std(axis=1, ddof=1, keepdims=True)
    spread[ordered[:, 0] == ordered[:, -1]] = 0.0  # not what is left of rounding
    scores: NDArray[np.float64] = np.divide(away, spread, out=np.zeros_like(values), where=spread > 0)
    return scores
