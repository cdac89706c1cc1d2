"""The hierarchy of one field as an agreement writes it (`intervals`, `digits` or `dates`), built from the data."""

from __future__ import annotations

import polars as pl

from schemas.agreement import BuiltHierarchy
from schemas.errors import StadtlandError
from transforms.privacy.hierarchies.hierarchy import Hierarchy


def build_hierarchy(frame: pl.LazyFrame, field: str, rule: BuiltHierarchy) -> Hierarchy:
    """One hierarchy over the distinct values of `field`: one streaming pass, memory of the distinct values.

    The leaves are the values that occur, so shares of generality (and the loss metric) refer to those; a hierarchy
    from a file refers to all values it lists. Errors: `column-not-in-frame` and those of `Hierarchy`.
    """
    if field not in frame.collect_schema().names():
        raise StadtlandError("column-not-in-frame", method="hierarchy", column=field)
    values = frame.select(pl.col(field).unique()).collect(engine="streaming").to_series()
    if rule.intervals is not None:
        return Hierarchy.intervals(values, rule.intervals, origin=rule.origin, name=field)
    if rule.digits is not None:
        return Hierarchy.digits(values, rule.digits, name=field)
    return Hierarchy.dates(values, rule.dates or (), name=field)
