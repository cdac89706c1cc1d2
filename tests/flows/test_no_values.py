"""What a library says of the value it stumbled over stays in the restricted zone."""

from __future__ import annotations

import traceback
from pathlib import Path

import polars as pl
import pytest

from config.load import load_agreement
from flows.no_values import no_values
from flows.run import Run
from schemas.errors import StadtlandError


@pytest.fixture
def run(tmp_path: Path) -> Run:
    loaded = load_agreement("demo")
    return Run(loaded, loaded.period("2025"), tmp_path, tmp_path)


def test_an_unexpected_error_loses_its_text_and_keeps_its_trace_in_quarantine(run: Run) -> None:
    def stage(run: Run) -> None:
        pl.Series(["Erika Geheim"]).cast(pl.Int64)

    with pytest.raises(StadtlandError) as caught:
        no_values(stage)(run)
    assert caught.value.code == "stage-failed"
    said = "".join(traceback.format_exception(caught.value))
    assert "Geheim" not in said
    assert "InvalidOperationError" in said
    kept = next((run.root / "quarantine").rglob("trace-stage.txt"))
    assert "Geheim" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0


def test_an_expected_error_goes_on_without_the_frames_that_hold_data(run: Run) -> None:
    def stage(run: Run) -> None:
        try:
            raise ValueError("Erika Geheim")
        except ValueError as error:
            raise StadtlandError("agreement-not-found", agreement="x", available="y") from error

    with pytest.raises(StadtlandError) as caught:
        no_values(stage)(run)
    assert caught.value.code == "agreement-not-found"
    assert "Geheim" not in "".join(traceback.format_exception(caught.value))
