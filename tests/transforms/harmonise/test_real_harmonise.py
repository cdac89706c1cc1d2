"""The real datasets in our words: every received word has one, nothing is lost, order of rows decides nothing."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.hierarchies.load import hierarchy_table
from schemas.received import climate_series as series_received
from schemas.received import generation_units as units_received
from schemas.released import climate_series as series_released
from schemas.released import generation_units as units_released
from transforms.harmonise.bicycle_counts import bicycle_counts
from transforms.harmonise.climate_series import UNITS, climate_series
from transforms.harmonise.generation_units import generation_units
from transforms.harmonise.municipality_base import municipality_base
from transforms.harmonise.municipality_list import municipality_list
from transforms.harmonise.population import population
from transforms.harmonise.unit_capacities import unit_capacities

CLASSES = hierarchy_table("capacity_class")


def test_every_kind_and_status_of_the_register_has_a_word_of_ours() -> None:
    kinds = generation_units(pl.LazyFrame({"kind": units_received.KINDS})).collect()["kind"]
    assert set(kinds) == set(units_released.KINDS) - {"*"}
    statuses = generation_units(pl.LazyFrame({"operating_status": units_received.STATUSES})).collect()
    assert set(statuses["operating_status"]) == set(units_released.STATUSES)


def test_a_kind_nobody_knows_stops_instead_of_becoming_null() -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError):
        generation_units(pl.LazyFrame({"kind": ["Kernfusion"]})).collect()


def test_the_day_of_start_ends_at_its_month_and_a_planned_unit_stays_without() -> None:
    started = pl.LazyFrame({"start_month": [date(2021, 12, 31), date(2004, 1, 1), None]})
    for harmonise in (generation_units, unit_capacities):
        assert harmonise(started).collect()["start_month"].to_list() == ["2021-12", "2004-01", None]


@pytest.mark.parametrize(
    ("capacity_kw", "expected"),
    [
        (0.001, "[0, 1)"),
        (0.999, "[0, 1)"),
        (1.0, "[1, 3)"),
        (6.999, "[5, 7)"),
        (7.0, "[7, 10)"),
        (10.0, "[10, 15)"),
        (100.0, "[100, 750)"),
        (2000.0, "[2000, ...)"),
        (5560.0, "[2000, ...)"),
    ],
)
def test_a_class_holds_its_lower_limit_and_not_its_upper(capacity_kw: float, expected: str) -> None:
    found = generation_units(pl.LazyFrame({"capacity_class": [capacity_kw]})).collect()
    assert found["capacity_class"].to_list() == [expected]


@given(st.floats(min_value=0.001, max_value=1e6, allow_nan=False))
def test_every_capacity_has_a_class_that_the_hierarchy_knows(capacity_kw: float) -> None:
    found = generation_units(pl.LazyFrame({"capacity_class": [capacity_kw]})).collect()["capacity_class"]
    assert found.is_in(CLASSES[CLASSES.columns[0]].to_list()).all()


def test_the_statistics_keep_the_capacity_exact() -> None:
    found = unit_capacities(pl.LazyFrame({"kind": ["Wind"], "gross_capacity_kw": [3600.125]})).collect()
    assert found.row(0) == ("wind", 3600.125)


def test_every_unit_of_the_series_has_a_name_of_ours() -> None:
    assert set(UNITS) == set(series_received.UNITS)
    assert set(UNITS.values()) == set(series_released.UNITS)
    assert UNITS["\x80"] == UNITS["EUR"]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2022-12", date(2022, 12, 1), date(2022, 12, 31)),
        ("2012/2014", date(2012, 1, 1), date(2014, 12, 31)),
    ],
)
def test_three_notations_of_a_period_become_first_and_last_day(written: str, first: date, last: date) -> None:
    row = {
        "region": "Stadt",
        "source_name": "Amt",
        "topic_code": "9",
        "indicator": "Betriebe",
        "period": written,
        "period_start": written,
        "period_end": written,
        "value": 1.5,
        "unit": "t pro Jahr",
    }
    found = climate_series(pl.LazyFrame([row])).collect().row(0, named=True)
    assert (found["period"], found["period_start"], found["period_end"]) == (written, first, last)
    assert (found["value"], found["unit"]) == (1.5, "t/a")


def test_the_station_is_known_from_its_folder() -> None:
    files = ["100031297/2023-10.csv", "100020113/2023-01.csv"]
    at = [datetime(2023, 10, 1), datetime(2023, 1, 1)]
    found = bicycle_counts(pl.LazyFrame({"station_code": files, "counted_at": at})).collect()
    assert found["station_code"].to_list() == ["100020113", "100031297"]


@pytest.mark.parametrize(
    ("code", "age"), [("GALTEJ112-1", 0), ("GALTEJ112-2", 1), ("GALTEJ112-100", 99), ("GALT5J100-21", 100)]
)
def test_codes_of_age_are_decoded(code: str, age: int) -> None:
    row = {
        "year": "A10-2022",
        "sex": "C11-2",
        "area_code": "GRGEMAKT-90101",
        "age": code,
        "population_count": 3,
    }
    assert population(pl.LazyFrame([row])).collect().row(0) == (2022, "90101", "female", age, 3)


def test_a_municipality_without_status_keeps_none() -> None:
    received = pl.LazyFrame(
        {
            "area_code": ["10305", "10304", "90901", "30101"],
            "status": [None, "M", "SR", "ST"],
            "other_postcodes": [None, "2491", "1090 1010", None],
        }
    )
    found = municipality_list(received).collect()
    assert found["area_code"].to_list() == ["10304", "10305", "30101", "90901"]
    assert found["status"].to_list() == ["market town", None, "city", "statutory city"]
    assert found["other_postcodes"].to_list() == ["2491", None, None, "1010 1090"]


def test_partner_municipalities_stand_in_the_order_of_their_codes() -> None:
    found = municipality_base(pl.LazyFrame({"municipality_code": ["14729410", "14713000"]})).collect()
    assert found["municipality_code"].to_list() == ["14713000", "14729410"]
