"""A released table as the guard reads it: one cell per row, and the rows that are not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.releases.release import Categories, Cell, Release
from transforms.privacy.values.require import require_column


def release_of_table(
    table: pl.LazyFrame,
    *,
    name: str,
    count: str,
    dimensions: Mapping[str, Mapping[str, tuple[str, ...]]],
    totals: Mapping[str, str] | None = None,
    hidden: tuple[int, int | None] = (0, None),
    absent_is_zero: bool = True,
    population: Sequence[str] = ("all",),
) -> Release:
    """One cell per row of `table`: `count` by the columns of `dimensions`, whose values are read as text.

    `totals` says by column which text stands for the total over it. A missing count is known to lie in `hidden`.
    `absent_is_zero` adds a zero for every combination of categories (totals apart) that has no row: a table that lists
    only what there is says that the rest is not there. Where the table has no row without totals, nothing is added.

    Errors: `column-not-in-frame`, `count-not-whole`, `category-missing`, those of `Release`.
    """
    dtype = require_column(table, count, method="differencing-guard", numeric=True)
    if not dtype.is_integer():
        raise StadtlandError("count-not-whole", column=count, dtype=str(dtype))
    for column in dimensions:
        require_column(table, column, method="differencing-guard")
    rows = table.select(*(pl.col(column).cast(pl.String) for column in dimensions), pl.col(count).alias(" count"))
    cells: dict[Categories, Cell] = {}
    of_totals = [(totals or {}).get(column) for column in dimensions]
    read = rows.collect().rows()
    for *labels, units in read:
        if None in labels:
            raise StadtlandError("category-missing", release=name)
        categories = tuple(None if label == total else label for label, total in zip(labels, of_totals, strict=True))
        cells[categories] = Cell(categories, *(hidden if units is None else (units, units)))
    if len(cells) < len(read):
        raise StadtlandError("release-cell-twice", release=name, cells=len(read) - len(cells))
    if absent_is_zero and any(None not in categories for categories in cells):
        for categories in product(*dimensions.values()):
            cells.setdefault(categories, Cell(categories, 0, 0))
    return Release(name, dimensions, tuple(cells.values()), tuple(population))
