"""Eight units, counted by hand: what had started by the end of a period, by postcode and kind."""

from __future__ import annotations

import random

import polars as pl
import pytest

from transforms.results.generation_capacity import generation_capacity

ROWS = [
    # postcode, kind, status, start, kW
    ("48161", "solar", "operating", "2019-05", 0.1),
    ("48161", "solar", "operating", "2022-12", 0.2),
    ("48161", "solar", "paused", "2020-01", 10.0),  # stands still, is there all the same
    ("48161", "solar", "operating", "2023-01", 99.0),  # a month too late for 2022
    ("48161", "solar", "planned", None, 5000.0),  # not there yet
    ("48161", "solar", "closed", "2001-01", 7.0),  # not there any more
    ("48161", "wind", "operating", "2014-11", 2400.0),
    ("*", "*", "operating", "2003-12", 1000.0),  # suppressed before: a group of its own
]
COLUMNS = ["postcode", "kind", "operating_status", "start_month", "gross_capacity_kw"]


def units(rows: list[tuple[str, str, str, str | None, float]]) -> pl.LazyFrame:
    return pl.LazyFrame(rows, schema=COLUMNS, orient="row")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        # 0.1 + 0.2 + 10 kW: exact, because whole watts are added (as floats 0.1 + 0.2 is not 0.3).
        ("2022", [("*", "*", 1, 1000.0), ("48161", "solar", 3, 10.3), ("48161", "wind", 1, 2400.0)]),
        ("2023-Q1", [("*", "*", 1, 1000.0), ("48161", "solar", 4, 109.3), ("48161", "wind", 1, 2400.0)]),
        ("2022-11", [("*", "*", 1, 1000.0), ("48161", "solar", 2, 10.1), ("48161", "wind", 1, 2400.0)]),
        ("2000", []),
    ],
)
def test_units_that_had_started(period: str, expected: list[tuple[str, str, int, float]]) -> None:
    found = generation_capacity(units(ROWS), period).collect()
    assert found.drop("period").rows() == expected
    assert set(found["period"]) <= {period}


def test_the_order_of_rows_decides_nothing() -> None:
    shuffled = random.Random(7).sample(ROWS, len(ROWS))
    assert (
        generation_capacity(units(shuffled), "2022")
        .collect()
        .equals(generation_capacity(units(ROWS), "2022").collect())
    )
