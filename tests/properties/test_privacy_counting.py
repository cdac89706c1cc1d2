"""Laws of counting: compiled loops find what the engine finds, for every type, length and slice of a column."""

from __future__ import annotations

from collections import Counter
from datetime import date
from importlib import import_module
from typing import Any
from unittest.mock import patch

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.privacy_tables import Table, tables
from transforms.privacy.counting.contingency import contingency
from transforms.privacy.counting.distinct import distinct
from transforms.privacy.counting.encode import encode
from transforms.privacy.counting.grouping import grouped, how_many, sums
from transforms.privacy.counting.lookup import Lookup
from transforms.privacy.counting.members import Members
from transforms.privacy.counting.runs import Run, Runs
from transforms.privacy.hierarchies.hierarchy import Hierarchy

packing = import_module("transforms.privacy.counting.packing")
runs = import_module("transforms.privacy.counting.runs")
seen = import_module("transforms.privacy.counting.distinct")
grouping = import_module("transforms.privacy.counting.grouping")

TEXTS = st.one_of(
    st.sampled_from(
        ["", "a", "b", "07", "7", "ä", "a\0", "twelve bytes", "thirteen byte", "thirteen bytes", "thirteen byt3"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=15),
)
KINDS: dict[str, tuple[st.SearchStrategy[Any], pl.DataType]] = {
    "text": (TEXTS, pl.String()),
    "whole": (st.integers(-3, 3) | st.integers(-(2**63), 2**63 - 1), pl.Int64()),
    "byte": (st.integers(0, 255), pl.UInt8()),
    "large": (st.integers(0, 2**64 - 1), pl.UInt64()),
    "float": (st.sampled_from([0.0, 1.0, -1.5, 7.0]), pl.Float64()),
    "truth": (st.booleans(), pl.Boolean()),
    "day": (st.dates(date(2020, 1, 1), date(2020, 1, 9)), pl.Date()),
}


@pytest.mark.parametrize("kind", KINDS)
@given(st.data(), st.integers(0, 5), st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_a_lookup_gives_the_leaf_codes_of_the_engine(kind: str, data: st.DataObject, start: int, shift: int) -> None:
    values, dtype = KINDS[kind]
    column = pl.Series("v", data.draw(st.lists(st.none() | values, max_size=30)), dtype=dtype)
    as_text = column.cast(pl.String).drop_nulls().unique().sort()
    leaves = as_text.gather_every(2).to_list() + data.draw(st.lists(TEXTS, max_size=3))
    hierarchy = Hierarchy.from_table(pl.DataFrame({"leaf": pl.Series(list(dict.fromkeys(leaves)), dtype=pl.String)}))
    part = column.slice(start)
    expected = part.to_frame().select(encode("v", dtype, hierarchy)).to_series().to_numpy()
    lookup = Lookup.of("v", dtype, hierarchy)
    keys = np.full(len(part), 5, dtype=np.int64)
    lookup.add(part.to_frame().select(lookup.expression).to_series(), keys, shift)
    assert (keys - 5 == expected << shift).all()


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
@settings(max_examples=40, deadline=None)
def test_distinct_values_are_those_of_the_engine(kind: str, data: st.DataObject) -> None:
    values, dtype = KINDS[kind]
    column = pl.Series("v", data.draw(st.lists(st.none() | values, max_size=60)), dtype=dtype)
    with patch.object(seen, "_FIRST_SIZE", 4):
        found = distinct(column.to_frame().lazy(), ["v"])["v"]
    assert found.dtype == dtype
    assert found.sort().equals(column.drop_nulls().unique().sort())


def test_distinct_values_of_several_batches() -> None:
    """Long texts lie in buffers of their own per batch: their views may look alike and are never compared."""
    one, other = (pl.LazyFrame({"v": [f"{letter}: too long for a view {n}" for n in range(9)]}) for letter in "ab")
    assert distinct(pl.concat([one, other, one]), ["v"])["v"].n_unique() == 18


@given(st.lists(st.lists(st.integers(0, 30), max_size=20), max_size=8), st.integers(1, 9))
@settings(max_examples=150, deadline=None)
def test_runs_count_like_a_counter(batches: list[list[int]], at_once: int) -> None:
    counted = Counter(key for batch in batches for key in batch)
    with patch.object(runs, "_AT_ONCE", at_once):
        growing = Runs()
        for batch in batches:
            growing.add(np.array(batch, dtype=np.int64))
        whole = growing.merged()
    assert dict(zip(whole.keys.tolist(), whole.rows.tolist(), strict=True)) == counted
    assert whole.keys.tolist() == sorted(counted)


@given(st.lists(st.integers(0, 30)), st.lists(st.integers(0, 30)))
@settings(max_examples=100, deadline=None)
def test_two_runs_merge_to_one_of_both(one: list[int], other: list[int]) -> None:
    first, second, both = (Run.counted(np.array(keys, dtype=np.int64)) for keys in (one, other, one + other))
    merged = first.merge(second)
    assert (merged.keys.tolist(), merged.rows.tolist()) == (both.keys.tolist(), both.rows.tolist())


@given(st.lists(st.integers(0, 200), max_size=60), st.sampled_from([None, 201, 1 << 40, 1 << 62]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_equal_keys_share_a_number_in_their_order(keys: list[int], size: int | None, is_small: bool) -> None:
    with patch.object(grouping, "_SMALL", 1 << 12 if is_small else 0):
        numbers, first = grouped(np.array(keys, dtype=np.intp), size)
    ordered = sorted(set(keys))
    assert [ordered[number] for number in numbers] == keys
    assert [keys[place] for place in first] == ordered
    assert sums(numbers, np.ones(len(keys), dtype=np.int64), len(first)).tolist() == [
        keys.count(key) for key in ordered
    ]


def test_how_many_is_near() -> None:
    keys = np.random.default_rng(1).integers(0, 1 << 60, 20_000)[np.random.default_rng(2).integers(0, 20_000, 50_000)]
    assert how_many(keys, np.zeros(1 << 16, dtype=np.bool_)) == pytest.approx(len(np.unique(keys)), rel=0.03)


@given(
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 2**62)), max_size=20),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2**62)), max_size=20),
)
@settings(max_examples=100, deadline=None)
def test_members_are_those_of_the_set(held: set[tuple[int, int]], asked: list[tuple[int, int]]) -> None:
    asked = asked + sorted(held)[::2]
    for words in (1, 2):
        keys, rows = np.array(sorted(held), np.int64).reshape(-1, 2), np.array(asked, np.int64).reshape(-1, 2)
        members = Members.of([keys[:, word].copy() for word in range(words)])
        found = members.hold([rows[:, word].copy() for word in range(words)])
        expected = {key[:words] for key in held}
        assert found.tolist() == [row[:words] in expected for row in asked]


