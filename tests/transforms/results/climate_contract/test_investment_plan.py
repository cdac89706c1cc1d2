"""Money by measure, source and year: a surplus here closes no gap there, and nothing stated is not nothing paid."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.check import check
from schemas.registry import schema
from tests.transforms.results.climate_contract.example import frame, measure
from transforms.results.climate_contract.heat_transition_share import heat_transition_share
from transforms.results.climate_contract.investment_plan import investment_plan

MEASURES = frame(
    "contract_measures",
    measure("A", cost_eur=1_000.0, start_year=2025, end_year=2027, lever="Fernwärmeausbau", reduction_t_co2e=60.0),
    measure("B", cost_eur=100.0, start_year=2026, end_year=2026, lever="Solar", reduction_t_co2e=30.0),
    measure("C", cost_eur=500.0, lever="Gebäudesanierung"),  # nobody states funding, years or tonnes
    measure("D", start_year=2025, end_year=2026, reduction_t_co2e=10.0),  # nobody states a cost or a lever
    measure("E", title="Measure A", cost_eur=1_000.0),  # A again
)
FUNDS = frame(
    "contract_financing",
    {"measure_id": "A", "year": 2025, "source_of_funds": "State", "amount_eur": 300.0, "funding_status": "secured"},
    {"measure_id": "E", "year": 2026, "source_of_funds": "City", "amount_eur": 100.0},  # meant for A
    {"measure_id": "B", "year": 2026, "source_of_funds": "State", "amount_eur": 150.0},  # 50 more than it costs
    {"measure_id": "D", "year": None, "source_of_funds": "City", "amount_eur": None},
)


def plan(spread: str = "even") -> pl.DataFrame:
    return investment_plan("2030", MEASURES, FUNDS, spread).collect()


def test_gaps_by_measure_and_in_total() -> None:
    found = plan()
    columns = ("part", "cost_eur", "funding_eur", "funding_gap_eur", "funding_surplus_eur",
               "cost_without_funding_stated_eur", "figures_missing", "status")  # fmt: skip
    assert found.filter(pl.col("dimension") == "measure").select(columns).rows() == [
        ("A", 1_000.0, 400.0, 600.0, 0.0, None, 0, "computed"),
        ("B", 100.0, 150.0, 0.0, 50.0, None, 0, "computed"),
        ("C", 500.0, None, None, None, 500.0, 1, "missing"),
        ("D", None, None, None, None, None, 2, "missing"),
    ]
    # B's surplus of 50 leaves A's gap of 600 as it is; C is told beside it; three figures are missing.
    assert found.filter(pl.col("dimension") == "total").select(columns).rows() == [
        ("total", 1_600.0, 550.0, 600.0, 50.0, 500.0, 3, "missing"),
    ]
    assert check(found.lazy(), schema("released", "investment_plan")).rows_rejected == 0


def test_sources_and_years_sum_to_the_total() -> None:
    found = plan()
    sources = found.filter(pl.col("dimension") == "source of funds")
    assert sources.select("part", "funding_eur", "funding_secured_eur", "funding_share").rows() == [
        ("City", 100.0, None, round(100 / 550, 6)),
        ("State", 450.0, 300.0, round(450 / 550, 6)),
    ]
    years = found.filter(pl.col("dimension") == "year")
    assert years.select("part", "cost_eur", "funding_eur", "status").rows() == [
        ("2025", 333.33, 300.0, "interpolated"),  # 1 000 over three years, to the cent
        ("2026", 333.33 + 100, 250.0, "interpolated"),
        ("2027", 333.34, None, "interpolated"),
        ("not dated", 500.0, None, "missing"),  # C has no years; D's amount has neither year nor figure
    ]
    assert round(years["cost_eur"].sum(), 2) == 1_600.0
    undated = plan("none").filter(pl.col("dimension") == "year", pl.col("cost_eur").is_not_null())
    assert undated.select("part", "cost_eur").rows() == [("not dated", 1_600.0)]


def test_the_heat_transition_counts_by_lever_and_says_what_has_none() -> None:
    found = heat_transition_share("2030", MEASURES)
    total = found.collect().row(-1, named=True)
    assert (total["reduction_t_co2e"], total["heat_reduction_t_co2e"], total["heat_share"]) == (100.0, 60.0, 0.6)
    assert (total["heat_measure_count"], total["unclassified_count"], total["measures_without_figure"]) == (2, 1, 1)
    assert total["unclassified_reduction_t_co2e"] == 10.0
    chosen = heat_transition_share("2030", MEASURES, ["solar"]).collect().row(-1, named=True)
    assert chosen["heat_share"] == 0.3
    assert check(found, schema("released", "heat_transition_share")).rows_rejected == 0


@pytest.mark.parametrize(
    ("lever", "is_heat"),
    [("Fernwärmeausbau", True), ("Building renovation", True), ("heat pumps", True), ("Geothermie", True),
     ("Theater und Museen", False), ("Straßensanierung", False), ("Wheat straw", False), ("Solar", False)],
)  # fmt: skip
def test_a_word_for_heat_is_a_word_and_not_a_piece_of_another(lever: str, is_heat: bool) -> None:
    one = frame("contract_measures", measure("M1", lever=lever, reduction_t_co2e=10.0))
    assert heat_transition_share("2030", one).collect()["heat_measure_count"].to_list() == [is_heat, is_heat]
