"""`stadtland results partnership`: the made-up partners of docs/cooperations/partnership.md, and the page itself."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from flows.cli import app

EXAMPLE = Path(__file__).parents[2] / "docs" / "cooperations" / "example" / "partnership"
PAGE = EXAMPLE.parents[1] / "partnership.md"
BLOCKS = re.findall(r"```csv (\w+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def compute(out: Path) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["results", "partnership", str(EXAMPLE), "--out", str(out), "--json"])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("partnership")
    found = compute(made)
    assert (found["refused"], found["left_out"]) == ({}, {})
    return made


def test_every_table_comes_out_and_the_same_bytes_again(out: Path, tmp_path: Path) -> None:
    compute(tmp_path)
    tables = sorted((out / "tables").glob("*.parquet"))
    assert len(tables) == 9
    assert [it.name for it in tables if it.read_bytes() != (tmp_path / "tables" / it.name).read_bytes()] == []


@pytest.mark.parametrize(("name", "shown"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_the_page_shows_what_is_computed(out: Path, name: str, shown: str) -> None:
    found = pl.read_parquet(out / "tables" / f"{name}.parquet")
    columns = shown.splitlines()[0].split(",")
    printed = pl.read_csv(StringIO(shown), schema_overrides={it: found.schema[it] for it in columns})
    assert found.select(columns).rows() == printed.rows()
