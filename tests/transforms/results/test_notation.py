"""Printed numbers, however they are written, as exact figures; what is no figure says why."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import StadtlandError
from transforms.results.audit.notation import Notation


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (["1440022"], "1440022"),
        (["1,440,022"], "1440022"),
        (["1.440.022"], "1440022"),
        (["1 440 022"], "1440022"),
        (["1\u00a0440\u202f022"], "1440022"),
        (["1'440'022"], "1440022"),
        (["1.234,5"], "1234.5"),
        (["1,234.5"], "1234.5"),
        (["12,5"], "12.5"),
        (["0.247"], "0.247"),
        (["1.440", "12,5"], "1440"),
        (["1.440", "2.000.000"], "1440"),
        (["−36801"], "-36801"),
        (["(36801)"], "-36801"),
        (["428698*"], "428698"),
        (["1.2e6"], "1.2e6"),
        ([428698.5], "428698.5"),
        ([7], "7"),
    ],
)
def test_a_number_is_read_as_its_table_writes_numbers(cells: list[object], value: str) -> None:
    assert Notation.of(cells, "gap").read(cells[0]).value == Decimal(value)


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "n/a", "unknown", "No data", "k. A.", "NE", "abc", float("nan")])
def test_what_is_no_figure_is_missing_and_says_why(cell: object) -> None:
    figure = Notation().read(cell)
    assert figure.value is None
    assert figure.why_missing.de
    assert figure.why_missing.en


@pytest.mark.parametrize("cells", [["1.234,5", "1,234.5"], ["12,5", "12.5"], ["1.440.022", "12.5"]])
def test_two_decimal_marks_in_one_table_are_an_error(cells: list[str]) -> None:
    with pytest.raises(StadtlandError) as error:
        Notation.of(cells, "inventory")
    assert error.value.code == "audit-marks-mixed"
    assert "1.234" not in str(error.value)


def test_the_last_printed_place_is_kept() -> None:
    assert Notation().read("12.50").last_place == Decimal("0.01")
    assert Notation().read("1440022").last_place == 1


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1), st.sampled_from([",", ".", " ", "'"]))
def test_grouped_integers_come_back_once_one_of_them_shows_two_groups(values: list[int], mark: str) -> None:
    texts = [f"{value:,}".replace(",", mark) for value in [*values, 1_000_000]]
    notation = Notation.of(texts, "totals")
    assert [notation.read(text).value for text in texts] == [*values, 1_000_000]
