"""Printed names: what counts as the same, as a total, as a scope."""

from __future__ import annotations

import pytest

from config.factors.load import reference
from transforms.results.names.is_total import is_total
from transforms.results.names.plain import plain
from transforms.results.names.scope import scope_label, scopes
from transforms.results.names.total_of import total_of
from transforms.results.names.vocabulary import Vocabulary

SECTORS = Vocabulary.of(reference("sector_synonyms"), "sector")
CARRIERS = Vocabulary.of(reference("carriers"), "carrier")


@pytest.mark.parametrize(
    ("printed", "ours"),
    [
        ("Electricity", "electricity"), ("STROM", "electricity"), ("Erdgas", "natural_gas"), ("Liquid gas", "lpg"),
        ("Heat/Cold (district heating)", "district_heat"), ("Heat/cold (unlabelled 229 in A-1.1)", "district_heat"),
        ("Geothermal/environmental heat", "environmental_heat"), ("Heizöl EL", "heating_oil"),
        ("natural_gas", "natural_gas"), ("Perpetual motion", None), ("", None),
    ],
)  # fmt: skip
def test_carriers_have_one_name_in_this_house(printed: str, ours: str | None) -> None:
    assert CARRIERS.key(printed) == ours


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("buildings", "Stationary energy and buildings"), ("Stationary energy / Buildings", "GEBÄUDE"),
        ("Industry", "IPPU/Industry"), ("Transport sector", "Verkehr"), ("Waste & wastewater", "Abfall"),
        ("Hafen", "HAFEN "),
    ],
)  # fmt: skip
def test_sector_names_that_mean_the_same(one: str, other: str) -> None:
    assert SECTORS.same(one) == SECTORS.same(other)


def test_sectors_that_differ_stay_apart() -> None:
    assert len({SECTORS.same(name) for name in ("Buildings", "Transport", "Waste", "AFOLU", "IPPU", "Other", "X")}) == 7
    assert SECTORS.key("Industry and buildings") is None


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Total", "total"), ("GESAMT", "total"), ("Summe", "total"), ("All sectors", "total"), ("Grand total", "total"),
        ("Buildings total", "total"), ("Total (all)", "total"), ("Subtotal", "part"), ("Zwischensumme", "part"),
        ("Total without AFOLU", "part"), ("Gesamt ohne Verkehr", "part"), ("City buses", ""), ("All-electric cars", ""),
        ("Totalled cars", ""), ("", ""), ("Buildings", ""),
    ],
)  # fmt: skip
def test_totals_are_told_from_sectors(printed: str, kind: str) -> None:
    assert is_total(printed) == kind


def test_a_total_of_a_known_sector_is_told_from_the_total_of_all() -> None:
    assert total_of("Total buildings", SECTORS) == "buildings"
    assert total_of("Total emissions", SECTORS) == ""
    assert total_of("Buildings", SECTORS) is None


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("1", {1}), ("scope1", {1}), ("Scope 2", {2}), ("S3", {3}), ("1.0", {1}), ("II", {2}), ("1+2", {1, 2}),
        ("Scope 1 & 2", {1, 2}), ("1-3", {1, 2, 3}), ("Scope 1 bis 3", {1, 2, 3}), ("total", set()),
        ("baseline", set()),
        ("", set()), (None, set()), ("Scope 2 (location-based)", {2}), ("scope 1 direct emissions", {1}),
    ],
)  # fmt: skip
def test_scopes_are_read_from_any_label(printed: str | None, found: set[int]) -> None:
    assert scopes(printed) == found


@pytest.mark.parametrize("printed", ["4", "scope", "residual", "biogenic", "2030"])
def test_a_label_that_is_no_scope_is_none(printed: str) -> None:
    assert scopes(printed) is None


def test_plain_names_and_labels() -> None:
    assert plain("  Stationary  Energy & Buildings ") == plain("stationary energy and buildings")
    assert plain("und") == "und"
    assert scope_label(frozenset({2, 1})) == "1+2"


@pytest.mark.parametrize(
    "name", ["Σ", "∑ Sektoren", "Celkem", "Razem", "I alt", "Totaal", "Összesen", "Summe aller Sektoren"]
)
def test_a_total_is_told_in_other_languages_too(name: str) -> None:
    assert is_total(name) == "total"
