"""Laws of the greenhouse-gas core: one total however it is cut, what moves is kept, views change nothing."""

from __future__ import annotations

import random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.results.balance.small_city import FACTORS, balance, counted
from transforms.results.balance.balance_totals import balance_totals
from transforms.results.balance.chp_allocation import chp_allocation
from transforms.results.balance.covenant_inventory import covenant_inventory
from transforms.results.balance.gpc_inventory import gpc_inventory
from transforms.results.balance.gpc_scope_split import gpc_scope_split
from transforms.results.balance.netzerocities_tables import netzerocities_tables

SECTORS = ("Private Haushalte", "GHD", "Industrie", "Gebäude", "Verkehr", "Schienenverkehr", "Sonstige")
CARRIERS = ("Strom", "Erdgas", "Heizöl", "Diesel", "Fernwärme", "Solarthermie", "Flüssiggas", "Sonstige Fossile")
DIRECT = ["uba-direct-2018", "uba-direct-electricity"]
KEYS = [(sector, carrier) for sector in SECTORS for carrier in CARRIERS]
energy = st.one_of(st.none(), st.floats(0, 1e7, allow_nan=False, allow_subnormal=False))
inventories = st.dictionaries(st.sampled_from(KEYS), energy, min_size=1, max_size=20)
whole = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 10**6), min_size=1, max_size=20)


def rows(values: dict[tuple[str, str], float | None]) -> list[tuple[object, ...]]:
    return [(sector, carrier, energy) for (sector, carrier), energy in values.items()]


def kilograms(values: pl.Series) -> int | None:
    return None if values.null_count() else int((values * 1000).round().cast(pl.Int64).sum())


@settings(max_examples=25, deadline=None)
@given(inventories)
def test_sectors_carriers_and_every_view_have_the_total_of_the_balance(values) -> None:  # type: ignore[no-untyped-def]
    found = balance(*rows(values))
    total = kilograms(found.collect()["emissions_t_co2e"])
    sums = balance_totals("2018", found).collect()
    for dimension in ("total", "sector", "carrier"):
        assert kilograms(sums.filter(pl.col("dimension") == dimension)["emissions_t_co2e"]) == total
    gpc = gpc_inventory("2018", found).collect()
    listed = gpc.filter(pl.col("reference") != "BASIC")
    assert kilograms(gpc.filter(pl.col("reference") == "BASIC")["emissions_t_co2e"]) == total
    assert kilograms(listed.filter(pl.col("row_count") > 0)["emissions_t_co2e"]) == total
    assert listed["row_count"].sum() == found.collect().height
    assert kilograms(covenant_inventory("2018", found).collect()["emissions_t_co2e"]) == total
    tables = netzerocities_tables("2018", found).collect()
    assert kilograms(tables.filter(pl.col("table") == "A-1.3")["value"]) == total
    split = gpc_scope_split("2018", **FACTORS, bisko_balance=found, direct_factor_sets=DIRECT).collect()
    numbered = split.filter(pl.col("reference") != "total")
    assert kilograms(numbered["emissions_t_co2e"]) == total
    for row in numbered.drop_nulls("emissions_t_co2e").iter_rows(named=True):
        parts = [row["direct_t_co2e"] or 0, row["upstream_t_co2e"] or 0, row["not_separable_t_co2e"]]
        assert round(sum(parts) * 1000) == round(row["emissions_t_co2e"] * 1000)


@settings(max_examples=25, deadline=None)
@given(whole, st.integers(2, 40))
def test_scaling_energies_scales_emissions(values, times: int) -> None:  # type: ignore[no-untyped-def]
    # Whole MWh and whole g/kWh give whole kilograms, so the law holds exactly.
    once = kilograms(balance(*rows(values)).collect()["emissions_t_co2e"])
    more = kilograms(
        balance(*rows({key: energy * times for key, energy in values.items()})).collect()["emissions_t_co2e"]
    )
    assert once is not None
    assert more == times * once


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_municipal_facilities_and_heat_pumps_change_no_total(held: int, municipal: int, heat: int) -> None:
    """Energy leaves the total only with the electricity of heat pumps: a third of the heat and a bit (1 / 3.2)."""
    services = held + municipal + heat
    found = counted(
        ("GHD", "Strom", float(services)),
        ("Kommunale Gebäude", "Strom", float(municipal)),
        ("GHD", "Umweltwärme", float(heat)),
    ).collect()
    wh = int((found["energy_mwh"] * 1_000_000).round().cast(pl.Int64).sum())
    assert wh == services * 1_000_000 + heat * 1_000_000 - round(heat * 1_000_000 / 3.2)
    assert found["energy_mwh"].min() >= 0  # type: ignore[operator]


@settings(max_examples=15, deadline=None)
@given(inventories, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_byte(values, order: random.Random) -> None:  # type: ignore[no-untyped-def]
    shuffled = rows(values)
    order.shuffle(shuffled)
    assert balance(*rows(values)).collect().equals(balance(*shuffled).collect())


@settings(max_examples=50, deadline=None)
@given(st.floats(0, 1), st.floats(283.01, 1500))
def test_the_fuel_of_a_plant_is_divided_without_rest(electricity: float, supply: float) -> None:
    found = chp_allocation(
        pl.LazyFrame({"electricity_fraction": [electricity], "t_supply_k": [supply]}), "2018"
    ).collect()
    heat, power = found["share_heat"].item(), found["share_electricity"].item()
    assert abs(heat + power - 1) < 1e-12
    assert 0 <= heat <= 1
    # Heat is never worth more than its energy: its share of the fuel is at most its share of the output.
    assert heat <= 1 - electricity + 1e-9
