"""Leipzig's published contract: the gap table A-2.3 and the list B-2.4, with the figures of the 49 published checks."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from schemas.check import check
from schemas.registry import schema
from transforms.results.climate_contract.contributions_by_field import contributions_by_field
from transforms.results.climate_contract.emissions_gap import emissions_gap

GAP_HEADERS = {
    "baseline_year": "year",
    "baseline": "baseline_t_co2e",
    "residual": "residual_t_co2e",
    "reduction_target": "reduction_target_t_co2e",
    "reduction_existing_strategies": "reduction_other_plans_t_co2e",
    "gap_as_printed": "gap_published_t_co2e",
    "reduction_ccc_actions": "reduction_actions_t_co2e",
}
SECTORS = {"Stationary energy and buildings": "Buildings", "Transport": "Transport", "IPPU/Industry": "IPPU"}


@pytest.fixture(scope="module")
def gap(shared_data: Path) -> pl.DataFrame:
    printed = pl.scan_csv(shared_data / "reference/ccc_emissions_gap_A23.csv").rename(GAP_HEADERS)
    return emissions_gap("2019", printed).collect()


@pytest.fixture(scope="module")
def checks(shared_data: Path) -> dict[str, tuple[float, float]]:
    rows = pl.read_csv(shared_data / "reference/leipzig_checks.csv").filter(pl.col("check_id").str.starts_with("LE-G"))
    return {row["check_id"]: (row["recomputed"], row["difference"]) for row in rows.iter_rows(named=True)}


def test_every_line_of_the_gap_table_gives_the_published_checks(gap: pl.DataFrame, checks: dict[str, object]) -> None:
    lines = {SECTORS.get(row["sector"], "Total"): row for row in gap.iter_rows(named=True)
             if row["row_kind"] in ("sector", "total as printed")}  # fmt: skip
    for name, row in lines.items():
        # (4) = (2) - (3); buildings: 1 036 816 - 144 002 = 892 814, printed 856 013
        assert (row["gap_t_co2e"], row["gap_difference_t_co2e"]) == checks[f"LE-G1-{name}"]
        # (6) = (1) - (2); total: 3 111 033 - 2 039 877 = 1 071 156, printed 1 061 577
        assert (row["residual_t_co2e"], row["residual_difference_t_co2e"]) == checks[f"LE-G2-{name}"]
        share, above = checks[f"LE-G3-{name}"]  # type: ignore[misc]
        assert round(row["residual_share_published"] * 100, 3) == pytest.approx(share, abs=1e-3)
        assert row["is_residual_share_kept"] is False
        assert above > 0
        # (4) - (5) of the printed gap; buildings: 856 013 - 458 277 = 397 736
        assert (row["uncovered_published_t_co2e"],) * 2 == checks[f"LE-G4-{name}"]
        assert row["is_covered"] is False
    assert set(lines) == {"Buildings", "Transport", "IPPU", "Total"}


def test_totals_are_column_sums_and_stand_beside_the_printed_ones(gap: pl.DataFrame, checks: dict[str, object]) -> None:
    (total,) = gap.filter(pl.col("row_kind") == "column sum").to_dicts()
    (apart,) = gap.filter(pl.col("row_kind") == "column sum minus printed").to_dicts()
    columns = ("baseline", "reduction_target", "reduction_other_plans", "gap_published", "reduction_actions",
               "residual_published")  # fmt: skip
    for number, column in enumerate(columns, start=1):
        assert (total[f"{column}_t_co2e"], apart[f"{column}_t_co2e"]) == checks[f"LE-GS-{number}"], column
    # What the sectors lack when their gaps are computed: 434 537 + 176 161 + 258 019
    assert total["uncovered_t_co2e"] == 868_717.0
    assert total["is_covered"] is False
    assert apart["is_covered"] is None
    assert check(gap.lazy(), schema("released", "emissions_gap")).rows_rejected == 0


def test_third_parties_by_field(shared_data: Path) -> None:
    printed = pl.scan_csv(shared_data / "reference/leipzig_ccc_private_actions_B24.csv")
    found = contributions_by_field("2019", printed).collect()
    tonnes = dict(found.select("field_of_action", "min_co2e_reduction_t").iter_rows())
    assert tonnes == {
        "Built environment": 363 + 30,
        # 151 894 + 103 819 + 187 116 + 10 446 + 3 663 + 450 + 311 + 187, and twelve times nought
        "Energy systems": 457_886,
        "Green infrastructure & nature-based solutions": 20,
        "Mobility & transport": 80_278,
        "Other/Engagement": 14_870 + 900 + 616 + 16,
        "Waste & circular economy": 1_181 + 1_122 + 4,
        "Total": 557_286,
    }
    total = found.row(-1, named=True)
    assert (total["action_count"], total["actions_without_figure"]) == (80, 1)  # food utilisation prints no figure
    assert total["offsets_t"] == 14_870 + 900
    assert total["green_tariffs_t"] == 187_116  # a third of it all is a change of tariff
    assert (total["repeated_rows"], total["repeated_reduction_t"]) == (1, 0)  # external sun shading: 2 entries, twice
    assert check(found.lazy(), schema("released", "contributions_by_field")).rows_rejected == 0
