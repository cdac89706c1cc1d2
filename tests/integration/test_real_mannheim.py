"""Local Green Deals of Mannheim, Espoo and Umeå from generated files: what comes in, what is found, what leaves."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sources.synthetic.green_deals import write_green_deals
from tests.integration.real_road import HOUSE, Walked, walk


@pytest.fixture(scope="module")
def mannheim(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    return walk("mannheim", "2025", tmp_path_factory.mktemp("mannheim"))


def test_the_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    write_green_deals(tmp_path)
    for file in sorted(tmp_path.iterdir()):
        assert file.read_bytes() == (HOUSE / "config/examples/mannheim" / file.name).read_bytes(), file.name


def test_every_row_comes_in_and_seven_tables_leave(mannheim: Walked) -> None:
    assert mannheim.rows("green_deals") == (36, 36, 0)
    for key in mannheim.accepted:
        received, accepted, rejected = mannheim.rows(key)
        assert (received, rejected) == (accepted, 0)
    assert mannheim.tables() == {
        "deal_register",
        "deal_status",
        "deal_progress_kpi",
        "deal_savings",
        "deal_findings",
        "deal_prototypes",
        "deal_comparison",
    }


def test_every_planted_fault_is_found_where_it_was_planted(mannheim: Walked) -> None:
    findings = mannheim.table("deal_findings").filter(pl.col("verdict") == "rule broken")
    found = set(findings.select("check", "subject").iter_rows())
    assert found >= {
        ("status_not_skipped", "deal DE-02"),
        ("signed_by_two_parties", "deal DE-03"),
        ("fulfilled_with_evidence", "deal DE-04"),
        ("reduction_claimed_once", "deals DE-05 and DE-06"),
        ("end_after_start", "deal FI-02"),
        ("not_stale", "deal FI-03"),
        ("text_without_contact", "deal FI-04"),
        ("status_not_backwards", "deal SE-02"),
        ("reduction_claimed_once", "deals SE-03 and SE-04"),
        ("status_is_the_last", "deal SE-05"),
    }
    for check, count in (("status_not_skipped", 1), ("fulfilled_with_evidence", 1), ("reduction_claimed_once", 2)):
        assert findings.filter(pl.col("check") == check).height == count, check


def test_finland_stays_missing_and_is_counted(mannheim: Walked) -> None:
    savings = mannheim.table("deal_savings")
    finnish = savings.filter(pl.col("country") == "FI")
    assert finnish["reduction_t_co2e"].null_count() == finnish.height == 12
    assert set(savings.filter(pl.col("reduction_t_co2e").is_not_null())["factor_set"]) == {"bisko-2019", "umea-2021"}
    espoo = mannheim.table("deal_comparison").filter(
        pl.col("city") == "Espoo", pl.col("indicator") == "reduction_computed"
    )
    assert espoo.select("value", "missing_count", "status").rows() == [(None, 12, "missing")]


def test_no_contact_and_no_organisation_stands_in_a_prototype(mannheim: Walked) -> None:
    prototypes = mannheim.table("deal_prototypes")
    assert prototypes.height > 0
    assert set(prototypes["deal_status"]) <= {"running", "fulfilled"}
    organisations = set(pl.read_csv(HOUSE / "config/examples/mannheim/deal_parties.csv")["organisation"])
    text = str(prototypes.to_dicts())
    assert not [name for name in organisations if name in text]
    assert "@" not in text
    assert "@" not in str(mannheim.table("deal_register").to_dicts())
