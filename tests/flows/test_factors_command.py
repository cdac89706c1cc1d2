"""`stadtland factors`: every set with its basis, one set with its sources, two sets with a warning where needed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from schemas.errors import StadtlandError


def run(*arguments: str) -> Any:
    done = CliRunner().invoke(app, ["--language", "en", "factors", *arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def document(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


def test_every_set_is_listed_with_basis_years_and_sources() -> None:
    sets = {it["factor_set"]: it for it in document("list")}
    assert (sets["bisko-2018"]["region"], sets["bisko-2018"]["basis"]) == ("DE", "lca")
    assert sets["uba-direct-electricity"]["years"] == "1990–2022"
    assert sets["geg-2020"]["years"] == "2020–"
    assert all(it["sources"] and it["editions"] for it in sets.values())
    assert "bisko-2018" in run("list").stdout


def test_one_set_is_shown_with_the_source_of_each_factor() -> None:
    shown = document("show", "bisko-electricity", "--year", "2018")
    assert [(row["carrier"], row["factor_g_per_kwh"]) for row in shown["factors"]] == [("electricity", 544.0)]
    assert all(row["source"] for row in document("show", "bisko-2018")["factors"])
    assert "260" in run("show", "bisko-2018").stdout


def test_two_sets_of_another_basis_are_compared_with_a_warning() -> None:
    """Germany 2018: 544 with upstream, 473 direct: -71 g/kWh, -13.05 %."""
    compared = document("compare", "bisko-electricity", "uba-direct-electricity", "--year", "2018")
    assert compared["is_same_basis"] is False
    assert "lca" in compared["warning"]
    assert "direct-co2" in compared["warning"]
    row = compared["carriers"][0]
    assert (row["difference_g_per_kwh"], row["difference_percent"], row["is_same_basis"]) == (-71.0, -13.05, False)
    assert "Warning" in run("compare", "bisko-2018", "uba-direct-2018").stderr


def test_every_factor_of_both_sets_is_there_once() -> None:
    compared = document("compare", "bisko-2018", "uba-direct-2018")["carriers"]
    names = [(row["carrier"], row["use"]) for row in compared]
    assert len(names) == len(set(names))
    gas = {row["use"]: row["difference_g_per_kwh"] for row in compared if row["carrier"] == "lpg"}
    assert gas == {"stationary": None, "transport": -51.1976}  # 238.8024 - 290; nothing to hold the other against
    same = document("compare", "bisko-2018", "bisko-2019")
    assert same["warning"] is None
    changed = {row["carrier"]: row["difference_g_per_kwh"] for row in same["carriers"] if row["difference_g_per_kwh"]}
    assert changed == {"electricity": -66.0, "environmental_heat": -20.625}
    assert {row["is_same_year"] for row in same["carriers"] if row["carrier"] == "electricity"} == {False}


def test_a_series_is_compared_year_by_year() -> None:
    rows = document("compare", "bisko-electricity", "uba-direct-electricity")["carriers"]
    pairs = {row["edition"]: row["edition_other"] for row in rows if row["edition"] and row["edition_other"]}
    assert pairs["2018"] == "2018"
    assert pairs["2005"] == "2005"


@pytest.mark.parametrize("arguments", [("show", "atlantis"), ("compare", "bisko-2018", "atlantis")])
def test_an_unknown_set_names_those_there_are(arguments: tuple[str, ...]) -> None:
    with pytest.raises(StadtlandError) as error:
        run(*arguments)
    assert error.value.code == "factor-set-unknown"
    assert "bisko-2018" in error.value.message("en")


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "bisko-2018", "--year", "2035"),
        ("compare", "bisko-2018", "geg-2020", "--year", "2018"),
        ("compare", "geg-2020", "bisko-2018", "--year", "2022", "--json"),
    ],
)
def test_a_year_for_which_a_set_has_no_factor_is_refused_and_its_years_named(arguments: tuple[str, ...]) -> None:
    with pytest.raises(StadtlandError) as error:
        run(*arguments)
    assert (error.value.code, error.value.exit_code) == ("factor-year-missing", 7)
    assert "20" in error.value.message("en")
