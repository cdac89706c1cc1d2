"""Partitions as tasks of a Prefect flow on two Dask workers: the same bytes, also when a worker dies; nothing told."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from flows.commands.protect_partitions import protect_partitions
from tests.flows.conftest import HOUSE
from tests.flows.is_told import is_told

pytestmark = pytest.mark.prefect

TAG = "Kanari"
RULES = """
quasi_identifiers:
  age: {hierarchy: {intervals: [10, 50]}}
  place: {hierarchy: {digits: [6]}}
sensitive: illness
models: [{model: k-anonymity, k: 5}]
suppression_limit: 0.1
"""
PARTS, ROWS = 3, 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three partitions of 60 people whose every value bears the tag, or is a number found nowhere else."""
    place = tmp_path_factory.mktemp("partitioned")
    (place / "in").mkdir()
    for part in range(PARTS):
        numbers = range(part * ROWS, (part + 1) * ROWS)
        pl.DataFrame(
            {
                "age": [7_310_000 + 13 * n for n in numbers],
                "name": [f"{TAG}-Name-{n}" for n in numbers],
                "place": [f"{TAG}-Ort-{n}" for n in numbers],
                "illness": [f"{TAG}-Leiden-{n % 4}" for n in numbers],
            }
        ).write_parquet(place / "in" / f"{part}.parquet")
    (place / "rules.yaml").write_text(RULES, encoding="utf-8")
    shutil.copytree(place / "in", place / "damaged")
    damaged = place / "damaged" / "1.parquet"
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:8] + bytes(100) + whole[108:])  # the ages
    return place


@pytest.fixture(scope="module")
def done(prefect_server: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Both runs, with home and temporary folder of their own."""
    for name in ("home", "tmp"):
        (folder / name).mkdir()
    return subprocess.run(
        [sys.executable, str(HOUSE / "tests/flows/partitioned_run.py"), str(folder)],
        cwd=folder,
        env={**prefect_server, "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "PYTHONPATH": str(HOUSE)},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_a_worker_that_dies_is_replaced_and_the_bytes_are_the_same(
    done: subprocess.CompletedProcess[str], folder: Path
) -> None:
    assert done.returncode == 0, done.stderr
    assert (folder / "died").exists()
    plain = protect_partitions(folder / "in", folder / "rules.yaml", folder / "plain", quiet=True)
    assert json.loads(done.stdout.splitlines()[0]) == json.loads(json.dumps(plain))
    for file in (folder / "plain").iterdir():
        assert (folder / "out" / file.name).read_bytes() == file.read_bytes()
    for step in ("values", "count", "release"):
        assert done.stderr.count(f"News(step='{step}'") == PARTS
    released = pl.concat([pl.read_parquet(file) for file in (folder / "out").iterdir()])
    assert released.height == PARTS * ROWS
    assert "name" not in released.columns


def test_what_a_library_says_of_a_damaged_file_is_not_told(
    done: subprocess.CompletedProcess[str], folder: Path
) -> None:
    assert done.stdout.splitlines()[1] == "1 stage-failed"
    assert "collect_values" in done.stderr
    assert not (folder / "again").exists()
    assert not list(folder.glob(".*")), "personal data were left beside the release"


def test_no_value_reaches_prefect_dask_or_what_is_printed(
    done: subprocess.CompletedProcess[str], folder: Path, prefect_server: dict[str, str]
) -> None:
    places = [folder / "home", folder / "tmp", Path(prefect_server["PREFECT_HOME"])]
    left = {str(file): file.read_bytes() for place in places for file in place.rglob("*") if file.is_file()}
    assert any(name.endswith(".db") and b"count-" in found for name, found in left.items()), "no run was recorded"
    left |= {"out": done.stdout.encode(), "err": done.stderr.encode()}
    planted = [TAG, *(str(7_310_000 + 13 * n) for n in range(PARTS * ROWS))]
    assert not [name for name, found in left.items() if any(is_told(canary, found) for canary in planted)]
