"""Counts the cells of a finished table that still show fewer units than agreed: the promise, measured again."""

from __future__ import annotations

import polars as pl


def exposed_cells(frame: pl.LazyFrame, *, count: str, minimum: int, zeros_are_safe: bool = True) -> int:
    """Cells whose `count` is shown and lies in 1 … minimum - 1 (0 … where zeros are not safe). None: promise kept."""
    shown = pl.col(count)
    is_small = shown.is_between(1 if zeros_are_safe else 0, minimum - 1)
    return int(frame.select(is_small.sum()).collect(engine="streaming").item())
