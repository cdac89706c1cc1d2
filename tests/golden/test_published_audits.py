"""What the audit finds in real published files, with the arithmetic by hand: series, matrices, an action list."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from config.factors.load import reference
from sources.published.read_table import read_table
from transforms.results.audit.actions.audit_actions import audit_actions
from transforms.results.audit.finding import Finding
from transforms.results.audit.matrix.audit_matrices import audit_matrices
from transforms.results.audit.series.audit_series import audit_series

SUM = "sectors_sum_to_total"
CLEAN = (
    "berlin_quellenbilanz", "berlin_verursacherbilanz", "bonn", "dortmund", "ffm", "karlsruhe", "landau", "leipzig",
    "muenster",
)  # fmt: skip
WITHOUT_CATEGORIES = ("EU", "bielefeld", "chemnitz", "koeln")


def _series(path: Path) -> list[Finding]:
    return audit_series(read_table(path).frame.lazy(), sector_synonyms=reference("sector_synonyms"))


def _wrong(findings: list[Finding], check: str) -> dict[str, Decimal | None]:
    return {it.place.base_year: it.difference for it in findings if it.check == check and it.verdict != "match"}


@pytest.fixture
def klimawatch(shared_data: Path) -> Path:
    return shared_data / "klimawatch" / "data"


@pytest.mark.parametrize("city", CLEAN)
def test_nine_cities_add_up_in_every_year_measured_and_planned(klimawatch: Path, city: str) -> None:
    # Frankfurt's figures up to 2017 are full tens (1390 + 3380 + 3150 + 1880 = 9800, printed 9810): rounding alone.
    findings = _series(klimawatch / f"{city}.csv")
    sums = [it for it in findings if it.check == SUM]
    assert len(sums) > 1
    assert {it.verdict for it in sums} == {"match"}
    assert {it.verdict for it in findings} <= {"match", "noted"}


@pytest.mark.parametrize("city", WITHOUT_CATEGORIES)
def test_a_series_of_totals_alone_is_not_checked_rather_than_approved(klimawatch: Path, city: str) -> None:
    assert [it.verdict for it in _series(klimawatch / f"{city}.csv") if it.check == SUM] == ["not checked"]


def test_the_municipal_fleet_of_moers_is_in_tonnes_among_kilotonnes(klimawatch: Path) -> None:
    # 2011: 113.423 + 50.356 + 20.110 + 2.712 + 208.216 = 394.817; 48.647 t of the fleet are 0.049 kt more: 394.866.
    # Printed are 394.865. So it goes in all five years in which a total is printed.
    findings = _series(klimawatch / "moers.csv")
    slips = [it for it in findings if it.check == "unit_is_consistent" and it.verdict == "rule broken"]
    assert [(it.place.base_year, it.place.sector) for it in slips] == [
        (str(year), "Kommunale Flotte") for year in range(2011, 2016)
    ]
    assert set(_wrong(findings, SUM)) == {str(year) for year in range(2011, 2016)}


def test_three_totals_of_paderborn_are_not_the_sum_of_their_sectors(klimawatch: Path) -> None:
    # 2009: 440 + 369 + 298 + 22 = 1129, printed 1230. 2030, planned: 429 + 329 + 241 = 999, printed 848.
    # 2050, planned: 354 + 292 + 179 = 825, printed 658.
    assert _wrong(_series(klimawatch / "paderborn.csv"), SUM) == {"2009": -101, "2030": 151, "2050": 167}


def test_other_findings_in_the_series(klimawatch: Path) -> None:
    munich = [it for it in _series(klimawatch / "muenchen.csv") if it.verdict == "rule broken"]
    assert [(it.check, it.place.base_year, it.note.en) for it in munich] == [
        ("key_is_unique", "2014", "with the same value")
    ]
    ulm = _series(klimawatch / "ulm.csv")
    assert set(_wrong(ulm, "years_are_complete")) == {"2014", "2015"}
    assert set(_wrong(ulm, "estimates_are_told_from_measured")) == {"2016"}
    # The plan starts from 2517 kt, the balance from 2618 kt.
    assert set(_wrong(_series(klimawatch / "muenster.csv"), "targets_are_told_from_measured")) == {"1990"}


def test_the_long_series_of_muenster(shared_data: Path) -> None:
    findings = _series(shared_data / "muenster" / "05515000_csv_klimarelevante_daten.csv")
    wrong = {(it.place.base_year, it.place.sector): it for it in findings if it.check == SUM and it.verdict != "match"}
    # Summed over the sectors, 2022 holds traffic's electricity twice: under electricity and within its fuel mix.
    twice = wrong["2022", "CO2-Emissionen - Summe -Summe"]
    assert twice.difference == Decimal("17764.88")
    assert "CO2-Emissionen - Verkehr - Strom" in twice.note.en
    # The shares of 2022 miss district heat: 5.60 of 100.
    assert wrong["2022", "CO2-Emissionen - Summe"].difference == Decimal("-5.60")
    # 52 changes since 1990 and 8 shares follow from their values.
    follow = [it for it in findings if it.check in ("change_follows_from_values", "share_follows_from_values")]
    assert {it.verdict for it in follow} == {"match"}
    assert len(follow) > 50
    units = [it for it in findings if it.check == "unit_is_consistent" and it.verdict == "rule broken"]
    assert [it.note.en for it in units] == ["the name says %, the unit t (10 rows)"]


def test_localzero_balances_are_identities_but_for_a_total_that_is_not_there(shared_data: Path) -> None:
    words = {name: reference(name) for name in ("sector_synonyms", "carriers")}
    findings = audit_matrices(read_table(shared_data / "reference" / "localzero_bisko_2018.csv").frame.lazy(), **words)
    assert {it.verdict for it in findings} == {"match", "not covered", "not checked"}
    goettingen = [it for it in findings if it.place.city == "03159016" and "CO2e_total_t" in it.place.column]
    lacking = next(it for it in goettingen if it.check == SUM)
    # Agriculture has no figure in this column; what is open is what stands in the other one: 20 116.612 t.
    assert "agri" in lacking.note.en
    assert "open 20,116.612 t" in lacking.note.en
    matched = [it for it in findings if it.check == "carriers_sum_to_sector" and it.verdict == "match"]
    assert len(matched) > 70


def test_the_actions_of_leipzigs_companies(shared_data: Path) -> None:
    actions = read_table(shared_data / "reference" / "leipzig_ccc_private_actions_B24.csv").frame.lazy()
    findings = audit_actions(actions)
    sums = {it.place.sector: it.recomputed for it in findings if it.place.column == "min_co2e_reduction_t"}
    assert sums == {
        "Energy systems": 457_886, "Mobility & transport": 80_278, "Waste & circular economy": 2_307,
        "Built environment": 393, "Green infrastructure & nature-based solutions": 20, "Other/Engagement": 16_402,
        "total": 557_286,
    }  # fmt: skip
    # 80 rows, 66 actions: 14 stand twice within their field, one pair of them with the same figures (sun shading).
    doubled = [it for it in findings if it.check == "key_is_unique"]
    assert len(doubled) == 14
    assert [it.place.carrier for it in doubled if "the same figures" in it.note.en] == [
        "Installation of external sun shading"
    ]
    lacking = [it for it in findings if it.check == "action_has_a_reduction"]
    assert [it.place.carrier for it in lacking if it.printed is None] == ["Measures for holistic food utilisation"]
    assert len(lacking) == 50
    # Held against printed sums, all agree but the last, which lost three digits.
    totals = pl.LazyFrame(
        {"field_of_action": [*sums][:-1], "min_co2e_reduction_t": ["393", "457886", "20", "80278", "16.402", "2307"]}
    )
    printed = [it for it in audit_actions(actions, totals) if it.check == "actions_sum_to_field" and it.terms]
    assert [it.place.sector for it in printed if it.verdict == "mismatch"] == ["Other/Engagement"]
    assert len(printed) == 6
