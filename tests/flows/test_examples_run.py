"""The examples of `--help` are run as they stand, in a folder that holds files of these names."""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.commands.audit import audit
from flows.commands.factors import compare, list_sets, show
from flows.commands.results import results
from tests.transforms.results.published_city import Row, published

BASE = (
    "ags,municipality,population_2021,land_total_ha,forest_ha,agri_ha,settlement_ha,traffic_ha,share_population,"
    "share_area,share_forest\n01001000,A,300,10,2,5,2,1,0.75,0.5,0.25\n01002000,B,100,10,6,2,1,1,0.25,0.5,0.75\n"
)
FILES = {
    "energy_by_sector_and_carrier.csv": "sector;Gas;Oil;total\nHomes;1;2;3\nTrade;3;4;7\ntotal;4;6;10\n",
    "b24.csv": "field_of_action,action,entries,min_co2e_reduction_t\nEnergy,PV,3,5\nEnergy,Wind,1,6\nCars,Bus,2,4\n",
    "b25.csv": "field_of_action,min_co2e_reduction_t\nEnergy,11\nCars,4\nTotal,15\n",
    "co2.csv": "year,category,type,co2\n2019,Homes,real,5\n2019,Gesamt,real,5\n2020,Homes,real,4\n2020,Gesamt,real,4\n",
}


def _examples(command: object) -> list[str]:
    text = (getattr(command, "__doc__", "") or "").split("Examples:")[1]
    return [line.split("#")[0].strip() for line in text.splitlines() if line.strip().startswith("stadtland")]


def _write(rows: list[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


EXAMPLES = [line for command in (audit, results, list_sets, show, compare) for line in _examples(command)]


def test_every_command_has_examples() -> None:
    assert len(EXAMPLES) >= 12
    assert {re.split(r"\s+", line)[1] for line in EXAMPLES} == {"audit", "results", "factors"}


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_runs_as_it_stands(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    names = {"inventory": "ccc_inventory_by_carrier", "gap": "ccc_emissions_gap_A23", "totals": "ccc_published_totals"}
    for name, rows in published().items():
        _write(rows, tmp_path / f"{name}.csv")
        _write(rows, tmp_path / "data" / f"{names[name]}.csv")
    (tmp_path / "data" / "klimapartnerschaft_base.csv").write_text(BASE, encoding="utf-8")
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    done = CliRunner().invoke(app, shlex.split(line)[1:])
    assert done.exit_code == 0, done.output
    assert done.stdout
