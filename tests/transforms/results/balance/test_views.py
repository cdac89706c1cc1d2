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
