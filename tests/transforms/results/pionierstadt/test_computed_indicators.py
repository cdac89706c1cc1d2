"""Indicators by formula: two inputs and one division, missing inputs named, a formula that is not there refused."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from schemas.check import check
from schemas.errors import StadtlandError
from schemas.registry import schema
from transforms.results.pionierstadt.computed_indicators import computed_indicators
from transforms.results.pionierstadt.indicator_status import indicator_status
from transforms.results.pionierstadt.progress_record import progress_record

_TARGETS = {
    "indicator": pl.String, "municipality_code": pl.String, "dimension": pl.String, "unit": pl.String,
    "direction": pl.String, "baseline_year": pl.Int64, "baseline": pl.Float64, "target_year": pl.Int64,
    "target": pl.Float64, "source": pl.String, "formula": pl.String, "formula_inputs": pl.String,
}  # fmt: skip
_VALUES = {"indicator": pl.String, "municipality_code": pl.String, "year": pl.Int64, "value": pl.Float64,
           "unit": pl.String, "source": pl.String}  # fmt: skip
PEOPLE = pl.LazyFrame({"municipality_code": ["10001"] * 2, "year": [2021, 2022], "population_count": [20_000, 25_000]})


def target(name: str, formula: str | None, inputs: str | None, unit: str = "%") -> pl.LazyFrame:
    row = (name, None, "mobility", unit, "up", 2020, 30.0, 2030, 60.0, "plan", formula, inputs)
    return pl.LazyFrame([row], schema=_TARGETS, orient="row")


def values(*rows: tuple[str, int, float | None]) -> pl.LazyFrame:
    full = [(name, "10001", year, value, "t", f"{name} office") for name, year, value in rows]
    return pl.LazyFrame(full, schema=_VALUES, orient="row")


def compute(formula: str, inputs: str, *rows: tuple[str, int, float | None], **more: Any) -> list[tuple[Any, ...]]:
    made = computed_indicators("2022", target("x", formula, inputs), values(*rows), **more)
    assert check(made, schema("released", "computed_indicators")).rows_rejected == 0
    return made.select("year", "value", "lacks", "status").collect().rows()


def test_a_share_of_two_indicators() -> None:
    """40 of 160 are 25 %."""
    assert compute("share_percent", "bus; all", ("bus", 2022, 40.0), ("all", 2022, 160.0)) == [
        (2022, 25.0, None, "computed")
    ]


def test_inhabitants_are_an_input_and_no_year_of_their_own() -> None:
    """50,000 t over 25,000 people are 2 t; 2021 has people and no tonnes, so it has no row."""
    found = compute("per_person", "co2; population", ("co2", 2022, 50_000.0), municipality_population=PEOPLE)
    assert found == [(2022, 2.0, None, "computed")]


def test_a_missing_input_is_named_and_never_zero() -> None:
    rows = (("a", 2021, 1.0), ("a", 2022, 1.0), ("b", 2022, None), ("a", 2020, 3.0), ("b", 2020, 2.0))
    assert compute("total", "a; b", *rows) == [
        (2020, 5.0, None, "computed"), (2021, None, "b", "missing"), (2022, None, "b", "missing"),
    ]  # fmt: skip
    assert compute("share_percent", "a; b", ("a", 2022, 1.0), ("b", 2022, 0.0)) == [
        (2022, None, "an answer of the formula", "missing")
    ]
    assert compute("less", "a; b", ("a", 2022, 1.0), ("b", 2022, 4.0)) == [(2022, -3.0, None, "computed")]


@pytest.mark.parametrize(
    ("formula", "inputs", "code"),
    [("magic", "a", "formula-unknown"), ("share_percent", "a", "formula-inputs-wrong"),
     ("total", "", "formula-inputs-wrong"), ("__init__", "a", "formula-unknown")],
)  # fmt: skip
def test_a_formula_that_is_not_there_or_lacks_inputs_is_refused(formula: str, inputs: str, code: str) -> None:
    with pytest.raises(StadtlandError) as error:
        compute(formula, inputs, ("a", 2022, 1.0))
    assert error.value.code == code


def test_the_computed_value_is_held_against_the_target_and_says_that_it_is_computed() -> None:
    """On the line from 30 % (2020) to 60 % (2030), 36 % are required in 2022; 25 % are 11 below: off."""
    goal = target("x", "share_percent", "bus; all")
    given = values(("bus", 2022, 40.0), ("all", 2022, 160.0))
    made = computed_indicators("2022", goal, given)
    status = indicator_status("2022", given, indicator_targets=goal, computed_indicators=made)
    row = status.collect().row(by_predicate=pl.col("indicator") == "x", named=True)
    assert (row["latest_value"], row["required_value"], row["deviation"], row["light"]) == (25.0, 36.0, -11.0, "off")
    assert (row["status"], row["value_source"]) == ("computed", "all office; bus office")
    assert check(status, schema("released", "indicator_status")).rows_rejected == 0
    record = progress_record("2022", status).collect().filter(indicator="x", field="latest_value")
    assert record["status"].item() == "computed"


def test_an_indicator_without_a_formula_is_not_computed() -> None:
    assert computed_indicators("2022", target("x", None, None), values(("x", 2022, 1.0))).collect().height == 0


def test_a_towns_own_formula_goes_before_the_general_one() -> None:
    """40 of 160 are 25 % for all; this town counts 40 less 160."""
    general = target("x", "share_percent", "bus; all")
    own = target("x", "less", "bus; all").with_columns(municipality_code=pl.lit("10001"))
    given = values(("bus", 2022, 40.0), ("all", 2022, 160.0))
    made = computed_indicators("2022", pl.concat([general, own]), given)
    assert made.select("formula", "value").collect().rows() == [("less", -120.0)]
    assert check(made, schema("released", "computed_indicators")).rows_rejected == 0
