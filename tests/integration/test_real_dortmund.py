"""Dortmund's published CO2 series and a generated portfolio on the whole road to a package that passed the gate.

The series is Dortmund's own (klimawatch); measures, money, indicators and contributions are generated and say so.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from delivery.verify import verify
from sources.synthetic.contract_portfolio import contract_portfolio
from tests.integration.real_road import HOUSE, Walked


@pytest.fixture(scope="module")
def dortmund(walked: Callable[[str, str], Walked]) -> Walked:
    return walked("dortmund", "2030")


def test_every_row_comes_in_and_every_agreed_table_leaves(dortmund: Walked) -> None:
    assert {key: dortmund.rows(key)[1:] for key in dortmund.accepted} == {
        "emission_series": (44, 0),  # 5 lines of 8 years, 3 plans, 1 count of inhabitants
        "contract_measures": (18, 0),
        "contract_financing": (42, 0),
        "contract_indicators": (6, 0),
        "third_party_contributions": (19, 0),
    }
    assert len(dortmund.tables()) == 11


def test_the_series_is_the_published_one(dortmund: Walked, shared_data: Path) -> None:
    trend = dortmund.table("sector_emission_trend")
    last = trend.filter(pl.col("year") == 2018)
    assert dict(last.select("sector", "emissions_t").iter_rows()) == {
        "Haushalte": 1_331_880.0,
        "Verkehr": 1_429_270.0,
        "Wirtschaft": 1_293_980.0,
        "kommunale Verwaltungen": 68_210.0,
        "Total": 4_123_330.0,
    }
    (total,) = last.filter(pl.col("row_kind") == "total").to_dicts()
    assert total["sum_of_sectors_t"] == 1_331_880 + 1_429_270 + 1_293_980 + 68_210 == 4_123_340
    assert total["difference_t"] == 10.0  # the printed total is 0.01 kt less than its sectors
    # 587 010 inhabitants stand in the series, and in the state's statistics as LocalZero publishes them.
    people = pl.read_csv(shared_data / "localzero/population/2018.csv", schema_overrides={"ags": pl.String})
    (inhabitants,) = people.filter(pl.col("ags") == "05913000")["total"].to_list()
    assert total["emissions_per_head_t"] == round(4_123_330 / inhabitants, 3) == 7.024
    assert total["change_from_base"] == round(4_123.33 / 6_054.78 - 1, 6)


def test_the_gap_of_the_published_plan(dortmund: Walked) -> None:
    gap = dortmund.table("gap_from_series")
    (total,) = gap.filter(pl.col("row_kind") == "total").to_dicts()
    assert total["residual_t"] == 824_666.0  # 20 % of 4 123 330
    assert total["reduction_target_t"] == 3_298_664.0
    assert total["reduction_other_plans_t"] == 4_123_330 - 2_724_650  # the plan for 2030
    assert total["gap_t"] == 3_298_664 - 1_398_680
    assert set(gap.filter(pl.col("row_kind") == "sector")["status"]) == {"missing"}  # no sector has a published plan


def test_the_generated_portfolio_shows_what_was_planted(dortmund: Walked) -> None:
    portfolio = dortmund.table("measure_portfolio")
    assert portfolio.filter(pl.col("duplicate_of") == "GEN-01")["measure_id"].to_list() == ["GEN-90"]
    assert portfolio["source"].unique().to_list() == ["generated"]
    curve = dortmund.table("abatement_curve")
    assert curve.filter(pl.col("rank") == 1)["measure_id"].to_list() == ["GEN-08"]  # it saves money
    out = dict(curve.filter(pl.col("rank").is_null()).select("measure_id", "left_out_because").iter_rows())
    assert out == {"GEN-12": "lacks cost_eur", "GEN-13": "lacks reduction_t_co2e", "GEN-90": "duplicate of GEN-01"}
    drawn = curve.filter(pl.col("rank").is_not_null()).sort("rank")
    assert drawn["cumulative_reduction_t_co2e"][-1] == drawn["reduction_t_co2e"].sum()
    (once,) = dortmund.table("reductions_counted_once").filter(pl.col("row_kind") == "total").to_dicts()
    assert once["city_t_co2e"] == portfolio["counted_reduction_t_co2e"].sum()
    assert once["claimed_twice_count"] == 1
    assert once["counted_t_co2e"] == once["city_t_co2e"] + once["third_parties_t_co2e"] - once["claimed_twice_t_co2e"]
    found = dortmund.table("contract_findings").filter(pl.col("verdict") == "rule broken")
    assert set(found["check"]) == {"measure_stands_once", "funding_is_not_above_cost", "reduction_is_claimed_once"}


def test_citizens_leave_together_or_not_at_all(dortmund: Walked) -> None:
    citizens = dortmund.table("contributions_by_contributor").filter(pl.col("contributor_kind") == "citizen")
    assert citizens.select("field_of_action", "organisation", "contribution_count", "status").rows() == [
        ("Energy systems", None, 7, "computed"),
        ("Mobility & transport", None, None, "suppressed"),
    ]


def test_the_package_is_valid(dortmund: Walked) -> None:
    assert verify(str(dortmund.packed.package.path)).is_valid


def test_the_stated_series_is_the_publishers_value_by_value(shared_data: Path) -> None:
    printed = pl.read_csv(shared_data / "klimawatch/data/dortmund.csv", infer_schema=False, truncate_ragged_lines=True)
    stated = pl.read_csv(HOUSE / "config/examples/dortmund/emission_series.csv", infer_schema=False)
    assert stated.select("year", "category", "kind", "value").rows() == printed.select(printed.columns[:4]).rows()


def test_the_committed_example_is_what_the_generator_writes(tmp_path: Path) -> None:
    for file in contract_portfolio(tmp_path, 5913):
        assert file.read_bytes() == (HOUSE / "config/examples/dortmund" / file.name).read_bytes(), file.name
