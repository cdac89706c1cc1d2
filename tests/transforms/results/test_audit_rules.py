"""The audit rule by rule: what a spoiled table must be told, in whatever words and numbers it is printed."""

from __future__ import annotations

from copy import deepcopy

import polars as pl
import pytest

from schemas.errors import StadtlandError
from tests.transforms.results.published_city import Tables, broken, judged, published, verdicts
from transforms.results.audit.audit import audit


def _without(tables: Tables, *names: str) -> Tables:
    return {name: rows for name, rows in tables.items() if name not in names}


def test_a_consistent_city_breaks_nothing() -> None:
    findings = judged(published())
    assert broken(findings) == set()
    assert {f.verdict for f in findings if f.check == "gap_is_covered_by_actions"} == {"match"}
    assert not [f for f in findings if f.check.startswith("rows_sum_to_s") and f.verdict == "mismatch"]


@pytest.mark.parametrize("given", [("inventory",), ("gap",), ("totals",), ("inventory", "gap"), ("gap", "totals")])
def test_any_table_alone_is_judged_and_the_rest_is_listed_as_not_checked(given: tuple[str, ...]) -> None:
    everything = {finding.check for finding in judged(published())}
    findings = judged({name: published()[name] for name in given})
    assert {finding.check for finding in findings} == everything
    assert broken(findings) == set()
    skipped = [finding for finding in findings if finding.verdict == "not checked"]
    assert skipped
    assert all(finding.note.en and finding.note.de for finding in skipped)


def test_empty_tables_are_not_taken_for_approval() -> None:
    columns = list(published()["inventory"][0])
    findings = audit({"inventory": pl.LazyFrame(schema=dict.fromkeys(columns, pl.String))})
    assert {finding.verdict for finding in findings} == {"not checked"}


def test_cities_and_base_years_are_judged_apart() -> None:
    first, second = published(city="A", year="2018"), published(city="A", year="2021")
    third = published(city="B", year="2021")
    for row in second["inventory"]:
        row["emissions_tCO2e_as_printed"] = "1" if row["carrier"] == "Diesel" else row["emissions_tCO2e_as_printed"]
    together = {name: [*first[name], *second[name], *third[name]] for name in first}
    findings = judged(together)
    spoiled = {f.place.city + f.place.base_year for f in findings if f.verdict in ("mismatch", "rule broken")}
    assert spoiled == {"A2021"}


@pytest.mark.parametrize("text", ["unknown", "no data", "", "-", "n/a", "k. A.", "NE"])
def test_an_unknown_figure_is_not_checked_and_never_zero(text: str) -> None:
    tables = published()
    tables["inventory"][0]["emissions_tCO2e_as_printed"] = text
    findings = judged(tables)
    assert broken(findings) == set()
    row = next(f for f in findings if f.place.subject.endswith("buildings/Electricity"))
    assert row.verdict == "not checked"
    assert verdicts(findings, "rows_sum_to_sector")["Musterstadt 2019: Buildings"] == "not checked"
    assert verdicts(findings, "rows_sum_to_sector")["Musterstadt 2019: Transport"] == "match"


def test_a_column_with_an_unknown_sector_is_not_checked_and_says_what_is_known() -> None:
    tables = published()
    tables["gap"].insert(0, dict.fromkeys(tables["gap"][0], "no data") | {
        "city": "Musterstadt", "baseline_year": "2019", "sector": "Waste"
    })  # fmt: skip
    column = next(f for f in judged(tables) if f.check == "column_sums_to_total_row" and f.place.column == "baseline")
    assert column.verdict == "not checked"
    assert "without a figure: Waste" in column.note.en
    assert "open 0 t" in column.note.en


