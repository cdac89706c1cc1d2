"""Reading text and types: never a misread value, unreadable ones are marked, missing ones are missing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from schemas.agreement import TextFormat
from schemas.parse import reading

GERMAN = TextFormat(decimal=",", thousands=".", date_format="%d.%m.%Y", datetime_format="%d.%m.%Y %H:%M")
COMMA = TextFormat(decimal=",")
POINT = TextFormat()
BAD = "unreadable"


def _read(values: list[Any], wanted: Any, text: TextFormat | None = None, received: Any = pl.String) -> list[Any]:
    """The values as they are read; `unreadable` where the mark stands."""
    frame = pl.LazyFrame({"x": pl.Series(values, dtype=received, strict=False)})
    dtype = wanted() if isinstance(wanted, type) else wanted
    way = reading("x", frame.collect_schema()["x"], dtype, text)
    assert way is not None
    for step in way.steps:
        frame = frame.with_columns(*step)
    done = frame.collect()
    assert done["x"].dtype == dtype
    marks = done["x:unreadable"].to_list() if way.marks_unreadable else [False] * done.height
    return [BAD if mark else value for value, mark in zip(done["x"].to_list(), marks, strict=True)]


@pytest.mark.parametrize(
    ("text", "value", "number"),
    [
        (GERMAN, "1.234,56", 1234.56),
        (GERMAN, "1.234.567,5", 1234567.5),
        (GERMAN, "1.234", 1234.0),
        (GERMAN, "1234,5", 1234.5),
        (GERMAN, " -12,5 ", -12.5),
        (GERMAN, ",5", 0.5),
        (GERMAN, "1.5", BAD),
        (GERMAN, "12.34", BAD),
        (GERMAN, "0.123", BAD),
        (GERMAN, "1234.567", BAD),
        (GERMAN, "1.23.456", BAD),
        (GERMAN, "1,234.5", BAD),
        (GERMAN, "1,2,3", BAD),
        (COMMA, "1,5", 1.5),
        (COMMA, "1.5", BAD),
        (COMMA, "1.234,5", BAD),
        (POINT, "1.5", 1.5),
        (POINT, "1.5e-3", 0.0015),
        (POINT, "1,5", BAD),
        (POINT, "1 000", BAD),
        (POINT, "inf", BAD),
        (POINT, "nan", BAD),
        (POINT, "1_000", BAD),
        (POINT, "zwölf", BAD),
        (TextFormat(thousands=","), "1,234.5", 1234.5),
        (TextFormat(thousands=","), "1,5", BAD),
        (TextFormat(decimal=",", thousands=" "), "1\u00a0234,5", 1234.5),
        (TextFormat(thousands="'"), "1\u2019234.5", 1234.5),
    ],
)
def test_a_number_is_read_exactly_or_not_at_all(text: TextFormat, value: str, number: object) -> None:
    assert _read([value], pl.Float64, text) == [number]


@pytest.mark.parametrize(
    ("text", "value", "number"),
    [
        (GERMAN, "2.019", 2019),
        (GERMAN, "2019", 2019),
        (GERMAN, "2019,0", 2019),
        (GERMAN, "2019,5", BAD),
        (POINT, "2019.0", 2019),
        (POINT, "1.000", BAD),  # one, or a thousand in German? nobody asked the provider
        (POINT, "-3", -3),
        (POINT, "99999999999999999999", BAD),
        (POINT, "1e3", BAD),
    ],
)
def test_a_whole_number_is_read_exactly_or_not_at_all(text: TextFormat, value: str, number: object) -> None:
    assert _read([value], pl.Int64, text) == [number]


def test_a_decimal_keeps_every_digit_or_is_unreadable() -> None:
    values = ["1,23", "1,230", "1,234", "1.234,5", "1e2", "99999999999"]
    expected = [Decimal("1.23"), Decimal("1.23"), BAD, Decimal("1234.50"), BAD, BAD]
    assert _read(values, pl.Decimal(10, 2), GERMAN) == expected


def test_a_missing_word_is_missing_even_when_it_looks_like_a_number() -> None:
    text = TextFormat(missing=["", "-999", "k.A."])
    assert _read(["-999", " -999 ", "k.A.", "", "  ", "-99", "x", None], pl.Int64, text) == [
        None, None, None, None, None, -99, BAD, None,
    ]  # fmt: skip


def test_an_empty_text_is_missing_whatever_the_format_says() -> None:
    assert _read(["", " \t"], pl.Float64, TextFormat(missing=["-"])) == [None, None]
    assert _read(["", "-", " a "], pl.String, TextFormat(missing=["-"])) == [None, None, "a"]


def test_text_that_is_text_already_is_left_alone_without_a_format() -> None:
    assert _read([" a ", ""], pl.String) == [" a ", ""]


def test_truths_in_two_languages() -> None:
    values = ["ja", "J", "WAHR", "true", "1", "nein", "n", "False", "0", "vielleicht", ""]
    assert _read(values, pl.Boolean, POINT) == [True] * 5 + [False] * 4 + [BAD, None]


def test_dates() -> None:
    values = ["01.02.2023", "1.2.2023", "31.02.2023", "01.02.23", "2023-02-01", ""]
    day = dt.date(2023, 2, 1)
    assert _read(values, pl.Date, GERMAN) == [day, day, BAD, BAD, BAD, None]


def test_moments() -> None:
    assert _read(["26.03.2023 02:30", "26.03.2023"], pl.Datetime("us"), GERMAN) == [
        dt.datetime(2023, 3, 26, 2, 30),
        BAD,
    ]


def test_the_hours_that_a_clock_skips_or_shows_twice_are_unreadable_in_a_zone() -> None:
    read = _read(
        ["26.03.2023 02:30", "29.10.2023 02:30", "29.10.2023 04:30"], pl.Datetime("us", "Europe/Berlin"), GERMAN
    )
    assert read[:2] == [BAD, BAD]
    assert read[2].isoformat() == "2023-10-29T04:30:00+01:00"


def test_an_offset_in_the_text_settles_the_hour() -> None:
    text = TextFormat(datetime_format="%Y-%m-%d %H:%M:%S%z")
    (moment,) = _read(["2023-10-29 02:30:00+02:00"], pl.Datetime("us", "Europe/Berlin"), text)
    assert moment.isoformat() == "2023-10-29T02:30:00+02:00"


@pytest.mark.parametrize(
    ("received", "wanted", "values", "expected"),
    [
        (pl.Int32, pl.Int64, [1, None], [1, None]),
        (pl.Int64, pl.UInt8, [1, 300, -1], [1, BAD, BAD]),
        (pl.Int64, pl.Float64, [1, 2**53 + 1], [1.0, BAD]),
        (pl.Int64, pl.String, [5515000], ["5515000"]),
        (pl.Float64, pl.Int64, [1.0, 1.5, float("nan"), float("inf"), 1e30], [1, BAD, None, BAD, BAD]),
        (pl.Float64, pl.Decimal(12, 2), [1.23, 1.234, float("nan")], [Decimal("1.23"), BAD, None]),
        (pl.Float64, pl.Float64, [1.5, float("nan"), float("-inf")], [1.5, None, BAD]),
        (pl.Float64, pl.Float32, [1.5, 1e300], [1.5, BAD]),
        (pl.Decimal(10, 2), pl.Float64, [Decimal("1.50")], [1.5]),
        (pl.Decimal(10, 2), pl.Int64, [Decimal("2.00"), Decimal("2.50")], [2, BAD]),
        (pl.Decimal(10, 2), pl.Decimal(10, 1), [Decimal("1.50"), Decimal("1.55")], [Decimal("1.5"), BAD]),
        (pl.Datetime("us"), pl.Date, [dt.datetime(2020, 1, 1), dt.datetime(2020, 1, 1, 3)], [dt.date(2020, 1, 1), BAD]),
        (pl.Date, pl.Datetime("us"), [dt.date(2020, 1, 1)], [dt.datetime(2020, 1, 1)]),
        (pl.Categorical, pl.String, ["a"], ["a"]),
        (pl.Categorical, pl.Int64, ["1", "x"], [1, BAD]),
        (pl.Null, pl.Date, [None], [None]),
    ],
)
def test_types_widen_and_narrow_only_without_loss(
    received: Any, wanted: Any, values: list[Any], expected: list[Any]
) -> None:
    assert _read(values, wanted, None, received) == expected


@pytest.mark.parametrize(
    ("received", "wanted"),
    [
        (pl.Int64(), pl.Date()),
        (pl.Float64(), pl.String()),
        (pl.Boolean(), pl.Int64()),
        (pl.Datetime("us"), pl.Datetime("us", "UTC")),
        (pl.String(), pl.List(pl.Int64)),
    ],
)
def test_there_is_no_way_where_one_would_have_to_guess(received: pl.DataType, wanted: pl.DataType) -> None:
    assert reading("x", received, wanted, None) is None
