"""`cell_text`: one column of Excel cells of any kinds as text, in the format that the agreement says values are in."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from schemas.agreement import TextFormat

_EXACT_IN_A_FLOAT = 2**53
_MIDNIGHT = pl.time(0, 0, 0)
_DAY_NOUGHT = pl.date(1899, 12, 31)
"""What Excel counts days from: a time of day is a fraction of this day."""


def cell_text(cells: pl.DataFrame, written: TextFormat) -> pl.Series:
    """One text per cell, null where it is empty.

    `cells` holds the same column read as `string`, as `boolean` (null but for numbers and booleans), as `duration`
    (null but for dates) and as `float`. Numbers are the shortest text that reads back as the same number, without
    exponent, with the agreement's decimal mark. Dates are in its date format, or all in its datetime format where any
    of the column has a time of day; times of day alone are HH:MM:SS.
    """
    is_boolean = pl.col("boolean").is_not_null() & pl.col("string").is_in(["true", "false"])
    is_number = pl.col("boolean").is_not_null() & ~is_boolean
    is_date = pl.col("duration").is_not_null()
    moment = pl.col("string").str.to_datetime("%Y-%m-%d %H:%M:%S%.f", strict=False)
    dates = cells.filter(is_date).select(moment=moment).drop_nulls()
    texts = cells.select(
        pl.when(is_number)
        .then(_number("float"))
        .when(is_date)
        .then(pl.coalesce(moment.dt.strftime(_date_format(dates, written)), "string"))
        .otherwise("string")
        .alias("text"),
        is_number.alias("is_number"),
    )
    return _with_decimal_mark(texts, written.decimal)


def _number(column: str) -> pl.Expr:
    value = pl.col(column)
    is_whole = (value == value.round(0)) & (value.abs() < _EXACT_IN_A_FLOAT)
    return pl.when(is_whole).then(value.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(value.cast(pl.String))


def _with_decimal_mark(texts: pl.DataFrame, decimal: str) -> pl.Series:
    column = texts["text"]
    with_exponent = (texts["is_number"] & column.str.contains("e", literal=True)).fill_null(value=False).arg_true()
    if len(with_exponent):
        written_out = [format(Decimal(text), "f") for text in column.gather(with_exponent)]
        column = column.scatter(with_exponent, written_out)
    if decimal == ".":
        return column
    marked = pl.when("is_number").then(pl.lit(column).str.replace(".", decimal, literal=True)).otherwise(pl.lit(column))
    return texts.select(marked.alias("text")).to_series()


def _date_format(dates: pl.DataFrame, written: TextFormat) -> str:
    moment = pl.col("moment")
    if dates.is_empty() or dates.select((moment.dt.time() == _MIDNIGHT).all()).item():
        return written.date_format
    if dates.select((moment.dt.date() == _DAY_NOUGHT).all()).item():
        return "%H:%M:%S"
    return written.datetime_format
