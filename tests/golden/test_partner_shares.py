"""Three municipalities, arithmetic in the open: 600 + 300 + 100 = 1000 people on 50 + 30 + 20 = 100 ha."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schemas.check import check
from schemas.registry import schema
from transforms.results.partnership.partner_shares import partner_shares


def base(people: list[int], forest_ha: list[float | None]) -> pl.LazyFrame:
    count = len(people)
    return pl.LazyFrame(
        {
            "municipality_code": [f"1400000{place}" for place in range(count)],
            "municipality_name": [f"Ort {place}" for place in range(count)],
            "population_2021": people,
            "land_ha": [50.0, 30.0, 20.0][:count],
            "forest_ha": forest_ha,
            "agriculture_ha": [10.0] * count,
            "settlement_ha": [5.0] * count,
            "traffic_ha": [1.0] * count,
            "share_population_as_printed": [0.6, 0.31, 0.1][:count],  # the second is misprinted: 300 / 1000 = 0.3
            "share_land_as_printed": [0.5, 0.3, 0.2][:count],
            "share_forest_as_printed": [0.25, 0.25, 0.5][:count],
        },
        schema_overrides={"forest_ha": pl.Float64},
    )


def shares(found: pl.DataFrame, key: str, column: str = "share") -> list[float | None]:
    return found.filter(pl.col("key") == key)[column].to_list()


def test_shares_by_every_key_and_their_distance_from_the_printed_ones() -> None:
    found = partner_shares(base([600, 300, 100], [10.5, 10.5, 21.0]), "2021").collect()
    assert shares(found, "population") == [0.6, 0.3, 0.1]
    assert shares(found, "population", "difference") == [0.0, -0.01, 0.0]  # ours minus printed: 0.3 - 0.31
    assert shares(found, "land") == [0.5, 0.3, 0.2]
    assert shares(found, "forest") == [0.25, 0.25, 0.5]  # of 10.5 + 10.5 + 21 = 42 ha
    assert shares(found, "traffic") == [0.33333333, 0.33333333, 0.33333333]
    assert shares(found, "traffic", "difference") == [None, None, None]  # no share of traffic land is printed
    assert found.height == 6 * 3
    assert check(found.lazy(), schema("released", "partner_shares")).rows_rejected == 0


def test_a_key_with_a_missing_value_has_no_shares_at_all() -> None:
    found = partner_shares(base([600, 300, 100], [10.5, None, 21.0]), "2021").collect()
    assert shares(found, "forest") == [None, None, None]
    assert shares(found, "forest", "partnership_value") == [None, None, None]
    assert shares(found, "land") == [0.5, 0.3, 0.2]
    assert shares(found, "forest", "status") == ["missing"] * 3
    assert check(found.lazy(), schema("released", "partner_shares")).rows_rejected == 0


@given(st.lists(st.integers(1, 10_000_000), min_size=3, max_size=3))
def test_shares_of_a_key_sum_to_one(people: list[int]) -> None:
    found = partner_shares(base(people, [1.0, 1.0, 1.0]), "2021").collect()
    of_people = shares(found, "population")
    assert abs(sum(share or 0.0 for share in of_people) - 1) <= 3 * 0.5e-8  # three figures rounded to eight decimals
