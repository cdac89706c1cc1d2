"""Laws of SUDA2: every set of fields tried the slow way gives the same minimal uniques."""

from __future__ import annotations

from itertools import combinations
from typing import Literal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.privacy.risk.suda2 import suda2

Row = tuple[str | None, ...]


@st.composite
def samples(draw: st.DrawFn) -> list[Row]:
    fields = draw(st.integers(1, 5))
    values = [draw(st.sampled_from(["a", "ab", "ab*", "abc?*", "abcdefgh"])) for _ in range(fields)]
    row = st.tuples(*(st.sampled_from([None if mark == "?" else mark for mark in marks]) for marks in values))
    return draw(st.lists(row, min_size=1, max_size=25))


def minimal_uniques(rows: list[Row], wildcards: str) -> list[list[int]]:
    """Per row the sizes of its minimal uniques."""
    fields = range(len(rows[0]))
    wild = (None, "*") if wildcards == "match" else (None,)

    def alike(one: Row, other: Row, field: int) -> bool:
        return one[field] == other[field] or (wildcards == "match" and other[field] in wild)

    found: list[list[int]] = []
    for place, row in enumerate(rows):
        known = [field for field in fields if row[field] not in wild]
        others = [other for at, other in enumerate(rows) if at != place]
        minimal: list[set[int]] = []
        for size in range(1, len(known) + 1):
            for chosen in map(set, combinations(known, size)):
                is_unique = not any(all(alike(row, other, field) for field in chosen) for other in others)
                if is_unique and not any(part <= chosen for part in minimal):
                    minimal.append(chosen)
        found.append([len(chosen) for chosen in minimal])
    return found


def frame_of(rows: list[Row]) -> tuple[pl.LazyFrame, list[str]]:
    names = [f"q{field}" for field in range(len(rows[0]))]
    columns = {name: pl.Series([row[at] for row in rows], dtype=pl.String) for at, name in enumerate(names)}
    return pl.LazyFrame(columns), names


@given(samples(), st.sampled_from(["none", "match"]), st.integers(1, 5))
@settings(max_examples=250, deadline=None)
def test_minimal_uniques_are_those_of_all_sets(
    rows: list[Row], wildcards: Literal["none", "match"], largest: int
) -> None:
    frame, names = frame_of(rows)
    limit, m = min(largest, len(names)), len(names)
    found = suda2(frame, names, largest=limit, wildcards=wildcards)
    truth = [[size for size in sizes if size <= limit] for sizes in minimal_uniques(rows, wildcards)]
    assert found.by_size == tuple(sum(sizes.count(size) for sizes in truth) for size in range(1, limit + 1))

    def score(size: int) -> int:
        product = 1
        for i in range(size, min(limit, m - 1) + 1):
            product *= m - i
        return product

    assert found.frame()["suda_score"].to_list() == [sum(map(score, sizes)) for sizes in truth]


@given(samples(), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_neither_the_order_of_rows_nor_of_fields_matters(rows: list[Row], dice: object) -> None:
    frame, names = frame_of(rows)
    order = list(range(len(rows)))
    dice.shuffle(order)  # type: ignore[attr-defined]
    here = suda2(frame, names).frame()
    there = suda2(frame_of([rows[place] for place in order])[0], names[::-1]).frame()
    for column in ("suda_score", "dis_suda_score"):
        assert there[column].to_list() == pytest.approx([here[column][place] for place in order])
