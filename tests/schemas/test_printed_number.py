"""Printed cells as numbers, and the decimal mark that a whole table tells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schemas.errors import StadtlandError
from schemas.number_marks import number_marks
from schemas.printed_number import is_below_threshold, printed_number, says_no_figure


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1\u202f440\u00a0022", ".", "1440022"),
        ("1'440'022.5", ".", "1440022.5"),
        ("1.440.022,50", ",", "1440022.50"),
        ("428698¹", ".", "428698"),
        ("428698 *", ".", "428698"),
        ("428698 1)", ".", "428698"),
        ("12,5 %", ",", "12.5"),
        ("−36 801", ".", "-36801"),
        ("(36801)", ".", "-36801"),
        ("1.2E+06", ".", "1.2E+6"),
    ],
)
def test_a_printed_number_is_read_without_its_ornaments(text: str, decimal: str, value: str) -> None:
    number = printed_number(text)
    assert number is not None
    assert number.value(decimal) == Decimal(value)


@pytest.mark.parametrize("text", ["", "–", "k. A.", "<5", "A", "12 5", "12 345 6", "1-2", "2019/20", "1440 t"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert printed_number(text) is None


@pytest.mark.parametrize(("text", "decimal"), [("1.234.5", ","), ("12.34", ","), ("1,5", "."), ("0.247", ",")])
def test_marks_that_stand_wrong_are_not_bent(text: str, decimal: str) -> None:
    number = printed_number(text)
    assert number is not None
    assert number.value(decimal) is None


def test_silence_and_bounds_are_told_from_figures() -> None:
    assert all(says_no_figure(text) for text in ("", "–", "k. A.", "n/a", "No data", "keine Angabe", "NE", "k. A.*"))
    assert not says_no_figure("0")
    assert all(is_below_threshold(text) for text in ("<5", "< 5", "unter 5"))
    assert not is_below_threshold("5")


@pytest.mark.parametrize(
    ("columns", "decimal", "by"),
    [
        ({"a": ["1.440"], "b": ["12,5"]}, ",", "b"),
        ({"a": ["1.440"], "b": ["0.247"]}, ".", "b"),
        ({"a": ["1.440", "2.000.000"]}, ",", "a"),
        ({"a": ["1.440"], "b": ["896858"]}, ".", "b"),
        ({"a": ["1.440"], "b": ["12 345"]}, ".", "b"),
        ({"a": ["1440"]}, ".", "no number has a mark"),
    ],
)
def test_one_telling_number_decides_for_its_file(columns: dict[str, list[str]], decimal: str, by: str) -> None:
    marks = number_marks(columns, "t")
    assert (marks.decimal, marks.told_by) == (decimal, by)


def test_counts_have_no_decimals() -> None:
    assert number_marks({"population": ["601.866"], "area": ["29.780"]}, "t", counts=["population"]).decimal == ","


@pytest.mark.parametrize("columns", [{"a": ["1.440"]}, {"a": ["1,440", "200"]}, {"a": ["1.440"], "b": ["1,440"]}])
def test_what_nothing_tells_is_refused_and_the_column_named(columns: dict[str, list[str]]) -> None:
    with pytest.raises(StadtlandError) as error:
        number_marks(columns, "gap.csv")
    assert error.value.code == "audit-marks-ambiguous"
    assert "gap.csv" in str(error.value)
    assert "440" not in str(error.value)


def test_a_stated_mark_decides_where_nothing_tells_and_nowhere_else() -> None:
    assert number_marks({"a": ["1.440"]}, "t", decimal=",").decimal == ","
    assert number_marks({"a": ["1.440", "0.5"]}, "t", decimal=",").decimal == "."


def test_figures_below_a_thousand_without_a_mark_tell_that_the_mark_separates_thousands() -> None:
    column = ["896.858", "1.204", "33.500", "450", "37"]
    assert number_marks({"a": column}, "t").decimal == ","
    with pytest.raises(StadtlandError):
        number_marks({"a": column[:4]}, "t")  # one figure alone may be 450.000 without its noughts
    with pytest.raises(StadtlandError) as error:
        number_marks({"a": column, "b": ["0.247"]}, "t")
    assert error.value.code == "audit-marks-mixed"
    assert number_marks({"a": [*column, "1.5"]}, "t").decimal == "."
