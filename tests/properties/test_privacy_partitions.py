"""Laws of partitions: however rows are dealt out, counting apart and merging gives what counting together gives."""

from __future__ import annotations

from importlib import import_module
from typing import Any
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.agreement import BuiltHierarchy
from schemas.errors import StadtlandError
from tests.properties.privacy_tables import Table, tables
from transforms.privacy.counting.contingency import Contingency, contingency
from transforms.privacy.full_domain.recode import recode
from transforms.privacy.full_domain.search import search
from transforms.privacy.full_domain.solution import Solution
from transforms.privacy.hierarchies.build_hierarchy import build_hierarchy
from transforms.privacy.partitions.release_order import release_order
from transforms.privacy.partitions.released_labels import released_labels
from transforms.privacy.partitions.summary import Summary
from transforms.privacy.partitions.values import Values
from transforms.privacy.risk.measure import measure
from transforms.privacy.risk.measure_counted import measure_counted

packing = import_module("transforms.privacy.counting.packing")
ordering = import_module("transforms.privacy.partitions.release_order")

MODELS: list[list[dict[str, Any]]] = [
    [{"model": "k-anonymity", "k": 2}],
    [{"model": "k-anonymity", "k": 3}, {"model": "distinct-l-diversity", "l": 2}],
    [{"model": "t-closeness-equal", "t": 0.4}],
    [{"model": "average-reidentification-risk", "risk": 0.5}],
]


@st.composite
def dealt(draw: st.DrawFn) -> tuple[Table, list[int]]:
    """A table, and per row the partition it is dealt to: up to five, some of them empty."""
    table = draw(tables(least_rows=1))
    rows = len(table.rows)
    return table, draw(st.lists(st.integers(0, 4), min_size=rows, max_size=rows))


def parts(table: Table, deal: list[int]) -> list[pl.LazyFrame]:
    whole = table.frame.collect()
    return [whole.filter(pl.Series(deal) == part).lazy() for part in range(5)]


def counted(frames: list[pl.LazyFrame], table: Table, sensitive: tuple[str, ...]) -> Contingency:
    """Every summary on its way through bytes, as between machines."""
    sent = [Summary.of(frame, table.hierarchies, sensitive).to_bytes() for frame in frames]
    return Summary.merged(Summary.from_bytes(data) for data in sent).table


def outcome(data: pl.LazyFrame | Contingency, table: Table, **asked: Any) -> Solution | tuple[str, dict[str, Any]]:
    """What was found, or why not."""
    try:
        return search(data, table.hierarchies, **asked)
    except StadtlandError as error:
        return error.code, error.facts


@pytest.mark.parametrize("sensitive", [(), ("s",)], ids=["keys", "with sensitive"])
@pytest.mark.parametrize("bits", [63, 3], ids=["one word", "several words"])
@given(dealt())
@settings(max_examples=40, deadline=None)
def test_merged_counts_are_the_counts_of_the_whole(
    sensitive: tuple[str, ...], bits: int, given_: tuple[Table, list[int]]
) -> None:
    table, deal = given_
    with patch.object(packing, "_BITS_OF_A_WORD", bits):
        whole = contingency(table.frame, table.hierarchies, sensitive)
        found = counted(parts(table, deal), table, sensitive)
        turned = counted(parts(table, deal)[::-1], table, sensitive)
    assert found.packing == turned.packing == whole.packing
    assert found.cells.equals(whole.cells)
    assert turned.cells.equals(whole.cells)


