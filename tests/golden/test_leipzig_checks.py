"""All 49 verdicts on Leipzig's Climate City Contract, as computed by hand, and the counts they add up to."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from config.factors.load import reference
from transforms.results.audit.as_row import as_row
from transforms.results.audit.audit import audit
from transforms.results.audit.inventory_audit import inventory_audit

OURS = Path(__file__).resolve().parents[2] / "config" / "reference"
GAP_SECTORS = {
    "Buildings": "Stationary energy and buildings", "Transport": "Transport", "IPPU": "IPPU/Industry", "Total": "Total",
}  # fmt: skip
GAP_RULES = {
    "G1": "gap_is_target_minus_other_plans",
    "G2": "residual_is_baseline_minus_target",
    "G3": "residual_share_is_at_most_20_percent",
    "G4": "gap_is_covered_by_actions",
}
COLUMNS = {"1": "baseline", "2": "target", "3": "other plans", "4": "gap", "5": "actions", "6": "residual"}


def _key(check: dict[str, str]) -> tuple[str, str]:
    """Which of our rules and subjects a hand-made check is about."""
    name = check["check_id"].removeprefix("LE-")
    if name.isdigit():
        return "energy_times_factor_is_emissions", f"Leipzig 2019: {check['rule'].split(':')[0]}"
    if name.startswith("S-"):
        return "rows_sum_to_sector", f"Leipzig 2019: {name.removeprefix('S-').title()}"
    if name in ("SC1", "SC2"):
        return "rows_sum_to_scope", f"Leipzig 2019: scope {name[-1]}"
    if name in ("TOT", "SCT"):
        return ("sectors" if name == "TOT" else "scopes") + "_sum_to_total", "Leipzig 2019: total in A2.1"
    if name.startswith("GS-"):
        return "column_sums_to_total_row", f"Leipzig 2019: Total, {COLUMNS[name[-1]]}"
    rule, sector = name.split("-")
    column = {"G1": "gap", "G2": "residual", "G3": "residual", "G4": "actions"}[rule]
    return GAP_RULES[rule], f"Leipzig 2019: {GAP_SECTORS[sector]}, {column}"


def _verdict(text: str) -> str:
    known = ("not covered", "rule broken", "mismatch", "match")
    return next(verdict for verdict in known if text.casefold().startswith(verdict))


def test_every_hand_made_verdict_is_reproduced(shared_data: Path) -> None:
    folder = shared_data / "reference"
    files = {
        "inventory": "ccc_inventory_by_carrier.csv",
        "gap": "ccc_emissions_gap_A23.csv",
        "totals": "ccc_published_totals.csv",
    }
    tables = {name: pl.scan_csv(folder / file, infer_schema=False) for name, file in files.items()}
    found = audit(tables, sector_synonyms=reference("sector_synonyms"), carriers=reference("carriers"))
    ours = {(row["check"], row["subject"]): row for row in map(as_row, found)}
    with (folder / "leipzig_checks.csv").open(encoding="utf-8", newline="") as file:
        checks = list(csv.DictReader(file))
    assert len(checks) == 49
    for check in checks:
        row = ours[_key(check)]
        assert row["verdict"] == _verdict(check["verdict"]), check["check_id"]
        for column in ("printed", "recomputed", "difference"):
            # The hand-made figures are rounded to a tenth, shares to a thousandth.
            assert row[column] == pytest.approx(float(check[column]), abs=0.051), (check["check_id"], column)


def test_our_own_statement_of_the_tables_gives_the_same_verdicts() -> None:
    """22 rows: 20 with a factor, of which 13 agree. Energy x factor fails for electricity (3 times, computed with 478
    and printed with 544: 544 / 478 = 1.138), biomass, environmental heat, natural gas of transport and biofuel.

    Sums: 3 sectors agree, 2 scopes do not, sectors and scopes miss the baseline (by 9,579 t and 2,967 t). Gap table:
    3 + 3 identities of 8 agree; 4 residual shares above 20 %; 4 gaps uncovered; 3 of 6 columns agree.
    """
    tables = {
        name: pl.scan_csv(OURS / f"leipzig_2019_{file}.csv")
        for name, file in (
            ("ghg_inventory", "inventory"),
            ("ccc_emissions_gap", "gap"),
            ("ccc_published_totals", "totals"),
        )
    }
    found = inventory_audit(
        "2019", **tables, sector_synonyms=reference("sector_synonyms"), carriers=reference("carriers")
    ).collect()
    counts = found.group_by("check", "verdict").len()
    by_rule = {(check, verdict): count for check, verdict, count in counts.iter_rows()}
    assert by_rule["energy_times_factor_is_emissions", "match"] == 13
    assert by_rule["energy_times_factor_is_emissions", "mismatch"] == 7
    assert by_rule["energy_times_factor_is_emissions", "not checked"] == 2
    assert by_rule["rows_sum_to_sector", "match"] == 3
    assert by_rule["rows_sum_to_scope", "mismatch"] == 2
    assert by_rule["gap_is_target_minus_other_plans", "match"] == 3
    assert by_rule["residual_is_baseline_minus_target", "match"] == 3
    assert by_rule["residual_share_is_at_most_20_percent", "rule broken"] == 4
    assert by_rule["gap_is_covered_by_actions", "not covered"] == 4
    assert by_rule["column_sums_to_total_row", "match"] == 3
    assert by_rule["column_sums_to_total_row", "mismatch"] == 3
    # Natural gas is scope 1 in all three sectors; nothing is a thousand off; no key stands twice.
    assert by_rule["natural_gas_is_never_scope_2", "match"] == 3
    assert ("unit_is_consistent", "rule broken") not in by_rule
    assert ("key_is_unique", "rule broken") not in by_rule
    # Waste, land use and scope 3 are in none of the tables.
    assert by_rule["sector_is_covered", "not covered"] == 2
    assert by_rule["scope_is_covered", "not covered"] == 1


def test_the_implied_factor_and_the_shared_amounts_are_said() -> None:
    rows = inventory_audit("2019", pl.scan_csv(OURS / "leipzig_2019_inventory.csv"), sector_synonyms=None).collect()
    electricity = rows.filter(pl.col("subject") == "Leipzig 2019: buildings/Electricity")
    assert "imply 478 g/kWh" in electricity["note_en"][0]
    gap = inventory_audit("2019", ccc_emissions_gap=pl.scan_csv(OURS / "leipzig_2019_gap.csv")).collect()
    buildings = gap.filter(pl.col("subject") == "Leipzig 2019: Stationary energy and buildings, gap")
    # 36,801 t are missing in the gap of buildings, and in the column sums of target and residual.
    assert "column_sums_to_total_row (Total, target)" in buildings["note_en"][0]
