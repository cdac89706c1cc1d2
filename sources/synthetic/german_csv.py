"""Writes one delimited file as German offices do: semicolons, CRLF, any encoding. Same frame, same bytes."""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl

SLICE_ROWS = 200_000


def write_german_csv(frame: pl.DataFrame, path: Path, *, encoding: str) -> None:
    """Write a frame of texts; polars writes UTF-8 only, so each slice is encoded on its way to the file."""
    # An empty text would be written as "", which no office system does: it leaves the place empty.
    frame = frame.with_columns(pl.col(pl.String).replace({"": None}))
    with path.open("wb") as file:
        for start in range(0, max(frame.height, 1), SLICE_ROWS):
            text = io.BytesIO()
            frame.slice(start, SLICE_ROWS).write_csv(
                text, separator=";", line_terminator="\r\n", include_header=start == 0
            )
            # A byte order mark belongs at the start of the file only.
            code = "utf-8" if start and encoding == "utf-8-sig" else encoding
            file.write(text.getvalue().decode("utf-8").encode(code))


def german_number(column: str | pl.Expr, decimals: int = 0, *, thousands: str = "") -> pl.Expr:
    """A number as German text: `1234,5`, or `1.234,50` with a mark between thousands. Exact: integers throughout."""
    value = pl.col(column) if isinstance(column, str) else column
    scaled = (value * 10**decimals).round().cast(pl.Int64)
    whole = scaled.abs() // 10**decimals
    text = whole.cast(pl.String)
    if thousands:
        rest = (whole % 1000).cast(pl.String).str.zfill(3)
        text = pl.when(whole >= 1000).then((whole // 1000).cast(pl.String) + thousands + rest).otherwise(text)
    if decimals:
        text = text + "," + (scaled.abs() % 10**decimals).cast(pl.String).str.zfill(decimals)
    return pl.when(scaled < 0).then("-" + text).otherwise(text)
