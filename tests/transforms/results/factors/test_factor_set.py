"""Factor sets: the tables hold to their schema, a set has one basis and one answer, errors name what is there."""

from __future__ import annotations

import polars as pl
import pytest

from config.factors.load import TABLES, reference
from schemas.check import check
from schemas.errors import StadtlandError
from schemas.factors import Factors
from transforms.results.factors.factor_set import factor_set

SETS = reference("factor_sets").collect()


def test_the_factor_table_holds_to_its_schema_and_every_row_has_a_source() -> None:
    report = check(reference("factors"), Factors)
    assert report.rows_accepted == report.rows_received >= 130
    assert not [rule.rule for rule in report.rules if rule.failed]


@pytest.mark.parametrize("name", list(TABLES))
def test_every_reference_table_is_read_with_its_columns(name: str) -> None:
    assert reference(name).collect().columns == list(TABLES[name])


@pytest.mark.parametrize("name", SETS["factor_set"].to_list())
def test_every_set_has_rows_of_one_basis(name: str) -> None:
    rows = factor_set(reference("factors"), reference("factor_sets"), name).collect()
    assert rows.height > 0
    assert rows["basis"].n_unique() == 1
    assert set(rows["region"]) == {SETS.row(by_predicate=pl.col("factor_set") == name, named=True)["region"]}


def test_no_row_belongs_to_a_set_that_nobody_declared() -> None:
    named = (
        reference("factors").select(pl.col("sets").drop_nulls().str.split(" ").explode(empty_as_null=False)).collect()
    )
    assert set(named["sets"]) == set(SETS["factor_set"])


def test_the_bisko_sets_differ_in_electricity_and_what_follows_from_it() -> None:
    values = {}
    for name in ("bisko-2018", "bisko-2019"):
        rows = factor_set(reference("factors"), reference("factor_sets"), name).collect()
        values[name] = {(carrier, use): factor for carrier, use, factor in rows.select(
            "carrier", "use", "factor_g_per_kwh").iter_rows()}  # fmt: skip
    differ = {key for key in values["bisko-2018"] if values["bisko-2018"][key] != values["bisko-2019"][key]}
    assert differ == {("electricity", None), ("environmental_heat", None)}
    assert values["bisko-2018"]["electricity", None] == 544
    assert values["bisko-2019"]["electricity", None] == 478
    # Environmental heat = grid / 3.2: 544 / 3.2 = 170, 478 / 3.2 = 149.375.
    assert values["bisko-2019"]["environmental_heat", None] == 478 / 3.2


def test_german_electricity_2018_depends_on_the_basis() -> None:
    def electricity(name: str) -> float:
        rows = factor_set(reference("factors"), reference("factor_sets"), name).collect()
        found = rows.filter(pl.col("carrier") == "electricity", pl.col("first_year") == 2018)
        return float(found["factor_g_per_kwh"].item())

    assert electricity("bisko-2018") == electricity("bisko-electricity") == 544
    assert electricity("uba-direct-2018") == electricity("uba-direct-electricity") == 473


def test_an_unknown_set_is_an_error_that_names_the_sets() -> None:
    with pytest.raises(StadtlandError, match="bisko-2019") as error:
        factor_set(reference("factors"), reference("factor_sets"), "bisko-1999")
    assert error.value.code == "factor-set-unknown"


def _table(**columns: list[object]) -> pl.LazyFrame:
    usual: dict[str, list[object]] = {
        "carrier": ["electricity", "electricity"], "use": [None, None], "first_year": [2018, 2019],
        "last_year": [2018, 2019], "basis": ["lca", "lca"], "sets": ["mine", "mine other"],
    }  # fmt: skip
    return pl.LazyFrame(usual | columns)


MINE = pl.LazyFrame({"factor_set": ["mine"], "basis": ["lca"]})


def test_a_set_of_two_bases_is_refused() -> None:
    with pytest.raises(StadtlandError, match="direct-co2, lca") as error:
        factor_set(_table(basis=["lca", "direct-co2"]), MINE, "mine")
    assert error.value.code == "factor-bases-mixed"


@pytest.mark.parametrize(("first", "last"), [([2018, 2018], [2018, 2019]), ([2017, 2019], [None, 2019])])
def test_two_answers_for_one_year_are_refused(first: list[object], last: list[object]) -> None:
    assert factor_set(_table(), MINE, "mine").collect().height == 2
    with pytest.raises(StadtlandError, match="electricity") as error:
        factor_set(_table(first_year=first, last_year=last), MINE, "mine")
    assert error.value.code == "factor-key-twice"
