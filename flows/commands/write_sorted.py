"""Writes released rows so that their order tells nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def write_sorted(frame: pl.LazyFrame, path: Path) -> None:
    """Parquet, rows sorted by all columns that have an order; the same rows give the same bytes."""
    schema = frame.collect_schema()
    by = [name for name, dtype in schema.items() if not dtype.is_nested()]
    frame.sort(by, nulls_last=True).sink_parquet(path, compression="zstd", statistics=False)
