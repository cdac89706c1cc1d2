"""Each rule of the real datasets: one row that keeps it, one that breaks exactly it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from schemas.check import check
from schemas.registry import schema

UNIT: dict[str, Any] = {
    "unit_number": "SEE100000000001",
    "operator_name": None,
    "operator_kind": "518",
    "postcode": "48161",
    "kind": "Solare Strahlungsenergie",
    "operating_status": "In Betrieb",
    "start_month": date(2021, 5, 4),
    "capacity_class": 8.0,
    "module_count": 20,
}
CAPACITY = {name: UNIT[name] for name in ("postcode", "kind", "operating_status", "start_month")} | {
    "gross_capacity_kw": 8.0
}
SERIES: dict[str, Any] = {
    "region": "Stadt",
    "source_name": "Amt",
    "topic_code": "9",
    "indicator": "CO2-Emissionen - Verkehr",
    "period": "2021",
    "period_start": "2021",
    "period_end": "2021",
    "value": 12.5,
    "unit": "t",
}
COUNT: dict[str, Any] = {
    "station_code": "100020113/2023-03.csv",
    "counted_at": datetime(2023, 3, 26, 1, 45),
    "bicycle_count": 7,
    "status": 0,
}
PEOPLE: dict[str, Any] = {
    "year": "A10-2022",
    "sex": "C11-1",
    "area_code": "GRGEMAKT-10101",
    "age": "GALTEJ112-1",
    "population_count": 62,
}
MUNICIPALITY: dict[str, Any] = {
    "municipality_code": "10101",
    "municipality_name": "Ort",
    "area_code": "10101",
    "status": "SR",
    "office_postcode": "7000",
    "other_postcodes": "7001 7002",
}
BASE: dict[str, Any] = {
    "municipality_code": "14713000",
    "municipality_name": "Ort",
    "population_2021": 1000,
    "land_ha": 100.0,
    "forest_ha": 20.0,
    "agriculture_ha": 50.0,
    "settlement_ha": 20.0,
    "traffic_ha": 10.0,
    "share_population_as_printed": 0.5,
    "share_land_as_printed": 0.5,
    "share_forest_as_printed": 0.5,
}
GOOD = {
    "generation_units": UNIT,
    "unit_capacities": CAPACITY,
    "climate_series": SERIES,
    "bicycle_counts": COUNT,
    "population": PEOPLE,
    "municipality_list": MUNICIPALITY,
    "municipality_base": BASE,
}
BROKEN: list[tuple[str, str, dict[str, Any]]] = [
    ("generation_units", "natural_person_has_no_name", {"operator_name": "Vorname Nachname"}),
    ("generation_units", "started_unit_has_a_start", {"start_month": None}),
    ("generation_units", "planned_unit_has_no_start", {"operating_status": "In Planung"}),
    ("generation_units", "capacity_fits_the_modules", {"capacity_class": 8000.0}),
    ("generation_units", "capacity_fits_the_modules", {"capacity_class": 0.008}),
    ("unit_capacities", "started_unit_has_a_start", {"start_month": None}),
    ("climate_series", "percentage_has_the_unit_percent", {"indicator": "Anteil EE (%)"}),
    ("climate_series", "unit_says_what_the_whole_is", {"unit": "Anteil"}),
    ("climate_series", "percentage_is_not_a_share_of_one", {"unit": "%", "value": 0.0182}),
    ("climate_series", "percentage_is_not_a_share_of_one", {"unit": "%", "value": -0.0182}),
    (
        "climate_series",
        "gross_domestic_product_is_in_euro",
        {"indicator": "Bruttoinlandsprodukt", "unit": "EUR", "value": 18_800_000.0},
    ),
    ("climate_series", "period_does_not_end_before_it_starts", {"period": "2022/2021"}),
    ("climate_series", "later_value_is_marked_as_target", {"period": "2025-12"}),
    ("climate_series", "text_has_no_control_characters", {"unit": "\x80"}),
    ("bicycle_counts", "counting_starts_on_the_quarter_hour", {"counted_at": datetime(2023, 3, 26, 1, 46)}),
    ("bicycle_counts", "row_stands_in_the_file_of_its_month", {"station_code": "100020113/2023-04.csv"}),
    ("bicycle_counts", "local_time_existed", {"counted_at": datetime(2023, 3, 26, 2, 15)}),
    ("municipality_list", "only_vienna_has_districts", {"area_code": "10102"}),
    ("municipality_base", "land_uses_fit_into_the_land", {"forest_ha": 20.1}),
]


def broken_rules(dataset: str, row: dict[str, Any]) -> list[str]:
    model = schema("received", dataset)
    typed = {name: column.dtype.type for name, column in model.to_schema().columns.items()}
    report = check(pl.LazyFrame([row], schema=typed), model)
    return [outcome.rule for outcome in report.rules if outcome.failed]


@pytest.mark.parametrize("dataset", list(GOOD))
def test_a_sound_row_breaks_no_rule(dataset: str) -> None:
    assert broken_rules(dataset, GOOD[dataset]) == []


@pytest.mark.parametrize(("dataset", "rule", "change"), BROKEN)
def test_a_broken_row_breaks_its_rule_and_no_other(dataset: str, rule: str, change: dict[str, Any]) -> None:
    assert broken_rules(dataset, GOOD[dataset] | change) == [rule]


def test_every_rule_of_the_real_datasets_has_an_example_that_breaks_it() -> None:
    methods = {(dataset, check.name) for dataset in GOOD for check in schema("received", dataset).to_schema().checks}
    assert methods == {(dataset, rule) for dataset, rule, _ in BROKEN}


@pytest.mark.parametrize(
    ("dataset", "change", "rule"),
    [
        # A planned unit may lack its start, a percentage may be zero, a target may lie in the future.
        ("generation_units", {"operating_status": "In Planung", "start_month": None}, None),
        ("climate_series", {"unit": "%", "value": 0.0}, None),
        ("climate_series", {"period": "2030", "indicator": "CO2-Emissionen - Verkehr (Zielwert)"}, None),
        ("climate_series", {"period": "2021/2022"}, None),
        ("bicycle_counts", {"counted_at": datetime(2023, 3, 26, 3, 0)}, None),
        ("municipality_list", {"municipality_code": "90001", "area_code": "92301"}, None),
        ("population", {"age": "GALT5J100-21"}, None),
        ("population", {"age": "GALTEJ112-100"}, None),
        # Codes of lists that do not belong in this column.
        ("population", {"age": "GALTEJ112-101"}, "age_is_well_formed"),
        ("population", {"age": "GALT5J100-20"}, "age_is_well_formed"),
        ("climate_series", {"period": "2021-13"}, "period_is_well_formed"),
        ("climate_series", {"unit": "Tonnen"}, "unit_is_allowed"),
    ],
)
def test_the_edges_of_rules(dataset: str, change: dict[str, Any], rule: str | None) -> None:
    assert broken_rules(dataset, GOOD[dataset] | change) == ([] if rule is None else [rule])
