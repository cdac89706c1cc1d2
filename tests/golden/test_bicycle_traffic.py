"""A few quarters of an hour of two stations: what is counted, what is missing, and what a month should have had."""

from __future__ import annotations

from datetime import datetime, timedelta

import polars as pl
import pytest

from schemas.check import check
from schemas.registry import schema
from transforms.results.bicycle_traffic import bicycle_traffic

Row = tuple[str, datetime, int | None, int | None]


def counts(*rows: Row) -> pl.LazyFrame:
    columns = {
        "station_code": pl.String,
        "counted_at": pl.Datetime("us"),
        "bicycle_count": pl.Int64,
        "status": pl.Int64,
    }
    return pl.LazyFrame(list(rows), schema=columns, orient="row")


def one(*rows: Row, **parameters: object) -> dict[str, object]:
    table = bicycle_traffic(counts(*rows), **parameters).collect()  # type: ignore[arg-type]
    assert check(table.lazy(), schema("released", "bicycle_traffic")).rows_rejected == 0
    return table.row(0, named=True)


def test_only_valid_intervals_are_summed_and_the_coverage_says_how_many() -> None:
    found = one(
        ("100000001", datetime(2023, 6, 1, 0, 0), 5, 0),
        ("100000001", datetime(2023, 6, 1, 0, 15), 0, 0),  # nobody passed
        ("100000001", datetime(2023, 6, 1, 0, 30), 90, 4),  # disturbed: not summed
        ("100000001", datetime(2023, 6, 1, 0, 45), None, 0),  # no count: not zero
        ("100000001", datetime(2023, 6, 1, 1, 0), 7, None),  # nobody says that it is valid
        stations={"100000001": "Am Markt"},
    )
    assert found == {
        "station_code": "100000001",
        "station_name": "Am Markt",
        "period": "2023-06",
        "bicycle_count": 5,
        "interval_expected_count": 30 * 96,
        "interval_received_count": 5,
        "interval_valid_count": 2,
        "interval_zero_count": 1,
        "coverage_share": round(2 / 2880, 6),
    }


def test_a_month_without_a_valid_interval_has_no_count_rather_than_zero() -> None:
    found = one(("100000001", datetime(2023, 6, 1), 3, 4))
    assert (found["bicycle_count"], found["coverage_share"], found["station_name"]) == (None, 0.0, None)


def test_which_status_is_valid_is_the_agreements_choice() -> None:
    found = one(("100000001", datetime(2023, 6, 1), 3, 4), valid_status=[0, 4])
    assert found["bicycle_count"] == 3


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (datetime(2023, 1, 1), 31 * 96),
        (datetime(2023, 2, 1), 28 * 96),
        (datetime(2024, 2, 1), 29 * 96),
        (datetime(2023, 3, 1), 31 * 96 - 4),  # 26 March 2023 has no time from 02:00 to 02:45
        (datetime(2023, 10, 1), 31 * 96),  # 29 October 2023 shows 02:00 to 02:45 twice; the counters add both
    ],
)
def test_expected_is_what_a_clock_on_the_wall_shows(month: datetime, expected: int) -> None:
    assert one(("100000001", month, 1, 0))["interval_expected_count"] == expected


def test_a_station_that_was_silent_for_a_month_has_a_row_that_says_so() -> None:
    first = counts(("100000001", datetime(2023, 5, 1), 2, 0), ("100000001", datetime(2023, 6, 1), 4, 0))
    second = counts(("100000002", datetime(2023, 6, 1), 8, 0))
    found = bicycle_traffic(first, second).collect()
    columns = ["station_code", "period", "bicycle_count", "interval_received_count"]
    assert found.select(columns).rows() == [
        ("100000001", "2023-05", 2, 1),
        ("100000001", "2023-06", 4, 1),
        ("100000002", "2023-05", None, 0),
        ("100000002", "2023-06", 8, 1),
    ]


def test_a_whole_month_is_covered_wholly() -> None:
    start = datetime(2023, 2, 1)
    rows = [("100000001", start + timedelta(minutes=15 * place), 1, 0) for place in range(28 * 96)]
    found = one(*rows)
    assert (found["bicycle_count"], found["coverage_share"]) == (2688, 1.0)
