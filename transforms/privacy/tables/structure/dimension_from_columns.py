"""A dimension whose coarser categories stand in other columns of the data."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.tables.structure.dimension import Dimension, Sum


def dimension_from_columns(
    frame: pl.DataFrame, name: str, columns: Sequence[str] = (), *, total: str = "Total"
) -> Dimension:
    """The dimension `name` of `frame`, with each of `columns` as a level above it; none given, it is flat.

    Levels that nest (region, county, country) form one hierarchy, those that do not (region to county, region to size
    class) form alternative ones that share leaves and total: this is found from the data, as an official statistician
    would read it off. A category of two columns that holds the same leaves under the same name is one category.
    Rows whose `name` is the total or a coarser category are margins and say nothing about the hierarchy.

    Errors: `table-hierarchy-not-nested` where a category of `name` lies in two categories of a column.
    """
    coarser = {code for column in columns for code in frame[column].drop_nulls().unique()}
    coarser -= _alone(frame, name, columns)
    rows = frame.filter(~pl.col(name).is_in([*coarser, total]) | pl.lit(not columns) & (pl.col(name) != total))
    own = set(rows[name].drop_nulls())
    leaves = tuple(sorted(own))
    groups: dict[str, dict[str, frozenset[str]]] = {}
    for column in columns:
        pairs = rows.select(name, column).unique()
        if pairs[name].n_unique() != pairs.height or pairs[column].null_count():
            raise StadtlandError("table-hierarchy-not-nested", dimension=name, column=column)
        found: dict[str, set[str]] = {}
        for leaf, group in pairs.iter_rows():
            found.setdefault(group, set()).add(leaf)
        groups[column] = {group: frozenset(found[group]) for group in sorted(found)}
    sums: list[Sum] = []
    for column, here in groups.items():
        for below in _next_below(column, groups):
            for group, held in here.items():
                parts = tuple(part for part, inner in groups[below].items() if inner <= held) if below else None
                children = parts if parts is not None else tuple(sorted(held))
                if children != (group,):
                    sums.append((group, children))
    for column in [one for one in groups if not any(one in _next_below(other, groups) for other in groups)]:
        sums.append((total, tuple(groups[column])))
    levels = {group: column for column, here in groups.items() for group in here} | dict.fromkeys(leaves, name)
    return Dimension.from_sums(name, sums, leaves, total=total, levels=levels | {total: "total"})


def _alone(frame: pl.DataFrame, name: str, columns: Sequence[str]) -> set[str]:
    """Categories that are their own only part (a town that is a county of its own): leaves, not margins."""
    alone: set[str] = set()
    for column in columns:
        parts = frame.filter(pl.col(name) == pl.col(column)).select(name).unique()
        others = frame.filter(pl.col(name) != pl.col(column)).select(pl.col(column).alias(name)).unique()
        alone |= set(parts.join(others, on=name, how="anti")[name])
    return alone


def _next_below(column: str, groups: dict[str, dict[str, frozenset[str]]]) -> list[str]:
    """The levels directly finer than `column`; the leaves ('') where there is none."""
    finer = [other for other in groups if other != column and _refines(other, column, groups)]
    direct = [one for one in finer if not any(one != two and _refines(one, two, groups) for two in finer)]
    return direct or [""]


def _refines(fine: str, coarse: str, groups: dict[str, dict[str, frozenset[str]]]) -> bool:
    """Every category of `fine` lies in one of `coarse`; two levels that are the same refine in the order given."""
    if not all(any(inner <= outer for outer in groups[coarse].values()) for inner in groups[fine].values()):
        return False
    return len(groups[fine]) > len(groups[coarse]) or (
        len(groups[fine]) == len(groups[coarse]) and list(groups).index(fine) < list(groups).index(coarse)
    )
