"""Laws of microaggregation: groups of k to 2k - 1, means kept, what is lost within plus between is all there was."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.privacy.microaggregation.mdav import mdav
from transforms.privacy.microaggregation.microaggregated import Microaggregated
from transforms.privacy.microaggregation.univariate import univariate

numbers = st.one_of(st.integers(-50, 50), st.integers(-3, 3), st.floats(-1e6, 1e6, width=32))
records = st.integers(1, 3).flatmap(lambda n: st.lists(st.tuples(*[numbers] * n), min_size=6, max_size=40))
rests = st.sampled_from(["nearest", "last-group"])


def frame_of(rows: list[tuple[float, ...]]) -> tuple[pl.LazyFrame, list[str]]:
    columns = {f"x{n}": [float(row[n]) for row in rows] for n in range(len(rows[0]))}
    return pl.LazyFrame({**columns, "other": list(range(len(rows)))}), list(columns)


def check(found: Microaggregated, rows: list[tuple[float, ...]], k: int) -> None:
    frame, fields = frame_of(rows)
    before, after = frame.collect(), found.frame.collect()
    assert after["other"].to_list() == before["other"].to_list()
    sizes = found.groups.value_counts()["count"]
    assert (sizes.min(), sizes.max()) == found.sizes
    assert found.sizes[0] >= k
    assert found.sizes[1] <= max(2 * k - 1, k)
    assert after.select(fields).group_by(fields).len()["len"].min() >= k  # type: ignore[operator]
    largest = max(abs(value) for row in rows for value in row)
    for name in fields:
        assert after[name].sum() == pytest.approx(before[name].sum(), rel=1e-9, abs=1e-9 * (1 + largest))


@given(records, st.integers(2, 6), rests, st.booleans())
@settings(max_examples=150, deadline=None)
def test_groups_means_and_sums_of_squares(rows: list[tuple[float, ...]], k: int, rest: Any, standardise: bool) -> None:
    frame, fields = frame_of(rows)
    found = mdav(frame, fields, k=k, rest=rest, standardise=standardise)
    check(found, rows, k)
    points = np.array([[row[n] for row in rows] for n in range(len(fields))], dtype=float)
    if standardise:
        spread = points.std(axis=1, ddof=1, keepdims=True)
        points = np.divide(points - points.mean(axis=1, keepdims=True), spread, out=points * 0, where=spread > 1e-9)
    groups = found.groups.to_numpy()
    means = np.stack([points[:, groups == group].mean(axis=1) for group in range(groups.max() + 1)], axis=1)
    between = ((means[:, groups] - points.mean(axis=1, keepdims=True)) ** 2).sum()
    if not standardise or all(line.std() > 1e-9 for line in points):
        assert found.sse + between == pytest.approx(found.sst, rel=1e-6, abs=1e-6)


@given(records, st.integers(2, 6), rests, st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_of_rows_does_not_matter(rows: list[tuple[float, ...]], k: int, rest: Any, dice: Any) -> None:
    shuffled = list(rows)
    dice.shuffle(shuffled)
    (one, fields), (other, _) = frame_of(rows), frame_of(shuffled)
    first, again = mdav(one, fields, k=k, rest=rest), mdav(other, fields, k=k, rest=rest)
    assert first == again  # to the last bit
    pairs = [
        sorted(zip(rows, found.frame.select(fields).collect().rows(), strict=True))
        for rows, found in ((rows, first), (shuffled, again))
    ]
    assert pairs[0] == pairs[1]


@given(st.lists(numbers, min_size=4, max_size=11), st.integers(2, 4))
@settings(max_examples=100, deadline=None)
def test_no_grouping_of_one_field_loses_less(values: list[float], k: int) -> None:
    rows = [(value,) for value in values]
    frame, (field,) = frame_of(rows)
    found = univariate(frame, field, k=k)
    check(found, rows, k)
    ordered = sorted(float(value) for value in values)
    borders = range(k, len(ordered) - k + 1)
    best = min(
        sum(float(((part - part.mean()) ** 2).sum()) for part in np.split(np.array(ordered), cut))
        for count in range(len(ordered) // k)
        for cut in combinations(borders, count)
        if all(len(part) >= k for part in np.split(np.array(ordered), cut))
    )
    assert found.sse == pytest.approx(best, rel=1e-9, abs=1e-6)
    assert found.sse <= mdav(frame, [field], k=k, standardise=False).sse * (1 + 1e-9) + 1e-6
