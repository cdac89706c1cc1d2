"""docs/add-an-indicator.md is true: its files give its tables, and its function is a formula."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from flows.cli import app

PAGE = (Path(__file__).parents[2] / "docs" / "add-an-indicator.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```csv (\w+)\n(.*?)```", PAGE, flags=re.DOTALL))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    for name in ("indicator_values", "indicator_targets"):
        (folder / f"{name}.csv").write_text(BLOCKS[name], encoding="utf-8")
    out = folder / "out"
    done = CliRunner().invoke(app, ["results", "pionierstadt", str(folder), "--out", str(out), "--period", "2022"])
    assert done.exit_code == 0, done.output
    return out / "tables"


@pytest.mark.parametrize("name", ["computed_indicators", "indicator_status"])
def test_the_page_shows_what_its_files_give(tables: Path, name: str) -> None:
    shown = BLOCKS[name].splitlines()
    found = pl.read_parquet(tables / f"{name}.parquet").filter(pl.col("indicator").is_in(_named(shown)))
    assert found.select(shown[0].split(",")).sort("indicator").write_csv().splitlines() == shown


def test_the_function_of_the_page_is_a_formula() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    room: dict[str, object] = {}
    exec(compile(code, "page", "exec"), room)  # the page's own code, held to what it says
    per_hectare = room["per_hectare"]
    assert callable(per_hectare)
    assert per_hectare(Decimal(10), Decimal(4)) == Decimal("2.5")
    assert per_hectare(Decimal(10), Decimal(0)) is None


def test_every_formula_there_is_stands_on_the_page() -> None:
    folder = Path(__file__).parents[2] / "transforms" / "results" / "pionierstadt" / "formulas"
    names = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    assert {name for name in names if f"| `{name}` |" in PAGE} == names


def _named(lines: list[str]) -> list[str]:
    return [line.split(",")[0] for line in lines[1:]]
