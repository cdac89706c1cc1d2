"""Headers of published tables found by name, unit and spelling."""

from __future__ import annotations

import pytest

from schemas.header_unit import bare_header, header_unit
from schemas.match_columns import Match, Wanted, match_columns

ENERGY = {"energy_mwh": Wanted(("energy_mwh", "energy_MWh", "energie_mwh"), "MWh")}


@pytest.mark.parametrize(
    ("header", "unit", "bare"),
    [
        ("energy_MWh", "MWh", "energy"),
        ("Energie [GWh]", "GWh", "energie"),
        ("emissions_ktCO2e_as_printed", "kt CO2e", "emissions as printed"),
        ("Emissionen [t CO₂-Äq.]", "t CO2e", "emissionen"),
        ("ef_stated_kg_per_kWh", "kg CO2e/kWh", "ef stated"),
        ("Kosten (Mio. €)", "Mio. EUR", "kosten"),
        ("Anteil [%]", "%", "anteil"),
        ("Sektor¹", None, "sektor"),
        ("population_2021", None, "population 2021"),
    ],
)
def test_a_header_tells_its_name_and_unit(header: str, unit: str | None, bare: str) -> None:
    assert (header_unit(header), bare_header(header)) == (unit, bare)


@pytest.mark.parametrize(
    ("header", "match"),
    [
        ("ENERGY_MWH", Match("ENERGY_MWH")),
        ("Energy (GWh)", Match("Energy (GWh)", "GWh")),
        ("Energie¹ [kWh]", Match("Energie¹ [kWh]", "kWh")),
    ],
)
def test_another_unit_of_the_same_kind_is_found_and_told(header: str, match: Match) -> None:
    assert match_columns(["city", header], ENERGY) == {"energy_mwh": match}


@pytest.mark.parametrize("header", ["Energy", "energy_kt", "Energieträger", "energy_carrier"])
def test_a_header_without_the_unit_or_of_another_kind_is_no_such_column(header: str) -> None:
    assert match_columns([header], ENERGY) == {}


def test_the_best_name_wins() -> None:
    assert match_columns(["energie_mwh", "energy_mwh"], ENERGY)["energy_mwh"].header == "energy_mwh"
