"""The rows of a dataset as plain values, with every column that a result asks for, agreed upon or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl


def given_rows(frame: pl.LazyFrame | None, columns: Iterable[str]) -> list[dict[str, Any]]:
    """One dictionary per row with exactly these columns; an absent one is None everywhere. No frame, no rows."""
    if frame is None:
        return []
    wanted = list(columns)
    present = set(frame.collect_schema().names())
    rows = frame.select([name for name in wanted if name in present]).collect().to_dicts()
    return [{name: row.get(name) for name in wanted} for row in rows]
