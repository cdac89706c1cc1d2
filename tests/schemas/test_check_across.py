"""Rules across tables: offending rows are counted, and a rule that cannot be asked is never a passed one."""

from __future__ import annotations

import bz2
from pathlib import Path

import polars as pl
import pytest

from schemas import rules
from schemas.agreement import Tolerance
from schemas.check_across import check_across
from schemas.errors import StadtlandError

LIST = pl.LazyFrame({"municipality_code": ["05515000", "14713000"], "area_code": ["10101", "10102"]})
TABLES = {
    "municipality_list": LIST,
    "heat_meters": pl.LazyFrame({"municipality_code": ["05515000", "99999999", None]}),
    "survey": pl.LazyFrame({"municipality_code": ["99999998"]}),
    "population": pl.LazyFrame({"area_code": ["GRGEMAKT-10101", "GRGEMAKT-10101", "GRGEMAKT-10103"]}),
}


def test_every_rule_file_says_its_sentence_in_both_languages() -> None:
    assert rules.names() == ("area_exists", "municipality_exists")
    for name in rules.names():
        rule = rules.load(name)
        assert rule.text.rule == name
        assert rule.text.en.endswith(".")
        assert rule.text.de.endswith(".")


def test_offending_rows_are_counted_among_those_asked(tmp_path: Path) -> None:
    (outcome,) = check_across(TABLES, ["municipality_exists"], offending=tmp_path)
    assert (outcome.units_checked, outcome.failed, outcome.effect, outcome.is_stopping) == (3, 2, "warn", False)
    written = pl.read_parquet(tmp_path / "municipality_exists.parquet").sort("table")
    assert written.rows() == [("heat_meters", "99999999"), ("survey", "99999998")]


def test_an_area_is_asked_once() -> None:
    (outcome,) = check_across(TABLES, ["area_exists"])
    assert (outcome.units_checked, outcome.failed) == (2, 1)


def test_a_rule_stops_when_the_agreement_says_so() -> None:
    (outcome,) = check_across(TABLES, ["municipality_exists"], tolerances={"*": Tolerance(effect="stop")})
    assert outcome.is_stopping


def test_a_rule_without_its_table_is_not_asked() -> None:
    for name, table in (("municipality_exists", "municipality_list"), ("area_exists", "population")):
        with pytest.raises(StadtlandError) as caught:
            check_across({"survey": TABLES["survey"]}, [name])
        assert (caught.value.code, caught.value.facts["table"]) == ("rule-lacks-table", table)


def test_a_rule_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(StadtlandError) as caught:
        check_across(TABLES, ["municipality_exist"])
    assert caught.value.code == "rule-unknown"


def test_the_published_population_of_austria_names_only_areas_of_the_published_list(shared_data: Path) -> None:
    """2022: 2,115 areas, Vienna by district; both tables are of the same territorial status."""
    folder = shared_data / "austria"
    people = bz2.decompress((folder / "OGD_bevstandjbab2002_BevStand_2022.csv.bz2").read_bytes())
    population = pl.read_csv(people, separator=";", infer_schema=False).rename({"C-GRGEMAKT-0": "area_code"})
    areas = pl.read_csv(
        folder / "gemliste_knz.csv", separator=";", skip_rows=2, infer_schema=False, truncate_ragged_lines=True
    ).rename({"Gemeindecode": "area_code"})
    tables = {"municipality_list": areas.lazy(), "population": population.lazy()}
    (outcome,) = check_across(tables, ["area_exists"])
    assert (outcome.units_checked, outcome.failed) == (2115, 0)

    tables["municipality_list"] = areas.lazy().filter(pl.col("area_code") != "10101")
    (outcome,) = check_across(tables, ["area_exists"])
    assert outcome.failed == 1
