"""Tables at the edge: refused by name and count, never with a value; or answered as by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer
from click.testing import Result
from ruamel.yaml import YAML
from typer.testing import CliRunner

from flows.commands.measure import measure
from flows.commands.protect import protect
from schemas.errors import StadtlandError

app = typer.Typer()
app.command()(protect)
app.command()(measure)

SECRET = "Geheimnis7391"
RULES: dict[str, Any] = {
    "quasi_identifiers": {"a": {"hierarchy": {"intervals": [10, 20]}}, "b": {"hierarchy": "b.csv"}},
    "models": [{"model": "k-anonymity", "k": 2}],
}


def call(folder: Path, content: str | pl.DataFrame, changed: dict[str, Any], hierarchy: str = "x;g\ny;g\n") -> Result:
    (folder / "b.csv").write_text(hierarchy, encoding="utf-8")
    table = folder / ("in.csv" if isinstance(content, str) else "in.parquet")
    if isinstance(content, str):
        table.write_text(content, encoding="utf-8")
    else:
        content.write_parquet(table)
    with (folder / "rules.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump({**RULES, **changed}, file)
    out = folder / "out.parquet"
    return CliRunner().invoke(
        app, ["protect", str(table), "--rules", str(folder / "rules.yaml"), "--out", str(out), "--json"]
    )


@pytest.mark.parametrize(
    ("content", "changed", "hierarchy", "code"),
    [
        ("a;b\n", {}, None, "k-exceeds-rows"),
        ("", {}, None, "table-unreadable"),
        ("a;b\n1;x\n", {"suppression_limit": 1.0}, None, "k-exceeds-rows"),
        ("a;b\n1;x\n2;y\n", {"models": [{"model": "k-anonymity", "k": 10**30}]}, None, "k-exceeds-rows"),
        (f"a;b\n1;x\n2;{SECRET}\n", {}, None, "hierarchy-misses-value"),
        (f"a;b\n{SECRET};x\n2;y\n", {}, None, "hierarchy-not-numeric"),
        ("a;b\ninf;x\nnan;y\n", {}, None, "hierarchy-not-numeric"),
        (f"a;a;b\n1;{SECRET};x\n1;2;x\n", {}, None, "table-headers-twice"),
        (f"a;b\n1;x;{SECRET}\n2;y\n", {}, None, "table-unreadable"),
        (f'a;b\n"{SECRET};x\n2;y\n', {}, None, "table-unreadable"),
        ("a;b\n1;x\n2;y\n", {"suppression_limit": float("nan")}, None, "rules-refused"),
        ("a;b\n1;x\n2;y\n", {"suppression_limit": "5%"}, None, "rules-refused"),
        ("a;b\n1;x\n2;y\n", {}, f"x;{SECRET}\nx;g\ny;g\n", "hierarchy-duplicate-values"),
        ("a;b\n1;x\n2;y\n", {}, f"x;{SECRET};A\ny;{SECRET};B\n", "hierarchy-ambiguous"),
        ("a;b\n1;x\n2;y\n", {}, f"x;{SECRET}\ny\n", "hierarchy-heights-unequal"),
        ("a;b\n1;x\n2;y\n", {"quasi_identifiers": {"c": {"hierarchy": "b.csv"}}}, None, "quasi-identifier-absent"),
        (pl.DataFrame({"a": [[1], [2]], "b": ["x", "y"]}), {}, None, "values-not-plain"),
        (pl.DataFrame({"a": [SECRET.encode(), b"\xff"], "b": ["x", "y"]}), {}, None, "values-not-plain"),
    ],
)
def test_refused_by_name_and_count(
    tmp_path: Path, content: str | pl.DataFrame, changed: dict[str, Any], hierarchy: str | None, code: str
) -> None:
    done = call(tmp_path, content, changed, hierarchy or "x;g\ny;g\n")
    assert isinstance(done.exception, StadtlandError), done.output
    assert done.exception.code == code
    for language in ("de", "en"):
        assert SECRET not in done.exception.message(language)
    assert SECRET not in done.output
    assert not (tmp_path / "out.parquet").exists()


def test_a_missing_value_is_a_class_of_its_own(tmp_path: Path) -> None:
    """Missing stays missing below the top: two rows of each make k = 2 without loss of b."""
    done = call(tmp_path, "a;b\n1;\n1;\n1;x\n1;x\n", {})
    found = json.loads(done.stdout)
    assert (found["levels"], found["after"][0]["k"], found["suppressed"]) == ({"a": 0, "b": 0}, 2, 0)
    released = pl.read_parquet(tmp_path / "out.parquet")
    assert sorted(released.rows(), key=str) == [("1", "x"), ("1", "x"), ("1", None), ("1", None)]


@pytest.mark.parametrize("search", ["optimal", "local-strict", "local-relaxed"])
def test_rows_that_are_all_alike_lose_nothing(tmp_path: Path, search: str) -> None:
    found = json.loads(call(tmp_path, "a;b\n" + "1;x\n" * 5, {"search": search}).stdout)
    assert (found["loss"], found["classes"], found["after"][0]["k"]) == (0.0, 1, 5)


def test_minus_zero_is_zero(tmp_path: Path) -> None:
    done = call(tmp_path, pl.DataFrame({"a": [-0.0, 0.0], "b": ["x", "x"]}), {})
    assert json.loads(done.stdout)["loss"] == 0.0
    measured = CliRunner().invoke(app, ["measure", str(tmp_path / "in.parquet"), "--quasi", "a", "--json"])
    assert json.loads(measured.stdout)["k"] == 2


def test_what_was_received_is_not_overwritten(tmp_path: Path) -> None:
    call(tmp_path, pl.DataFrame({"a": [1, 1], "b": ["x", "x"]}), {})
    table, before = tmp_path / "in.parquet", (tmp_path / "in.parquet").read_bytes()
    done = CliRunner().invoke(
        app,
        ["protect", str(table), "--rules", str(tmp_path / "rules.yaml"), "--out", str(tmp_path / "." / "in.parquet")],
    )
    assert isinstance(done.exception, StadtlandError)
    assert done.exception.code == "out-is-input"
    assert table.read_bytes() == before


@pytest.mark.parametrize("dtype", ["list", "struct", "binary"])
def test_values_that_form_no_class_are_not_measured(tmp_path: Path, dtype: str) -> None:
    values = {"list": [[1], [2]], "struct": [{"x": 1}, {"x": 2}], "binary": [b"\xff", b"a"]}[dtype]
    pl.DataFrame({"a": values}).write_parquet(tmp_path / "in.parquet")
    done = CliRunner().invoke(app, ["measure", str(tmp_path / "in.parquet"), "--quasi", "a"])
    assert isinstance(done.exception, StadtlandError)
    assert done.exception.code == "values-not-plain"
