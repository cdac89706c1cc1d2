"""Suppression of a table, by arithmetic that fits on a page."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.errors import StadtlandError
from tests.transforms.privacy.tables.conftest import rules, status, suppress
from transforms.privacy.tables.suppress_table import suppress_table
from transforms.privacy.tables.table_rules import TableRules

#        x   y   z | sum
#   p    1   9   8 | 18
#   q    7   6   5 | 18
#   r    9   9   9 | 27
TABLE = pl.DataFrame({"a": [*"pppqqqrrr"], "b": [*"xyzxyzxyz"], "n": [1, 9, 8, 7, 6, 5, 9, 9, 9]})


def test_one_cell_at_risk_takes_the_cheapest_rectangle_with_it() -> None:
    found = suppress(TABLE)
    # A cell of a two-way table hides in a rectangle; z and q have the smallest figures beside p, x.
    assert status(found) == {
        ("p", "x"): "primary",
        ("p", "z"): "secondary",
        ("q", "x"): "secondary",
        ("q", "z"): "secondary",
    }
    assert (found.cells, found.suppressed, found.is_optimal, found.bound) == (16, 4, True, 4)
    intervals = {one.cell: (one.low, one.high) for one in found.intervals}
    # p,x + p,z = 9 and q,x + q,z = 12 and p,x + q,x = 8: p,x runs from 0 to 8.
    assert intervals["p", "x"] == (0, 8)
    assert intervals["q", "z"] == (4, 12)


def test_published_cells_keep_their_figures_and_margins_are_their_sums() -> None:
    found = suppress(TABLE)
    shown = {row[:2]: row[2] for row in found.frame.select("a", "b", "n").iter_rows()}
    assert shown["Total", "Total"] == 63
    assert shown["r", "Total"] == 27
    assert shown["p", "y"] == 9
    assert shown["p", "x"] is None


def test_a_table_without_risk_is_published_whole() -> None:
    found = suppress(TABLE.filter(pl.col("a") != "p"))
    assert (found.suppressed, found.is_optimal, found.intervals) == (0, True, ())


def test_zeros_stay_unless_they_are_protected() -> None:
    frame = TABLE.with_columns(n=pl.when(pl.col("n") == 1).then(0).otherwise("n"))
    assert suppress(frame).suppressed == 0
    found = suppress(frame, primary={"minimum_frequency": {"n": 3, "protect_zeros": True}})
    assert status(found)["p", "x"] == "primary"
    assert {one.cell: one.high for one in found.intervals}["p", "x"] >= 1


def test_an_interval_demand_is_met() -> None:
    found = suppress(TABLE, intervals={"upper_percent": 1200})
    one = next(one for one in found.intervals if one.cell == ("p", "x"))
    assert one.high is not None
    assert one.high >= 1 + 12
    sliding = suppress(TABLE, intervals={"width_percent": 1000})
    one = next(one for one in sliding.intervals if one.cell == ("p", "x"))
    assert one.high is not None
    assert one.high - one.low >= 10


def test_fewest_cells_or_least_value() -> None:
    # Eight small cells cost less value than three large ones, but more cells.
    by_value = suppress(TABLE, secondary={"minimise": "value"})
    assert by_value.bound is None
    assert by_value.is_optimal
    lost = sum(row[2] for row in TABLE.iter_rows() if status(by_value).get(row[:2]) == "secondary")
    assert lost == 8 + 7 + 5


def test_linked_tables_withhold_a_shared_cell_in_both() -> None:
    frame = TABLE.join(pl.DataFrame({"c": ["m", "w"]}), how="cross").with_columns(n=pl.col("n") + (pl.col("c") == "m"))
    frame = frame.with_columns(n=pl.when((pl.col("b") == "x") & (pl.col("a") == "p")).then(1).otherwise("n"))
    found = suppress(frame, dimensions=["a", "b", "c"], tables=[["a", "b"], ["a", "c"]])
    # a × b has 16 cells, a × c 12, and they share a's 4.
    assert found.cells == 16 + 12 - 4
    assert status(found)["p", "x", "Total"] == "primary"
    shown = found.frame.filter((pl.col("b") != "Total") & (pl.col("c") != "Total"))
    assert shown.height == 0


def test_the_order_of_rows_does_not_matter_and_microdata_give_the_same_table() -> None:
    people = TABLE.select(pl.col("a", "b").repeat_by("n").list.explode()).sample(fraction=1, shuffle=True, seed=1)
    counted = suppress(people, values={"n": {"kind": "count", "rows": True}})
    assert counted.frame.equals(suppress(TABLE).frame)


def test_margins_given_are_checked_by_name_and_number_only() -> None:
    right = pl.concat([TABLE, pl.DataFrame({"a": ["p", "Total"], "b": ["Total", "Total"], "n": [18, 63]})])
    assert suppress(right).frame.equals(suppress(TABLE).frame)
    wrong = right.with_columns(n=pl.when(pl.col("n") == 18).then(4711).otherwise("n"))
    with pytest.raises(StadtlandError) as error:
        suppress(wrong)
    assert error.value.code == "table-margins-disagree"
    assert error.value.facts == {"value": "n", "count": 1, "of": 2, "cells": "p × Total"}
    assert "4711" not in str(error.value)
    assert suppress(wrong, values={"n": {"kind": "count", "margin_tolerance": 5000}}).suppressed == 4


def test_austrian_notation() -> None:
    found = suppress(
        TABLE.with_columns(pl.col("n") * 10),
        primary={"minimum_frequency": {"n": 50}},
        notation={"mark": "G", "brackets_below": 100},
    )
    shown = {row[:2]: row[2:] for row in found.frame.iter_rows()}
    assert shown["p", "x"] == ("G", "primary")
    assert shown["r", "x"] == ("(90)", "bracketed")
    assert shown["Total", "Total"] == ("630", "published")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"n": -1}, "table-negative"),
        ({"n": None}, "table-value-missing"),
        ({"a": None}, "table-code-missing"),
    ],
)
def test_bad_rows_are_refused(change: dict[str, object], code: str) -> None:
    frame = pl.concat([TABLE, pl.DataFrame([{"a": "p", "b": "x", "n": 1} | change], schema=TABLE.schema)])
    with pytest.raises(StadtlandError) as error:
        suppress(frame)
    assert error.value.code == code


def test_text_that_is_no_number_is_refused() -> None:
    with pytest.raises(StadtlandError, match="hold no number"):
        suppress(TABLE.with_columns(n=pl.lit("many")))


@pytest.mark.parametrize(
    "changed",
    [
        {"primary": {}},
        {"primary": {"minimum_frequency": {"n": 3, "max_n": 2}}},
        {"values": {"n": {"kind": "count", "contributor": "who"}}},
        {"tables": [["c"]]},
        {"surprise": 1},
    ],
)
def test_rules_that_say_nothing_or_too_much_are_refused(changed: dict[str, object]) -> None:
    with pytest.raises(StadtlandError) as error:
        rules(**changed)
    assert error.value.code == "rules-refused"


def test_columns_that_are_absent_are_named() -> None:
    with pytest.raises(StadtlandError, match=r"c: these columns"):
        suppress_table(TABLE, rules(dimensions=["a", "c"]))


def test_readers_who_know_that_zeros_are_published_think_a_blank_at_least_one() -> None:
    """1 + 1 + 9 = 11: the two ones share 2. Whoever takes zeros for possible is left with 0 to 2; others know both."""
    frame = pl.DataFrame({"a": ["x", "y", "z"], "n": [1, 1, 9]})
    written = {"dimensions": ["a"], "values": ["n"], "primary": {"minimum_frequency": {"n": 3}}}
    loose = suppress_table(frame, TableRules.parse(written, file="r"))
    assert loose.suppressed == 2
    assert [(it.low, it.high) for it in loose.intervals] == [(0, 2), (0, 2)]
    known = suppress_table(frame, TableRules.parse({**written, "intervals": {"least": 1}}, file="r"))
    assert known.suppressed == 3
    assert [(it.low, it.high) for it in known.intervals] == [(1, 9), (1, 9), (1, 9)]
