"""Two tables of one package that count the same units: held against each other and refused, or told in the report."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from config.load import load_agreement
from flows.run import Run
from flows.stages.guard_releases import guard_releases
from flows.stages.linked_tables import linked_tables
from schemas.agreement.releases import DifferencingGuard
from schemas.errors import StadtlandError
from schemas.period import Period


def a_run(folder: Path, agreement: str = "demo") -> Run:
    return Run(load_agreement(agreement), Period.parse("2025"), folder, folder)


def a_table(name: str, blanks: int, *rests_on: str) -> Any:
    return SimpleNamespace(file=SimpleNamespace(table=name), cells_suppressed=blanks, rests_on=rests_on)


def test_blanks_beside_the_rows_they_were_counted_from_are_told_by_both_names(tmp_path: Path) -> None:
    tables = [
        a_table("energy_certificates", 0, "energy_certificates"),
        a_table("heating_mix", 7, "energy_certificates"),
        a_table("heat_demand", 3, "heat_meters"),
    ]
    (told,) = linked_tables(a_run(tmp_path), tables)
    assert told.rule == "heating_mix_beside_rows_of_energy_certificates"
    assert (told.units_checked, told.failed, told.effect, told.is_stopping) == (7, 7, "warn", False)
    assert "heating_mix lässt 7 Zellen leer" in told.text_de
    nothing_hidden = [tables[0], a_table("heating_mix", 0, "energy_certificates")]
    assert linked_tables(a_run(tmp_path), nothing_hidden) == ()


def test_a_list_of_places_beside_a_table_of_people_tells_nobody(tmp_path: Path) -> None:
    tables = [
        a_table("municipality_list", 0, "municipality_list"),
        a_table("population_by_age", 7_979, "municipality_list", "population"),
    ]
    assert linked_tables(a_run(tmp_path, "austria"), tables) == ()
    # The counts themselves, by sex and age, would tell everything.
    (told,) = linked_tables(a_run(tmp_path, "austria"), [a_table("population", 0, "population"), tables[1]])
    assert told.rule == "population_by_age_beside_rows_of_population"


def test_two_tables_of_the_same_people_that_nobody_held_against_each_other_are_told(tmp_path: Path) -> None:
    tables = [a_table("heating_mix", 7, "energy_certificates"), a_table("building_age", 0, "energy_certificates")]
    (told,) = linked_tables(a_run(tmp_path), tables)
    assert told.rule == "heating_mix_beside_building_age"
    assert "differencing.tables" in told.text
    assert told.failed == 7


def test_two_tables_of_one_package_that_single_out_a_group_are_refused_by_name(tmp_path: Path) -> None:
    """0-4 is blank beside 5-9 = 40; but 0-9 = 42 in the other table, so two are 0 to 4."""
    about = {
        "count": "n",
        "dimensions": {"age": {"whole_numbers": {"from": 0, "until": 9}}},
        "hidden": [1, None],
        "population": "renewed",
    }
    guard = DifferencingGuard.model_validate({"minimum": 3, "tables": {"fine": about, "coarse": about}, "reason": "§"})
    tables = []
    for name, ages, counts in (("fine", ["0-4", "5-9"], [None, 40]), ("coarse", ["0-9"], [42])):
        path = tmp_path / f"{name}.parquet"
        pl.DataFrame({"age": ages, "n": counts}, schema={"age": pl.String, "n": pl.Int64}).write_parquet(path)
        tables.append(SimpleNamespace(file=SimpleNamespace(table=name, path=path)))
    run: Any = SimpleNamespace(
        root=tmp_path, period=SimpleNamespace(label="2025"), terms=SimpleNamespace(differencing=guard)
    )
    assert len(guard_releases(run, tables[:1])) == 1
    with pytest.raises(StadtlandError) as raised:
        guard_releases(run, tables)
    assert raised.value.code == "release-gives-away"
    assert (raised.value.facts["table"], raised.value.facts["releases"]) == ("coarse", "fine 2025")
