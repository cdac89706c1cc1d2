"""Every planted contradiction is found, and by its own rule; a contract without any has none."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from schemas.check import check
from schemas.registry import schema
from tests.transforms.results.climate_contract.example import frame, measure
from tests.transforms.results.climate_contract.test_leipzig_contract import GAP_HEADERS
from transforms.results.climate_contract.contract_findings import contract_findings
from transforms.results.climate_contract.indicator_sheets import indicator_sheets

COMPLETE = {"unit": "%", "definition": "d", "data_source": "s", "calculation": "c", "update_frequency": "a year",
            "owner_role": "Energy", "baseline_year": 2020}  # fmt: skip


def found(**tables: pl.LazyFrame) -> pl.DataFrame:
    frame = contract_findings("2030", **tables)
    assert check(frame, schema("released", "contract_findings")).rows_rejected == 0
    return frame.collect()


def broken(table: pl.DataFrame) -> set[tuple[str, str]]:
    return set(table.filter(pl.col("verdict") != "match").select("check", "subject").iter_rows())


def test_planted_contradictions_of_measures() -> None:
    good = {"reduction_t_co2e": 10.0, "cost_eur": 5.0}
    measures = frame(
        "contract_measures",
        measure("A", start_year=2030, end_year=2026, **good),
        measure("B", energy_saved_mwh=-5.0, **good),
        measure("C", reduction_buildings_t_co2e=4.0, **good),
        measure("D", title="Measure A", **good),
        measure("E", cost_eur=1.0),
        measure("F", same_as_measure_id="Z", **good),
        measure("G", start_year=2025, end_year=2025, energy_saved_mwh=0.0, **good),
    )
    assert broken(found(contract_measures=measures)) == {
        ("measure_does_not_end_before_it_starts", "A"),
        ("energy_is_not_negative", "B"),
        ("sectors_sum_to_the_measure", "C"),
        ("measure_stands_once", "D"),
        ("measure_states_its_figures", "E"),
        ("declared_link_leads_somewhere", "F"),
    }


def test_planted_contradictions_of_money_and_third_parties() -> None:
    measures = frame("contract_measures", measure("A", reduction_t_co2e=10.0, cost_eur=100.0, end_year=2027))
    funds = frame(
        "contract_financing",
        {"measure_id": "A", "year": 2029, "source_of_funds": "State", "amount_eur": 130.0},
        {"measure_id": "X", "year": 2026, "source_of_funds": "State", "amount_eur": 1.0},
    )
    claim = {"field_of_action": "Energy", "action": "Measure A", "entries": 2, "min_co2e_reduction_t": 4.0}
    offset = {"field_of_action": "Other", "action": "Compensation of emissions", "min_co2e_reduction_t": 9.0}
    total = {"field_of_action": "Total", "action": None, "min_co2e_reduction_t": 99.0}
    actions = frame("third_party_actions", claim, offset, total)
    table = found(contract_measures=measures, contract_financing=funds, third_party_actions=actions)
    assert broken(table) == {
        ("funding_is_not_above_cost", "A"),
        ("funding_falls_into_the_measure", "A"),
        ("funding_names_a_measure", "X"),
        ("reduction_is_claimed_once", "Energy: Measure A"),
        ("offset_is_no_reduction", "1 actions"),
        ("actions_sum_to_their_total", "Total"),
    }
    (above,) = table.filter(pl.col("check") == "funding_is_not_above_cost").to_dicts()
    assert (above["printed"], above["recomputed"], above["difference"]) == (130.0, 100.0, -30.0)


def test_leipzigs_gap_table_has_its_findings(shared_data: Path) -> None:
    printed = pl.scan_csv(shared_data / "reference/ccc_emissions_gap_A23.csv").rename(GAP_HEADERS)
    table = found(ccc_emissions_gap=printed)
    by_rule = table.filter(pl.col("verdict") != "match").group_by("check").len().sort("check")
    assert dict(by_rule.iter_rows()) == {
        "gap_is_covered": 4,
        "gap_is_target_minus_other_plans": 1,  # buildings: 36 801 t
        "residual_is_baseline_minus_target": 1,  # total: 9 579 t
        "residual_share_is_within_the_limit": 4,
        "total_is_column_sum": 3,  # baseline, target, residual
    }


def test_indicator_sheets_give_three_targets_and_what_they_lack() -> None:
    sheets = frame(
        "contract_indicators",
        {"indicator_id": "1", "indicator": "PV", **COMPLETE, "baseline_value": 100.0, "target_2025": 150.0,
         "target_2027": 200.0, "target_2030": 300.0, "actual_year": 2024, "actual_value": 125.0},
        {"indicator_id": "2", "indicator": "Cars", **COMPLETE, "baseline_value": 50.0, "target_2025": 40.0,
         "target_2027": 45.0, "target_2030": 30.0},
        {"indicator_id": "3", "indicator": "Trees", "target_2030": 5.0},
    )  # fmt: skip
    rows = indicator_sheets("2030", sheets).collect()
    assert check(rows.lazy(), schema("released", "indicator_sheets")).rows_rejected == 0
    solar = rows.filter(pl.col("indicator_id") == "1")
    assert solar["target_year"].to_list() == [2025, 2027, 2030]
    assert solar["change_from_baseline"].to_list() == [50.0, 100.0, 200.0]
    assert solar["achieved_share"].to_list() == [0.5, 0.25, 0.125]  # 25 of 50, of 100, of 200
    assert rows.filter(pl.col("indicator_id") == "3")["status"].to_list() == ["missing", "missing", "published"]
    assert rows.filter(pl.col("indicator_id") == "3")["direction"].to_list() == [None, None, None]
    assert broken(found(contract_indicators=sheets)) == {
        ("targets_move_one_way", "2"),
        ("indicator_sheet_is_complete", "3"),
    }
