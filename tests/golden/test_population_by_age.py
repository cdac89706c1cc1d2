"""One municipality and one district of Vienna: single years added up to age groups by hand."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.registry import schema
from transforms.privacy.tables.small_cells import small_cells
from transforms.results.population_by_age import population_by_age

AREAS = pl.LazyFrame(
    {
        "area_code": ["10101", "90101"],
        "municipality_code": ["10101", "90001"],
        "municipality_name": ["Eisenstadt", "Wien"],
    }
)


def people(*rows: tuple[int, str, str, int, int]) -> pl.LazyFrame:
    return pl.LazyFrame(list(rows), schema=["year", "area_code", "sex", "age", "population_count"], orient="row")


COUNTED = people(
    (2022, "10101", "female", 0, 3),
    (2022, "10101", "female", 4, 4),
    (2022, "10101", "female", 5, 2),
    (2022, "10101", "male", 74, 6),
    (2022, "10101", "male", 75, 7),
    (2022, "90101", "male", 99, 8),
    (2022, "90101", "male", 100, 1),
    (2021, "10101", "female", 0, 1000),  # another year: not in the table of 2022
)


def test_five_years() -> None:
    found = population_by_age(COUNTED, AREAS, "2022").collect()
    assert found.select("area_code", "sex", "age_group", "population_count").rows() == [
        ("10101", "female", "0-4", 7),  # 3 + 4
        ("10101", "female", "5-9", 2),
        ("10101", "male", "70-74", 6),
        ("10101", "male", "75-79", 7),
        ("90101", "male", "95-99", 8),
        ("90101", "male", "100+", 1),
    ]


def test_fifteen_years_end_with_75_and_older() -> None:
    found = population_by_age(COUNTED, AREAS, "2022", age_group_years=15).collect()
    assert found.select("area_code", "sex", "age_group", "population_count").rows() == [
        ("10101", "female", "0-14", 9),  # 3 + 4 + 2
        ("10101", "male", "60-74", 6),
        ("10101", "male", "75+", 7),
        ("90101", "male", "75+", 9),  # 8 + 1
    ]


def test_a_district_carries_the_municipality_it_belongs_to() -> None:
    found = population_by_age(COUNTED, AREAS, "2022").filter(pl.col("area_code") == "90101").collect()
    assert set(found["municipality_code"]) == {"90001"}
    assert set(found["municipality_name"]) == {"Wien"}


def test_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="5 or 15"):
        population_by_age(COUNTED, AREAS, "2022", age_group_years=10)


def test_small_cells_are_blanked_and_no_column_of_the_table_can_hold_a_total() -> None:
    found = small_cells(population_by_age(COUNTED, AREAS, "2022"), count="population_count", minimum=5).collect()
    assert found["population_count"].to_list() == [7, None, 6, 7, 8, None]
    assert found["is_suppressed"].to_list() == [False, True, False, False, False, True]
    columns = list(schema("released", "population_by_age").to_schema().columns)
    assert [name for name in columns if name.endswith("_count")] == ["population_count"]
    assert set(found["sex"]) == {"female", "male"}


@given(st.lists(st.tuples(st.sampled_from(["female", "male"]), st.integers(0, 100), st.integers(1, 50)), max_size=40))
def test_nobody_is_lost_or_counted_twice(rows: list[tuple[str, int, int]]) -> None:
    counted = pl.LazyFrame(
        [(2022, "10101", sex, age, number) for sex, age, number in rows],
        schema={
            "year": pl.Int64, "area_code": pl.String, "sex": pl.String, "age": pl.Int64, "population_count": pl.Int64
        },
        orient="row",
    )  # fmt: skip
    for width in (5, 15):
        found = population_by_age(counted, AREAS, "2022", age_group_years=width).collect()
        assert found["population_count"].sum() == sum(number for _, _, number in rows)
