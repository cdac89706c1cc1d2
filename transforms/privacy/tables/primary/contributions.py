"""Who stands behind each cell of a magnitude table: how many contributors, and how much the largest give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.tables.structure.crosstab import Crosstab


@dataclass(frozen=True)
class Contributions:
    """Per cell the number of contributors, and row by row the largest, second largest … contribution (0: none)."""

    number: NDArray[np.int64]
    largest: NDArray[np.float64]
    sole: tuple[NDArray[np.int64], ...] = ()
    """For each contributor who stands alone in some cell: those cells. Knowing oneself, one can subtract oneself."""


def contributions_of(
    crosstab: Crosstab,
    places: NDArray[np.int64],
    figures: NDArray[np.float64],
    contributor: pl.Series,
    *,
    largest: int,
) -> Contributions:
    """From microdata: one row of data is (innermost cell, figure, contributor); several rows of one contributor add up.

    Each row is carried to every margin that contains it, so a contributor with figures in several cells of a margin
    counts there once, with their sum. Complexity: rows times the margins above a row.
    """
    rows = pl.DataFrame({"at": places, "figure": figures, "who": contributor})
    coordinates = np.unravel_index(places, crosstab.shape)
    rows = rows.with_columns(pl.Series(f"_{axis}", coordinate) for axis, coordinate in enumerate(coordinates))
    cell = pl.lit(0, dtype=pl.Int64)
    for axis, dimension in enumerate(crosstab.dimensions):
        above, leaf = np.nonzero(dimension.holds)
        margins = pl.DataFrame({f"_{axis}": leaf, f"above_{axis}": above})
        rows = rows.join(margins, on=f"_{axis}", how="inner")
        cell = cell * len(dimension.codes) + pl.col(f"above_{axis}")
    # Sorted before they are summed: float sums of unordered rows do not repeat.
    each = (
        rows.select(cell.alias("cell"), "who", "figure")
        .sort("cell", "who", "figure")
        .group_by("cell", "who", maintain_order=True)
        .agg(pl.col("figure").sum())
        .sort("cell", "figure", descending=[False, True])
        .with_columns(rank=pl.int_range(pl.len()).over("cell"))
    )
    cells = each["cell"].to_numpy()
    number = np.bincount(cells, minlength=crosstab.cell_count)
    top = np.zeros((largest, crosstab.cell_count))
    kept = each.filter(pl.col("rank") < largest)
    top[kept["rank"].to_numpy(), kept["cell"].to_numpy()] = kept["figure"].to_numpy()
    alone = each.filter(pl.Series(number[cells] == 1))
    groups = alone.group_by("who", maintain_order=True).agg(pl.col("cell").sort())["cell"]
    return Contributions(number.astype(np.int64), top, tuple(group.to_numpy() for group in groups))


def contributions_given(
    crosstab: Crosstab,
    places: NDArray[np.int64],
    number: NDArray[np.int64],
    largest: Sequence[NDArray[np.float64]],
) -> Contributions:
    """From an aggregated table that states them per innermost cell; `largest` in falling order, as many as stated.

    Exact for margins only where nobody contributes to two innermost cells: then a margin's largest are the largest
    of its parts. Margins that the data bring along themselves are taken as stated.
    """
    inside = crosstab.leaves[places]
    counted = crosstab.add_up(
        np.bincount(places[inside], weights=number[inside], minlength=crosstab.cell_count).astype(float)
    )
    counted[places[~inside]] = number[~inside]
    top = np.zeros((len(largest), *crosstab.shape))
    flat = top.reshape(len(largest), crosstab.cell_count)
    for rank, stated in enumerate(largest):
        flat[rank, places[inside]] = stated[inside]
    for axis, dimension in enumerate(crosstab.dimensions):
        along = np.moveaxis(top, axis + 1, 1)
        for parent, children in dimension.equations:
            parts = along[:, children].reshape(len(largest) * len(children), *along.shape[2:])
            along[:, parent] = -np.sort(-parts, axis=0)[: len(largest)]
    for rank, stated in enumerate(largest):
        flat[rank, places[~inside]] = stated[~inside]
    return Contributions(counted.round().astype(np.int64), flat, sole_cells(crosstab, counted))


def sole_cells(crosstab: Crosstab, number: NDArray[np.float64]) -> tuple[NDArray[np.int64], ...]:
    """For each innermost cell with one contributor: the cells around it where that contributor is still alone."""
    alone = number == 1
    groups = []
    for leaf in np.flatnonzero(alone & crosstab.leaves):
        above = [
            np.flatnonzero(dimension.holds[:, place])
            for dimension, place in zip(crosstab.dimensions, np.unravel_index(leaf, crosstab.shape), strict=True)
        ]
        around = np.ravel_multi_index(np.ix_(*above), crosstab.shape).ravel()
        groups.append(np.sort(around[alone[around]]))
    return tuple(groups)
