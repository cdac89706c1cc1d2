"""Released tables: the small cell, what would give it away, and what a reader can still work out."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from schemas.agreement import CellRule
from schemas.errors import StadtlandError
from transforms.privacy.tables.released.measure_cells import MeasuredCells, measure_cells
from transforms.privacy.tables.released.protect_cells import ProtectedCells, protect_cells


def rule(**given: Any) -> CellRule:
    return CellRule.model_validate({"count": "n", "minimum": 5, "reason": "a test", **given})


def protected(rows: dict[str, list[Any]], **given: Any) -> ProtectedCells:
    return protect_cells(pl.LazyFrame(rows), rule(**given), table="t")


def hidden(found: ProtectedCells) -> list[bool]:
    return found.frame.collect()["is_suppressed"].to_list()


def measured(found: ProtectedCells, **given: Any) -> MeasuredCells:
    assert set(rule(**given).sums) <= set(found.rule.sums)
    return measure_cells(found.frame, found.rule, table="t", known=found.known)


PLACES = {"place": ["p", "q", "r", "all"], "n": [2, 7, 9, 18], "mwh": [20.0, 70.0, 95.0, 185.0]}
WITH_TOTAL = {"dimensions": {"place": {"total": "all"}}}


def test_beside_a_total_the_small_cell_takes_the_next_one_along() -> None:
    found = protected(PLACES, **WITH_TOTAL, sums=["mwh"])
    # Alone, p would be 18 - 7 - 9. With q, the two share 9: each 1 to 8.
    assert hidden(found) == [True, True, False, False]
    assert (found.primary, found.secondary) == (1, 1)
    assert found.frame.collect()["mwh"].to_list() == [None, None, 95.0, 185.0]
    assert measured(found, **WITH_TOTAL, sums=["mwh"]) == MeasuredCells(2, 4, 0, 7, 100.0)


def test_a_total_that_readers_know_from_elsewhere_protects_the_same_way() -> None:
    rows = {name: them[:3] for name, them in PLACES.items()}
    known = {"dimensions": {"place": {}}, "known_totals": [[]], "values": ["mwh"]}
    found = protected(rows, **known)
    assert hidden(found) == [True, True, False]
    assert found.known is not None
    assert found.known.to_dict(as_series=False) == {"place": ["(total)"], "n": [18.0]}
    assert measured(found, **known).narrowest == 7
    nobody = protected(rows, dimensions={"place": {}}, values=["mwh"])
    assert hidden(nobody) == [True, False, False]


def test_a_cell_without_a_row_is_read_as_nobody() -> None:
    """Women of b stand in no row. So nothing can move there, and hiding a's women needs a third cell of theirs."""
    rows = {
        "sex": ["f", "f", "m", "m", "m", "all", "all", "all", "f", "m", "all"],
        "age": ["a", "c", "a", "b", "c", "a", "b", "c", "all", "all", "all"],
        "n": [3, 20, 30, 40, 50, 33, 40, 70, 23, 120, 143],
    }
    asked = {"dimensions": {"sex": {"total": "all"}, "age": {"total": "all"}}}
    found = protected(rows, **asked)
    # f×a = 3 of f×all = 23: f×c goes too; then m×a and m×c, for a×all and c×all are shown. b has no women to help.
    assert hidden(found) == [True, True, True, False, True] + [False] * 6
    assert measured(found, **asked).narrowest == 21  # 1 to 22: what is blank is not nobody


def test_that_zeros_are_always_shown_tells_that_a_blank_is_at_least_one() -> None:
    rows = {"place": ["p", "q", "r", "all"], "n": [1, 1, 9, 11]}
    found = protected(rows, **WITH_TOTAL)
    # p and q share 2, and neither is 0: both would be 1. r has to go as well.
    assert hidden(found) == [True, True, True, False]
    unsafe = protected(rows, **WITH_TOTAL, zeros_are_safe=False, width=2)
    assert hidden(unsafe) == [True, True, False, False]


@pytest.mark.parametrize(("width", "also"), [(1, 1), (3, 1), (4, 2)])
def test_the_width_promised_is_kept_by_every_blank(width: int, also: int) -> None:
    rows = {"place": ["p", "q", "r", "s", "all"], "n": [1, 5, 6, 60, 72]}
    found = protected(rows, **WITH_TOTAL, width=width)
    # p and q share 6: each 1 to 5, four wide.
    assert found.secondary == 1
    assert measured(found, **WITH_TOTAL, width=width).narrowest == 4
    beyond = protected(rows, **WITH_TOTAL, width=width + also)
    assert measured(beyond, **WITH_TOTAL, width=width + also).computable == 0


def two_way(mwh_all: float) -> dict[str, list[Any]]:
    """Women and men by three ages; women of a are two, and their 900 MWh stand across from next to nothing in b."""
    return {
        "sex": ["f", "f", "f", "m", "m", "m", "all", "all", "all", "all"],
        "age": ["a", "b", "c", "a", "b", "c", "a", "b", "c", "all"],
        "n": [2, 6, 10, 10, 6, 10, 12, 12, 20, 44],
        "mwh": [900.0, 0.1, 500.0, 500.0, 0.1, 500.0, 1400.0, 0.2, 1000.0, mwh_all],
    }


