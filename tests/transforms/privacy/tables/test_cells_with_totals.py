"""A released table with totals: the small cell, and what would give it away."""

from __future__ import annotations

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.tables.cells_with_totals import cells_with_totals
from transforms.privacy.tables.small_cells import small_cells
from transforms.privacy.tables.table_rules import DimensionRule

RELEASED = pl.DataFrame(
    {
        "place": ["p", "q", "r", "all"],
        "year": [2025, 2025, 2025, 2025],
        "n": [2, 7, 9, 18],
        "mwh": [20.0, 70.0, 95.0, 185.0],
        "mean": [10.0, 10.0, 10.6, 10.3],
    }
).lazy()
PLACE = {"place": DimensionRule(total="all")}


def test_the_next_smallest_cell_goes_too_because_the_total_stands_beside() -> None:
    found = cells_with_totals(
        RELEASED, count="n", minimum=5, dimensions=PLACE, values=["mwh", "mean"], sums=["mwh"]
    ).collect()
    # Alone, p would be 18 - 7 - 9. With q withheld as well, p and q share 9.
    assert found["is_suppressed"].to_list() == [True, True, False, False]
    assert found["n"].to_list() == [None, None, 9, 18]
    assert found["mwh"].to_list() == [None, None, 95.0, 185.0]
    assert found["mean"].to_list() == [None, None, 10.6, 10.3]
    plain = small_cells(RELEASED, count="n", minimum=5, values=["mwh", "mean"])
    assert found.schema == plain.collect_schema()


def test_without_a_total_beside_them_only_small_cells_go() -> None:
    parts = RELEASED.filter(pl.col("place") != "all")
    found = cells_with_totals(parts, count="n", minimum=5, dimensions=PLACE).collect()
    assert found["is_suppressed"].to_list() == [True, False, False]


def test_nothing_small_nothing_withheld_and_an_empty_table_stays_empty() -> None:
    assert not cells_with_totals(RELEASED, count="n", minimum=2, dimensions=PLACE).collect()["is_suppressed"].any()
    assert cells_with_totals(RELEASED.head(0), count="n", minimum=2, dimensions=PLACE).collect().height == 0


def test_totals_that_are_none_and_rows_that_repeat_are_refused() -> None:
    wrong = RELEASED.with_columns(n=pl.when(pl.col("place") == "all").then(19).otherwise("n"))
    with pytest.raises(StadtlandError, match="not the sum of their parts"):
        cells_with_totals(wrong, count="n", minimum=5, dimensions=PLACE)
    with pytest.raises(StadtlandError, match="more than once"):
        cells_with_totals(pl.concat([RELEASED, RELEASED]), count="n", minimum=5, dimensions=PLACE)
