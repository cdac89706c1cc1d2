"""`hierarchy_table("musterstadt_postcode")`: one generalisation hierarchy of this folder, as text."""

from __future__ import annotations

from pathlib import Path

import polars as pl


def hierarchy_table(name: str) -> pl.DataFrame:
    """One row per raw value: the value, then what it becomes at each level. Delimiter `;` or `,`.

    A first line `level_0,level_1,…` is a header; files of other tools have none.
    """
    file = Path(__file__).parent / f"{name}.csv"
    with file.open(encoding="utf-8") as opened:
        first = opened.readline()
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    return pl.read_csv(
        file,
        has_header=False,
        separator=delimiter,
        skip_rows=int(first.startswith("level_0")),
        infer_schema=False,
    )