def test_sums_keep_a_share_of_their_high_end_named_or_not() -> None:
    """By counts b is the cheaper neighbour, but through it the 900 MWh could move by 0.1 only: c goes instead."""
    asked = {"dimensions": {"sex": {"total": "all"}, "age": {"total": "all"}}, "known_totals": [["sex"]]}
    by_counts = [True, True, False, True, True, False] + [False] * 4
    by_both = [True, False, True, True, False, True] + [False] * 4
    assert hidden(protected(two_way(2400.2), **asked)) == by_counts
    found = protected(two_way(2400.2), **asked, sums=["mwh"])
    assert hidden(found) == by_both
    # 900 + 500 of women, 900 + 500 at a: 400 to 1,400, or 71 %. The 500 of the others may be 0 to 1,000.
    assert measured(found, **asked, sums=["mwh"]).narrowest_percent == 71.4
    # A value whose shown totals are the sums of their parts is one, whether somebody called it so or not.
    assert hidden(protected(two_way(2400.2), **asked, values=["mwh"])) == by_both
    assert hidden(protected(two_way(9.9), **asked, values=["mwh"])) == by_counts


def test_shares_that_add_up_to_one_are_protected_where_persons_do_not_add_up() -> None:
    rows = {
        "area": ["x"] * 3 + ["y"] * 3,
        "mode": ["walk", "bike", "car"] * 2,
        "n": [40, 3, 30, 50, 60, 70],
        "share": [0.5, 0.1, 0.4, 0.3, 0.3, 0.4],
    }
    asked = {
        "dimensions": {"mode": {}},
        "within": ["area"],
        "known_totals": [[]],
        "count_adds_up": False,
        "values": ["share"],
        "sums": ["share"],
    }
    found = protected(rows, **asked)
    # 1 - 0.5 - 0.4 would be bike's share. The other area has nothing to hide.
    assert sum(hidden(found)[:3]) == 2
    assert hidden(found)[1]
    assert not any(hidden(found)[3:])
    assert measured(found, **asked).computable == 0


def test_the_only_share_of_an_area_hides_behind_an_empty_one() -> None:
    rows = {"area": ["x"] * 3, "mode": ["walk", "bike", "car"], "n": [0, 0, 3], "share": [0.0, 0.0, 1.0]}
    asked = {
        "dimensions": {"mode": {}},
        "within": ["area"],
        "known_totals": [[]],
        "count_adds_up": False,
        "sums": ["share"],
    }
    found = protected(rows, **asked)
    assert (found.primary, found.secondary) == (1, 1)
    assert hidden(found)[2]
    assert measured(found, **asked).narrowest_percent == 100.0


def test_an_area_without_a_single_share_has_none_to_protect() -> None:
    """Nobody of y moved: no shares, so none to compute; its three cyclists are blank all the same."""
    rows = {
        "area": ["x"] * 3 + ["y"] * 3,
        "mode": ["walk", "bike", "car"] * 2,
        "n": [40, 3, 30, 5, 3, 0],
        "share": [0.5, 0.1, 0.4, None, None, None],
    }
    asked = {
        "dimensions": {"mode": {}},
        "within": ["area"],
        "known_totals": [[]],
        "count_adds_up": False,
        "sums": ["share"],
    }
    found = protected(rows, **asked)
    assert hidden(found)[3:] == [False, True, False]
    assert sum(hidden(found)[:3]) == 2
    assert measured(found, **asked).measured == 2


def test_a_table_with_a_status_says_suppressed_and_not_why() -> None:
    found = protected({**PLACES, "status": ["measured", "computed", None, "computed"]}, **WITH_TOTAL)
    made = found.frame.collect()
    assert made["status"].to_list() == ["suppressed", "suppressed", None, "computed"]
    # Read back by the status alone, or by the missing counts alone, it is the same table.
    for without in (["is_suppressed"], ["is_suppressed", "status"]):
        assert measure_cells(made.lazy().drop(without), found.rule, table="t") == measured(found, **WITH_TOTAL)


def test_hierarchies_of_coarser_columns_and_strata() -> None:
    rows = {
        "year": ["1"] * 8 + ["2"] * 4,
        "town": ["a1", "a2", "b1", "b2", "A", "B", "b3", "all", "a1", "a2", "b1", "all"],
        "county": ["A", "A", "B", "B", "A", "B", "B", "all", "A", "A", "B", "all"],
        "n": [2, 8, 10, 20, 10, 60, 30, 70, 8, 9, 10, 27],
    }
    asked = {"dimensions": {"town": {"total": "all", "hierarchy": ["county"]}}, "within": ["year"]}
    found = protected(rows, **asked)
    # In year 1 county A is 10: a1 takes a2 along. In year 2 nothing is small.
    heard: list[int] = []
    protect_cells(pl.LazyFrame(rows), rule(**asked), table="t", progress=heard.append)
    assert heard == [8]
    assert hidden(found) == [True, True] + [False] * 10
    assert measured(found, **asked).narrowest == 8


