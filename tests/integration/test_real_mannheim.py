"""Local Green Deals of Mannheim, Espoo and Umeå from generated files: what comes in, what is found, what leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from sources.synthetic.green_deals import write_green_deals
from tests.integration.real_road import HOUSE, Walked


@pytest.fixture(scope="module")
def mannheim(walked: Callable[[str, str], Walked]) -> Walked:
    return walked("mannheim", "2025")


def test_the_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    write_green_deals(tmp_path)
    for file in sorted(tmp_path.iterdir()):
        assert file.read_bytes() == (HOUSE / "config/examples/mannheim" / file.name).read_bytes(), file.name


def test_every_row_comes_in_and_nine_tables_leave(mannheim: Walked) -> None:
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
        "partner_emissions",
        "lulucf_side_balance",
    }


def test_savings_stand_beside_what_the_city_emits(mannheim: Walked) -> None:
    rows = mannheim.table("partner_emissions")
    emitted = dict(rows.select("sector", "emissions_t_co2e").iter_rows())
    # 309 370 of 83 019 213 people; 12 517.2 of 3 753 715 thousand m2 of dwellings.
    assert emitted["services"] == round(121_422_096.53328478 * 309_370 / 83_019_213, 3)
    assert emitted["households"] == round(172_616_942.88805246 * 12_517.2 / 3_753_715, 3)
    land = mannheim.table("lulucf_side_balance").filter(
        pl.col("land_class") == "total", pl.col("method") == "national average"
    )
    assert emitted["land use"] == land["emissions_t_co2e"].item()


def test_the_land_of_the_example_is_the_published_one(shared_data: Path) -> None:
    land = pl.read_csv(HOUSE / "config/examples/mannheim/land_cover.csv", infer_schema=False)
    published = pl.read_csv(shared_data / "localzero/area/2021.csv", infer_schema=False).filter(ags="08222000")
    assert land.equals(published.select(land.columns))


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
