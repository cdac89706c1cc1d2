"""Numbers whose one mark could mean two things, rewritten as the reader says they are meant."""

from __future__ import annotations

import re

import polars as pl

from schemas.printed_number import printed_number

_OPEN = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


def sure_numbers(frame: pl.DataFrame, decimal: str) -> pl.DataFrame:
    """Text with `1.440` as `1440` or `1.440e0`, by the decimal mark that was stated; all other cells as they are."""
    return frame.with_columns(
        pl.Series(name, [_sure(cell, decimal) for cell in frame[name].to_list()], dtype=pl.String)
        for name in frame.columns
    )


def _sure(cell: str | None, decimal: str) -> str | None:
    number = None if cell is None else printed_number(cell)
    if number is None or not _OPEN.fullmatch(number.digits):
        return cell
    value = number.value(decimal)
    if value is None:
        return cell
    return f"{value:f}e0" if decimal in number.digits else f"{value:f}"
