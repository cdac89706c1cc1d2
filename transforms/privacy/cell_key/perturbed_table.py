"""A table of counts and sums with all margins, every cell perturbed; the true values never leave this file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.cell_key.dimension import Dimension
from transforms.privacy.cell_key.largest import largest_with_margins, leaf_largest
from transforms.privacy.cell_key.leaf_sums import EXACT, exact, leaf_sums
from transforms.privacy.cell_key.magnitude import Magnitude
from transforms.privacy.cell_key.noise_table import NoiseTable
from transforms.privacy.cell_key.numbers import numbers
from transforms.privacy.cell_key.perturb_counts import perturb_counts
from transforms.privacy.cell_key.perturb_sums import perturb_sums
from transforms.privacy.cell_key.utility import utility
from transforms.privacy.cell_key.with_margins import with_margins

TOTAL = "total"
_KEY = pl.col("record_key")


@dataclass(frozen=True)
class PerturbedTable:
    """`cells`: one row per published cell and variable (`vname`): the dimensions, `puwc` (perturbed count), `pwc` (the
    same weighted), `pws` (perturbed sum). `utility`: how far off they are as a whole, see `utility`.
    """

    cells: pl.DataFrame = field(repr=False)
    utility: dict[str, Any]


def perturbed_table(
    frame: pl.LazyFrame,
    dimensions: Sequence[Dimension],
    table: NoiseTable,
    *,
    weight: str | None = None,
    counts: Sequence[str] = (),
    magnitudes: Mapping[str, Magnitude] | None = None,
    digits: int | None = None,
) -> PerturbedTable:
    """One row per cell and variable of the table that `dimensions` span, with perturbed values only.

    `frame` has one row per person and `record_key` (whole units of 1e-8, see `derived_keys` and `given_keys`).
    Variables: `total` counts persons; each of `counts` (columns of 0 and 1) those with a 1, whose keys alone make the
    cell key; each of `magnitudes` is a weighted sum. Weighted counts are the perturbed count times the cell's mean
    weight, as in the R package cellKey. The answer does not depend on the order of rows or their partitioning.

    `digits` rounds weighted counts and sums. Unrounded they must not be published: pwc / puwc is the mean weight, a
    fraction whose denominator is the true count, and enough digits give it away (by continued fractions).

    What is guaranteed and what not: see `perturb_counts` and `perturb_sums`. One streaming pass for the counts and
    two for each magnitude; memory of the table.
    Errors: `table-without-cells` (nobody is there), `cell-count-not-zero-or-one`, `cell-measure-not-numeric`,
    `cell-weight-refused`, `column-not-in-frame` and those of the parts.
    """
    names = [dimension.name for dimension in dimensions]
    read = numbers(frame, weight=weight, counts=counts, magnitudes=list(magnitudes or {}))
    weighing = pl.lit(1.0) if weight is None else pl.col(weight)
    sums: dict[str, pl.Expr] = {}
    for place, counted in enumerate([pl.lit(value=True), *(pl.col(name) == 1 for name in counts)]):
        one = pl.when(counted & _KEY.is_not_null())
        sums[f"n_{place}"] = one.then(1).otherwise(0).cast(pl.Int64)
        sums[f"key_{place}"] = one.then(_KEY).otherwise(0)
        sums[f"weight_{place}"] = one.then(exact(weighing)).otherwise(0)
    tabulated = with_margins(leaf_sums(read, names, sums), dimensions)
    if not tabulated["n_0"].sum():
        raise StadtlandError("table-without-cells", dimension=names[0])
    labels = tabulated.select(pl.col(f"dim_{place}").alias(name) for place, name in enumerate(names))
    parts, deviations = [], {}
    for place, name in enumerate([TOTAL, *counts]):
        count, key = tabulated[f"n_{place}"].to_numpy(), tabulated[f"key_{place}"].to_numpy()
        published = perturb_counts(count, key, table)
        weighted = _floats(tabulated[f"weight_{place}"]) / EXACT * published / np.maximum(count, 1)
        deviations[name] = np.abs(published - count).astype(float)
        parts.append(_published(labels, name, puwc=published, pwc=_rounded(weighted, digits)))
    for name, magnitude in (magnitudes or {}).items():
        true, noisy = _perturbed(read, names, dimensions, tabulated, name, weighing, magnitude)
        deviations[name] = np.abs(noisy - true)
        parts.append(_published(labels, name, pws=_rounded(noisy, digits)))
    cells = pl.concat(parts, how="diagonal")
    return PerturbedTable(cells, utility(cells, dimensions, deviations))


def _perturbed(
    frame: pl.LazyFrame,
    names: Sequence[str],
    dimensions: Sequence[Dimension],
    tabulated: pl.DataFrame,
    name: str,
    weighing: pl.Expr,
    magnitude: Magnitude,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    value = pl.col(name)
    contributes = value.is_not_null() & (value != 0)
    wanted = {"sum": exact(value * weighing).fill_null(0), "key": pl.when(contributes).then(_KEY).otherwise(0)}
    summed = with_margins(leaf_sums(frame, names, wanted), dimensions)
    sums = _floats(summed["sum"]) / EXACT
    keys = (tabulated["key_0"] if magnitude.has_zero_keys else summed["key"]).to_numpy()
    if magnitude.by == "largest":
        leaves = leaf_largest(frame, names, value, weighing, magnitude.largest)
        contributions = largest_with_margins(leaves, dimensions, summed, magnitude.largest)
    elif magnitude.by == "mean":
        contributions = (sums / np.maximum(_floats(tabulated["weight_0"]) / EXACT, 1e-9))[:, None]
    else:
        contributions = sums[:, None]
    noisy = perturb_sums(
        sums, contributions, keys, magnitude.table, magnitude.size, has_same_key=magnitude.has_same_key
    )
    return sums, noisy


def _rounded(values: NDArray[np.float64], digits: int | None) -> NDArray[np.float64]:
    return values if digits is None else np.round(values, digits)


def _floats(column: pl.Series) -> NDArray[np.float64]:
    return column.cast(pl.Float64).to_numpy()


def _published(labels: pl.DataFrame, name: str, **values: NDArray[Any]) -> pl.DataFrame:
    return labels.with_columns(
        pl.lit(name).alias("vname"), *(pl.Series(column, figures) for column, figures in values.items())
    )
