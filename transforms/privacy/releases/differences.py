"""Two published cells, one inside the other, whose counts differ by 1 … n - 1."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.releases.count_program import OPEN, ContradictionError
from transforms.privacy.releases.found import Found
from transforms.privacy.releases.groups import Groups


def differences(of: Groups, n: int, is_new: NDArray[np.bool_]) -> list[Found]:
    """Every pair of which one cell at least is new: 0–17 and 0–18, a municipality before and after a merger, a part
    and a total with one other part.

    Cells are looked up by their first group, so the work grows with the cells that share it, not with all pairs of
    cells. Raises `ContradictionError` where an inner cell counts more than the outer one.
    """
    cells = pl.DataFrame(
        {
            "cell": np.arange(len(of.sizes)),
            "first": of.of_cell[of.starts[:-1]],
            "size": of.sizes,
            "least": of.least,
            "most": of.most,
            "is_new": is_new,
        }
    )
    pairs = (
        cells.lazy()
        .join(of.members.lazy(), left_on="first", right_on="group", suffix="_outer")
        .join(cells.lazy().drop("first"), left_on="cell_outer", right_on="cell", suffix="_outer")
        .filter(pl.col("cell") != pl.col("cell_outer"), pl.col("size") <= pl.col("size_outer"))
        .filter(pl.col("is_new") | pl.col("is_new_outer"))
        .with_columns(
            low=pl.when(pl.col("most") < OPEN).then(pl.col("least_outer") - pl.col("most")).otherwise(-1),
            high=pl.when(pl.col("most_outer") < OPEN).then(pl.col("most_outer") - pl.col("least")).otherwise(OPEN),
        )
        .filter((pl.col("high") < 0) | (pl.col("low").is_between(1, n - 1) & (pl.col("high") < n)))
        .sort("cell_outer", "cell")
        .select("cell_outer", "cell", "high")
        .collect()
    )
    found = []
    for outer, inner, high in pairs.rows():
        around, inside = of.inside(outer), of.inside(inner)
        if not np.isin(inside, around, assume_unique=True).all():
            continue
        rest = np.setdiff1d(around, inside, assume_unique=True)
        if high < 0 or not len(rest):
            raise ContradictionError([outer, inner])
        found.append(Found("difference", rest, (outer,), (inner,)))
    return found