def test_a_column_of_any_type_is_counted() -> None:
    frame = pl.LazyFrame({"n": [1, 1, None], "d": [date(2020, 1, 1)] * 3, "t": ["x" * 20, "x" * 20, None]})
    values = distinct(frame, ["n", "d", "t"])
    known = {name: Hierarchy.from_table(found.to_frame(), name=name) for name, found in values.items()}
    assert sorted(contingency(frame, known).counts.tolist()) == [1, 2]


@given(tables(least_rows=1), st.booleans())
@settings(max_examples=80, deadline=None)
def test_cells_count_the_rows_of_each_combination(table: Table, is_wide: bool) -> None:
    """Two sensitive fields, one of other type; packed into one key with the others or grouped by the engine."""
    frame = table.frame.with_columns(n=pl.col("s").rank("dense").cast(pl.Int8))
    with patch.object(packing, "_BITS_OF_A_WORD", 3 if is_wide else 63):
        counted = contingency(frame, table.hierarchies, ["n", "s"])
    leaves = [[*hierarchy.leaves.to_list(), None] for hierarchy in table.hierarchies.values()]
    rows = zip(*counted.codes(), counted.cells["n"], counted.cells["s"], counted.counts.tolist(), strict=True)
    found = {
        (*(known[code] for known, code in zip(leaves, codes, strict=True)), n, s): count for *codes, n, s, count in rows
    }
    whole = frame.select(*table.hierarchies, pl.col("n").cast(pl.String), "s").collect()
    assert found == dict(Counter(whole.rows()))
    assert counted.cells.equals(counted.cells.sort([*counted.packing.words, "n", "s"]))
