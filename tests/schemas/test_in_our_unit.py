"""Figures change their unit by moving the point: against decimal arithmetic, to the last digit.

1.005 t are 1,005 kg, where binary arithmetic says 1004.9999999999999; 61.7 kWh are 0.0617 MWh, where the inverse of
1000 makes them 0.061700000000000005.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.in_our_unit import in_our_unit
from schemas.units import convert

figures = st.decimals(-(10**12), 10**12, places=4).map(float)
powers = st.sampled_from([Fraction(10) ** zeros for zeros in (-9, -6, -3, -2, -1, 1, 2, 3, 6, 9)])


def _one(value: float | None, factor: Fraction) -> float | None:
    frame = pl.DataFrame({"x": pl.Series([value], dtype=pl.Float64)})
    return frame.lazy().select(in_our_unit(pl.col("x"), factor)).collect()["x"].item()


@given(figures, powers)
def test_the_point_moves_and_no_digit_changes(value: float, factor: Fraction) -> None:
    exact = Decimal(str(value)) * factor.numerator / factor.denominator
    assert _one(value, factor) == float(exact)


@pytest.mark.parametrize(
    ("value", "given", "ours", "expected"),
    [
        (1.005, "t CO2e", "kg CO2e", 1005.0),
        (61.7, "kWh", "MWh", 0.0617),
        (1.1, "TEUR", "EUR", 1100.0),
        (12.5, "%", "1", 0.125),
        (3.6, "GJ", "MWh", 1.0),
    ],
)
def test_units_that_people_use(value: float, given: str, ours: str, expected: float) -> None:
    assert _one(value, convert(given, ours)) == expected


def test_what_is_no_plain_figure_stays_what_it_is() -> None:
    assert _one(None, Fraction(1, 1000)) is None
    assert _one(1e-7, Fraction(1000)) == pytest.approx(1e-4)
    assert _one(float("inf"), Fraction(1, 1000)) == float("inf")
