"""A period is written in one way, and covers whole days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import StadtlandError
from schemas.period import Period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-02-28", "2025-02-28", "2025-02-28"),
    ],
)
def test_the_five_shapes(text: str, start: str, end: str) -> None:
    period = Period.parse(text)
    assert (period.start.isoformat(), period.end.isoformat(), str(period)) == (start, end, text)


@pytest.mark.parametrize(
    "text", ["", "25", "2025-13", "2025-Q5", "2025-02-30", "2025Q1", "2025-1", "last year", "٢٠٢٥"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(StadtlandError) as caught:
        Period.parse(text)
    assert caught.value.code == "period-not-understood"


@given(st.dates(date(1901, 1, 1), date(2900, 1, 1)), st.sampled_from(["day", "month", "quarter", "half-year", "year"]))
def test_the_previous_period_ends_before_today_and_the_next_would_not(today: date, kind: str) -> None:
    period = Period.previous(kind, today)
    assert period.end < today
    assert Period.previous(kind, period.end + timedelta(days=1)) == period
