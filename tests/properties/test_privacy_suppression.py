"""Laws of local suppression: the promise holds, nothing but cells of rows at risk goes, nothing goes in vain."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.privacy.risk.measure import measure
from transforms.privacy.suppression.suppress_cells import suppress_cells

Rows = list[tuple[str | None, ...]]
WILD = {None, "*"}
cells = st.sampled_from(["a", "a", "b", "b", "c", "d", "*", None])
matchings = st.sampled_from(["released", "original"])


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    fields = draw(st.integers(1, 4))
    return draw(st.lists(st.tuples(*[cells] * fields), min_size=5, max_size=20))


def frame_of(rows: Rows) -> pl.LazyFrame:
    columns = {name: pl.Series([row[n] for row in rows], dtype=pl.String) for n, name in enumerate(names_of(rows))}
    return pl.LazyFrame({**columns, "other": list(range(len(rows)))})


def names_of(rows: Rows) -> list[str]:
    return [f"q{place}" for place in range(len(rows[0]))]


def fits(one: Sequence[str | None], other: Sequence[str | None]) -> bool:
    return all(a == b or a in WILD or b in WILD for a, b in zip(one, other, strict=True))


def suppressed(rows: Rows, **given: Any) -> tuple[Any, Rows]:
    found = suppress_cells(frame_of(rows), names_of(rows), **given)
    return found, found.frame.select(names_of(rows)).collect().rows()


@given(tables(), st.integers(1, 5), matchings)
@settings(max_examples=120, deadline=None)
def test_the_promise_holds_and_only_cells_of_rows_at_risk_go(rows: Rows, k: int, matching: str) -> None:
    found, released = suppressed(rows, k=k, matching=matching)
    assert measure(found.frame, names_of(rows), wildcards="match").k >= k
    assert found.frame.collect()["other"].to_list() == list(range(len(rows)))
    at_risk = [sum(fits(row, other) for other in rows) < k for row in rows]
    assert found.rows_at_risk == sum(at_risk)
    changed = 0
    for row, now, is_at_risk in zip(rows, released, at_risk, strict=True):
        assert all(after == before or after == "*" for before, after in zip(row, now, strict=True))
        assert row == now or is_at_risk
        changed += row != now
    assert found.rows_changed == changed
    taken = sum(a != b for row, now in zip(rows, released, strict=True) for a, b in zip(row, now, strict=True))
    assert found.cells_suppressed == taken


@given(tables(), st.integers(2, 5))
@settings(max_examples=80, deadline=None)
def test_no_single_cell_can_be_given_back(rows: Rows, k: int) -> None:
    _, released = suppressed(rows, k=k)
    for place, (row, now) in enumerate(zip(rows, released, strict=True)):
        for field, (before, after) in enumerate(zip(row, now, strict=True)):
            if before == after:
                continue
            again = list(released)
            again[place] = (*now[:field], before, *now[field + 1 :])
            assert min(sum(fits(one, other) for other in again) for one in again) < k


@given(tables(), st.integers(2, 5))
@settings(max_examples=80, deadline=None)
def test_matching_the_original_takes_the_least_of_every_row(rows: Rows, k: int) -> None:
    found, released = suppressed(rows, k=k, matching="original")
    for row, now in zip(rows, released, strict=True):
        assert sum(fits(now, other) for other in rows) >= k
        shown = [field for field, value in enumerate(row) if value not in WILD]
        least = next(
            size
            for size in range(len(shown) + 1)
            for hidden in combinations(shown, size)
            if sum(fits([None if f in hidden else v for f, v in enumerate(row)], other) for other in rows) >= k
        )
        assert sum(a != b for a, b in zip(row, now, strict=True)) == least
    assert suppressed(rows, k=k)[0].cells_suppressed <= found.cells_suppressed


@given(tables(), st.integers(2, 4), matchings, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_does_not_matter(rows: Rows, k: int, matching: str, dice: Any) -> None:
    shuffled = list(rows)
    dice.shuffle(shuffled)
    one, released = suppressed(rows, k=k, matching=matching)
    other, again = suppressed(shuffled, k=k, matching=matching)
    assert one == other

    def key(row: tuple[str | None, ...]) -> tuple[str, ...]:
        return tuple("" if value is None else value for value in row)

    # Rows that are equal up to how a wildcard is written count as one; which of them is changed may differ.
    shown = [sorted(key([None if v in WILD else v for v in row]) for row in side) for side in (released, again)]  # type: ignore[arg-type]
    assert shown[0] == shown[1]


@given(tables(), st.integers(1, 3), st.integers(2, 4), matchings)
@settings(max_examples=50, deadline=None)
def test_every_combination_of_a_size_keeps_its_k(rows: Rows, size: int, k: int, matching: str) -> None:
    size = min(size, len(rows[0]))
    found, _ = suppressed(rows, k={len(rows[0]): 1} | {size: k}, matching=matching)
    for part in combinations(names_of(rows), size):
        assert measure(found.frame, part, wildcards="match").k >= k


@given(tables(), st.integers(1, 3), st.data(), matchings)
@settings(max_examples=50, deadline=None)
def test_k_holds_within_every_stratum(rows: Rows, k: int, data: st.DataObject, matching: str) -> None:
    parts = data.draw(st.integers(1, len(rows) // k))
    strata = pl.Series("part", [place % parts for place in range(len(rows))])
    found = suppress_cells(
        frame_of(rows).with_columns(strata),
        names_of(rows),
        k=k,
        strata=["part"],
        matching=matching,  # type: ignore[arg-type]
    )
    assert found.frame.collect()["part"].to_list() == strata.to_list()
    for part in found.frame.collect().partition_by("part"):
        assert measure(part.lazy(), names_of(rows), wildcards="match").k >= k
