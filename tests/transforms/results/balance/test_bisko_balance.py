"""The convention by examples: what moves, what is subtracted, which factor is taken, and what is refused."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from schemas.check import check
from schemas.errors import StadtlandError
from schemas.registry import schema
from tests.transforms.results.balance.small_city import CITY, balance, counted
from transforms.results.balance.balance_data_quality import balance_data_quality
from transforms.results.balance.balance_totals import balance_totals
from transforms.results.balance.balance_uncertainty import balance_uncertainty
from transforms.results.balance.bisko_conformity import bisko_conformity
from transforms.results.balance.bisko_per_capita import bisko_per_capita
from transforms.results.balance.weather_corrected_balance import weather_corrected_balance


def of(frame: pl.LazyFrame, sector: str, carrier: str) -> dict[str, Any]:
    return frame.collect().row(by_predicate=(pl.col("sector") == sector) & (pl.col("carrier") == carrier), named=True)


def holds(frame: pl.LazyFrame, table: str) -> bool:
    report = check(frame, schema("released", table))
    return report.rows_rejected == 0 and report.rows_accepted > 0


def code(error: pytest.ExceptionInfo[StadtlandError]) -> str:
    return error.value.code


def test_heat_pumps_take_their_electricity_out_of_the_electricity_row() -> None:
    """320 MWh / 3.2 = 100 MWh leave the 1,000 MWh; the heat has 544 / 3.2 = 170 g/kWh: 320 x 170 / 1000 = 54.4 t."""
    rows = counted(*CITY)
    assert of(rows, "households", "electricity")["heat_pump_mwh"] == -100.0
    assert of(rows, "households", "electricity")["energy_mwh"] == 900.0
    heat = of(balance(*CITY), "households", "environmental_heat")
    assert (heat["factor_g_per_kwh"], heat["factor_route"], heat["emissions_t_co2e"]) == (
        170,
        "national mix / 3.2",
        54.4,
    )
    # 1,000 MWh of metered electricity would be 544 t; 900 + the heat are 489.6 + 54.4: the same tonnes, once.
    assert of(balance(*CITY), "households", "electricity")["emissions_t_co2e"] == 489.6
    apart = counted(*CITY, heat_pump_electricity="apart")
    assert of(apart, "households", "electricity")["energy_mwh"] == 1000.0


def test_municipal_facilities_leave_trade_and_services() -> None:
    rows = counted(*CITY)
    assert of(rows, "services", "electricity")["municipal_mwh"] == -100.0
    assert of(rows, "services", "electricity")["energy_mwh"] == 400.0
    assert of(rows, "municipal", "electricity")["energy_mwh"] == 100.0
    assert of(counted(*CITY, municipal_in_services=False), "services", "electricity")["energy_mwh"] == 500.0
    assert holds(rows, "bisko_inventory")


def test_undivided_buildings_hold_the_municipal_ones() -> None:
    rows = counted(("Gebäude", "Strom", 500.0, "A", None, None, 270.0), ("Kommunal Gebäude", "Gas", 1.0))
    assert of(rows, "buildings", "electricity")["energy_mwh"] == 500.0  # an unknown sector is nobody's facility
    rows = counted(
        ("Gebäude", "Strom", 500.0, "A", None, None, 272.0), ("Kommunale Gebäude", "Strom", 50.0, "A", None, None, 27.2)
    )
    assert of(rows, "buildings", "electricity")["energy_mwh"] == 450.0
    assert of(rows, "buildings", "electricity")["emissions_published_t_co2e"] == 272.0 - 27.2


def test_generation_and_other_sectors_are_told_and_not_counted() -> None:
    rows = counted(*CITY).collect()
    beside = rows.filter(~pl.col("is_counted"))
    assert beside["carrier"].to_list() == ["photovoltaics"]
    assert "photovoltaics" not in balance(*CITY).collect()["carrier"]


def test_district_heat_without_plant_data_is_a_ceiling_and_says_so() -> None:
    heat = of(balance(*CITY), "services", "district_heat")
    assert (heat["factor_g_per_kwh"], heat["factor_route"], heat["emissions_t_co2e"]) == (
        260,
        "default (ceiling)",
        78.0,
    )
    stated = {"district_heat": {"g_per_kwh": 235.5, "basis": "lca", "source": "the utility's certificate"}}
    heat = of(balance(*CITY, own_factors=stated), "services", "district_heat")
    assert (heat["factor_g_per_kwh"], heat["factor_route"]) == (235.5, "own plant data, as stated")


def test_the_whole_balance_by_hand() -> None:
    """Households 489.6 + 54.4 + 494; services 217.6 + 78; municipal 54.4; industry 98.8; transport 195.6: 1,682.4 t."""
    found = balance(*CITY)
    totals = balance_totals("2018", bisko_balance=found).collect()
    sums = {(row["dimension"], row["part"]): row["emissions_t_co2e"] for row in totals.iter_rows(named=True)}
    assert sums["total", "total"] == 1682.4
    assert sums["sector", "households"] == 1038.0
    assert sums["sector", "services"] == 295.6
    assert sums["carrier", "natural_gas"] == 592.8
    assert totals.filter(pl.col("dimension") == "sector")["emissions_share"].sum() == pytest.approx(1, abs=5e-6)
    assert holds(found, "bisko_balance")
    assert holds(totals.lazy(), "balance_totals")


def test_a_missing_energy_leaves_its_sums_missing() -> None:
    totals = balance_totals("2018", bisko_balance=balance(("Verkehr", "Diesel", None), ("Industrie", "Erdgas", 100.0)))
    by = {row["part"]: row for row in totals.collect().iter_rows(named=True)}
    assert (by["total"]["emissions_t_co2e"], by["total"]["emissions_known_t_co2e"], by["total"]["rows_missing"]) == (
        None,
        24.7,
        1,
    )
    assert by["industry"]["emissions_t_co2e"] == 24.7


def test_data_quality_weighs_by_energy_and_an_empty_rating_is_not_d() -> None:
    """Rated: 900 + 2,000 + 300 A, 400 + 400 B, 320 C, 600 D of 4,920 MWh; municipal 100 MWh are not rated.

    (3,200 x 1 + 800 x 0.5 + 320 x 0.25 + 600 x 0) / 4,920 = 3,680 / 4,920 = 0.747967; rated: 4,920 / 5,020 = 0.98008.
    """
    found = balance_data_quality(counted(*CITY), "2018")
    total = found.collect().row(0, named=True)
    assert (total["data_quality_score"], total["rated_share"], total["rows_unrated"]) == (0.747967, 0.98008, 1)
    municipal = found.filter(pl.col("part") == "municipal").collect().row(0, named=True)
    assert (municipal["data_quality_score"], municipal["status"]) == (None, "missing")
    assert holds(found, "balance_data_quality")


def test_uncertainties_combine_as_the_guidelines_say() -> None:
    """Electricity 3 and 4 % give 5 % of 489.6 t = 24.48 t; gas 5 and 12 % give 13 % of 494 t = 64.22 t.

    Together sqrt(24.48^2 + 64.22^2) = 68.728 t of 983.6 t = 6.9874 %; nothing is stated for the other six rows.
    """
    found = balance_uncertainty(balance(*CITY), "2018")
    total = found.collect().row(0, named=True)
    assert total["uncertainty_t_co2e"] == pytest.approx((24.48**2 + 64.22**2) ** 0.5, abs=5e-4)
    assert total["uncertainty_percent"] == pytest.approx(6.9874, abs=5e-4)
    assert (total["rows_stated"], total["rows_unstated"], total["emissions_stated_t_co2e"]) == (2, 6, 983.6)
    assert found.filter(pl.col("part") == "transport").collect()["status"].item() == "missing"
    assert holds(found, "balance_uncertainty")


def test_weather_corrects_heat_alone_and_is_not_conform() -> None:
    """A mild year, 3,000 of 3,600 K d: gas of households 494 t / (3,000 / 3,600) = 592.8 t; industry stays 98.8 t."""
    weather = pl.LazyFrame(
        {"municipality_code": ["14000001"], "year": [2018], "degree_days": [3000.0], "degree_days_mean": [3600.0],
         "source": ["a station"]}
    )  # fmt: skip
    found = weather_corrected_balance(balance(*CITY), weather, "2018")
    assert of(found, "households", "natural_gas")["emissions_corrected_t_co2e"] == 592.8
    assert of(found, "industry", "natural_gas")["emissions_corrected_t_co2e"] == 98.8
    assert of(found, "households", "electricity")["emissions_corrected_t_co2e"] == 489.6
    assert of(found, "transport", "diesel")["is_corrected"] is False
    assert found.collect()["is_conform"].any() is False
    assert holds(found, "weather_corrected_balance")
    with pytest.raises(StadtlandError) as error:
        weather_corrected_balance(balance(*CITY), weather.with_columns(year=2017), "2018")
    assert code(error) == "degree-days-missing"
    assert "2017" in error.value.message()


def test_tonnes_per_inhabitant_take_the_population_of_the_balance_year() -> None:
    people = pl.LazyFrame({"municipality_code": ["14000001"], "year": [2018], "population_count": [1000]})
    found = bisko_per_capita(balance(*CITY), people, "2018")
    assert found.collect()["emissions_t_co2e_per_person"].item() == 1.682
    assert holds(found, "bisko_per_capita")
    with pytest.raises(StadtlandError) as error:
        bisko_per_capita(balance(*CITY), people.with_columns(year=2021), "2018").collect()
    assert code(error) == "population-of-another-year"


def test_conformity_is_told_rule_by_rule() -> None:
    found = bisko_conformity(counted(*CITY), balance(*CITY), "2018")
    verdicts = dict(found.collect().select("check", "verdict").iter_rows())
    assert verdicts == {
        "data quality is stated": "not checked",  # municipal electricity is not rated
        "district heat has its route": "not checked",  # the ceiling
        "electricity takes the national mix": "match",
        "every row is there": "match",
        "factors include upstream emissions": "match",
        "local generation is not counted": "match",
        "municipal facilities are not counted twice": "match",
        "no sector stands beside its own part": "match",
        "the sectors are complete": "match",
    }
    assert holds(found, "bisko_conformity")
    without = [row for row in CITY if row[0] != "Kommunale Einrichtungen"]
    found = bisko_conformity(counted(*without), balance(*without), "2018")
    assert (
        dict(found.collect().select("check", "verdict").iter_rows())["municipal facilities are not counted twice"]
        == "match"
    )


HEAT = ("Private Haushalte", "Umweltwärme", 320.0)
POWER = ("GHD", "Strom", 10.0)
OWN = {"g_per_kwh": 1, "basis": "lca", "source": "-"}
OTHER = {"local_heat": {**OWN, "basis": "direct-co2"}}


@pytest.mark.parametrize(
    ("rows", "parameters", "expected", "named"),
    [
        ((HEAT, ("Private Haushalte", "Strom", 99.0)), {}, "heat-pump-electricity-lacks", "households 2018"),
        ((HEAT,), {}, "heat-pump-electricity-lacks", "households 2018"),
        ((POWER, ("Kommunale Gebäude", "Strom", 11.0)), {}, "municipal-above-services", "electricity 2018"),
        ((POWER, ("Kommunale Gebäude", "Erdgas", 1.0)), {}, "municipal-above-services", "natural_gas 2018"),
        ((POWER, ("GHD", "strom", 11.0)), {}, "inventory-key-twice", "services/electricity 2018"),
        ((("GHD", "Wasserstoff", 10.0),), {}, "factor-missing", "natural_gas 2018-2019"),
        ((POWER,), {"year": 2021}, "factor-missing", "electricity 2021"),
        ((POWER,), {"own_factors": {"electricity": OWN}}, "national-mix-only", "own_factors"),
        ((POWER,), {"own_factors": OTHER}, "factor-bases-mixed", "direct-co2, lca"),
        ((POWER,), {"factor_set": "bisko-1848"}, "factor-set-unknown", "bisko-2018"),
    ],
)
def test_what_is_refused_names_the_row_and_what_is_there(
    rows: tuple[tuple[object, ...], ...], parameters: dict[str, Any], expected: str, named: str
) -> None:
    with pytest.raises(StadtlandError) as error:
        balance(*rows, **parameters)
    assert code(error) == expected
    assert named in error.value.message()


def test_an_unknown_way_of_heat_pumps_is_refused() -> None:
    with pytest.raises(StadtlandError) as error:
        counted(*CITY, heat_pump_electricity="somewhere")
    assert code(error) == "result-parameter-wrong"
    with pytest.raises(StadtlandError) as error:
        balance(*CITY, missing_factor="zero")
    assert code(error) == "result-parameter-wrong"


def test_factors_of_another_basis_break_a_rule_of_the_convention() -> None:
    rows = (("Verkehr", "Diesel", 10.0), ("GHD", "Strom", 10.0))
    found = bisko_conformity(counted(*rows), balance(*rows, factor_set="uba-direct-2018"), "2018")
    verdicts = dict(found.collect().select("check", "verdict").iter_rows())
    assert verdicts["factors include upstream emissions"] == "rule broken"


@pytest.mark.parametrize(
    ("sector", "grams"), [("Verkehr", 290.0), ("Straßenverkehr", 290.0), ("ÖPNV", 290.0), ("Haushalte", 276.0)]
)
def test_every_sector_that_moves_takes_the_factor_for_transport(sector: str, grams: float) -> None:
    """Liquefied gas has two factors in the set: 290 g/kWh in engines, 276 g/kWh in boilers."""
    assert balance((sector, "Flüssiggas", 100.0)).collect()["factor_g_per_kwh"].item() == grams


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        ((("Gebäude", "Erdgas", 5.0), ("Haushalte", "Erdgas", 2.0)), "rule broken"),
        ((("Verkehr", "Diesel", 5.0), ("Straßenverkehr", "Diesel", 5.0)), "rule broken"),
        ((("Verkehr", "Diesel", 5.0), ("Schienenverkehr", "Strom", 1.0)), "noted"),
        ((("Haushalte", "Erdgas", 5.0), ("GHD", "Erdgas", 2.0)), "match"),
    ],
)
def test_a_sector_beside_its_own_part_is_found(rows: tuple[tuple[object, ...], ...], verdict: str) -> None:
    found = bisko_conformity(counted(*rows), balance(*rows), "2018").collect()
    assert dict(found.select("check", "verdict").iter_rows())["no sector stands beside its own part"] == verdict


def test_the_heat_of_undivided_buildings_follows_the_weather_and_industry_does_not() -> None:
    """2,700 of 3,000 degree days: 900 MWh in this mild year are 1,000 MWh in a mean one."""
    mild = {"municipality_code": ["14000001"], "year": [2018], "degree_days": [2700.0], "degree_days_mean": [3000.0]}
    days = pl.LazyFrame(mild | {"source": [None]}, schema_overrides={"source": pl.String})
    made = weather_corrected_balance(
        balance(("Gebäude", "Erdgas", 900.0), ("Industrie", "Erdgas", 900.0)), days, "2018"
    )
    assert of(made, "buildings", "natural_gas")["energy_corrected_mwh"] == 1000.0
    assert of(made, "industry", "natural_gas")["energy_corrected_mwh"] == 900.0


def test_services_without_a_figure_stay_missing_beside_municipal_facilities() -> None:
    """Nobody knows what trade and services use, so nothing is subtracted and nothing is refused."""
    rows = counted(("GHD", "Strom", None), ("Kommunale Einrichtungen", "Strom", 100.0))
    assert of(rows, "services", "electricity")["energy_mwh"] is None
    assert of(rows, "municipal", "electricity")["energy_mwh"] == 100.0
    assert of(rows, "services", "electricity")["status"] == "missing"


def test_electricity_without_a_figure_stays_missing_beside_environmental_heat() -> None:
    rows = counted(HEAT, ("Private Haushalte", "Strom", None))
    assert of(rows, "households", "electricity")["energy_mwh"] is None
    assert of(rows, "households", "environmental_heat")["energy_mwh"] == 320.0
