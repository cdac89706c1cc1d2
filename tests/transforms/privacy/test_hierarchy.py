"""Hierarchies: labels, tops, and what is refused."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
import pytest

from schemas.agreement import BuiltHierarchy
from schemas.errors import StadtlandError
from transforms.privacy.hierarchies.build_hierarchy import build_hierarchy
from transforms.privacy.hierarchies.hierarchy import Hierarchy


def rows(hierarchy: Hierarchy) -> list[tuple[str | None, ...]]:
    return hierarchy.levels.rows()


def test_a_table_is_topped() -> None:
    found = Hierarchy.from_table(pl.DataFrame({"a": ["x", "y"], "b": ["xy", "xy"]}))
    assert rows(found) == [("x", "xy", "*"), ("y", "xy", "*")]
    assert found.height == 2


def test_a_table_that_ends_in_stars_stays_as_it_is() -> None:
    assert Hierarchy.from_table(pl.DataFrame({"a": ["x", "y"], "b": ["*", "*"]})).height == 1


def test_a_list_of_values_gets_the_top_only() -> None:
    assert rows(Hierarchy.from_table(pl.DataFrame({"a": [1, 2]}))) == [("1", "*"), ("2", "*")]


def test_intervals_are_half_open_and_nested() -> None:
    found = Hierarchy.intervals(pl.Series([7, 10, 19, 10]), [10, 20])
    assert rows(found) == [
        ("10", "[10, 20)", "[0, 20)", "*"),
        ("19", "[10, 20)", "[0, 20)", "*"),
        ("7", "[0, 10)", "[0, 20)", "*"),
    ]


def test_intervals_start_at_their_origin_on_both_sides() -> None:
    found = Hierarchy.intervals(pl.Series([-1, 5]), [10], origin=5)
    assert rows(found) == [("-1", "[-5, 5)", "*"), ("5", "[5, 15)", "*")]


def test_intervals_are_decimal() -> None:
    """0.3 // 0.1 is 2 in floats; as decimals 0.3 begins its own interval."""
    assert rows(Hierarchy.intervals(pl.Series([0.3]), [0.1])) == [("0.3", "[0.3, 0.4)", "*")]


@pytest.mark.parametrize("widths", [[], [0], [-5], [10, 15], [10, 10], [10, 5]])
def test_widths_that_do_not_nest(widths: list[float]) -> None:
    with pytest.raises(StadtlandError, match="multiple"):
        Hierarchy.intervals(pl.Series([1]), widths)


def test_intervals_of_text_that_is_no_number() -> None:
    with pytest.raises(StadtlandError) as raised:
        Hierarchy.intervals(pl.Series(["1", "secret", "inf"]), [5], name="age")
    assert raised.value.facts == {"hierarchy": "age", "count": 2}
    assert "secret" not in str(raised.value)


def test_digits_keep_the_length() -> None:
    found = Hierarchy.digits(pl.Series(["04109", "0410"]), [4, 2])
    assert rows(found) == [("0410", "0410", "04**", "*"), ("04109", "0410*", "04***", "*")]


@pytest.mark.parametrize("keep", [[], [3, 3], [2, 3], [0]])
def test_digits_that_do_not_nest(keep: list[int]) -> None:
    with pytest.raises(StadtlandError):
        Hierarchy.digits(pl.Series(["04109"]), keep)


def test_dates_by_part() -> None:
    found = Hierarchy.dates(pl.Series([date(2019, 3, 31)]), ["day", "month", "quarter", "year", "decade"])
    assert rows(found) == [("2019-03-31", "2019-03-31", "2019-03", "2019-Q1", "2019", "2010s", "*")]


def test_datetimes_and_partial_text() -> None:
    moment = Hierarchy.dates(pl.Series([datetime(2019, 12, 1, 13, 5)]), ["day", "quarter"])
    assert moment.levels.row(0)[1:] == ("2019-12-01", "2019-Q4", "*")
    assert Hierarchy.dates(pl.Series([1987]), ["decade"]).levels.row(0) == ("1987", "1980s", "*")
    assert Hierarchy.dates(pl.Series(["2020-02"]), ["month", "year"]).levels.row(0)[1:] == ("2020-02", "2020", "*")


@pytest.mark.parametrize("value", ["2019", "2019-13-01", "2019-02-30", "31.03.2019", "2019-3-1"])
def test_what_is_no_date_down_to_the_day(value: str) -> None:
    with pytest.raises(StadtlandError) as raised:
        Hierarchy.dates(pl.Series([value]), ["day"])
    assert raised.value.facts["count"] == 1


def test_parts_go_from_fine_to_coarse() -> None:
    with pytest.raises(StadtlandError):
        Hierarchy.dates(pl.Series(["2019-01-01"]), ["year", "month"])


@pytest.mark.parametrize(
    ("table", "code", "count"),
    [
        ({"a": ["x", "x", "y"], "b": ["1", "2", "1"]}, "hierarchy-duplicate-values", 1),
        ({"a": ["x", "y"], "b": ["1", None]}, "hierarchy-heights-unequal", 1),
        ({"a": ["x", "y"], "b": ["1", "1"], "c": ["p", "q"]}, "hierarchy-ambiguous", 1),
    ],
)
def test_what_is_no_tree(table: dict[str, list[str | None]], code: str, count: int) -> None:
    with pytest.raises(StadtlandError) as raised:
        Hierarchy.from_table(pl.DataFrame(table), name="postcode")
    assert raised.value.code == code
    assert raised.value.facts["hierarchy"] == "postcode"
    assert raised.value.facts["count"] == count


def test_a_table_without_columns() -> None:
    with pytest.raises(StadtlandError):
        Hierarchy.from_table(pl.DataFrame())


def test_missing_stays_missing_below_the_top() -> None:
    found = Hierarchy.from_table(pl.DataFrame({"a": ["x", "y"], "b": ["xy", "xy"]}))
    assert found.labels(1) == ["xy", "xy", None]
    assert found.labels(2) == ["*", "*", "*"]
    assert found.leaves_under(1).tolist() == [2, 2, 1]
    assert found.leaves_under(2).tolist() == [2, 2, 2]


def test_a_row_for_missing_says_what_becomes_of_it() -> None:
    found = Hierarchy.from_table(pl.DataFrame({"a": ["x", None], "b": ["known", "unknown"]}))
    assert found.labels(1) == ["known", "unknown"]
    assert found.leaf_count == 2
    assert found.leaves.to_list() == ["x"]


def test_built_as_an_agreement_writes_it() -> None:
    frame = pl.LazyFrame({"age": [31, 38, None], "plz": ["04109", "04107", "04109"], "day": [date(2020, 1, 1)] * 3})
    assert build_hierarchy(frame, "age", BuiltHierarchy(intervals=[5, 10])).height == 3
    assert build_hierarchy(frame, "plz", BuiltHierarchy(digits=[4])).labels(1) == ["0410*", "0410*", None]
    assert build_hierarchy(frame, "day", BuiltHierarchy(dates=["year"])).labels(1) == ["2020", None]
    with pytest.raises(StadtlandError):
        build_hierarchy(frame, "nowhere", BuiltHierarchy(digits=[4]))


def test_grid_cells_climb_to_the_cells_around_them() -> None:
    frame = pl.LazyFrame({"cell": ["1kmN2599E4695", "1kmN2598E4691"]})
    built = build_hierarchy(frame, "cell", BuiltHierarchy(grid=[10_000]))
    assert built.labels(1)[:2] == ["10kmN259E469"] * 2
    assert built.height == 2
