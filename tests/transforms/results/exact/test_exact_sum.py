"""Sums and their conversion against decimal arithmetic: the float of an output is the nearest one of the exact figure.

The examples are the known traps. 1.015 x 100 is 101.49999999999999 in binary, so the cent would be lost; 244,800 kg
through the reciprocal of 1000 is 244.79999999999998 t; 0.1 + 0.2 is 0.30000000000000004.
"""

from __future__ import annotations

import random
from decimal import ROUND_HALF_EVEN, Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.results.exact.exact_sum import exact_sum
from transforms.results.exact.whole_units import megawatt_hours, tonnes, whole_units

decimals = st.sampled_from((0, 1, 2, 3, 4, 6))
parts = st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=30)
printed = st.lists(st.decimals(-(10**9), 10**9, places=3).map(float), min_size=1, max_size=30)


def _sum(values: list[float | None], places: int) -> float | None:
    frame = pl.DataFrame({"group": 1, "value": pl.Series(values, dtype=pl.Float64)})
    return frame.lazy().group_by("group").agg(exact_sum(pl.col("value"), decimals=places)).collect()["value"].item()


def _exactly(values: list[float], places: int) -> float:
    step = Decimal(1).scaleb(-places)
    return float(sum((Decimal(str(value)).quantize(step, ROUND_HALF_EVEN) for value in values), Decimal(0)))


@given(parts | printed, decimals, st.randoms(use_true_random=False))
def test_a_sum_is_that_of_the_printed_decimals_in_any_order(
    values: list[float], places: int, order: random.Random
) -> None:
    expected = _exactly(values, places)
    assert _sum(list(values), places) == expected
    shuffled = list(values)
    order.shuffle(shuffled)
    assert _sum(list(shuffled), places) == expected


@pytest.mark.parametrize(
    ("values", "places", "expected"),
    [
        ([1.015], 2, 1.02),
        ([1.005], 2, 1.0),
        ([2.675, 0.285], 2, 2.96),
        ([0.1, 0.2], 1, 0.3),
        ([1e-7, 1e15, 5e-4], 3, 1e15),
        ([-0.0], 3, 0.0),
    ],
)
def test_the_traps(values: list[float | None], places: int, expected: float) -> None:
    assert _sum(values, places) == expected


@pytest.mark.parametrize("missing", [None, float("nan"), float("inf")])
def test_one_missing_part_leaves_no_sum(missing: float | None) -> None:
    assert _sum([1.0, missing, 2.0], 3) is None


@given(st.integers(-(2**63), 2**63 - 1), decimals)
def test_whole_steps_are_the_nearest_float_of_their_decimal(steps: int, places: int) -> None:
    frame = pl.DataFrame({"steps": pl.Series([steps, 0], dtype=pl.Int64)})
    found = frame.select(whole_units(pl.col("steps"), decimals=places))["steps"][0]
    assert found == float(Decimal(steps).scaleb(-places))


def test_kilograms_and_watt_hours() -> None:
    frame = pl.DataFrame({"kilograms": [244_800, None], "watt_hours": [1_005, None]})
    found = frame.select(tonnes(pl.col("kilograms")), megawatt_hours(pl.col("watt_hours")))
    assert found.rows() == [(244.8, 0.001005), (None, None)]
