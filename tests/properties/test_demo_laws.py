"""The demo city's results: nothing is lost or made, shares are a whole, and the order of rows changes no bit."""

from __future__ import annotations

import random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.results.surveyed import surveyed
from transforms.harmonise.heat_meters import heat_meters
from transforms.results.heat_demand import heat_demand
from transforms.results.modal_split import MODES, modal_split


def _readings(rows: list[tuple[str, str, int, float | None]]) -> pl.LazyFrame:
    return pl.LazyFrame(
        rows, schema={"meter_number": pl.String, "district": pl.String, "year": pl.Int64, "energy_mwh": pl.Float64},
        orient="row",
    ).with_columns(reading_date=pl.date("year", 12, 1))  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 10**7)), min_size=1, max_size=60), st.randoms())
def test_the_order_of_readings_changes_no_bit(watts: list[tuple[int, int]], chance: random.Random) -> None:
    rows = [(f"M{meter}", "Hafen", 2000 + place, watt / 1000) for place, (meter, watt) in enumerate(watts)]
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    assert heat_meters(_readings(rows)).collect().equals(heat_meters(_readings(shuffled)).collect())


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Mitte", "Nord", "*"]),
        st.integers(1, 40).map(lambda twentieths: twentieths / 20),
        st.dictionaries(
            st.sampled_from(MODES), st.tuples(st.integers(1, 9), st.integers(1, 900).map(lambda m: m / 10))
        ),
    ),
    min_size=1,
    max_size=40,
)


@settings(deadline=None)
@given(ROWS, st.randoms())
def test_shares_add_to_one_and_order_changes_no_bit(
    rows: list[tuple[str, float, dict[str, tuple[int, float]]]], chance: random.Random
) -> None:
    shares = modal_split(surveyed(rows), "2025").collect()
    sums = shares.drop_nulls().group_by("area").agg(pl.col("trip_share", "km_share").sum())
    # Five shares rounded to four decimals are off by at most 5 x 0.00005 together.
    assert all(abs(value - 1) <= 0.00025 + 1e-12 for row in sums.rows() for value in row[1:])
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    assert modal_split(surveyed(shuffled), "2025").collect().equals(shares)


CENTS = st.lists(st.tuples(st.sampled_from(["a", "b", "*"]), st.integers(0, 10**9)), min_size=1, max_size=60)


@settings(deadline=None)
@given(CENTS, st.randoms())
def test_energy_is_neither_lost_nor_made(rows: list[tuple[str, int]], chance: random.Random) -> None:
    def demand(given: list[tuple[str, int]]) -> pl.DataFrame:
        meters = pl.LazyFrame({"district": [area for area, _ in given], "energy_mwh": [kwh / 1000 for _, kwh in given]})
        return heat_demand(meters, "2025").collect()

    result = demand(rows)
    assert (result["energy_mwh"] * 1000).round().cast(pl.Int64).sum() == sum(kwh for _, kwh in rows)
    assert result["meter_count"].sum() == len(rows)
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    assert demand(shuffled).equals(result)
