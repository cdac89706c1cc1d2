"""`stadtland tables suppress` and `stadtland tables round` on files."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from flows.commands.tables_round import round_cells
from flows.commands.tables_suppress import suppress
from schemas.errors import StadtlandError

app = typer.Typer()
app.command("suppress")(suppress)
app.command("round")(round_cells)

TABLE = """place;sector;n
p;x;1
p;y;9
p;z;8
q;x;7
q;y;6
q;z;5
"""
RULES = """
dimensions:
  place: {hierarchy: place.csv}
  sector: {hierarchy: {goods: [x, y], services: [z]}}
values: [n]
primary:
  minimum_frequency: {n: 3}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "place.csv").write_text("p;north\nq;north\n", encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    return tmp_path


def call(folder: Path, command: str, out: str, *more: str) -> Result:
    rules = "round.yaml" if command == "round" else "rules.yaml"
    names = [folder / "table.csv", "--rules", folder / rules, "--out", folder / out]
    return CliRunner().invoke(app, [command, *map(str, names), *more])


def test_the_finished_table_and_its_proof(folder: Path) -> None:
    done = call(folder, "suppress", "out.csv", "--report", str(folder / "report.json"), "--json")
    assert done.exit_code == 0, done.output
    found = pl.read_csv(folder / "out.csv", infer_schema=False)
    assert found.columns == ["place", "sector", "n", "status"]
    # Places p, q, north and the total; sectors x, y, z, goods, services and the total.
    assert found.height == 4 * 6
    assert found.filter((pl.col("place") == "p") & (pl.col("sector") == "x"))["n"].item() == "*"
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert report == json.loads(done.stdout)
    assert report["suppressed"] == found.filter(pl.col("status") != "published").height
    assert report["optimal"] is True
    assert len(report["intervals"]) == report["suppressed"]
    assert report["narrowest_interval"] >= 1


def test_parquet_and_the_words_for_a_person(folder: Path) -> None:
    done = call(folder, "suppress", "out.parquet")
    assert done.exit_code == 0, done.output
    assert pl.read_parquet(folder / "out.parquet").height == 24
    assert "proven" in done.stderr or "bewiesen" in done.stderr


def test_nothing_is_written_when_margins_do_not_add_up(folder: Path) -> None:
    (folder / "table.csv").write_text(TABLE + "north;Total;37\n", encoding="utf-8")
    done = call(folder, "suppress", "out.csv")
    assert isinstance(done.exception, StadtlandError)
    assert done.exception.code == "table-margins-disagree"
    assert "north × Total" in str(done.exception)
    assert done.exception.exit_code == 6
    assert not (folder / "out.csv").exists()


def test_unreadable_rules_are_refused(folder: Path) -> None:
    (folder / "rules.yaml").write_text("dimensions: [", encoding="utf-8")
    done = call(folder, "suppress", "out.csv")
    assert isinstance(done.exception, StadtlandError)
    assert done.exception.code == "rules-refused"


def test_rounding(folder: Path) -> None:
    (folder / "round.yaml").write_text("dimensions: [place, sector]\nvalues: [n]\nbase: 5\n", encoding="utf-8")
    done = call(folder, "round", "out.csv", "--json")
    assert done.exit_code == 0, done.output
    found = pl.read_csv(folder / "out.csv")
    assert (found["n"] % 5 == 0).all()
    assert json.loads(done.stdout)["values"]["n"]["beyond_neighbours"] == 0
    assert call(folder, "round", "out.parquet").exit_code == 0
