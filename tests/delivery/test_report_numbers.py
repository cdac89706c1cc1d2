"""Printed numbers and bars: what stands on the page for one value of the JSON."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery.report.bars import WIDTH, bars
from delivery.report.numbers import decimals_for, print_digits, print_number, print_percent
from delivery.report.order import duration
from delivery.report.traced import Traced


def shown(markup: str) -> str:
    (text,) = re.findall(r">([^<]*)</data>", markup)
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-").replace("&lt;", "<").replace(
        "&gt;", ">"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, None, "0"),
        (-0.0, None, "0"),
        (1234, None, "1 234"),
        (1234567.5, None, "1 234 567,5"),
        (-1234.5, None, "-1 234,5"),
        (0.123456, None, "0,1235"),
        (0.00001234, None, "0,0000123"),
        (1e22, None, "10 000 000 000 000 000 000 000"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (0.3, 0, "< 1"),
        (-0.3, 0, "> -1"),
        (5, 2, "5,00"),
    ],
)
def test_a_number_is_printed_the_german_way(value: float, decimals: int | None, text: str) -> None:
    assert shown(print_number(Traced(value, "/a"), decimals)) == text


def test_the_english_way_has_a_point_and_no_comma() -> None:
    assert shown(print_number(Traced(1234567.5), language="en")) == "1 234 567.5"
    assert shown(print_number(Traced(59192.8), signed=True)) == "+59 192,8"


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (0.05, "5 %"), (1.0, "100 %"), (14 / 12240, "0,11 %"), (1e-6, "< 0,01 %"), (0.999999, "> 99,99 %")],
)
def test_not_nothing_is_never_zero_and_not_all_never_all(share: float, text: str) -> None:
    assert shown(print_percent(Traced(share, "/a"))) == text


def test_an_exact_sum_keeps_all_of_its_digits() -> None:
    digits = "123456789012345678901234567890.123456789"
    assert shown(print_digits(Traced(digits))) == "123 456 789 012 345 678 901 234 567 890,123456789"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_exact_value_stands_beside_the_printed_one(value: float) -> None:
    (exact,) = re.findall(r'data-value="([^"]*)"', print_number(Traced(value, "/a")))
    assert float(exact) == value


@given(st.floats(allow_nan=False, allow_infinity=False).filter(bool))
def test_a_number_that_is_not_zero_does_not_print_as_zero(value: float) -> None:
    assert re.search("[1-9]", shown(print_number(Traced(value, "/a"))))


def test_a_number_cannot_reach_the_page_without_its_place() -> None:
    for value in (1, 1.5, True, None, [1]):
        with pytest.raises(TypeError):
            str(Traced(value))
    with pytest.raises(TypeError):
        print_number(Traced(True))
    with pytest.raises(TypeError):
        print_number(Traced("1"))


@pytest.mark.parametrize(
    ("values", "decimals"), [([1, 2], 0), ([12345.6, 1.5], 0), ([123.4], 1), ([5.5, None], 2), ([0.25], 4), ([None], 0)]
)
def test_a_column_is_printed_alike(values: list[float | None], decimals: int) -> None:
    assert decimals_for([Traced(value) for value in values]) == decimals


def widths(values: list[float | None]) -> list[tuple[Decimal, Decimal] | None]:
    found = []
    for _, bar in bars([Traced(value) for value in values]):
        rect = re.findall(r'class="fill" x="([\d.]+)" y="0" width="([\d.]+)"', bar)
        found.append((Decimal(rect[0][0]), Decimal(rect[0][1])) if rect else None)
    return found


def test_bars_share_one_scale_that_holds_zero() -> None:
    # From -50 to 150 is 200 units wide: zero stands at 50.
    assert widths([150, 75, -50, None]) == [(50, 150), (50, 75), (0, 50), None]


def test_a_small_number_keeps_a_sliver_and_zero_has_none() -> None:
    (_, (_, sliver), (_, nothing)) = widths([1_000_000, 1, 0])  # type: ignore[misc]
    assert sliver > 0
    assert nothing == 0


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=8))
def test_no_bar_leaves_its_track(values: list[float]) -> None:
    for bar in widths(list(values)):
        assert bar is not None
        assert 0 <= bar[0] <= bar[0] + bar[1] <= WIDTH


@pytest.mark.parametrize(
    ("iso", "de", "en"),
    [("P90D", "90 Tage", "90 days"), ("P1Y", "1 Jahr", "1 year"), ("P2Y6M", "2 Jahre, 6 Monate", "2 years, 6 months")],
)
def test_a_duration_is_said_in_words(iso: str, de: str, en: str) -> None:
    assert (duration(Traced(iso), "de"), duration(Traced(iso), "en")) == (de, en)
