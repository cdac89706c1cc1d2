"""`stadtland results balance`: a folder of small files gives every table of the core, and the same bytes again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from flows.cli import app

EXAMPLE = Path(__file__).parents[2] / "docs" / "cooperations" / "example" / "balance"
"""The made-up city of docs/cooperations/balance.md: what the page shows is what this test computes."""
FILES = {file.name: file.read_text(encoding="utf-8") for file in sorted(EXAMPLE.glob("*.csv"))}
PAGE = EXAMPLE.parents[1] / "balance.md"


def compute(source: Path, out: Path, *more: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["results", "balance", str(source), "--out", str(out), "--json", *more])
    found: dict[str, Any] = json.loads(done.stdout)
    return found | {"exit_code": done.exit_code}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for name, text in FILES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def table(out: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(out / "tables" / f"{name}.parquet")


def test_every_table_of_the_core_comes_out(folder: Path, tmp_path: Path) -> None:
    """As in the balance by hand, with district heat at 131.431 g/kWh: 1,682.4 - 78 + 39.429 = 1,643.829 t."""
    done = compute(folder, tmp_path / "out")
    assert (done["exit_code"], done["refused"]) == (0, {})
    assert set(done["left_out"]) == {"chp_allocation", "localzero_identities"}
    total = table(tmp_path / "out", "balance_totals").row(0, named=True)
    assert total["emissions_t_co2e"] == 1643.829
    assert table(tmp_path / "out", "bisko_per_capita")["emissions_t_co2e_per_person"].item() == 1.644
    assert table(tmp_path / "out", "gpc_inventory").filter(reference="BASIC")["emissions_t_co2e"].item() == 1643.829
    assert table(tmp_path / "out", "district_heat_factor")["route"].item() == "plants"
    assert {finding["verdict"] for finding in done["findings"]} == {"match", "not checked"}


def test_the_same_folder_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        compute(folder, tmp_path / name)
    tables = sorted((tmp_path / "one" / "tables").glob("*.parquet"))
    assert len(tables) == 14
    assert [it.name for it in tables if it.read_bytes() != (tmp_path / "two" / "tables" / it.name).read_bytes()] == []


def test_what_cannot_be_computed_is_left_out_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "inventory.csv").unlink()
    done = compute(folder, tmp_path / "out", "--period", "2018")
    assert done["exit_code"] == 0
    assert list(done["tables"]) == ["lulucf_side_balance"]
    assert "balance" in done["left_out"]["gpc_inventory"]


def test_a_negative_energy_goes_to_quarantine_and_a_year_without_factors_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    text = FILES["inventory.csv"]
    (folder / "inventory.csv").write_text(text.replace("Diesel,600", "Diesel,-600"), encoding="utf-8")
    done = compute(folder, tmp_path / "negative")
    assert done["datasets"]["ghg_inventory"]["rejected"] == 1
    assert list(done["datasets"]["ghg_inventory"]["broken_rules"]) == ["energy_mwh_is_at_least"]
    (folder / "inventory.csv").write_text(text.replace(",2018,", ",2023,"), encoding="utf-8")
    done = compute(folder, tmp_path / "year")
    assert done["exit_code"] == 7
    assert done["refused"]["bisko_balance"]["code"] == "factor-missing"
    assert "electricity 2018-2018" in done["refused"]["bisko_balance"]["message"]


def test_the_page_shows_what_is_computed(folder: Path, tmp_path: Path) -> None:
    """Every line of a ```csv block on the page stands in the table that the block's first line names."""
    compute(folder, tmp_path / "out")
    blocks = re.findall(r"```csv ([a-z_]+)\n(.*?)\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 4
    for name, text in blocks:
        header, *lines = text.splitlines()
        columns = header.split(",")
        shown = table(tmp_path / "out", name).select(columns).write_csv().splitlines()
        assert [line for line in lines if line not in shown] == [], name