@pytest.mark.parametrize("name", ["Total", "Gesamt", "Summe", "Sum", "All sectors", "TOTAL (all sectors)", "Insgesamt"])
def test_a_total_row_in_the_inventory_is_not_added_up(name: str) -> None:
    tables = published()
    total = sum(int(row["emissions_tCO2e_as_printed"]) for row in tables["inventory"])
    subtotal = sum(int(row["emissions_tCO2e_as_printed"]) for row in tables["inventory"][:3])
    blank = dict.fromkeys(tables["inventory"][0], "") | {"city": "Musterstadt", "base_year": "2019"}
    tables["inventory"] += [
        blank | {"sector": name, "emissions_tCO2e_as_printed": str(total)},
        blank | {"sector": "buildings", "carrier": name, "emissions_tCO2e_as_printed": str(subtotal)},
    ]
    findings = judged(tables)
    assert broken(findings) == set()
    assert len([f for f in findings if f.check == "total_row_is_not_added_up" and f.verdict == "match"]) == 2
    tables["inventory"][-1]["emissions_tCO2e_as_printed"] = str(subtotal + 5000)
    wrong = [f.printed for f in judged(tables) if f.check == "rows_sum_to_sector" and f.verdict == "mismatch"]
    assert wrong == [subtotal + 5000]


def test_a_subtotal_without_a_label_is_recognised_by_its_amount() -> None:
    tables = published()
    subtotal = sum(int(row["emissions_tCO2e_as_printed"]) for row in tables["inventory"][:3])
    blank = dict.fromkeys(tables["inventory"][0], "") | {"city": "Musterstadt", "base_year": "2019"}
    tables["inventory"].append(blank | {"sector": "Buildings", "emissions_tCO2e_as_printed": str(subtotal)})
    assert broken(judged(tables)) == set()


def test_sector_names_are_matched_by_their_synonyms_in_both_languages() -> None:
    tables = published()
    german = {"buildings": "GEBÄUDE", "transport": "Verkehr", "industry": "Industrie"}
    for row in tables["inventory"]:
        row["sector"] = german[row["sector"]]
    findings = judged(tables)
    assert broken(findings) == set()
    assert set(verdicts(findings, "rows_sum_to_sector").values()) == {"match"}


def test_an_unknown_sector_is_compared_literally() -> None:
    tables = published()
    for name in ("inventory", "totals"):
        for row in tables[name]:
            row["sector"] = "Port of the city" if row["sector"].casefold() == "industry" else row["sector"]
    findings = judged(_without(tables, "gap"))
    assert verdicts(findings, "rows_sum_to_sector")["Musterstadt 2019: Port of the city"] == "match"


@pytest.mark.parametrize(
    "parts",
    [
        ("Private households", "Trade and services", "Kommunale Gebäude"),
        ("Stationary energy: homes", "Stationary energy: shops", "Buildings"),
        ("Buildings (old)", "Buildings (new)", "Stationary energy - other"),
    ],
)
def test_parts_of_a_sector_add_up_to_it(parts: tuple[str, str, str]) -> None:
    tables = published()
    for row, part in zip(tables["inventory"][:3], parts, strict=True):
        row["sector"] = part
    findings = judged(tables)
    assert broken(findings) == set()
    assert verdicts(findings, "rows_sum_to_sector")["Musterstadt 2019: Buildings"] == "match"


@pytest.mark.parametrize(
    "labels", [("1", "2"), ("Scope 1", "Scope 2"), ("scope1", "scope2"), ("S1", "S2"), ("I", "II")]
)
def test_scopes_are_matched_however_they_are_labelled(labels: tuple[str, str]) -> None:
    tables = published()
    for row in tables["inventory"]:
        row["scope_as_printed"] = labels[int(row["scope_as_printed"]) - 1]
    findings = judged(tables)
    assert broken(findings) == set()
    assert list(verdicts(findings, "rows_sum_to_scope").values()) == ["match", "match"]


def test_a_row_of_several_scopes_leaves_both_sums_open() -> None:
    tables = published()
    tables["inventory"][0]["scope_as_printed"] = "1+2"
    findings = judged(tables)
    assert broken(findings) == set()
    assert verdicts(findings, "rows_sum_to_scope") == {
        "Musterstadt 2019: scope 1": "not checked", "Musterstadt 2019: scope 2": "not checked"
    }  # fmt: skip


