"""Released tables rounded: every count a multiple of the base, shown totals still the sums of their rows."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.agreement import CellRule
from schemas.errors import StadtlandError
from transforms.privacy.tables.released.round_cells import RoundedCells, round_cells


def rule(**given: Any) -> CellRule:
    written = {
        "count": "n",
        "minimum": 3,
        "reason": "a test",
        "dimensions": {"place": {"total": "all"}},
        "round": {"base": 5},
    }
    return CellRule.model_validate(written | given)


def rounded(rows: dict[str, list[Any]], **given: Any) -> RoundedCells:
    return round_cells(pl.LazyFrame(rows), rule(**given), table="t")


def test_rows_still_add_up_to_the_total_that_the_table_shows() -> None:
    """2, 2 and 2 are 6. Each by itself would be 0 and the total 5; one of them goes up instead."""
    found = rounded({"place": ["p", "q", "r", "all"], "n": [2, 2, 2, 6], "note": ["a", "b", "c", "d"]})
    made = found.frame.collect()
    *parts, total = made["n"].to_list()
    assert total == sum(parts) == 5
    assert made.columns == ["place", "n", "note", "is_suppressed"]
    assert not made["is_suppressed"].any()
    assert found.figures == {"base": 5, "deviation": 8.0, "beyond_neighbours": 0}


def test_each_stratum_is_rounded_by_itself() -> None:
    rows = {"year": ["1", "1", "2", "2"], "place": ["p", "all", "p", "all"], "n": [4, 4, 11, 11]}
    made = rounded(rows, within=["year"]).frame.collect()
    assert made["n"].to_list() == [5, 5, 10, 10]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ({"place": ["p", "all"], "n": [4, 5]}, "table-margins-disagree"),
        ({"place": ["p", "p"], "n": [4, 5]}, "cells-twice"),
        ({"place": ["p", "q"], "n": [4, None]}, "table-value-missing"),
        ({"place": ["p", "q"], "n": [4, -1]}, "count-negative"),
        ({"place": ["p", "q"], "n": [4.0, 1.0]}, "count-not-whole"),
        ({"place": ["all"], "n": [4]}, "table-without-cells"),
    ],
)
def test_what_cannot_be_rounded_is_refused(rows: dict[str, list[Any]], code: str) -> None:
    with pytest.raises(StadtlandError) as refused:
        rounded(rows)
    assert refused.value.code == code


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=2, max_size=4))
def test_every_count_lies_less_than_the_base_from_the_truth_and_sums_hold(grid: list[list[int]]) -> None:
    rows = [(f"p{i}", f"k{j}", n) for i, them in enumerate(grid) for j, n in enumerate(them)]
    rows += [(f"p{i}", "all", sum(them)) for i, them in enumerate(grid)]
    rows += [("all", f"k{j}", sum(them[j] for them in grid)) for j in range(3)]
    frame = pl.DataFrame(rows, schema=["place", "kind", "n"], orient="row")
    asked = rule(dimensions={"place": {"total": "all"}, "kind": {"total": "all"}})
    made = round_cells(frame.lazy(), asked, table="t").frame.collect()
    assert (made["n"] % 5 == 0).all()
    assert ((made["n"] - frame["n"]).abs() < 5).all()
    inner = made.filter((pl.col("place") != "all") & (pl.col("kind") != "all"))
    by_place = dict(inner.group_by("place").agg(pl.col("n").sum()).rows())
    assert dict(made.filter(pl.col("kind") == "all").select("place", "n").rows()) == by_place
