"""Paths and globs as an agreement writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.errors import StadtlandError
from sources.locate import locate


def _refusal(tmp_path: Path, written: str) -> StadtlandError:
    with pytest.raises(StadtlandError) as refused:
        locate(written, base=tmp_path, dataset="meters")
    assert str(tmp_path) not in str(refused.value), "only the path as written is shown"
    return refused.value


def test_globs_in_name_order_below_their_fixed_part(tmp_path: Path) -> None:
    for name in ("b/2023-02.csv", "b/2023-01.csv", "a/2023-03.csv", "a/2022-01.csv", "a/.2023-09.csv"):
        (tmp_path / "counts" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "counts" / name).write_text("x")
    (tmp_path / "counts" / "a" / "2023-99.csv").mkdir()
    found = locate("counts/*/2023-*.csv", base=tmp_path, dataset="meters")
    assert [file.below for file in found] == ["a/2023-03.csv", "b/2023-01.csv", "b/2023-02.csv"]
    assert found[0].label == "counts/a/2023-03.csv"
    deep = locate("**/2022-*.csv", base=tmp_path, dataset="meters")
    assert [file.below for file in deep] == ["counts/a/2022-01.csv"]


def test_a_name_with_brackets_is_a_name_when_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "meters [1].csv").write_text("x")
    assert locate("meters [1].csv", base=tmp_path, dataset="meters")[0].below == "meters [1].csv"


def test_absolute_paths(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("x")
    assert locate(str(tmp_path / "in.csv"), base=Path("/nowhere"), dataset="m")[0].path == tmp_path / "in.csv"
    assert locate(str(tmp_path / "*.csv"), base=Path("/nowhere"), dataset="m")[0].below == "in.csv"


def test_what_is_not_there(tmp_path: Path) -> None:
    assert _refusal(tmp_path, "none.csv").code == "source-not-found"
    assert _refusal(tmp_path, "none/*.csv").code == "source-glob-empty"
    assert _refusal(tmp_path, "*.csv").code == "source-glob-empty"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    refused = _refusal(tmp_path, "in")
    assert (refused.code, refused.facts["reason"]) == ("source-unreadable", "is a directory")
