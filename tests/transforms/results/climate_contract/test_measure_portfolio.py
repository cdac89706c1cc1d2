"""Cost of a tonne, the curve drawn from it, and the measures that stay out of it with the reason."""

from __future__ import annotations

import random

import polars as pl
import pytest

from schemas.check import check
from schemas.errors import StadtlandError
from schemas.registry import schema
from tests.transforms.results.climate_contract.example import frame, measure
from transforms.results.climate_contract.abatement_curve import abatement_curve
from transforms.results.climate_contract.contract_findings import contract_findings
from transforms.results.climate_contract.investment_plan import investment_plan
from transforms.results.climate_contract.measure_portfolio import measure_portfolio

MEASURES = (
    measure("A", reduction_t_co2e=100.0, cost_eur=5_000.0, lifetime_years=10.0),  # 50 EUR/t; 5 over ten years
    measure("B", reduction_t_co2e=40.0, cost_eur=-800.0),  # saves money: -20 EUR/t
    measure("C", reduction_t_co2e=20.0, cost_eur=1_000.0, lifetime_years=1.0),  # 50 EUR/t, as A
    measure("D", reduction_t_co2e=70.0),  # nobody states a cost
    measure("E", cost_eur=900.0),  # nobody states a reduction
    measure("F", reduction_t_co2e=0.0, cost_eur=10.0),  # no tonne to divide by
    measure("G", title="measure  a", reduction_t_co2e=90.0, cost_eur=90.0),  # A under another id
    measure("H", reduction_buildings_t_co2e=6.0, reduction_transport_t_co2e=4.0, cost_eur=30.0),  # 30 / (6 + 4)
)


def portfolio(*rows: dict[str, object], cost_per: str = "year") -> pl.DataFrame:
    return measure_portfolio("2030", frame("contract_measures", *rows), cost_per).collect()


def column(found: pl.DataFrame, name: str) -> dict[str, object]:
    return dict(found.select("measure_id", name).iter_rows())


def test_the_cost_of_a_tonne_is_cost_by_reduction_and_lacks_what_it_lacks() -> None:
    found = portfolio(*MEASURES)
    assert column(found, "cost_per_tonne_eur") == {
        "A": 50.0, "B": -20.0, "C": 50.0, "D": None, "E": None, "F": None, "G": 1.0, "H": 3.0,
    }  # fmt: skip
    assert column(found.filter(pl.col("lacks").is_not_null()), "lacks") == {
        "D": "cost_eur", "E": "reduction_t_co2e", "F": "reduction above zero",
    }  # fmt: skip
    assert column(found, "reduction_t_co2e")["H"] == 10.0
    assert column(found, "reduction_basis")["H"] == "sum of sectors"
    assert check(found.lazy(), schema("released", "measure_portfolio")).rows_rejected == 0


def test_a_duplicate_stays_in_the_table_and_counts_nothing() -> None:
    found = portfolio(*MEASURES)
    assert column(found.filter(pl.col("duplicate_of").is_not_null()), "duplicate_of") == {"G": "A"}
    assert found["counted_reduction_t_co2e"].sum() == 100 + 40 + 20 + 70 + 0 + 10
    declared = portfolio(measure("X", reduction_t_co2e=5.0, same_as_measure_id="Y"), measure("Y", reduction_t_co2e=6.0))
    assert column(declared, "duplicate_of") == {"X": "Y", "Y": None}
    same_id = portfolio(measure("X", reduction_t_co2e=5.0), measure("X", title="other", reduction_t_co2e=5.0))
    assert same_id["duplicate_of"].to_list() == [None, "X"]


def test_of_two_entries_the_one_that_lacks_less_counts() -> None:
    found = portfolio(
        measure("1", title="Heat", reduction_t_co2e=9.0), measure("2", title="Heat", reduction_t_co2e=9.0, cost_eur=1.0)
    )
    assert column(found, "duplicate_of") == {"1": "2", "2": None}
    assert found["counted_cost_eur"].sum() == 1.0


def test_over_the_lifetime_a_measure_without_one_has_no_cost_of_a_tonne() -> None:
    found = portfolio(*MEASURES, cost_per="lifetime")
    assert column(found, "cost_per_tonne_eur")["A"] == 5.0
    assert column(found, "lacks")["B"] == "lifetime_years"


def test_the_curve_goes_from_the_cheapest_tonne_to_the_dearest() -> None:
    curve = abatement_curve("2030", portfolio(*MEASURES).lazy()).collect()
    drawn = curve.filter(pl.col("rank").is_not_null())
    assert drawn["measure_id"].to_list() == ["B", "H", "A", "C"]  # A and C cost the same: by their ids
    assert drawn["cumulative_reduction_t_co2e"].to_list() == [40.0, 50.0, 150.0, 170.0]
    assert drawn["cumulative_from_t_co2e"].to_list() == [0.0, 40.0, 50.0, 150.0]
    assert drawn["cumulative_cost_eur"].to_list() == [-800.0, -770.0, 4_230.0, 5_230.0]
    assert column(curve.filter(pl.col("rank").is_null()), "left_out_because") == {
        "D": "lacks cost_eur",
        "E": "lacks reduction_t_co2e",
        "F": "lacks reduction above zero",
        "G": "duplicate of A",
    }
    assert check(curve.lazy(), schema("released", "abatement_curve")).rows_rejected == 0


def test_another_order_of_rows_gives_the_same_tables() -> None:
    rows = list(MEASURES)
    random.Random(4).shuffle(rows)
    assert portfolio(*rows).equals(portfolio(*MEASURES))


def test_cost_per_anything_else_is_refused() -> None:
    with pytest.raises(StadtlandError, match="cost_per"):
        portfolio(*MEASURES, cost_per="month")


def test_a_printed_sum_is_no_measure_and_is_held_against_them() -> None:
    """100 + 50 = 150 t as printed; the cost is printed as 9,000 and is 8,000. A measure may begin with the word."""
    listed = frame(
        "contract_measures",
        measure("M1", title="PV", reduction_t_co2e=100.0, cost_eur=5_000.0),
        measure("M2", title="Total energy management of schools", reduction_t_co2e=50.0, cost_eur=3_000.0),
        measure("Total", title="Summe", reduction_t_co2e=150.0, cost_eur=9_000.0),
    )
    assert measure_portfolio("2030", listed).collect()["measure_id"].to_list() == ["M1", "M2"]
    funds = frame(
        "contract_financing",
        {"measure_id": "M1", "source_of_funds": "city", "amount_eur": 5_000.0},
        {"measure_id": "M1", "source_of_funds": "Total", "amount_eur": 5_000.0},
    )
    plan = investment_plan("2030", listed, funds).collect().row(0, named=True)
    assert (plan["cost_eur"], plan["funding_eur"]) == (8_000.0, 5_000.0)
    found = contract_findings("2030", listed, funds).collect()
    held = found.filter(pl.col("check").str.contains("printed_sum")).select("subject", "verdict", "difference").rows()
    assert held == [
        ("Total: reduction_t_co2e", "match", 0.0),
        ("Total: cost_eur", "mismatch", -1_000.0),
        ("M1: Total", "noted", None),
    ]
