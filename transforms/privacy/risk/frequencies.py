"""Frequencies of a sample: how many rows share a row's quasi-identifiers, here and in the population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.risk.row_classes import RowClasses, known_values, row_classes
from transforms.privacy.risk.sampling_weights import sampling_weights


@dataclass(frozen=True)
class Frequencies:
    """Per class of a sample: f rows here, and an estimated F of the population (None without weights)."""

    classes: RowClasses
    f: NDArray[np.int64]
    F: NDArray[np.float64] | None
    """Never below f: weights may be below 1, a population smaller than its sample may not be."""
    weight_sum: float | None = None
    """Rows of the whole population, estimated."""


def frequencies(
    frame: pl.LazyFrame,
    quasi: Sequence[str],
    *,
    weight: str | None = None,
    wildcards: Literal["none", "match"] = "match",
) -> Frequencies:
    """f counts the rows that share a row's quasi-identifiers, F adds up their sampling weights.

    With `wildcards="match"` null and '*' match every value, and both count every compatible row (freqCalc of sdcMicro
    with alpha = 1; Templ et al. 2015, section 3.1); with `"none"` they are values like others. Weights are added up in
    the order of their size, so that the order of rows does not show. Errors: those of `sampling_weights`.
    """
    found = row_classes(frame, quasi, known_values([frame], quasi))
    own: NDArray[np.float64] | None = None
    total: float | None = None
    if weight is not None:
        weights = sampling_weights(frame, weight)
        order = np.lexsort((weights, found.class_of))
        added = np.bincount(found.class_of[order], weights=weights[order], minlength=found.number)
        own, total = added.astype(np.float64, copy=False), float(added.sum())
    if wildcards == "match" and found.number and (wild := found.wildcards()).are_there:
        f, summed = wild.sums(found.rows, own)
        return Frequencies(found, f, None if own is None else np.maximum(summed, f), total)
    return Frequencies(found, found.rows, None if own is None else np.maximum(own, found.rows), total)
