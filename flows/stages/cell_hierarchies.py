"""The hierarchies that a rule for small cells names, from the house's own folder."""

from __future__ import annotations

import polars as pl

from config.hierarchies.load import hierarchy_table
from schemas.agreement.cells import CellRule


def cell_hierarchies(rule: CellRule) -> dict[str, pl.DataFrame]:
    """By name: one row per raw value, then what it becomes on each level."""
    named = [about.hierarchy for about in rule.dimensions.values()]
    return {name: hierarchy_table(name) for name in named if isinstance(name, str)}
