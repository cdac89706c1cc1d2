"""What leaves of a table: columns its schema releases and its agreement names, and no blank that can be computed."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import polars as pl
import pyarrow.parquet as pq
import pytest

from config.load import load_agreement
from flows.evidence.cell_evidence import cell_evidence, cell_limits
from flows.run import Run
from flows.stages.compute_result import CellsMade, Computed, protected_cells
from flows.stages.protect_dataset import Protected
from flows.stages.release_table import release_table
from schemas.agreement import CellRule
from schemas.errors import StadtlandError
from schemas.period import Period

LISTED = {
    "municipality_code": ["10101", "90001"],
    "municipality_name": ["Eisenstadt", "Wien"],
    "area_code": ["10101", "90101"],
    "status": ["statutory city", "city"],
    "office_postcode": ["7000", "1010"],
}


def a_run(folder: Path, agreement: str = "austria") -> Run:
    return Run(load_agreement(agreement), Period.parse("2022"), folder, folder)


def protected(folder: Path, columns: dict[str, list[Any]]) -> Protected:
    path = folder / "municipality_list.parquet"
    pl.DataFrame(columns).write_parquet(path)
    return Protected(path, cast("Any", None), cast("Any", None), None)


def test_a_field_that_the_agreement_keeps_back_is_not_in_the_table(tmp_path: Path) -> None:
    released = release_table(a_run(tmp_path), "municipality_list", protected(tmp_path, LISTED))
    assert "other_postcodes" not in LISTED
    assert set(pq.read_schema(released.file.path).names) == set(LISTED)
    assert {column.name for column in released.columns} == set(LISTED)
    assert {total.column for total in released.control_totals} <= set(LISTED)


def test_a_column_that_the_schema_does_not_release_stays(tmp_path: Path) -> None:
    released = release_table(a_run(tmp_path), "municipality_list", protected(tmp_path, {**LISTED, "mayor": ["a", "b"]}))
    assert "mayor" not in pq.read_schema(released.file.path).names


def test_a_dataset_of_which_nothing_is_released_and_a_result_without_its_columns_stop(tmp_path: Path) -> None:
    with pytest.raises(StadtlandError) as nothing:
        release_table(a_run(tmp_path), "municipality_list", protected(tmp_path, {"mayor": ["a"]}))
    assert nothing.value.code == "released-columns-missing"
    path = tmp_path / "population_by_age.parquet"
    pl.DataFrame({"period": ["2022"]}).write_parquet(path)
    with pytest.raises(StadtlandError, match="age_from"):
        release_table(a_run(tmp_path), "population_by_age", Computed("population_by_age", path, 1, (), {}))


def counted(folder: Path, women: list[int | None]) -> Computed:
    """One municipality's women by three ages; the total 60 is known from elsewhere."""
    rows = pl.DataFrame(
        {
            "period": "2022",
            "area_code": "10101",
            "municipality_code": "10101",
            "municipality_name": "Eisenstadt",
            "sex": "female",
            "age_from": [0, 5, 10],
            "age_group": ["0-4", "5-9", "10-14"],
            "population_count": women,
            "is_suppressed": [count is None for count in women],
        },
        schema_overrides={"population_count": pl.Int64},
    )
    path, known = folder / "population_by_age.parquet", folder / "known.parquet"
    rows.write_parquet(path)
    pl.DataFrame(
        {"area_code": ["10101"], "sex": ["female"], "age_group": ["(total)"], "population_count": [60.0]}
    ).write_parquet(known)
    made = CellsMade("suppress", 1, sum(count is None for count in women) - 1, known)
    return Computed("population_by_age", path, 3, ("population",), {}, made)


def test_the_finished_file_is_measured_and_a_blank_that_the_known_total_tells_stops_the_run(tmp_path: Path) -> None:
    made = counted(tmp_path, [None, None, 40])
    released = release_table(a_run(tmp_path), "population_by_age", made)
    assert released.measured is not None
    assert (released.measured.suppressed, released.measured.narrowest) == (2, 18)  # 20 together: 1 to 19
    alone = counted(tmp_path, [None, 17, 40])
    with pytest.raises(StadtlandError) as told:
        release_table(a_run(tmp_path), "population_by_age", alone)
    assert (told.value.code, told.value.facts["cells"], told.value.exit_code) == ("cells-computable", 1, 6)


@pytest.mark.parametrize("way", ["round", "perturb", "grid"])
def test_every_way_of_protecting_goes_through_the_gate_of_small_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Rounded, perturbed or merged, a table never shows 1 to 4; what was done stands in the evidence."""
    monkeypatch.setenv("CELL_KEY_SECRET", "an example of a secret, 32 bytes or more")
    run = a_run(tmp_path, "demo")
    people = pl.DataFrame({"id": [f"p{n}" for n in range(60)], "area": [f"a{n * n % 7}" for n in range(60)]})
    people.write_parquet(run.zone("protected") / "travel_survey.parquet")
    counted = people.lazy().group_by("area").agg(n=pl.len().cast(pl.Int64)).sort("area")
    about: dict[str, Any] = {
        "round": {"dimensions": {"area": {}}, "round": {"base": 5}},
        "perturb": {
            "perturb": {
                "dataset": "travel_survey",
                "record_key": "id",
                "key": "env:CELL_KEY_SECRET",
                "columns": {"area": "area"},
                "largest": 10,
                "variance": 8,
            }
        },
        "grid": {"grid": {"column": "area", "sizes_m": [100, 1000]}},
    }[way]
    if way == "grid":
        counted = counted.with_columns(area=pl.col("area").str.replace("a", "100mN3090").add("E44900"))
    rule = CellRule.model_validate({"count": "n", "minimum": 5, "reason": "a test", **about})
    frame, made = protected_cells(run, "areas", counted, rule)
    shown = frame.collect()["n"].drop_nulls()
    assert made.method == way
    assert len(shown)
    assert not shown.is_between(1, 4).any()
    released = cast("Any", SimpleNamespace(cells=made, measured=None, cells_suppressed=0, file=SimpleNamespace(rows=7)))
    told = cell_evidence(released, rule)
    assert told is not None
    assert (told.method, told.suppressed, told.at_risk) == (way, 0, None)
    assert told.rounded_to == (5 if way == "round" else None)
    assert len(cell_limits({"areas": rule})) == 1
