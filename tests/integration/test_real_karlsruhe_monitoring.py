"""Karlsruhe's published monitoring: 68 measures, 119 indicators, 14 years, read whole; its zeros are not values."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from config.kinds.load import load_kind
from flows.folder_results import folder_results


def test_every_row_is_read_and_no_missing_indicator_is_a_zero(shared_data: Path, tmp_path: Path) -> None:
    done = folder_results(
        load_kind("pionierstadt"),
        shared_data / "karlsruhe",
        tmp_path,
        period="2023",
        chosen={"indicator_status": {"zero_means_missing": True}},
    )
    check = done.checks["measure_indicators"]
    assert (check.rows_received, check.rows_accepted, check.rows_rejected) == (1_666, 1_666, 0)
    assert done.failed == {}
    rows = pl.read_parquet(tmp_path / "harmonised" / "measure_indicators.parquet")
    assert rows["measure_id"].n_unique() == 68
    assert rows["indicator"].n_unique() == 119
    assert rows.filter(pl.col("unit") == "na")["value"].null_count() == 616  # 44 without indicator x 14 years, all 0
    status = pl.read_parquet(done.tables["indicator_status"])
    assert status.height == 119
    assert status.filter(pl.col("latest_value") == 0).is_empty()
    assert set(status["light"]) == {"grey"}  # the file has no targets
    passengers = status.filter(pl.col("indicator").str.starts_with("D2.2 Beförderte")).row(0, named=True)
    assert passengers["unit"] == "Tsd. Fahrgäste"
    assert passengers["trend_points"] >= 2
