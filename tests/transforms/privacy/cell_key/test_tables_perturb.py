"""`stadtland tables perturb` on files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from flows.commands.tables_perturb import perturb
from schemas.errors import StadtlandError

app = typer.Typer()
app.command()(perturb)

RULES: dict[str, Any] = {
    "dimensions": {"sex": None, "place": {"total": "Sachsen", "hierarchy": "place.csv"}},
    "record_key": "key",
    "ptable": {"D": 2, "V": 0.9},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = ["sex;place;key;id;weight;works;energy"]
    for person in range(300):
        place = ("01", "02", "11")[person % 3]
        key = (person * 7_919_123 + 17) % 10**8 / 10**8
        rows.append(f"{'fm'[person % 2]};{place};{key:.8f};p{person};{1 + person % 4};{int(person % 5 == 0)};{person}")
    (tmp_path / "people.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "place.csv").write_text("01;0\n02;0\n11;1\n12;1\n", encoding="utf-8")
    return tmp_path


def run(folder: Path, rules: dict[str, Any], *more: str, out: str = "out.csv") -> Result:
    (folder / "rules.yaml").write_text(json.dumps(rules), encoding="utf-8")  # JSON is YAML
    return CliRunner().invoke(
        app,
        [str(folder / "people.csv"), "--rules", str(folder / "rules.yaml"), "--out", str(folder / out), *more],
        catch_exceptions=True,
    )


def test_a_table_a_report_and_the_noise(folder):
    result = run(folder, RULES, "--report", str(folder / "r.json"), "--ptable", str(folder / "p.csv"), "--json")
    assert result.exit_code == 0, result.output
    out = pl.read_csv(folder / "out.csv", schema_overrides={"place": pl.String})
    assert out.columns == ["sex", "place", "vname", "puwc", "pwc"]
    assert out["place"].unique(maintain_order=True).to_list() == ["Sachsen", "0", "1", "01", "02", "11", "12"]
    assert out.height == 3 * 7
    assert out.filter(pl.col("place") == "12")["puwc"].to_list() == [0, 0, 0]  # a place where nobody lives
    whole = out.row(0)
    assert whole[:3] == ("Total", "Sachsen", "total")
    assert abs(whole[3] - 300) <= 2
    report = json.loads((folder / "r.json").read_text())
    assert report == json.loads(result.stdout)
    assert report["dimensions"] == {"sex": 3, "place": 7}
    assert report["utility"]["total"]["max_absolute_deviation"] <= 2
    assert set(report["utility"]["total"]["additivity_gap"]) == {"sex", "place"}
    noise = (folder / "p.csv").read_text().splitlines()
    assert noise[0] == "i,j,p,v,p_int_lb,p_int_ub,type"
    assert noise[2] == "1,0,0.3625,-1,0.0,0.3625,all"


def test_the_written_noise_read_again_gives_the_same_table(folder):
    run(folder, RULES, "--ptable", str(folder / "p.csv"))
    first = (folder / "out.csv").read_bytes()
    assert run(folder, RULES | {"ptable": "p.csv"}, out="again.csv").exit_code == 0
    assert (folder / "again.csv").read_bytes() == first


def test_keys_from_an_identifier_weights_counts_and_sums(folder, monkeypatch):
    monkeypatch.setenv("CELL_KEY_SECRET", "a secret of thirty-two characters")
    rules = RULES | {
        "record_key": {"id": "id", "key": "env:CELL_KEY_SECRET"},
        "weight": "weight",
        "counts": "works",
        "magnitudes": {"energy": {"ptable": {"D": 5, "V": 2}, "p": 0.1, "epsilon": [1, 0.5]}},
        "digits": 0,
    }
    result = run(folder, rules, out="out.parquet")
    assert result.exit_code == 0, result.output
    out = pl.read_parquet(folder / "out.parquet")
    assert out["vname"].unique(maintain_order=True).to_list() == ["total", "works", "energy"]
    figures = out.filter((pl.col("sex") == "Total") & (pl.col("place") == "Sachsen"))
    assert abs(figures["puwc"][1] - 60) <= 2
    assert figures["pwc"][0] == round(figures["puwc"][0] * 2.5)
    energy = sum(person * (1 + person % 4) for person in range(300))
    assert figures["pws"][2] == pytest.approx(energy, rel=0.02)
    assert figures["pws"][2] != energy
    assert figures["pws"][2] == round(figures["pws"][2])


def test_full_digits_come_with_a_warning(folder):
    result = run(folder, RULES | {"weight": "weight"})
    assert "digits: 0" in result.stderr
    assert "digits" not in run(folder, RULES | {"weight": "weight", "digits": 0}).stderr


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ptable": {"D": 2, "V": 9}}, "ptable-infeasible"),
        ({"ptable": "people.csv"}, "ptable-refused"),
        ({"ptable": "nowhere.csv"}, "table-unreadable"),
        ({"dimensions": ["sex", "colour"]}, "column-not-in-frame"),
        ({"dimensions": ["sex", "sex"]}, "rules-refused"),
        ({"dimensions": {"sex": {"total": "f"}}}, "dimension-label-ambiguous"),
        ({"record_key": "weight"}, "record-key-refused"),
        ({"record_key": {"id": "id"}}, "rules-refused"),
        ({"record_key": {"id": "id", "key": "env:NOWHERE_AT_ALL"}}, "secret-missing"),
        ({"counts": ["energy"]}, "cell-count-not-zero-or-one"),
        ({"counts": ["sex"]}, "rules-refused"),
        ({"weight": "sex"}, "cell-measure-not-numeric"),
        ({"colour": 1}, "rules-refused"),
        ({"magnitudes": {"energy": {"ptable": {"D": 5, "V": 2}, "p": 0.1, "epsilon": [0.5]}}}, "rules-refused"),
        ({"magnitudes": {"energy": {"ptable": {"D": 5, "V": 9}, "p": 0.1}}}, "ptable-infeasible"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(folder, change, code):
    result = run(folder, RULES | change, "--report", str(folder / "r.json"))
    assert isinstance(result.exception, StadtlandError)
    assert result.exception.code == code
    assert not (folder / "out.csv").exists()
    assert not (folder / "r.json").exists()


@pytest.mark.parametrize("dimensions", [RULES["dimensions"], ["sex"]])
def test_a_file_without_a_single_person_is_refused(folder, dimensions):
    (folder / "people.csv").write_text("sex;place;key;id;weight;works;energy\n", encoding="utf-8")
    result = run(folder, {**RULES, "dimensions": dimensions})
    assert isinstance(result.exception, StadtlandError)
    assert result.exception.code == "table-without-cells"
    assert not (folder / "out.csv").exists()


def test_rows_that_share_an_identifier_count_and_are_told(folder, monkeypatch):
    monkeypatch.setenv("CELL_KEY_SECRET", "an example of a secret, 32 bytes or more")
    keyed = {**RULES, "record_key": {"id": "id", "key": "env:CELL_KEY_SECRET"}}
    assert "already there" not in run(folder, keyed).output
    people = (folder / "people.csv").read_text(encoding="utf-8")
    (folder / "people.csv").write_text(people + people.splitlines()[1] + "\n", encoding="utf-8")
    result = run(folder, keyed, "--report", str(folder / "r.json"))
    assert result.exit_code == 0
    assert json.loads((folder / "r.json").read_text())["rows_with_a_repeated_id"] == 1


def test_a_value_outside_its_hierarchy_stops_the_table(folder):
    (folder / "place.csv").write_text("01;0\n02;0\n", encoding="utf-8")
    result = run(folder, RULES)
    assert isinstance(result.exception, StadtlandError)
    assert result.exception.facts == {"dimension": "place", "values": 1}
