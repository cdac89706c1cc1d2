"""Top and bottom coding, percentiles and rounding."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.values.bottom_code import bottom_code
from transforms.privacy.values.percentile import percentile
from transforms.privacy.values.round_to import round_to
from transforms.privacy.values.top_code import top_code

NAN = float("nan")


def column(values: list[Any], dtype: Any = None) -> pl.LazyFrame:
    return pl.LazyFrame({"x": pl.Series(values, dtype=dtype)})


def out(frame: pl.LazyFrame) -> list[Any]:
    return frame.collect()["x"].to_list()


def test_values_at_and_above_become_the_threshold() -> None:
    assert out(top_code(column([1, 9, 10, 11, None]), "x", 10)) == [1, 9, 10, 10, None]


def test_values_at_and_below_become_the_threshold() -> None:
    assert out(bottom_code(column([1543, 1900, 1987, None]), "x", 1900)) == [1900, 1900, 1987, None]


def test_nan_is_missing_and_not_large() -> None:
    coded = top_code(column([1.0, 5.0, NAN]), "x", 2).collect()["x"]
    assert coded.to_list()[:2] == [1.0, 2.0]
    assert coded.is_nan().to_list() == [False, False, True]


def test_types_stay_where_the_threshold_fits() -> None:
    assert top_code(column([1, 2], pl.Int8), "x", 2).collect_schema()["x"] == pl.Int8
    assert top_code(column([1, 2], pl.Int8), "x", 1000).collect_schema()["x"] == pl.Float64
    assert out(top_code(column([1, 2]), "x", 1.5)) == [1.0, 1.5]
    money = column([Decimal("1.25"), Decimal("9.99")])
    assert out(top_code(money, "x", 2.5)) == [Decimal("1.25"), Decimal("2.50")]
    assert out(top_code(money, "x", 2.125)) == [1.25, 2.125]


def test_percentile_is_the_nearest_rank() -> None:
    """Of 1 … 200, p99 is the ceil(0.99 * 200) = 198th value; p50 of four is the second."""
    assert percentile(column(list(range(1, 201))), "x", "p99") == 198
    assert percentile(column([4, 1, 3, 2]), "x", "p50") == 2
    assert percentile(column([4, 1, 3, 2]), "x", "p50.1") == 3
    assert percentile(column([2.5, NAN, None, 2.5]), "x", "p1") == 2.5


def test_percentile_shares_are_decimal() -> None:
    """p29 of 100 values is the 29th; 0.29 * 100 in floats would make it the 29th only by luck of rounding."""
    assert percentile(column(list(range(1, 101))), "x", "p29") == 29
    assert percentile(column(list(range(1, 1001))), "x", "p99.9") == 999


def test_coding_at_a_percentile_of_the_values() -> None:
    assert out(top_code(column(list(range(1, 101))), "x", "p99"))[-3:] == [98, 99, 99]


def test_a_lonely_top_is_refused_on_request() -> None:
    incomes = column([1, 2, 3, 100])
    assert out(top_code(incomes, "x", 100, minimum_rows=1))[-1] == 100
    with pytest.raises(StadtlandError) as raised:
        top_code(incomes, "x", 50, minimum_rows=2)
    assert raised.value.facts == {"column": "x", "rows": 1, "minimum": 2}
    assert out(top_code(incomes, "x", 200, minimum_rows=2)) == [1, 2, 3, 100]  # nothing to hide


@pytest.mark.parametrize("rank", ["p0", "p100", "99", "p", "pp9", "p-1", "q50"])
def test_what_is_no_percentile(rank: str) -> None:
    with pytest.raises(StadtlandError) as raised:
        percentile(column([1]), "x", rank)
    assert raised.value.code == "parameter-out-of-range"


def test_percentile_of_nothing() -> None:
    with pytest.raises(StadtlandError) as raised:
        top_code(column([None, None], pl.Int64), "x", "p99")
    assert raised.value.code == "percentile-of-nothing"


@pytest.mark.parametrize("method", [top_code, bottom_code, round_to])
def test_columns_that_cannot_be_coded(method: Any) -> None:
    with pytest.raises(StadtlandError) as absent:
        method(column([1]), "y", 1)
    assert absent.value.code == "column-not-in-frame"
    with pytest.raises(StadtlandError) as text:
        method(column(["a"]), "x", 1)
    assert text.value.code == "column-not-numeric"


def test_an_infinite_threshold_is_refused() -> None:
    with pytest.raises(StadtlandError):
        top_code(column([1.0]), "x", float("inf"))


@pytest.mark.parametrize(
    ("value", "to", "expected"),
    [
        (0.15, 0.1, 0.2),  # a tie, although the float lies below it
        (0.25, 0.1, 0.2),
        (0.35, 0.1, 0.4),
        (-0.15, 0.1, -0.2),
        (2.675, 0.01, 2.68),
        (1234.0, 50, 1250.0),
        (1225.0, 50, 1200.0),
        (1e9 + 0.05, 0.1, 1e9),
        (7.5, 2.5, 7.5),
        (-0.04, 0.1, 0.0),
        (None, 0.1, None),
    ],
)
def test_rounding_is_decimal_and_half_to_even(value: float | None, to: float, expected: float | None) -> None:
    assert out(round_to(column([value], pl.Float64), "x", to)) == [expected]


def test_whole_numbers_are_rounded_as_such() -> None:
    huge = 9_007_199_254_740_993  # beyond 2^53, where floats have no odd numbers
    assert out(round_to(column([24, 25, 75, -25, -75, 126, None, huge]), "x", 50))[:7] == [
        0,
        0,
        100,
        0,
        -100,
        150,
        None,
    ]
    assert out(round_to(column([huge]), "x", 1)) == [huge]
    assert out(round_to(column([7]), "x", 2.5)) == [7.5]


def test_decimals_keep_their_type() -> None:
    money = column([Decimal("0.15"), Decimal("0.25"), None])
    assert out(round_to(money, "x", 0.1)) == [Decimal("0.20"), Decimal("0.20"), None]
    assert round_to(money, "x", 0.125).collect_schema()["x"] == pl.Float64


def test_infinity_and_nan_pass_through_rounding() -> None:
    rounded = round_to(column([float("inf"), NAN]), "x", 1).collect()["x"]
    assert rounded[0] == float("inf")
    assert rounded.is_nan()[1]


@pytest.mark.parametrize("to", [0, -1, float("inf"), NAN])
def test_bases_that_do_not_round(to: float) -> None:
    with pytest.raises(StadtlandError):
        round_to(column([1.0]), "x", to)
