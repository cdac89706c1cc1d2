"""Laws of measuring: the slow and obvious way gives the same figures."""

from __future__ import annotations

import math
from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.privacy.risk.measure import measure

values = st.sampled_from(["a", "b", "*", None])
releases = st.lists(st.tuples(values, values, st.integers(0, 4)), min_size=1, max_size=30)


def frame_of(rows: list[tuple[str | None, str | None, int]]) -> pl.LazyFrame:
    return pl.LazyFrame(
        {
            "q": pl.Series([row[0] for row in rows], dtype=pl.String),
            "r": pl.Series([row[1] for row in rows], dtype=pl.String),
            "s": [row[2] for row in rows],
        }
    )


@given(releases, st.sampled_from(["none", "match"]))
@settings(max_examples=150, deadline=None)
def test_figures_equal_their_definitions(rows: list[tuple[str | None, str | None, int]], wildcards: str) -> None:
    wild = {None, "*"} if wildcards == "match" else set()

    def compatible(one: str | None, other: str | None) -> bool:
        return one == other or one in wild or other in wild

    classes = [
        [other[2] for other in rows if compatible(row[0], other[0]) and compatible(row[1], other[1])] for row in rows
    ]
    found = measure(frame_of(rows), ["q", "r"], "s", wildcards="match" if wildcards == "match" else "none")
    sizes = [len(members) for members in classes]
    assert found.k == min(sizes)
    assert found.classes == len({row[:2] for row in rows})
    assert found.expected_reidentifications == pytest.approx(sum(1 / size for size in sizes))
    assert found.violations == {n: sum(size < n for size in sizes) for n in (2, 3, 5)}
    assert found.distinct_l == min(len(set(members)) for members in classes)
    p = {value: n / len(rows) for value, n in Counter(row[2] for row in rows).items()}
    shares = [{value: n / len(members) for value, n in Counter(members).items()} for members in classes]
    assert found.alpha == pytest.approx(max(max(q.values()) for q in shares))
    gains = [(q[value] - p[value]) / p[value] for q in shares for value in q]
    assert found.basic_beta == pytest.approx(max(gains), abs=1e-12)
    assert found.delta == pytest.approx(max(abs(math.log(q[v] / p[v])) for q in shares for v in q), abs=1e-12)
    equal = max(0.5 * sum(abs(q.get(value, 0) - p[value]) for value in p) for q in shares)
    assert found.t_equal == pytest.approx(equal, abs=1e-12)
    ordered = sorted(p)
    distances = [0.0]
    for q in shares:
        gap = distance = 0.0
        for value in ordered:
            gap += q.get(value, 0) - p[value]
            distance += abs(gap)
        distances.append(distance / max(1, len(ordered) - 1))
    assert found.t_ordered == pytest.approx(max(distances), abs=1e-12)


@given(releases)
@settings(max_examples=60, deadline=None)
def test_recursive_diversity_holds_just_above_the_measured_c(rows: list[tuple[str | None, str | None, int]]) -> None:
    rows = rows + [(label, "a", value) for label in {row[0] for row in rows} for value in (0, 1)]  # l is 2 at least
    found = measure(frame_of(rows), ["q"], "s")
    assert found.distinct_l is not None
    assert found.distinct_l >= 2
    worst = 0.0
    for label in {row[0] for row in rows}:
        counts = sorted(Counter(row[2] for row in rows if row[0] == label).values(), reverse=True)
        worst = max(worst, counts[0] / sum(counts[found.distinct_l - 1 :]))
    assert found.recursive_c == pytest.approx(worst)


@given(releases, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str | None, str | None, int]], dice: object) -> None:
    shuffled = list(rows)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert measure(frame_of(rows), ["q", "r"], "s") == measure(frame_of(shuffled), ["q", "r"], "s")