def test_totals_by_sector_and_scope_are_held_against_rows_sectors_and_scopes() -> None:
    tables = published()
    label = {"city": "Musterstadt", "base_year": "2019", "table": "A-1.3", "kind": "sector"}
    for sector in ("buildings", "transport", "industry"):
        for scope in ("1", "2"):
            rows = [r for r in tables["inventory"] if (r["sector"], r["scope_as_printed"]) == (sector, scope)]
            value = sum(int(row["emissions_tCO2e_as_printed"]) for row in rows)
            tables["totals"].append(label | {"sector": sector, "scope": scope, "value_as_printed": str(value)})
    findings = judged(tables)
    assert broken(findings) == set()
    for check in ("rows_sum_to_sector_and_scope", "sectors_sum_to_scope", "scopes_sum_to_sector"):
        assert set(verdicts(findings, check).values()) == {"match"}, check
    tables["totals"][-1]["value_as_printed"] = "1"
    assert {"rows_sum_to_sector_and_scope", "sectors_sum_to_scope", "scopes_sum_to_sector"} <= broken(judged(tables))


def test_scope_3_beside_a_total_of_scopes_1_and_2_is_no_mismatch() -> None:
    tables = _without(published(), "inventory", "gap")
    tables["totals"].append(tables["totals"][-2] | {"scope": "scope3", "value_as_printed": "123456"})
    findings = judged(tables)
    scopes = next(f for f in findings if f.check == "scopes_sum_to_total")
    assert scopes.verdict == "match"
    assert "not 3" in scopes.note.en


def test_sectors_without_energy_rows_join_the_scope_by_their_printed_total() -> None:
    tables = _without(published(), "gap")
    label = {"city": "Musterstadt", "base_year": "2019", "table": "A-1.3", "kind": "sector", "sector": "Waste"}
    by_scope = {row["scope"]: row for row in tables["totals"]}
    for scope in ("1", "total"):
        tables["totals"].append(label | {"scope": scope, "value_as_printed": "5000"})
    for scope in ("scope1", "baseline"):
        by_scope[scope]["value_as_printed"] = str(int(by_scope[scope]["value_as_printed"]) + 5000)
    findings = judged(tables)
    assert broken(findings) == set()
    scope_1 = next(f for f in findings if f.check == "rows_sum_to_scope" and f.place.scope == "1")
    assert (scope_1.verdict, "Waste" in scope_1.note.en) == ("match", True)


def test_natural_gas_in_scope_2_is_found_by_any_of_its_names() -> None:
    for name in ("Natural gas", "Erdgas", "natural Gas (heating)"):
        tables = _without(published(), "totals")
        row = next(row for row in tables["inventory"] if row["carrier"] == "Natural gas")
        row |= {"carrier": name, "scope_as_printed": "Scope 2"}
        broken_ones = [f for f in judged(tables) if f.verdict == "rule broken"]
        assert [f.check for f in broken_ones] == ["natural_gas_is_never_scope_2"]


@pytest.mark.parametrize("same", [True, False])
def test_a_key_that_stands_twice_is_found(same: bool) -> None:
    tables = _without(published(), "totals", "gap")
    twin = dict(tables["inventory"][2])
    if not same:
        twin |= {"energy_MWh": "1000", "emissions_tCO2e_as_printed": "318", "sector": "Buildings"}
    tables["inventory"].append(twin)
    twice = next(f for f in judged(tables) if f.check == "key_is_unique" and f.verdict == "rule broken")
    assert twice.place.carrier == "Heating oil"
    assert ("same figures" in twice.note.en) == same


def test_negative_energy_is_found() -> None:
    tables = _without(published(), "totals", "gap")
    tables["inventory"][0]["energy_MWh"] = "-107000"
    assert "energy_is_not_negative" in broken(judged(tables))


