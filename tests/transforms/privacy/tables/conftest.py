"""Small tables that several tests share."""

from __future__ import annotations

from typing import Any

import polars as pl

from transforms.privacy.tables.suppress_table import suppress_table
from transforms.privacy.tables.suppressed_table import SuppressedTable
from transforms.privacy.tables.table_rules import TableRules


def rules(**changed: Any) -> TableRules:
    """Rules of a count `n` over `a` and `b`, at risk below 3, with what a test changes."""
    plain: dict[str, Any] = {
        "dimensions": ["a", "b"],
        "values": ["n"],
        "primary": {"minimum_frequency": {"n": 3}},
        "notation": {"mark": None},
    }
    return TableRules.parse({**plain, **changed}, file="rules.yaml")


def suppress(frame: pl.DataFrame, **changed: Any) -> SuppressedTable:
    """Suppress with `rules`."""
    return suppress_table(frame, rules(**changed))


def status(found: SuppressedTable) -> dict[tuple[str, ...], str]:
    """The status of each cell that is not simply published."""
    shown = found.frame.filter(pl.col("status") != "published")
    names = shown.columns[: shown.columns.index("status")]
    keys = [name for name in names if shown.schema[name] == pl.String and name not in ("n", "mwh")]
    return {tuple(row[name] for name in keys): row["status"] for row in shown.iter_rows(named=True)}
