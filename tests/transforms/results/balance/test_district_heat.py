"""District heat by its three routes, and the exergetic split against the 25 published values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.check import check
from schemas.errors import StadtlandError
from schemas.registry import schema
from tests.transforms.results.balance.small_city import CITY, FACTORS, WORDS, balance, counted
from transforms.results.balance.chp_allocation import chp_allocation
from transforms.results.balance.district_heat_factor import district_heat_factor

PLANT = {
    "municipality_code": "14000001", "year": 2018, "plant": "HKW", "fuel": "Erdgas", "fuel_mwh": 1000.0,
    "electricity_mwh": 350.0, "heat_mwh": 500.0, "heat_delivered_mwh": 450.0, "t_supply_k": 363.0,
}  # fmt: skip
BOILER = PLANT | {
    "plant": "Kessel",
    "fuel_mwh": 100.0,
    "electricity_mwh": 0.0,
    "heat_mwh": 90.0,
    "heat_delivered_mwh": 81.0,
}
DECLARED = {
    "city": "ORT", "year": 2018, "technology": "coal heat and power", "share": 0.8, "factor_g_per_kwh": 240.0,
    "factor_basis": "lca", "factor_source": "the city's declaration",
}  # fmt: skip


def factor(
    plants: list[dict[str, Any]] | None = None,
    technologies: list[dict[str, Any]] | None = None,
    factor_set: str = "bisko-2018",
) -> pl.LazyFrame:
    return district_heat_factor(
        counted(*CITY),
        **FACTORS,
        period="2018",
        factor_set=factor_set,
        carriers=WORDS["carriers"],
        heat_plants=None if plants is None else pl.LazyFrame(plants),
        district_heat_technologies=None if technologies is None else pl.LazyFrame(technologies),
    )


def one(frame: pl.LazyFrame) -> dict[str, Any]:
    assert check(frame, schema("released", "district_heat_factor")).rows_accepted == 1
    return frame.collect().row(0, named=True)


def test_own_plants_split_their_fuel_by_exergy() -> None:
    """Quality of heat 1 - 283/363 = 0.220386; heat 500 x 0.220386 = 110.193 of 460.193 with the power: 23.945 %.

    1,000 MWh gas x 247 g/kWh = 247 t, of which 59.144 t are the heat's; over 450 MWh delivered 131.431 g/kWh.
    """
    found = one(factor([PLANT]))
    assert (found["route"], found["heat_emissions_t_co2e"], found["is_ceiling"]) == ("plants", 59.144, False)
    assert found["factor_g_per_kwh"] == pytest.approx(131.431, abs=5e-4)
    heat = balance(*CITY, district_heat_factor=factor([PLANT])).filter(pl.col("carrier") == "district_heat").collect()
    assert heat["emissions_t_co2e"].item() == 39.429  # 300 MWh x 131.431 g/kWh
    assert heat["factor_route"].item() == "plants"


def test_a_boiler_gives_all_its_fuel_to_heat() -> None:
    found = one(factor([PLANT, BOILER]))
    assert (found["plant_count"], found["heat_emissions_t_co2e"]) == (2, 59.144 + 24.7)
    assert found["heat_mwh"] == 531.0


def test_where_losses_are_not_stated_the_factor_is_per_heat_fed_in() -> None:
    found = one(factor([PLANT | {"heat_delivered_mwh": None}]))
    assert found["heat_mwh"] == 500.0
    assert "fed in" in found["note"]


def test_a_plant_without_its_fuel_is_no_plant_data() -> None:
    found = one(factor([PLANT | {"fuel_mwh": None}], [DECLARED]))
    assert (found["route"], found["factor_g_per_kwh"]) == ("technology", 240.0)
    assert "lack a figure" in found["note"]


@pytest.mark.parametrize(("share", "route", "grams"), [(0.8, "technology", 240.0), (0.79, "default", 260.0)])
def test_a_declared_technology_counts_from_eighty_per_cent(share: float, route: str, grams: float) -> None:
    found = one(factor(None, [DECLARED | {"share": share}]))
    assert (found["route"], found["factor_g_per_kwh"], found["is_ceiling"]) == (route, grams, route == "default")


def test_a_technology_may_be_one_that_the_set_knows() -> None:
    known = DECLARED | {"technology": "local_heat", "factor_g_per_kwh": None, "factor_basis": None}
    assert one(factor(None, [known]))["factor_g_per_kwh"] == 170.0


def test_a_technology_takes_the_factor_of_the_balance_year() -> None:
    """The set holds electricity by year (554 in 2017, 544 in 2018, 427 in 2024): heat from it has that of 2018."""
    boiler = DECLARED | {"technology": "electricity", "factor_g_per_kwh": None, "factor_basis": None}
    assert one(factor(None, [boiler], factor_set="bisko-electricity"))["factor_g_per_kwh"] == 544.0


@pytest.mark.parametrize(
    ("plants", "technologies", "code", "named"),
    [
        ([PLANT | {"t_supply_k": 283.0}], None, "district-heat-not-physical", "row 1 (2018)"),
        ([PLANT | {"t_supply_k": None}], None, "district-heat-not-physical", "no supply temperature"),
        ([PLANT, BOILER | {"fuel_mwh": -1.0}], None, "district-heat-not-physical", "row 2 (2018)"),
        ([PLANT | {"heat_delivered_mwh": 501.0}], None, "district-heat-not-physical", "more heat"),
        ([PLANT | {"fuel": "Wasserstoff"}], None, "factor-missing", "natural_gas 2018-2019"),
        ([PLANT | {"factor_g_per_kwh": 1.0, "factor_basis": "oib"}], None, "factor-bases-mixed", "lca, oib"),
        ([PLANT | {"factor_g_per_kwh": 1.0}], None, "factor-bases-mixed", "unstated"),
        (None, [DECLARED | {"factor_g_per_kwh": None}], "technology-without-factor", "local_heat"),
        (None, [DECLARED | {"factor_basis": "direct-co2"}], "factor-bases-mixed", "direct-co2, lca"),
        (None, [DECLARED, DECLARED | {"technology": "b", "share": 0.3}], "district-heat-not-physical", "more than 1"),
    ],
)
def test_what_cannot_be_is_refused(
    plants: list[dict[str, Any]] | None, technologies: list[dict[str, Any]] | None, code: str, named: str
) -> None:
    with pytest.raises(StadtlandError) as error:
        factor(plants, technologies)
    assert error.value.code == code
    assert named in error.value.message()


def test_the_split_meets_all_published_values(shared_data: Path) -> None:
    printed = pl.scan_csv(shared_data / "reference/chp_exergetic_reference.csv").rename(
        {
            "t_supply_K": "t_supply_k",
            "share_heat": "share_heat_as_printed",
            "share_electricity": "share_electricity_as_printed",
        }
    )
    found = chp_allocation(printed, "2018")
    rows = found.collect()
    assert rows.height == 25
    assert rows["difference_share_heat"].abs().max() <= 1e-6
    assert rows["difference_share_electricity"].abs().max() <= 1e-6
    assert ((rows["share_heat"] + rows["share_electricity"]) - 1).abs().max() < 1e-12
    assert check(found, schema("released", "chp_allocation")).rows_rejected == 0


def test_a_mean_of_supply_and_return_would_not_meet_them() -> None:
    """The logarithmic mean of 363 K and 283 K is 321.3 K: heat would get 32.3 % of the fuel where 46.9 % is printed."""
    found = chp_allocation(pl.LazyFrame({"electricity_fraction": [0.2], "t_supply_k": [363.0]}), "2018").collect()
    assert found["share_heat"].item() == 0.46852123
    worth = 0.8 * (1 - 283 / 321.325)
    assert worth / (worth + 0.2) == pytest.approx(0.323, abs=5e-4)
