"""Three views of one inventory: each adds up to the balance, and says what it cannot show."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.check import check
from schemas.errors import StadtlandError
from schemas.registry import schema
from tests.transforms.results.balance.small_city import CITY, FACTORS, WORDS, balance, inventory
from transforms.results.balance.covenant_inventory import covenant_inventory
from transforms.results.balance.ghg_balance import ghg_balance
from transforms.results.balance.gpc_inventory import gpc_inventory
from transforms.results.balance.gpc_scope_split import gpc_scope_split
from transforms.results.balance.netzerocities_tables import netzerocities_tables


def test_gpc_numbers_scopes_and_basic() -> None:
    found = gpc_inventory("2018", balance(*CITY))
    rows = {row["reference"]: row for row in found.collect().iter_rows(named=True)}
    assert rows["I.1.1"]["emissions_t_co2e"] == 494.0  # gas of households
    assert rows["I.1.2"]["emissions_t_co2e"] == 544.0  # their electricity and environmental heat
    assert rows["I.2.2"]["emissions_t_co2e"] == 350.0  # services 217.6 + 78 and municipal 54.4
    assert rows["I.3.1"]["emissions_t_co2e"] == 98.8
    assert rows["II.1.1"]["emissions_t_co2e"] == 195.6
    assert rows["BASIC"]["emissions_t_co2e"] == 1682.4
    assert (rows["I.2.1"]["notation_key"], rows["I.2.1"]["emissions_t_co2e"]) == ("NE", None)
    assert rows["I.1.3"]["is_basic"] is False
    # What the grid loses is in a factor per kWh of final energy; nobody estimated trips across the border.
    assert (rows["I.1.3"]["notation_key"], rows["I.3.3"]["notation_key"]) == ("IE", "NE")
    assert rows["II.1.3"]["notation_key"] == "NE"
    assert rows["III.1.3"]["is_basic"] is True
    assert check(found, schema("released", "gpc_inventory")).rows_rejected == 0


def test_undivided_buildings_are_non_specified_and_the_others_included_elsewhere() -> None:
    found = gpc_inventory(
        "2018", balance(("Gebäude", "Erdgas", 100.0), ("Verkehr", "Kerosin", 0.0), missing_factor="missing")
    )
    rows = {row["reference"]: row for row in found.collect().iter_rows(named=True)}
    assert rows["I.6.1"]["emissions_t_co2e"] == 24.7
    assert [rows[number]["notation_key"] for number in ("I.1.1", "I.1.2", "I.2.1", "I.3.1")] == ["IE", "IE", "IE", "NE"]
    assert rows["II.4.1"]["status"] == "missing"  # the set has no factor for kerosene: missing, not zero
    assert rows["BASIC"]["emissions_t_co2e"] is None


def test_covenant_template_rows_and_which_inventory_it_is() -> None:
    found = covenant_inventory("2018", balance(*CITY))
    rows = {(row["covenant_sector"], row["covenant_carrier"]): row for row in found.collect().iter_rows(named=True)}
    assert rows["Municipal buildings, equipment/facilities", "Electricity"]["emissions_t_co2e"] == 54.4
    assert rows["Residential buildings", "Geothermal"]["emissions_t_co2e"] == 54.4
    assert {row["inventory"] for row in rows.values()} == {"BEI"}
    assert set(covenant_inventory("2018", balance(*CITY), baseline_year=1990).collect()["inventory"]) == {"MEI"}
    assert check(found, schema("released", "covenant_inventory")).rows_rejected == 0


def test_netzerocities_tables_hold_energy_factors_and_emissions() -> None:
    found = netzerocities_tables("2018", balance(*CITY))
    rows = found.collect()
    power = rows.filter(pl.col("sector") == "Buildings", pl.col("carrier") == "electricity")
    assert dict(power.select("table", "value").iter_rows()) == {"A-1.1": 1400.0, "A-1.2": 544.0, "A-1.3": 761.6}
    assert rows.filter(pl.col("table") == "A-1.3")["value"].sum() == pytest.approx(1682.4, abs=1e-9)
    assert check(found, schema("released", "netzerocities_tables")).rows_rejected == 0


def test_views_show_the_recomputed_inventory_where_no_conform_balance_is() -> None:
    ghg = ghg_balance(
        inventory(("Gebäude", "Strom", 100.0)), **FACTORS, **WORDS, period="2018", factor_set="bisko-2018"
    )
    found = gpc_inventory("2018", ghg_balance=ghg).collect()
    assert set(found["balance"]) == {"ghg_balance"}
    assert found.filter(pl.col("reference") == "BASIC")["emissions_t_co2e"].item() == 54.4
    for view in (gpc_inventory, covenant_inventory, netzerocities_tables):
        with pytest.raises(StadtlandError) as error:
            view("2018")
        assert error.value.code == "balance-not-given"


def test_no_row_of_an_inventory_falls_out_of_its_gpc_view() -> None:
    """Electricity of waste plants has no number of its own in III, and a sector nobody knows has none at all."""
    rows = (("Abfall", "Strom", 10.0), ("Energiewirtschaft", "Fernwärme", 5.0), ("Landwirtschaft", "Diesel", 3.0),
            ("Weltraum", "Diesel", 2.0), ("Abfall", "Erdgas", 4.0))  # fmt: skip
    ghg = ghg_balance(inventory(*rows), **FACTORS, **WORDS, period="2018", factor_set="bisko-2018")
    found = gpc_inventory("2018", ghg_balance=ghg).collect()
    single = found.filter(pl.col("reference") != "BASIC")
    assert single["row_count"].sum() == 5
    total = ghg.collect()["emissions_t_co2e"].sum()
    assert single["emissions_t_co2e"].sum() == pytest.approx(total, abs=1e-9)
    assert found.filter(pl.col("reference") == "BASIC")["emissions_t_co2e"].item() == pytest.approx(total, abs=1e-9)
    assert single.filter(pl.col("reference") == "I.2.2")["energy_mwh"].item() == 10.0


LOSSES = {"electricity": {"share": 0.05, "source": "declared for this test"}}


def test_scope_3_is_what_the_factors_state_and_the_rest_is_not_separable() -> None:
    """Electricity 544 with upstream and 473 direct: 900 MWh are 489.6 t, 425.7 direct, 63.9 upstream, 5 % lost."""
    found = gpc_scope_split(
        "2018", **FACTORS, bisko_balance=balance(*CITY), direct_factor_sets=["uba-direct-2018"], grid_losses=LOSSES
    )
    assert check(found, schema("released", "gpc_scope_split")).rows_rejected == 0
    rows = {(row["reference"], row["carrier"]): row for row in found.collect().iter_rows(named=True)}
    power = rows["I.1.2", "electricity"]
    assert [power[name] for name in ("direct_t_co2e", "upstream_t_co2e", "loss_t_co2e", "scope_3_t_co2e")] == [
        425.7, 63.9, 21.285, 85.185,
    ]  # fmt: skip
    assert (power["loss_reference"], power["upstream_reference"]) == ("I.1.3", "VI.1")
    assert power["holds"] == "upstream and other gases"
    heat = rows["I.1.2", "environmental_heat"]  # 320 MWh x 473 / 3.2
    assert (heat["direct_t_co2e"], heat["upstream_t_co2e"], heat["loss_t_co2e"]) == (47.3, 7.1, 2.365)
    gas = rows["I.1.1", "natural_gas"]
    assert (gas["direct_t_co2e"], gas["scope_3_t_co2e"], gas["why_not"]) == (None, None, "no direct factor")
    total = rows["total", "total"]
    assert (total["emissions_t_co2e"], total["scope_3_t_co2e"], total["not_separable_t_co2e"]) == (1682.4, None, 670.8)


def test_nothing_is_split_by_a_guess() -> None:
    rows = (("Verkehr", "Diesel", 100.0), ("GHD", "Strom", 10.0), ("GHD", "Fernwärme", 10.0), ("GHD", "Nahwärme", None))
    split = {"direct_factor_sets": ["uba-direct-2018"], **FACTORS}
    own = {"local_heat": {"g_per_kwh": 200, "basis": "lca", "source": "-"}}
    found = gpc_scope_split("2018", bisko_balance=balance(*rows, own_factors=own), **split).collect()
    of_carrier = {row["carrier"]: row for row in found.iter_rows(named=True)}
    # Without a declared share nobody knows what the grid loses, and scope 3 is not known either.
    assert (of_carrier["electricity"]["upstream_t_co2e"], of_carrier["electricity"]["scope_3_t_co2e"]) == (0.71, None)
    assert of_carrier["diesel"]["scope_3_t_co2e"] == 5.95  # 32.6 - 26.64972, in whole kilograms; fuel has no grid
    assert of_carrier["local_heat"]["why_not"] == "no energy or no factor"
    direct = balance(*rows[:2], factor_set="uba-direct-2018")
    refused = gpc_scope_split("2018", bisko_balance=direct, **split).collect()
    assert set(refused["why_not"]) == {"the factor counts nothing upstream"}
    for wrong in (
        {"direct_factor_sets": ["bisko-2018"]},
        {"grid_losses": {"electricity": {"share": 1.5, "source": "-"}}},
        {"grid_losses": {"electricity": {"share": 0.1}}},
    ):
        with pytest.raises(StadtlandError) as error:
            gpc_scope_split("2018", bisko_balance=direct, **FACTORS, **wrong)
        assert error.value.code == "result-parameter-wrong"
