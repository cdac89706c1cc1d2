"""The demo city's four results: examples whose arithmetic one can follow, and the laws that hold for all."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from schemas.check import check
from schemas.registry import schema
from tests.transforms.results.surveyed import surveyed
from transforms.results.heat_demand import heat_demand
from transforms.results.heating_mix import heating_mix
from transforms.results.modal_split import MODES, modal_split
from transforms.results.subsidy_uptake import subsidy_uptake

CERTIFICATES = pl.LazyFrame(
    {
        "postcode": ["Mitte", "Mitte", "Mitte", "*"],
        "heating_type": ["natural gas", "natural gas", "heat pump", "natural gas"],
        "energy_mwh": [10.1, 20.2, 5.0, 7.0],
    }
)
METERS = pl.LazyFrame({"district": ["Hafen", "Hafen", "*"], "energy_mwh": [0.1, 0.2, 5.5]})
APPLICATIONS = pl.LazyFrame(
    {
        "measure_type": ["heat pump", "heat pump", "*"],
        "income_class": ["below 20,000 EUR", "below 20,000 EUR", "above 90,000 EUR"],
        "cost_eur": [30_000.0, 20_000.5, 10_000.0],
        "grant_eur": [12_500.0, 8_000.0, 2_000.0],
    }
)


PERSONS = surveyed([("Mitte", 1.0, {"walk": (2, 3.0)}), ("Mitte", 3.0, {"walk": (1, 1.0), "bicycle": (1, 5.0)})])


def test_heating_mix_keeps_suppressed_rows_as_an_area() -> None:
    assert heating_mix(CERTIFICATES, "2025").collect().rows() == [
        ("2025", "*", "natural gas", 1, 7.0, False),
        ("2025", "Mitte", "heat pump", 1, 5.0, False),
        ("2025", "Mitte", "natural gas", 2, 30.3, False),  # 10.1 + 20.2, where floats would give 30.299999999999997
    ]


def test_heat_demand_adds_exactly() -> None:
    # 0.1 + 0.2 is 0.30000000000000004 in floats
    assert heat_demand(METERS, "2025").collect().rows() == [
        ("2025", "*", 1, 5.5, False),
        ("2025", "Hafen", 2, 0.3, False),
    ]


def test_subsidy_uptake_counts_and_adds_by_measure_and_income() -> None:
    assert subsidy_uptake(APPLICATIONS, "2025").collect().rows() == [
        ("2025", "*", "above 90,000 EUR", 1, 10_000.0, 2_000.0, False),
        ("2025", "heat pump", "below 20,000 EUR", 2, 50_000.5, 20_500.0, False),
    ]


def test_modal_split_weighssurveyed() -> None:
    # Trips: on foot 1 x 2 + 3 x 1 = 5, by bicycle 3 x 1 = 3, all 8. Kilometres: 1 x 3 + 3 x 1 = 6 and 3 x 5 = 15.
    shares = modal_split(PERSONS, "2025").collect().filter(pl.col("person_count") > 0)
    assert shares.rows() == [
        ("2025", "Mitte", "bicycle", 1, 0.375, 0.7143, False),
        ("2025", "Mitte", "walk", 2, 0.625, 0.2857, False),
    ]


def test_an_area_where_nobody_moved_has_no_shares() -> None:
    shares = modal_split(surveyed([("Hafen", 1.0, {})]), "2025").collect()
    assert shares["person_count"].to_list() == [0] * len(MODES)
    assert shares["trip_share"].null_count() == shares["km_share"].null_count() == len(MODES)


def test_a_missing_part_makes_a_sum_missing_and_not_smaller() -> None:
    meters = pl.LazyFrame({"district": ["Hafen", "Hafen", "Nord"], "energy_mwh": [0.1, None, 2.0]})
    assert heat_demand(meters, "2025").collect().rows() == [
        ("2025", "Hafen", 2, None, False),
        ("2025", "Nord", 1, 2.0, False),
    ]
    persons = PERSONS.with_columns(km_walk=pl.when(pl.col("weight") == 1.0).then(None).otherwise(pl.col("km_walk")))
    shares = modal_split(persons, "2025").collect()
    assert shares["km_share"].null_count() == len(MODES)
    assert shares["trip_share"].null_count() == 0


@pytest.mark.parametrize(
    ("result", "source"),
    [(heating_mix, CERTIFICATES), (heat_demand, METERS), (subsidy_uptake, APPLICATIONS), (modal_split, PERSONS)],
)
def test_each_result_is_what_its_released_shape_says(
    result: Callable[[pl.LazyFrame, str], pl.LazyFrame], source: pl.LazyFrame
) -> None:
    shape = schema("released", result.__name__)
    frame = result(source, "2025").collect()
    assert dict(frame.schema) == {name: column.dtype.type for name, column in shape.to_schema().columns.items()}
    assert check(frame.lazy(), shape).rows_rejected == 0
