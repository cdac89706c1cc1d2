"""Released tables of grid cells: merged until each holds enough, added up, and never one inside another."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.agreement import CellRule
from schemas.errors import StadtlandError
from transforms.privacy.tables.released.merge_cells import CellsMerged, merge_cells, overlapping_cells


def rule(**given: Any) -> CellRule:
    written = {"count": "n", "minimum": 10, "reason": "a test", "grid": {"column": "cell", "sizes_m": [100, 1000]}}
    return CellRule.model_validate(written | given)


ROWS = {
    "year": ["1"] * 5 + ["2"] * 2,
    "cell": [
        "100mN30900E44900", "100mN30901E44900", "100mN30902E44900", "100mN30912E44900", "100mN30913E44900",
        "100mN30900E44900", "100mN30950E44900",
    ],
    "n": [12, 31, 2, 25, 40, 10, 4],
    "kwh": [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0],
}  # fmt: skip


def merged(**given: Any) -> CellsMerged:
    return merge_cells(pl.LazyFrame(ROWS), rule(within=["year"], sums=["kwh"], **given), table="t")


def test_the_page_s_example_by_year() -> None:
    """Year 1: 12, 31 and 2 in one kilometre become 45; 25 and 40 stay. Year 2: 10 stays, 4 alone in its kilometre."""
    found = merged()
    assert found.frame.collect().rows() == [
        ("1", "100mN30912E44900", 25, 8.0, False),
        ("1", "100mN30913E44900", 40, 16.0, False),
        ("1", "1kmN3090E4490", 45, 7.0, False),
        ("2", "100mN30900E44900", 10, 32.0, False),
        ("2", "1kmN3095E4490", None, None, True),
    ]
    assert (found.merged, found.suppressed, found.telling) == (3, 1, 1)
    assert overlapping_cells(found.frame, rule(within=["year"])) == 0
    # Read as one map, the kilometre of year 1 holds the square of year 2.
    assert overlapping_cells(found.frame, rule()) == 1


def test_what_has_no_value_in_a_coarser_cell_is_refused() -> None:
    with pytest.raises(StadtlandError, match=r"no common value of kwh, year"):
        merge_cells(pl.LazyFrame(ROWS).select("kwh", "year", "cell", "n"), rule(), table="t")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"grid": {"column": "cell", "sizes_m": [100, 250]}}, "multiple of the one before"),
        ({"dimensions": {"a": {}}}, "grid stands for itself"),
        ({"values": ["v"]}, "has no meaning unless it adds up"),
        ({"within": ["cell"]}, "cannot stand within"),
    ],
)
def test_rules_that_contradict_themselves_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        rule(**given)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 24), st.integers(0, 24)), st.integers(0, 15), min_size=1))
def test_every_published_cell_holds_enough_and_nobody_is_lost(cells: dict[tuple[int, int], int]) -> None:
    rows = {"cell": [f"100mN{30900 + north}E{44900 + east}" for north, east in cells], "n": list(cells.values())}
    asked = rule(grid={"column": "cell", "sizes_m": [100, 1000, 10_000]})
    found = merge_cells(pl.LazyFrame(rows), asked, table="t")
    made = found.frame.collect()
    shown = made.filter(~pl.col("is_suppressed"))
    assert shown.filter(pl.col("n").is_between(1, 9)).height == 0
    assert overlapping_cells(found.frame, asked) == 0
    assert made["cell"].is_unique().all()
    if not found.suppressed:
        assert shown["n"].sum() == sum(cells.values())
    else:
        assert made.filter("is_suppressed")["n"].null_count() == found.suppressed
