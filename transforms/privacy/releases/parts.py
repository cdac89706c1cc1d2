"""A published cell and a whole row of parts from one release whose sum differs from it by 1 … n - 1."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.privacy.releases.count_program import ContradictionError
from transforms.privacy.releases.found import Found
from transforms.privacy.releases.groups import Groups
from transforms.privacy.releases.layers import layers


def parts(of: Groups, n: int, is_new: NDArray[np.bool_]) -> list[Found]:
    """Every cell against every layer of every release: what is left of it when the parts inside are taken off, and
    what the parts that cover it have beyond it. The cell or the layer is new.

    One join per layer. Raises `ContradictionError` where parts count more than what holds them, or where parts that
    make up a cell do not add up to it.
    """
    found: list[Found] = []
    members = of.members.with_columns(pl.col("cell").cast(pl.Int64), pl.col("group").cast(pl.Int64))
    for release in range(len(of.releases)):
        is_new_release = bool(is_new[of.release_of == release].any())
        for layer in layers(of, release):
            found += _against(of, members, layer, n, is_new if not is_new_release else np.ones_like(is_new))
    return found


def _against(
    of: Groups, members: pl.DataFrame, layer: NDArray[np.int64], n: int, is_asked: NDArray[np.bool_]
) -> list[Found]:
    exact = np.where(of.is_exact, of.least, 0)
    of_layer = pl.DataFrame({"group": np.arange(of.count), "part": layer})
    cells = pl.DataFrame({"cell": np.arange(len(of.sizes)), "count": exact, "size": of.sizes})
    asked = cells.filter(pl.Series(is_asked & of.is_exact))
    inside = pl.col("shared") == pl.col("size_part")
    held = (
        members.lazy()
        .join(asked.lazy(), on="cell")
        .join(of_layer.lazy(), on="group")
        .filter(pl.col("part") != pl.col("cell"))
        .group_by("cell", "part")
        .agg(shared=pl.len().cast(pl.Int64))
        .join(cells.lazy(), left_on="part", right_on="cell", how="left")
        .rename({"count": "count_part", "size": "size_part"})
        .group_by("cell")
        .agg(
            taken=pl.col("count_part").filter(inside).sum(),
            covered=pl.col("shared").filter(inside).sum(),
            is_covered=(pl.col("part") >= 0).all() & ((pl.col("shared").sum()) > 0),
            around=pl.col("count_part").sum(),
            around_size=pl.col("size_part").sum(),
            shared=pl.col("shared").sum(),
        )
        .join(asked.lazy(), on="cell")
        .filter(pl.col("shared") == pl.col("size"))
        .with_columns(
            rest=pl.col("count") - pl.col("taken"),
            beyond=pl.col("around") - pl.col("count"),
            has_rest=(pl.col("covered") < pl.col("size")) & (pl.col("covered") > 0),
            has_beyond=pl.col("is_covered") & (pl.col("around_size") > pl.col("size")),
        )
        .filter((pl.col("covered") > 0) | pl.col("is_covered"))
        .sort("cell")
        .collect()
    )
    is_whole = held["covered"] == held["size"]
    wrong = (
        (held["has_rest"] & (held["rest"] < 0))
        | (is_whole & (held["rest"] != 0))
        | (held["has_beyond"] & (held["beyond"] < 0))
    )
    if wrong.any():
        cell = int(held.filter(wrong)["cell"][0])
        raise ContradictionError([cell, *(part for part in np.unique(layer[of.inside(cell)]).tolist() if part >= 0)])
    found = []
    for cell in held.filter(pl.col("has_rest"), pl.col("rest").is_between(1, n - 1))["cell"].to_list():
        around = of.inside(cell)
        touched = np.unique(layer[around])
        taken = [part for part in touched.tolist() if part >= 0 and part != cell and _holds(of, cell, part)]
        rest = around[~np.isin(layer[around], taken)]
        found.append(Found("parts", rest, (cell,), tuple(taken)))
    for cell in held.filter(pl.col("has_beyond"), pl.col("beyond").is_between(1, n - 1))["cell"].to_list():
        whole = np.unique(layer[of.inside(cell)])
        beyond = np.setdiff1d(np.flatnonzero(np.isin(layer, whole)), of.inside(cell), assume_unique=True)
        found.append(Found("parts", beyond, tuple(whole.tolist()), (cell,)))
    return found


def _holds(of: Groups, cell: int, part: int) -> bool:
    return bool(np.isin(of.inside(part), of.inside(cell), assume_unique=True).all())
