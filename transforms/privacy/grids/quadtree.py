"""A grid coarsened until each published cell holds n: fine cells where many live, coarse ones where few do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.grids.cell_code import cell_code
from transforms.privacy.grids.cell_corner import cell_corner
from transforms.privacy.grids.nested_sizes import nested_sizes
from transforms.privacy.values.require import require_column

Ways = Literal["strict", "remainder"]
_ROWS, _LEVEL = "_count", "_level"


@dataclass(frozen=True)
class Quadtree:
    """`published`: one row per published cell: `cell`, `size_m`, `count`, `is_remainder` (the cell without the finer
    cells published inside it), `is_suppressed` (count missing: even the coarsest cell holds fewer than n).
    `assigned`: one row per given cell: `cell`, `published` (missing where suppressed).
    """

    published: pl.DataFrame = field(repr=False)
    assigned: pl.DataFrame = field(repr=False)
    suppressed: int
    """How many units are suppressed."""
    is_total_safe: bool
    """Whether a published total of all, less all published cells, tells of 0 or at least n units."""


def quadtree(
    counts: pl.DataFrame,
    sizes_m: Sequence[int],
    *,
    n: int,
    cell: str = "cell",
    count: str = "count",
    way: Ways = "strict",
) -> Quadtree:
    """The finest publishable partition of `counts` (one row per cell of `sizes_m[0]`, or several to be added).

    strict: from the coarsest size down, a cell is split where every finer cell in it is empty or holds at least n.
    Published cells never lie inside one another, and whatever a reader adds up and subtracts, totals of any coarser
    cell included, is 0 or at least n. One sparse corner keeps its whole neighbourhood coarse.
    remainder: a cell is split where any finer cell holds n; the others stay together as the remainder of the coarse
    cell. Where they are fewer than n, the smallest of the finer cells joins them. A coarse cell less the fine cells
    published in it is the remainder, again 0 or at least n. Finer, but a remainder is a cell with holes.

    Guarantees: published counts add up to all that is not suppressed, and each is at least n. Does not guarantee: that
    characteristics of a cell's n units differ (l-diversity); safety against another partition of the same units
    published elsewhere (differencing); that a coarsest cell with fewer than n is hidden where the total of all is
    published, see `is_total_safe`.

    O(cells · sizes). Errors: `grid-count-refused` for a negative, missing or fractional count,
    `grid-sizes-mixed`, `grid-sizes-not-nested`, `grid-code-refused`, `parameter-out-of-range`, `column-not-in-frame`.
    Source: Samet (1984), section 2 (quadtrees); Lagonigro, Oller & Martori (2017), splitting European grids by a
    threshold; the rules on remainders are our own.
    """
    sizes = nested_sizes(sizes_m)
    cells = _placed(counts, sizes, n, cell, count)
    split = _strict(cells, sizes, n) if way == "strict" else _with_remainders(cells, sizes, n)
    return _published(split, sizes, n)


def _placed(counts: pl.DataFrame, sizes: tuple[int, ...], n: int, cell: str, count: str) -> pl.DataFrame:
    """One row per given cell: corner, count, and per level its place (`id_k`) and the units there (`total_k`)."""
    if n < 1:
        raise StadtlandError("parameter-out-of-range", parameter="n", given=n, allowed_de="ab 1", allowed_en="from 1")
    require_column(counts.lazy(), cell, method="quadtree")
    require_column(counts.lazy(), count, method="quadtree")
    units = counts[count].cast(pl.Float64, strict=False)
    wrong = int((~((units >= 0) & (units == units.floor())).fill_null(value=False)).sum())
    if wrong:
        raise StadtlandError("grid-count-refused", column=count, cells=wrong)
    given = counts.select(cell=pl.col(cell).cast(pl.String)).with_columns(units.cast(pl.Int64).alias(_ROWS))
    nameless = given["cell"].null_count()
    if nameless:
        raise StadtlandError("grid-code-refused", column=cell, codes=nameless)
    added = given.group_by("cell").agg(pl.col(_ROWS).sum()).sort("cell")
    corners = cell_corner(added["cell"].alias(cell))
    kinds = corners.select("size_m", "is_long").unique()
    if kinds.height > 1:
        raise StadtlandError("grid-sizes-mixed", column=cell, kinds=kinds.height)
    if kinds.height and kinds["size_m"].item() != sizes[0]:
        raise StadtlandError(
            "grid-sizes-not-nested", sizes=", ".join(str(size) for size in (kinds["size_m"].item(), *sizes))
        )
    placed = added.hstack(corners).with_columns(
        (pl.col("east_m") // size * 10**7 + pl.col("north_m") // size).alias(f"id_{level}")
        for level, size in enumerate(sizes)
    )
    return placed.with_columns(
        pl.col(_ROWS).sum().over(f"id_{level}").alias(f"total_{level}") for level in range(len(sizes))
    )


def _strict(cells: pl.DataFrame, sizes: tuple[int, ...], n: int) -> pl.DataFrame:
    top = len(sizes) - 1
    is_open = pl.col(f"total_{top}") >= n
    level = pl.when(is_open).then(top)
    split = cells.with_columns(level.alias(_LEVEL), is_open.alias("_open"))
    for coarse in range(top, 0, -1):
        finer = pl.col(f"total_{coarse - 1}")
        smallest = pl.when(finer > 0).then(finer).min().over(f"id_{coarse}")
        is_split = pl.col("_open") & (smallest >= n)
        split = split.with_columns(
            pl.when(is_split).then(coarse - 1).otherwise(_LEVEL).alias(_LEVEL), is_split.alias("_open")
        )
    return split


def _with_remainders(cells: pl.DataFrame, sizes: tuple[int, ...], n: int) -> pl.DataFrame:
    top = len(sizes) - 1
    is_open = pl.col(f"total_{top}") >= n
    split = cells.with_columns(pl.when(is_open).then(top).alias(_LEVEL), is_open.alias("_open"))
    for coarse in range(top, 0, -1):
        place, own, finer = f"id_{coarse}", f"id_{coarse - 1}", f"total_{coarse - 1}"
        is_big = pl.col(finer) >= n
        left = pl.when(is_big).then(0).otherwise(_ROWS).sum().over(place)
        # The smallest big cell, ties by place: the one that joins a remainder that is too small.
        smallest = pl.when(is_big).then(finer).min().over(place)
        may_join = is_big & (pl.col(finer) == smallest)
        joins = pl.col(own) == pl.when(may_join).then(own).min().over(place)
        is_short = (left > 0) & (left < n)
        is_split = pl.col("_open") & is_big & ~(is_short & joins)
        split = split.with_columns(
            pl.when(is_split).then(coarse - 1).otherwise(_LEVEL).alias(_LEVEL), is_split.alias("_open")
        )
    return split


def _published(split: pl.DataFrame, sizes: tuple[int, ...], n: int) -> Quadtree:
    is_long = bool(split["is_long"].any())
    east, north = pl.col("east_m"), pl.col("north_m")
    named = pl.lit(None, dtype=pl.String)
    for level, size in enumerate(sizes):
        code = cell_code(east // size * size, north // size * size, size, "long" if is_long else "short")
        named = pl.when(pl.col(_LEVEL) == level).then(code).otherwise(named)
    top = cell_code(
        east // sizes[-1] * sizes[-1], north // sizes[-1] * sizes[-1], sizes[-1], "long" if is_long else "short"
    )
    whole = pl.coalesce(pl.when(pl.col(_LEVEL) == level).then(f"total_{level}") for level in range(len(sizes)))
    split = split.with_columns(published=named, top=top, whole=whole)
    shown = split.filter(pl.col("published").is_not_null() & (pl.col(_ROWS) > 0))
    published = (
        shown.group_by(_LEVEL, "published")
        .agg(pl.col(_ROWS).sum(), pl.col("whole").first())
        .select(
            cell="published",
            size_m=pl.col(_LEVEL).replace_strict(dict(enumerate(sizes)), return_dtype=pl.Int64),
            count=_ROWS,
            is_remainder=pl.col(_ROWS) < pl.col("whole"),
            is_suppressed=pl.lit(value=False),
        )
    )
    hidden = split.filter(pl.col("published").is_null() & (pl.col(_ROWS) > 0))
    blank = hidden.select(
        cell=pl.col("top"),
        size_m=pl.lit(sizes[-1], dtype=pl.Int64),
        count=pl.lit(None, dtype=pl.Int64),
        is_remainder=pl.lit(value=False),
        is_suppressed=pl.lit(value=True),
    ).unique()
    suppressed = int(hidden[_ROWS].sum())
    return Quadtree(
        published=pl.concat([published, blank]).sort("size_m", "cell", descending=[True, False]),
        assigned=split.select("cell", "published").sort("cell"),
        suppressed=suppressed,
        is_total_safe=suppressed == 0 or suppressed >= n,
    )
