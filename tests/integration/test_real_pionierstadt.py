"""Kapfenberg 2022-Q2: generated indicators, published population and list of municipalities, to the package."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tests.integration.real_road import Walked


@pytest.fixture(scope="module")
def town(shared_data: Path, walked: Callable[[str, str], Walked]) -> Walked:
    return walked("pionierstadt", "2022-Q2")


def test_every_row_comes_in(town: Walked) -> None:
    assert town.rows("indicator_targets") == (11, 11, 0)
    assert town.rows("indicator_values") == (64, 64, 0)  # 8 x 7 years, 4 years to 2018, 4 years from 2018
    assert town.rows("population")[0] == 392_746


def test_size_is_a_fact_with_its_year(town: Walked, shared_data: Path) -> None:
    sizes = town.table("pionierstadt_eligibility")
    kapfenberg = sizes.filter(municipality_code="62140").row(0, named=True)
    assert kapfenberg["municipality_name"] == "Kapfenberg"
    assert (kapfenberg["population_year"], kapfenberg["is_eligible"]) == (2022, True)
    vienna = sizes.filter(municipality_code="90001").row(0, named=True)  # 23 districts, one municipality
    assert vienna["population_count"] > 1_900_000
    assert vienna["is_eligible"] is False
    assert (
        sizes["population_count"].sum() == pl.read_parquet(town.protected["population"].path)["population_count"].sum()
    )


def test_stale_and_missing_are_grey_and_the_record_is_cut(town: Walked) -> None:
    status = town.table("indicator_status")
    grey = dict(status.filter(light="grey").select("indicator", "light_reason").iter_rows())
    assert grey == {
        "refurbishment rate of municipal buildings": "value stale",
        "jobs in energy and climate firms": "no value",
    }
    record = town.table("progress_record")
    assert record["quarter"].unique().to_list() == ["2022-Q2"]
    assert set(record["field"]) == {"latest_year", "latest_value", "required_value", "light_reason"}
    keys = town.table("municipality_keys")
    assert keys["status"].to_list() == ["current"]


def test_the_page_shows_what_is_computed(town: Walked) -> None:
    page = (Path(__file__).parents[2] / "docs" / "cooperations" / "pionierstadt.md").read_text(encoding="utf-8")
    shown = re.findall(r"```csv (\w+)\n(.*?)```", page, re.DOTALL)
    assert {name for name, _ in shown} == town.tables()
    for name, text in shown:
        header, *rows = text.strip().splitlines()
        computed = town.table(name).select(header.split(",")).write_csv().splitlines()
        assert [row for row in rows if row not in computed] == []
