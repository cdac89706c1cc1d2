"""`stadtland run` as a person meets it when the run cannot be: a sentence, what to do next, no trace, no waiting."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from flows.errors_told_once import errors_told_once
from schemas.errors import StadtlandError
from tests.flows.conftest import HOUSE


def test_an_absent_file_is_told_in_two_lines_before_anything_starts(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flows.cli", "--language", "en", "run", "leipzig", "--period", "2019"]
    done = subprocess.run(
        [*command, "--sources", str(tmp_path), "--out", str(tmp_path / "data")],
        cwd=HOUSE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 4
    assert done.stdout == ""
    sentence, next_step = done.stderr.splitlines()
    assert "there is no file ../shared/data/reference/ccc_inventory_by_carrier.csv" in sentence
    assert next_step == "  stadtland explain source-not-found"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("name", ["prefect.flow_runs", "prefect.task_runs"])
def test_a_log_leaves_out_our_errors_and_nothing_else(name: str) -> None:
    log, error = logging.getLogger(name), StadtlandError("source-not-found", dataset="d", path="p")
    ours = log.makeRecord(name, logging.ERROR, "-", 0, "Encountered exception during execution: %r", (error,), None)
    other = log.makeRecord(name, logging.ERROR, "-", 0, "The server does not answer", (), None)
    with errors_told_once():
        assert not log.filter(ours)
        assert log.filter(other)
    assert log.filter(ours)
