"""The agreement of the invented city fits its shapes: what it releases is what stands after protection, no more."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from config.load import load_agreement
from schemas.agreement import BuiltHierarchy, Dataset
from schemas.registry import column_metadata, schema
from sources.synthetic.city import DISTRICTS

TERMS = load_agreement("demo").terms
PERSONAL = ["energy_certificates", "subsidy_applicants", "heat_meters", "travel_survey"]
HIERARCHIES = Path("config/hierarchies")


def _leaving(dataset: Dataset) -> list[str]:
    return [name for name, rule in dataset.fields.items() if rule.release != "never"]


@pytest.mark.parametrize("key", PERSONAL)
def test_anonymised_shapes_are_the_fields_that_are_not_withheld(key: str) -> None:
    columns = column_metadata(schema("anonymised", key))
    assert list(columns) == _leaving(TERMS.datasets[key])
    assert all(metadata["privacy"] != "identifier" for metadata in columns.values())


@pytest.mark.parametrize("key", PERSONAL)
def test_generalised_fields_and_pseudonyms_are_text_after_protection(key: str) -> None:
    columns = schema("anonymised", key).to_schema().columns
    for name, rule in TERMS.datasets[key].fields.items():
        if rule.release in ("generalise", "pseudonym") or rule.in_k:
            assert str(columns[name].dtype) == "String", name


def test_microdata_leave_in_the_anonymised_shape() -> None:
    for key in set(PERSONAL) & set(TERMS.handover.tables):
        assert list(column_metadata(schema("released", key))) == list(column_metadata(schema("anonymised", key)))


def test_every_identifier_is_withheld_or_a_pseudonym_and_every_dataset_is_protected() -> None:
    for key in PERSONAL:
        received = column_metadata(schema("received", key))
        protection = TERMS.datasets[key].protection
        assert protection is not None
        assert protection.k >= 5
        for name, rule in TERMS.datasets[key].fields.items():
            if received[name]["privacy"] == "identifier":
                assert rule.release in ("never", "pseudonym"), name


def test_the_agreement_shows_every_way_of_release() -> None:
    rules = [rule for key in PERSONAL for rule in TERMS.datasets[key].fields.values()]
    assert {rule.release for rule in rules} == {"never", "as-is", "pseudonym", "generalise", "top-code", "round"}
    built = [rule.hierarchy for rule in rules if isinstance(rule.hierarchy, BuiltHierarchy)]
    for way in ("intervals", "digits", "dates"):
        assert any(getattr(hierarchy, way) for hierarchy in built), way
    assert any(isinstance(rule.hierarchy, str) for rule in rules)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("musterstadt_district", {district.name for district in DISTRICTS}),
        ("musterstadt_postcode", {code for district in DISTRICTS for code in district.postcodes}),
    ],
)
def test_hierarchies_know_every_place_of_the_city(name: str, values: set[str]) -> None:
    with (HIERARCHIES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["level_0"] for row in rows] == list(dict.fromkeys(row["level_0"] for row in rows))
    assert {row["level_0"] for row in rows} == values
    assert all(all(row.values()) for row in rows)


def test_the_city_cannot_be_taken_for_a_real_one() -> None:
    # State keys of municipality codes end at 16; no postcode in Germany begins with 00.
    assert TERMS.parties["musterstadt"].municipality_code == "99000000"
    assert all(code.startswith("00") for district in DISTRICTS for code in district.postcodes)
