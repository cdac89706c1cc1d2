"""One name for a municipality across tables that call it by code, by name or by both."""

from __future__ import annotations

import polars as pl

from transforms.results.names.plain import plain

_COLUMNS = ("municipality_code", "city")


def with_place(frame: pl.LazyFrame, balance: pl.DataFrame) -> pl.DataFrame:
    """The frame with `place`: the municipality of `balance` (its code, else its name) that a row is about, else null.

    A code is looked up first; a name matches whatever its upper and lower case.
    """
    known: dict[str, str] = {}
    for code, city in balance.select(_COLUMNS).unique(maintain_order=True).iter_rows():
        place = code or plain(city)
        known |= {name: place for name in (code, plain(city)) if name}
    rows = frame.collect()
    given = rows.with_columns(
        pl.lit(None, dtype=pl.String).alias(name) for name in _COLUMNS if name not in rows.columns
    )
    return given.with_columns(
        place=pl.struct(_COLUMNS).map_elements(
            lambda row: known.get(row["municipality_code"] or "") or known.get(plain(row["city"])),
            return_dtype=pl.String,
        )
    )
