"""The groups of a histogram: every combination of declared values, in their declared order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import polars as pl

_FIGURE = "figure of the group"


def declared_groups(by: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """One tuple per combination. They never come from the data: which groups occur would tell who is in them."""
    return list(product(*by.values()))


def per_group(rows: pl.LazyFrame, by: Mapping[str, Sequence[str]], figure: pl.Expr) -> list[int]:
    """`figure` (whole) of each declared group, 0 where it has no rows; rows outside all groups do not count."""
    names = list(by)
    found = (
        rows.with_columns(pl.col(name).cast(pl.String) for name in names)
        .group_by(names)
        .agg(figure.alias(_FIGURE))
        .select(*names, _FIGURE)
        .collect(engine="streaming")
    )
    figures = {tuple(row[:-1]): int(row[-1]) for row in found.rows()}
    return [figures.get(group, 0) for group in declared_groups(by)]