@pytest.mark.parametrize("models", MODELS, ids=str)
@given(dealt(), st.sampled_from([0.0, 0.3, 1.0]))
@settings(max_examples=25, deadline=None)
def test_search_and_recoding_in_parts_release_the_same_rows(
    models: list[dict[str, Any]], given_: tuple[Table, list[int]], limit: float
) -> None:
    table, deal = given_
    asked: dict[str, Any] = {"models": models, "sensitive": ["s"], "suppression_limit": limit}
    whole = outcome(table.frame, table, **asked)
    found = outcome(counted(parts(table, deal), table, ("s",)), table, **asked)
    assert found == whole
    if not (isinstance(whole, Solution) and isinstance(found, Solution)):
        return
    at_once = recode(table.frame, table.hierarchies, whole).collect()
    in_parts = pl.concat([recode(part, table.hierarchies, found).collect() for part in parts(table, deal)])
    by = at_once.columns
    assert in_parts.sort(by, nulls_last=True).equals(at_once.sort(by, nulls_last=True))


@given(dealt(), st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_a_subset_in_parts_hides_in_its_population_in_parts(given_: tuple[Table, list[int]], k: int) -> None:
    table, deal = given_
    drawn = table.frame.with_row_index("n").filter(pl.col("n") % 2 == 0).drop("n").collect()
    halves = [drawn.filter(pl.Series(deal[::2]) == part).lazy() for part in range(5)]
    asked: dict[str, Any] = {"models": [{"model": "k-map", "k": k}], "suppression_limit": 1.0}
    subset = counted(halves, table, ())
    found = outcome(counted(parts(table, deal), table, ()), table, subset=subset, **asked)
    assert found == outcome(table.frame, table, subset=drawn.lazy(), **asked)


@given(dealt())
@settings(max_examples=40, deadline=None)
def test_measures_of_parts_are_the_measures_of_the_whole(given_: tuple[Table, list[int]]) -> None:
    table, deal = given_
    quasi = list(table.hierarchies)
    before = counted(parts(table, deal), table, ("s",))
    assert measure_counted(before, "s") == measure(table.frame, quasi, "s")
    assert measure_counted(before) == measure(table.frame, quasi)
    solution = search(table.frame, table.hierarchies, k=min(2, len(table.rows)), suppression_limit=1.0)
    known = released_labels(table.hierarchies)
    released = [recode(part, table.hierarchies, solution) for part in parts(table, deal)]
    after = Summary.merged(Summary.of(part, known, ["s"]) for part in released).table
    together = recode(table.frame, table.hierarchies, solution)
    assert measure_counted(after, "s") == measure(together, quasi, "s")


numbers = st.lists(st.lists(st.one_of(st.none(), st.integers(-30, 300)), max_size=8), min_size=1, max_size=5)


@given(numbers)
@settings(max_examples=40, deadline=None)
def test_ordered_distance_and_built_hierarchies_rest_on_the_values_of_all_parts(given_: list[list[int | None]]) -> None:
    frames = [pl.LazyFrame({"q": part, "s": part}, schema={"q": pl.Int64, "s": pl.Int64}) for part in given_]
    whole = pl.concat(frames)
    first, *others = [Values.of(frame, ["q", "s"]) for frame in frames]
    values = first.merge(*others)
    rule = BuiltHierarchy(intervals=[10, 20])
    built = build_hierarchy(values.frame["q"], "q", rule)
    assert built.levels.equals(build_hierarchy(whole, "q", rule).levels)
    table = Summary.merged(Summary.of(frame, {"q": built}, ["s"]) for frame in frames).table
    assert measure_counted(table, "s", values=values.fields["s"]) == measure(whole, ["q"], "s")


@given(dealt(), st.sampled_from([1 << 63, 5]))
@settings(max_examples=40, deadline=None)
def test_the_order_of_release_is_that_of_the_columns(given_: tuple[Table, list[int]], most: int) -> None:
    table, _ = given_
    solution = search(table.frame, table.hierarchies, k=1, suppression_limit=1.0)
    released = recode(table.frame.select("s", pl.all().exclude("s"), t=pl.col("s")), table.hierarchies, solution)
    with patch.object(ordering, "_MOST", most):
        found = release_order(released, released_labels(table.hierarchies)).collect()
    assert found.equals(released.sort(pl.all(), nulls_last=True).collect())
