"""`stadtland tables compare` on files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from flows.commands.tables_compare import compare
from schemas.errors import StadtlandError

app = typer.Typer()
app.command()(compare)


def written(folder: Path, name: str, first_adult_year: int, counts: list[int]) -> str:
    years = [str(year) for year in range(6)]
    dimensions = {"age": {"minors": years[:first_adult_year], "adults": years[first_adult_year:]}}
    cells = [{"categories": [age], "count": count} for age, count in zip(dimensions["age"], counts, strict=True)]
    plain: dict[str, Any] = {"release": name, "population": ["all"], "dimensions": dimensions, "cells": cells}
    (folder / f"{name}.json").write_text(json.dumps(plain), encoding="utf-8")
    return str(folder / f"{name}.json")


def test_a_table_that_isolates_a_year_is_stopped(tmp_path: Path) -> None:
    files = [written(tmp_path, "new", 4, [42, 88]), written(tmp_path, "old", 3, [40, 90])]
    done = CliRunner().invoke(app, [*files, "--json"])
    assert done.exit_code == 6
    told = json.loads(done.stdout)
    assert not told["may_leave"]
    assert told["alarms"][0]["group"] == [{"age": ["3"]}]
    assert told["alarms"][0]["size"] == "<3"
    shown = CliRunner().invoke(app, files)
    assert shown.exit_code == 6
    assert "age 3" in shown.stdout


def test_a_table_that_tells_nothing_may_leave(tmp_path: Path) -> None:
    files = [written(tmp_path, "new", 4, [45, 85]), written(tmp_path, "old", 3, [40, 90])]
    assert CliRunner().invoke(app, [*files, "--minimum", "5"]).exit_code == 0
    assert CliRunner().invoke(app, [*files, "--minimum", "6"]).exit_code == 6
    assert CliRunner().invoke(app, files[:1]).exit_code == 0


@pytest.mark.parametrize(
    ("text", "code"), [("{", "table-unreadable"), ("\xff", "table-unreadable"), ("[]", "release-refused")]
)
def test_files_that_are_no_releases(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "broken.json").write_bytes(text.encode("latin-1"))
    done = CliRunner().invoke(app, [str(tmp_path / "broken.json")])
    assert isinstance(done.exception, StadtlandError)
    assert done.exception.code == code


def test_atoms_are_a_list_by_dimension(tmp_path: Path) -> None:
    file = written(tmp_path, "new", 4, [45, 85])
    (tmp_path / "atoms.json").write_text('{"age": ["0"]}')
    done = CliRunner().invoke(app, [file, "--atoms", str(tmp_path / "atoms.json")])
    assert isinstance(done.exception, StadtlandError)
    assert done.exception.code == "release-atom-unknown"
    (tmp_path / "atoms.json").write_text("[1]")
    done = CliRunner().invoke(app, [file, "--atoms", str(tmp_path / "atoms.json")])
    assert isinstance(done.exception, StadtlandError)
    assert done.exception.code == "release-refused"
