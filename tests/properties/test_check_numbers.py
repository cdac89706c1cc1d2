"""Law: a number written in the agreed format is read as that number; in another format it is not read as a third."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schemas.agreement import TextFormat
from schemas.parse import reading

FORMATS = [
    TextFormat(decimal=decimal, thousands=thousands)  # type: ignore[arg-type]
    for decimal in ".,"
    for thousands in (".", ",", " ", "'", "")
    if decimal != thousands
]
FORMAT = st.sampled_from(FORMATS)
NUMBER = st.decimals(-(10**9), 10**9, places=3, allow_nan=False, allow_infinity=False)


def _write(number: Decimal, text: TextFormat) -> str:
    return f"{number:,.3f}".translate(str.maketrans({",": text.thousands, ".": text.decimal}))


def _read(value: str, text: TextFormat, dtype: pl.DataType) -> tuple[object, bool]:
    frame = pl.LazyFrame({"x": [value]})
    way = reading("x", pl.String(), dtype, text)
    assert way is not None
    for step in way.steps:
        frame = frame.with_columns(*step)
    row = frame.collect().row(0, named=True)
    return row["x"], row["x:unreadable"]


@given(NUMBER, FORMAT)
def test_what_is_written_in_the_agreed_format_is_read_back(number: Decimal, text: TextFormat) -> None:
    assert _read(_write(number, text), text, pl.Float64()) == (float(number), False)
    assert _read(_write(number, text), text, pl.Decimal(20, 3)) == (number, False)


@given(NUMBER, FORMAT, FORMAT)
def test_marks_that_do_not_stand_as_agreed_make_a_number_unreadable(
    number: Decimal, written: TextFormat, agreed: TextFormat
) -> None:
    """Three digits after a mark may be a group of thousands or a fraction: the one ambiguity no reader can settle."""
    value, unreadable = _read(_write(number, written), agreed, pl.Float64())
    if unreadable:
        assert value is None
    elif value != float(number):
        assert written.decimal == agreed.thousands
        assert value == float(number * 1000)


@given(st.text("0123456789.,-+ 'eE", min_size=1, max_size=12), FORMAT)
def test_a_text_is_read_or_marked_never_both_and_never_neither(value: str, text: TextFormat) -> None:
    for dtype in (pl.Int64(), pl.Float64(), pl.Decimal(12, 2)):
        number, unreadable = _read(value, text, dtype)
        assert unreadable == (number is None and value.strip() != "")
