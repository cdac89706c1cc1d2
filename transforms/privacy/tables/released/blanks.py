"""Which rows of a table are blank because they were suppressed, and how a table says so."""

from __future__ import annotations

import polars as pl

from transforms.privacy.tables.small_cells import FLAG

STATUS, SUPPRESSED = "status", "suppressed"


def told(frame: pl.LazyFrame) -> pl.LazyFrame:
    """`frame` with `suppressed` as the status of every row that `is_suppressed` marks, where it has a status at all.

    Small cells and those that protect them read alike: nothing tells which is which.
    """
    schema = frame.collect_schema()
    if schema.get(STATUS) != pl.String:
        return frame
    status = pl.when(pl.col(FLAG)).then(pl.lit(SUPPRESSED)).otherwise(pl.col(STATUS))
    return frame.with_columns(status.alias(STATUS))


def blanks(rows: pl.DataFrame, count: str) -> pl.Series:
    """True per suppressed row of a finished table: by its flag, by its status or, with neither, by a missing count."""
    if FLAG in rows.columns:
        return rows[FLAG].fill_null(value=False)
    if STATUS in rows.columns and rows[STATUS].dtype == pl.String:
        return (rows[STATUS] == SUPPRESSED).fill_null(value=False)
    return rows[count].is_null()