def test_what_no_row_can_protect_is_refused_with_numbers_alone() -> None:
    rows = {"place": ["p", "all"], "n": [3, 3]}
    assert hidden(protected(rows, **WITH_TOTAL)) == [True, True]
    rows = {"sex": ["f", "f", "m"], "age": ["a", "b", "b"], "n": [3, 30, 30]}
    with pytest.raises(StadtlandError, match="1 small cells could be computed") as refused:
        protected(rows, dimensions={"sex": {}, "age": {}}, known_totals=[["sex"], ["age"], []])
    assert refused.value.code == "cells-not-protectable"
    assert refused.value.exit_code == 6


@pytest.mark.parametrize(
    "rows",
    [
        {"place": ["p", "q", "total"], "n": [2, 7, 9]},
        {"place": ["p", "q", "Insgesamt"], "n": [2, 7, 9]},
        {"sex": ["f", "m", "x"] * 2, "age": ["a"] * 3 + ["b"] * 3, "n": [2, 7, 9, 11, 12, 23]},
        {"sex": ["f", "m"] * 2, "code": ["051", "052", "051", "052"], "n": [2, 7, 9, 9], "deep": ["05", "05", "x", "x"]}
        | {"code": ["051", "052", "05", "06"], "sex": ["f"] * 4, "n": [2, 7, 9, 30]},
        {"age": ["0-4", "5-9", "0-9", "10+"], "n": [2, 7, 9, 30]},
        {
            "sex": ["f", "m", "x"] * 2,
            "age": ["a"] * 3 + ["b"] * 3,
            "n": [2, 7, 9, 11, 12, 23],
            "status": ["measured", "measured", "computed"] * 2,
        },
    ],
)
def test_a_table_with_totals_that_nobody_named_does_not_leave(rows: dict[str, list[Any]]) -> None:
    with pytest.raises(StadtlandError, match="shows totals of its own rows"):
        protected(rows)


def test_totals_need_a_name_only_where_something_is_hidden_and_figures_can_be_overruled() -> None:
    large = {"place": ["p", "q", "total"], "n": [20, 70, 90]}
    assert hidden(protected(large)) == [False] * 3
    chance = {"sex": ["f", "m", "x"] * 2, "age": ["a"] * 3 + ["b"] * 3, "n": [2, 7, 9, 11, 12, 23]}
    assert sum(hidden(protected(chance, shows_no_totals=True))) == 1
    named = {"place": ["p", "q", "total"], "n": [2, 7, 9]}
    with pytest.raises(StadtlandError, match="totals"):
        protected(named, shows_no_totals=True)


def test_rows_that_repeat_and_figures_that_are_missing_or_contradict_are_refused() -> None:
    twice = {name: them * 2 for name, them in PLACES.items()}
    with pytest.raises(StadtlandError, match="state a cell more than once"):
        protected(twice, **WITH_TOTAL)
    with pytest.raises(StadtlandError, match="not the sum of their parts"):
        protected({**PLACES, "n": [2, 7, 9, 19]}, **WITH_TOTAL)
    with pytest.raises(StadtlandError, match="is missing in 1 rows"):
        protected({**PLACES, "mwh": [20.0, None, 95.0, 185.0]}, **WITH_TOTAL, sums=["mwh"])
    with pytest.raises(StadtlandError, match="no category"):
        protected({**PLACES, "place": ["p", None, "r", "all"]}, **WITH_TOTAL)


def test_a_tampered_file_is_found_out_by_its_measure() -> None:
    found = protected(PLACES, **WITH_TOTAL)
    told = found.frame.collect().with_columns(
        n=pl.Series([None, 7, 9, 18]), is_suppressed=pl.Series([True] + [False] * 3)
    )
    assert measure_cells(told.lazy(), rule(**WITH_TOTAL), table="t").computable == 1


def test_nothing_hidden_nothing_to_measure_and_an_empty_table_stays_empty() -> None:
    found = protected({**PLACES, "n": [20, 70, 90, 180]}, **WITH_TOTAL)
    assert measured(found, **WITH_TOTAL) == MeasuredCells(0, 0, 0, None, None)
    empty = protected({"place": [], "n": pl.Series([], dtype=pl.Int64)}, **WITH_TOTAL)  # type: ignore[dict-item]
    assert empty.frame.collect().height == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"within": ["area"]}, "within needs dimensions"),
        ({"known_totals": [[]]}, "known_totals needs dimensions"),
        ({"dimensions": {"n": {}}}, "named twice"),
        ({"dimensions": {"a": {}}, "known_totals": [["b"]]}, "b is not among dimensions"),
        ({"dimensions": {"a": {}}, "known_totals": [["a"]]}, "the table itself"),
        ({"dimensions": {"a": {}}, "count_adds_up": False}, "name them"),
        ({"dimensions": {"a": {}}, "round": {"base": 3}}, "below the minimum"),
        ({"dimensions": {"a": {}}, "round": {"base": 5}, "values": ["v"]}, "counts alone"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        rule(**given)