def test_the_residual_share_and_the_uncovered_gap() -> None:
    tables = _without(published(), "inventory", "totals")
    row = tables["gap"][0]
    baseline, gap = int(row["baseline"]), int(row["gap_as_printed"])
    row["residual"] = str(baseline // 4)
    row["reduction_ccc_actions"] = str(gap - 900)
    findings = judged(tables)
    share = next(f for f in findings if f.check == "residual_share_is_at_most_20_percent" and f.verdict != "match")
    assert (share.printed, float(share.recomputed or 0)) == (20, pytest.approx(25, abs=0.01))
    left = next(f for f in findings if f.check == "gap_is_covered_by_actions" and f.verdict != "match")
    assert (left.verdict, left.printed, left.recomputed, left.difference) == ("not covered", 0, 900, 900)


def test_coverage_names_absent_sectors_and_scopes_and_those_without_a_figure() -> None:
    tables = published()
    blank = dict.fromkeys(tables["inventory"][0], "") | {"city": "Musterstadt", "base_year": "2019"}
    tables["inventory"].append(blank | {"sector": "Abfall", "emissions_tCO2e_as_printed": "no data"})
    findings = [f for f in judged(tables) if f.verdict == "not covered"]
    assert {f.place.subject: f.note.en for f in findings} == {
        "Musterstadt 2019: Abfall": "absent in: gap, totals; without a figure in: inventory",
        "Musterstadt 2019: afolu": "in none of the tables",
        "Musterstadt 2019: scope 3": "in no row",
    }


def test_the_baseline_of_the_gap_table_is_held_against_the_inventory() -> None:
    tables = published()
    row = tables["gap"][0]
    for column in ("baseline", "residual"):
        row[column] = str(int(row[column]) + 700)
    against_totals = next(f for f in judged(tables) if f.check == "gap_baseline_is_inventory" and f.verdict != "match")
    assert (against_totals.verdict, against_totals.difference) == ("mismatch", -700)
    against_rows = next(
        f for f in judged(_without(tables, "totals")) if f.check == "gap_baseline_is_inventory" and f.verdict != "match"
    )
    assert (against_rows.verdict, against_rows.difference) == ("mismatch", -700)


def test_a_total_that_forgets_or_doubles_a_row_is_told_which() -> None:
    tables = _without(published(), "gap")
    oil = int(tables["inventory"][2]["emissions_tCO2e_as_printed"])
    for change, words in ((-oil, "left out"), (oil, "counted twice")):
        spoiled = deepcopy(tables)
        spoiled["totals"][0]["value_as_printed"] = str(int(spoiled["totals"][0]["value_as_printed"]) + change)
        sector = next(f for f in judged(spoiled) if f.check == "rows_sum_to_sector" and f.verdict == "mismatch")
        assert "buildings/Heating oil" in sector.note.en
        assert words in sector.note.en


def test_columns_that_no_rule_needs_may_be_absent_and_their_rules_are_listed() -> None:
    tables = _without(published(), "totals", "gap")
    for row in tables["inventory"]:
        del row["ef_stated_g_per_kWh"], row["note"], row["table"]
    findings = [f for f in judged(tables) if f.check == "energy_times_factor_is_emissions"]
    assert {f.verdict for f in findings} == {"not checked"}
    assert "column not there" in findings[0].note.en


def test_a_table_without_what_all_its_rules_need_is_an_error() -> None:
    with pytest.raises(StadtlandError, match="value_as_printed") as error:
        audit({"totals": pl.LazyFrame({"kind": ["total"], "Betrag": ["1"]})})
    assert error.value.code == "audit-columns-missing"


def test_a_figure_without_a_base_year_meets_no_other_table() -> None:
    tables = published()
    for row in tables["totals"]:
        row["base_year"] = "unknown"
    findings = judged(tables)
    assert broken(findings) == set()
    assert {f.verdict for f in findings if f.check == "rows_sum_to_sector"} == {"not checked"}
    own = [f for f in findings if f.check == "sectors_sum_to_total" and f.verdict == "match"]
    assert len(own) == 1


def test_units_of_headers_and_rows_are_converted_before_anything_is_compared() -> None:
    tables = published()
    for row in tables["inventory"]:
        row["energy_GWh"] = f"{int(row.pop('energy_MWh')) / 1000:.4f}"
        row["Emissionen [kt CO2e]"] = f"{int(row.pop('emissions_tCO2e_as_printed')) / 1000:.4f}"
    for row in tables["totals"]:
        row |= {"value_as_printed": f"{int(row['value_as_printed']) / 1000:.4f}", "unit": "kt CO2e"}
    findings = judged(tables)
    assert broken(findings) == set()
    plain = {(f.check, f.place.subject): f.printed for f in judged(published()) if f.unit == "t"}
    assert {key: f.printed for f in findings if (key := (f.check, f.place.subject)) in plain} == plain


def test_a_carrier_that_nobody_knows_is_named() -> None:
    tables = published()
    assert set(verdicts(judged(tables), "carrier_is_known").values()) == {"match"}
    tables["inventory"][3]["carrier"] = "Diesle"
    assert verdicts(judged(tables), "carrier_is_known") == {"Musterstadt 2019: transport/Diesle": "noted"}
