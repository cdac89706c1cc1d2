"""A rule across datasets that the agreement names is asked, told in the evidence, and stops the run if it must."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from config.load import LoadedAgreement, load_agreement
from flows.run import Run
from flows.stages.check_across_datasets import check_across_datasets
from flows.stages.check_received import Accepted
from schemas.check_report import CheckReport
from schemas.errors import StadtlandError


@pytest.fixture
def run(tmp_path: Path) -> Run:
    loaded: LoadedAgreement = load_agreement("austria")
    return Run(loaded, loaded.period("2022"), tmp_path, tmp_path)


def _accepted(tmp_path: Path, name: str, **columns: list[str]) -> Accepted:
    file = tmp_path / f"{name}.parquet"
    pl.DataFrame(columns).write_parquet(file)
    return Accepted(file, CheckReport(name, 1, 1, 0, ()))


def test_all_areas_are_known(run: Run, tmp_path: Path) -> None:
    outcomes = check_across_datasets(
        run,
        {
            "population": _accepted(tmp_path, "population", area_code=["GRGEMAKT-10101", "GRGEMAKT-10201"]),
            "municipality_list": _accepted(tmp_path, "municipality_list", area_code=["10101", "10201"]),
        },
    )
    assert [(it.rule, it.units_checked, it.failed) for it in outcomes] == [("area_exists", 2, 0)]


def test_an_unknown_area_stops_the_run_and_lies_in_quarantine(run: Run, tmp_path: Path) -> None:
    with pytest.raises(StadtlandError) as caught:
        check_across_datasets(
            run,
            {
                "population": _accepted(tmp_path, "population", area_code=["GRGEMAKT-10101", "GRGEMAKT-99999"]),
                "municipality_list": _accepted(tmp_path, "municipality_list", area_code=["10101"]),
            },
        )
    assert caught.value.code == "check-stopped"
    assert "99999" not in str(caught.value)
    kept = pl.read_parquet(run.data / str(caught.value.facts["see"]))
    assert kept["area"].to_list() == ["99999"]
