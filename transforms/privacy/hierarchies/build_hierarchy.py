"""The hierarchy of one field as an agreement writes it (intervals, digits, dates, grid), built from the data."""

from __future__ import annotations

import polars as pl

from schemas.agreement import BuiltHierarchy
from schemas.errors import StadtlandError
from transforms.privacy.grids.cell_levels import cell_levels
from transforms.privacy.hierarchies.hierarchy import Hierarchy


def build_hierarchy(frame: pl.LazyFrame, field: str, rule: BuiltHierarchy) -> Hierarchy:
    """One hierarchy over the distinct values of `field`: one streaming pass, memory of the distinct values.

    The leaves are the values that occur, so shares of generality (and the loss metric) refer to those; a hierarchy
    from a file refers to all values it lists. Errors: `column-not-in-frame` and those of `Hierarchy` and `cell_levels`.
    """
    if field not in frame.collect_schema().names():
        raise StadtlandError("column-not-in-frame", method="hierarchy", column=field)
    values = frame.select(pl.col(field).unique()).collect(engine="streaming").to_series()
    if rule.intervals is not None:
        return Hierarchy.intervals(values, rule.intervals, origin=rule.origin, name=field)
    if rule.digits is not None:
        return Hierarchy.digits(values, rule.digits, name=field)
    if rule.grid is not None:
        return Hierarchy.from_table(cell_levels(values, rule.grid, name=field), name=field)
    return Hierarchy.dates(values, rule.dates or (), name=field)
