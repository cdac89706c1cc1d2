"""Laws of released tables in three dimensions, two of them with hierarchies: no program may contradict another."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.agreement import CellRule
from schemas.errors import StadtlandError
from transforms.privacy.tables.released.measure_cells import measure_cells
from transforms.privacy.tables.released.protect_cells import protect_cells

PLACES = {"a1": "A", "a2": "A", "b1": "B"}
FUELS = {"oil": "fossil", "gas": "fossil", "wood": "renewable"}
YEARS = ("1", "2")


def table(numbers: list[int]) -> pl.DataFrame:
    """All eighteen innermost cells and every total of theirs, subtotals of places and fuels among them."""
    keys = [(place, fuel, year) for place in PLACES for fuel in FUELS for year in YEARS]
    truth = dict(zip(keys, numbers, strict=True))
    rows = []
    for place, county in [*PLACES.items(), ("A", "A"), ("B", "B"), ("all", "all")]:
        for fuel, group in [*FUELS.items(), ("fossil", "fossil"), ("renewable", "renewable"), ("all", "all")]:
            for year in (*YEARS, "all"):
                n = sum(
                    count
                    for (p, f, y), count in truth.items()
                    if place in (p, PLACES[p], "all") and fuel in (f, FUELS[f], "all") and year in (y, "all")
                )
                rows.append((place, county, fuel, group, year, n))
    return pl.DataFrame(rows, schema=["place", "county", "fuel", "group", "year", "n"], orient="row")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=18, max_size=18), st.sampled_from([1, 2, 3]))
def test_what_the_search_promises_the_finished_table_keeps(numbers: list[int], width: int) -> None:
    rule = CellRule.model_validate(
        {
            "count": "n",
            "minimum": 3,
            "width": width,
            "dimensions": {
                "place": {"total": "all", "hierarchy": ["county"]},
                "fuel": {"total": "all", "hierarchy": ["group"]},
                "year": {"total": "all"},
            },
            "reason": "a test",
        }
    )
    frame = table(numbers)
    try:
        found = protect_cells(frame.lazy(), rule, table="t")
    except StadtlandError as refused:
        if refused.code != "cells-not-protectable":
            raise
        return
    rows = found.frame.collect()
    assert rows.filter(frame["n"].is_between(1, 2))["is_suppressed"].all()
    told = measure_cells(found.frame, found.rule, table="t")
    assert told.computable == 0
    assert told.narrowest is None or told.narrowest >= width
    assert told.suppressed == found.primary + found.secondary
