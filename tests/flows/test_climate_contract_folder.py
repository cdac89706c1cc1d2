"""A contract from plain files in other headers: what is written for nothing known is missing, and no row gets lost."""

from __future__ import annotations

import json
from fnmatch import fnmatch
from pathlib import Path

import polars as pl
from typer.testing import CliRunner

from config.kinds.load import load_kind
from flows.cli import app

EXAMPLE = Path(__file__).resolve().parents[2] / "config" / "examples" / "dortmund"

MEASURES = """id,measure,handlungsfeld,owner,start,end,energy_saved_MWh,reduction_tCO2e,cost_EUR
1,Solar roofs,Energy,Office,2025,2023,-5,120,1000
2,Heat network,Energy,Office,2025,2030,10,900,n/a
3,Trees,Green,Office,2025,2030,,no data,500
"""
ACTIONS = """field_of_action,action,entries,min_co2e_reduction_t
Energy,solar ROOFS,3,50
Energy,Insulation,3,unknown
Total,Total,6,60
"""


def test_a_contract_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ccc_portfolio.csv").write_text(MEASURES, encoding="utf-8")
    (tmp_path / "in" / "private_actions.csv").write_text(ACTIONS, encoding="utf-8")
    out = tmp_path / "out"
    arguments = ["climate-contract", str(tmp_path / "in"), "--out", str(out), "--period", "2030", "--json"]
    done = CliRunner().invoke(app, ["results", *arguments])
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert {name: it["accepted"] for name, it in document["datasets"].items()} == {
        "contract_measures": 3,
        "third_party_actions": 3,
    }
    portfolio = pl.read_parquet(out / "tables" / "measure_portfolio.parquet")
    assert portfolio.select("cost_eur", "reduction_t_co2e").rows() == [(1000.0, 120.0), (None, 900.0), (500.0, None)]
    once = pl.read_parquet(out / "tables" / "reductions_counted_once.parquet").row(-1, named=True)
    assert once["counted_t_co2e"] == 120 + 900 + 50 - 50
    broken = {(it["check"], it["subject"]) for it in document["findings"] if it["table"] == "contract_findings"}
    assert broken == {
        ("measure_does_not_end_before_it_starts", "1"),
        ("energy_is_not_negative", "1"),
        ("measure_states_its_figures", "2"),
        ("measure_states_its_figures", "3"),
        ("reduction_is_claimed_once", "Energy: solar ROOFS"),
        ("actions_sum_to_their_total", "Total: Total"),
    }


def test_no_file_is_read_as_two_datasets() -> None:
    datasets = load_kind("climate-contract").datasets
    for file in sorted(EXAMPLE.glob("*.csv")):
        taken = [name for name, it in datasets.items() if any(fnmatch(file.name, pattern) for pattern in it.files)]
        assert taken == [file.stem]
