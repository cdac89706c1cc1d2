"""The changes of municipality keys that the house knows, against the registers that publishers keep."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from config.factors.load import reference

CHANGES = reference("published_territorial_changes").collect()


def _first_column(file: Path, separator: str) -> set[str]:
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    return {line.split(separator)[0].strip('"') for line in lines}


def test_austrian_keys_of_today_are_in_the_list_and_those_of_before_are_not(shared_data: Path) -> None:
    today = _first_column(shared_data / "austria/gemliste_knz.csv", ";")
    changes = CHANGES.filter(pl.col("country") == "AT")
    assert set(changes["new_code"]) <= today
    assert not set(changes["old_code"]) & today


def test_german_keys_changed_between_two_editions_of_the_land_statistics(shared_data: Path) -> None:
    """The edition of 2021 has the new keys and none of the old; that of 2018 still lists those of municipalities."""
    area = {year: _first_column(shared_data / f"localzero/area/{year}.csv", ",") for year in (2018, 2021)}
    changes = CHANGES.filter(pl.col("country") == "DE")
    assert set(changes["new_code"]) <= area[2021]
    assert not set(changes["old_code"]) & area[2021]
    assert len(set(changes["old_code"]) & area[2018]) == changes.height - 1  # Aachen's went in 2009, with its district


def test_every_key_that_ceased_went_whole_to_one_that_is_no_old_one() -> None:
    assert (
        CHANGES.group_by("country", "old_code").agg(pl.col("share").sum())["share"].to_list() == [1.0] * CHANGES.height
    )
    assert not set(CHANGES["old_code"]) & set(CHANGES["new_code"])
    assert CHANGES["source"].null_count() == 0
