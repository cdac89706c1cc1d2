"""`stadtland results`: published files in, tables and findings out; what is missing is said, not guessed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from config.kinds.load import available_kinds, load_kind
from flows.cli import app
from flows.plan_results import result_function
from schemas.errors import StadtlandError
from schemas.registry import has_schema

BASE = """ags,municipality,population_2021,land_total_ha,forest_ha,agri_ha,settlement_ha,traffic_ha,share_population,\
share_area,share_forest
01001000,A,300,10,2,5,2,1,0.75,0.5,0.25
01002000,B,100,10,6,2,1,1,0.25,0.5,0.75
"""


TOOLBOX = "id,measure,field,cost_eur,reduction_t,area_ha,source\nT1,PV,Energy,100,5,1,own\n"


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["results", *arguments])


def folder(tmp_path: Path, **files: str) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for name, text in files.items():
        (made / f"{name}.csv").write_text(text, encoding="utf-8")
    return made


@pytest.mark.parametrize("kind", available_kinds())
def test_every_kind_names_schemas_and_results_that_there_are(kind: str) -> None:
    found = load_kind(kind)
    assert [stem for stem in found.datasets if not has_schema("received", stem)] == []
    assert [it.name for it in found.results if result_function(it.name) is None] == []
    assert [it.name for it in found.results if not has_schema("released", it.name)] == []


def test_tables_come_out_as_parquet_and_csv(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(
        "partnership",
        str(folder(tmp_path, klimapartnerschaft_base=BASE)),
        "--out",
        str(out),
        "--period",
        "2021",
        "--json",
    )
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert document["datasets"]["municipality_base"]["accepted"] == 2
    assert document == json.loads((out / "results.json").read_text(encoding="utf-8"))
    file = (tmp_path / "in" / "klimapartnerschaft_base.csv").read_bytes()
    assert document["datasets"]["municipality_base"]["sha256"] == hashlib.sha256(file).hexdigest()
    assert document["tables"]["partnership_allocation"]["rests_on"] == {
        "datasets": ["municipality_base"],
        "parameter_tables": [],
        "parameters": {"amount_t_co2e": 1.0},
    }
    shares = pl.read_parquet(out / "tables" / "partner_shares.parquet")
    assert shares.filter(pl.col("key") == "forest")["share"].to_list() == [0.25, 0.75]
    assert pl.read_csv(out / "tables" / "partner_shares.csv").height == shares.height


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    source = folder(tmp_path, klimapartnerschaft_base=BASE)
    bytes_of = []
    for name in ("one", "two"):
        assert run("partnership", str(source), "--out", str(tmp_path / name), "--period", "2021").exit_code == 0
        bytes_of.append((tmp_path / name / "tables" / "partner_shares.parquet").read_bytes())
    assert bytes_of[0] == bytes_of[1]


def test_rows_that_break_a_rule_are_counted_and_kept_apart(tmp_path: Path) -> None:
    source = folder(tmp_path, klimapartnerschaft_base=BASE.replace("100,10,6", "-100,10,6"))
    out = tmp_path / "out"
    document = json.loads(run("partnership", str(source), "--out", str(out), "--period", "2021", "--json").stdout)
    counted = document["datasets"]["municipality_base"]
    assert (counted["received"], counted["accepted"], counted["rejected"]) == (2, 1, 1)
    assert pl.read_parquet(out / "rejected" / "municipality_base.parquet").height == 1


@pytest.mark.parametrize(
    ("files", "arguments", "code"),
    [
        ({"other": BASE}, ["--period", "2021"], "folder-holds-nothing"),
        ({"toolbox_measures": TOOLBOX}, [], "period-not-clear"),
        (
            {"klimapartnerschaft_base": BASE.replace("ags", "a")},
            ["--period", "2021"],
            "columns-not-found",
        ),
    ],
)
def test_what_cannot_be_computed_is_an_error(
    tmp_path: Path, files: dict[str, str], arguments: list[str], code: str
) -> None:
    done = run("partnership", str(folder(tmp_path, **files)), "--out", str(tmp_path / "out"), *arguments)
    assert isinstance(done.exception, StadtlandError)
    assert done.exception.code == code


def test_the_year_of_a_column_is_the_period_where_nothing_else_states_one(tmp_path: Path) -> None:
    done = run("partnership", str(folder(tmp_path, klimapartnerschaft_base=BASE)), "--out", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    shares = pl.read_parquet(tmp_path / "out" / "tables" / "partner_shares.parquet")
    assert set(shares["period"].cast(pl.String)) == {"2021"}


def test_an_unknown_kind_names_those_there_are() -> None:
    done = run("friendship")
    assert isinstance(done.exception, StadtlandError)
    assert "partnership" in done.exception.message("en")


def test_a_file_that_only_sounds_like_a_dataset_is_left_to_others(tmp_path: Path) -> None:
    """`*emissions*.csv` is a name for the partners' emissions; a gap table is none."""
    source = folder(tmp_path, klimapartnerschaft_base=BASE, ccc_emissions_gap="city,sector,gap\nA,transport,5\n")
    done = run("partnership", str(source), "--out", str(tmp_path / "out"), "--period", "2021", "--json")
    assert done.exit_code == 0, done.output
    assert set(json.loads(done.stdout)["datasets"]) == {"municipality_base"}


@pytest.mark.parametrize(
    "written", ["nonsense.factor_set=x", "ghg_balance.nonsense=1", "ghg_balance.period=2019", "ghg_balance=1"]
)
def test_a_parameter_that_the_kind_does_not_have_is_refused(tmp_path: Path, written: str) -> None:
    done = run("climate-contract", str(folder(tmp_path)), "--out", str(tmp_path / "out"), "--set", written)
    assert done.exit_code == 2, done.output
