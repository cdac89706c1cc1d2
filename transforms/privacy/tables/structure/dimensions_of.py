"""The dimensions of a table as its rules describe them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from schemas.errors import StadtlandError
from transforms.privacy.tables.structure.dimension import Dimension
from transforms.privacy.tables.structure.dimension_from_columns import dimension_from_columns
from transforms.privacy.tables.structure.dimension_from_tree import dimension_from_levels, dimension_from_tree
from transforms.privacy.tables.table_rules import DimensionRule


def dimensions_of(
    frame: pl.DataFrame, rules: Mapping[str, DimensionRule], files: Mapping[str, pl.DataFrame]
) -> list[Dimension]:
    """One dimension per entry of the rules, in their order. `files` are hierarchy tables by the name in the rules.

    Errors: `table-dimension-absent`, `table-hierarchies-mixed`, and those of the dimensions.
    """
    needed = [
        column
        for name, rule in rules.items()
        for column in (name, *(rule.hierarchy if isinstance(rule.hierarchy, list) else ()))
    ]
    if missing := [column for column in needed if column not in frame.columns]:
        raise StadtlandError("table-dimension-absent", missing=", ".join(missing))
    text = frame.select(pl.col(column).cast(pl.String) for column in dict.fromkeys(needed))
    return [_dimension(text, name, rule, files) for name, rule in rules.items()]


def _dimension(frame: pl.DataFrame, name: str, rule: DimensionRule, files: Mapping[str, pl.DataFrame]) -> Dimension:
    given: list[Any] = [rule.hierarchy, *rule.also] if rule.hierarchy is not None else list(rule.also)
    if all(isinstance(one, list) for one in given):
        return dimension_from_columns(frame, name, given[0] if given else (), total=rule.total)
    if all(isinstance(one, str) for one in given):
        return dimension_from_levels(name, [files[one] for one in given], total=rule.total)
    if all(isinstance(one, dict) for one in given):
        return dimension_from_tree(name, given, total=rule.total)
    raise StadtlandError("table-hierarchies-mixed", dimension=name)
