"""Laws of the search: exact, kept promises, no order, no partition."""

from __future__ import annotations

import math
import random
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemas.errors import StadtlandError
from tests.properties.privacy_tables import Table, brute_score, generalised, kept, nodes, tables
from transforms.privacy.contingency import contingency
from transforms.privacy.measure import measure
from transforms.privacy.recode import recode
from transforms.privacy.search import search

METRICS: list[dict[str, Any]] = [
    {"name": "loss"},
    {"name": "loss", "suppression_factor": 0.2},
    {"name": "loss", "suppression_factor": 0.83, "aggregate": "rank"},
    {"name": "loss", "suppression_factor": 1.0},
    {"name": "loss", "suppression_factor": 0.0, "aggregate": "rank"},
    {"name": "non-uniform-entropy"},
    {"name": "non-uniform-entropy", "counts_suppressed": True},
    {"name": "discernibility", "counts_suppressed": True},
    {"name": "discernibility", "counts_suppressed": False},
    {"name": "average-class-size"},
]
limits = st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0])


def promise(table: Table, values: int) -> dict[str, Any]:
    present = {value for value in table.sensitive if value is not None}
    assume(len(present) >= values or values == 1)
    return {"l": values, "sensitive": ["s"]}


@pytest.mark.parametrize("metric", METRICS, ids=str)
@given(tables(), st.integers(1, 4), st.integers(1, 3), limits)
@settings(max_examples=60, deadline=None)
def test_search_equals_looking_at_every_node(
    metric: dict[str, Any], table: Table, k: int, values: int, limit: float
) -> None:
    assume(len(table.rows) >= k)
    most = math.floor(limit * len(table.rows))
    best: list[float] | None = None
    for node in nodes(table):
        stays = kept(table, generalised(table, node), k, values)
        if stays.count(False) <= most:
            score = brute_score(table, node, stays, metric)
            best = score if best is None else min(best, score)
    found = search(
        table.frame, table.hierarchies, k=k, suppression_limit=limit, metric=metric, **promise(table, values)
    )
    loss = list(found.loss) if isinstance(found.loss, tuple) else [found.loss]
    assert loss == pytest.approx(best, rel=1e-9, abs=1e-9)
    node = tuple(found.levels.values())
    stays = kept(table, generalised(table, node), k, values)
    assert found.suppressed_rows == stays.count(False) <= most
    assert loss == pytest.approx(brute_score(table, node, stays, metric), rel=1e-9, abs=1e-9)


@given(tables(), st.integers(1, 4), st.integers(1, 3), limits)
@settings(max_examples=100, deadline=None)
def test_measured_is_at_least_what_was_promised(table: Table, k: int, values: int, limit: float) -> None:
    assume(len(table.rows) >= k)
    found = search(table.frame, table.hierarchies, k=k, suppression_limit=limit, **promise(table, values))
    released = recode(table.frame, table.hierarchies, found).collect()
    assert released.height == len(table.rows) - found.withheld_rows
    assert found.withheld_rows in (0, found.suppressed_rows)
    measured = measure(released.lazy(), list(table.hierarchies), "s")
    if released.height:
        assert measured.k >= k
        assert measured.distinct_l is not None
        assert measured.distinct_l >= values
    starred = pl.all_horizontal([pl.col(name) == "*" for name in table.hierarchies])
    is_top = all(level == found.heights[name] for name, level in found.levels.items())
    if not is_top:
        assert released.filter(starred).height == found.suppressed_rows - found.withheld_rows


@given(tables(least_rows=2), st.integers(1, 3), limits, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_does_not_matter(table: Table, k: int, limit: float, dice: random.Random) -> None:
    assume(len(table.rows) >= k)
    order = list(range(len(table.rows)))
    dice.shuffle(order)
    shuffled = Table([table.rows[n] for n in order], [table.sensitive[n] for n in order], table.hierarchies)
    asked: dict[str, Any] = {"k": k, "suppression_limit": limit, **promise(table, 2)}
    one = search(table.frame, table.hierarchies, **asked)
    other = search(shuffled.frame, table.hierarchies, **asked)
    assert one == other
    assert one.kept.equals(other.kept)


@given(tables(least_rows=2), st.lists(st.integers(0, 3), min_size=25, max_size=25), st.booleans())
@settings(max_examples=80, deadline=None)
def test_partitions_merge_to_the_whole(table: Table, part_of: list[int], with_sensitive: bool) -> None:
    sensitive = ["s"] if with_sensitive else []
    frame = table.frame.with_columns(part=pl.Series(part_of[: len(table.rows)]))
    whole = contingency(frame, table.hierarchies, sensitive)
    first, *others = [
        contingency(frame.filter(pl.col("part") == part), table.hierarchies, sensitive) for part in range(4)
    ]
    merged = first.merge(*others)
    assert merged.cells.equals(whole.cells)
    assert merged.rows == len(table.rows)
    assert search(merged, table.hierarchies, k=1) == search(frame, table.hierarchies, k=1)


@given(tables(), st.data())
@settings(max_examples=80, deadline=None)
def test_generalising_never_lowers_k(table: Table, data: st.DataObject) -> None:
    fine = tuple(data.draw(st.integers(0, h.height)) for h in table.hierarchies.values())
    coarse = tuple(
        data.draw(st.integers(level, h.height)) for level, h in zip(fine, table.hierarchies.values(), strict=True)
    )
    names = list(table.hierarchies)

    def k_at(node: tuple[int, ...]) -> int:
        labels = generalised(table, node)
        frame = pl.LazyFrame({n: pl.Series([row[p] for row in labels], dtype=pl.String) for p, n in enumerate(names)})
        return measure(frame, names).k

    assert k_at(coarse) >= k_at(fine)


@given(tables(), st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_the_smallest_share_named_is_the_smallest(table: Table, k: int) -> None:
    """With all levels capped at 0 nothing can be generalised: what breaks k is what has to be suppressed."""
    assume(len(table.rows) >= k)
    breaks = kept(table, generalised(table, (0,) * len(table.hierarchies)), k, 1).count(False)
    capped = dict.fromkeys(table.hierarchies, 0)
    if breaks == 0:
        assert search(table.frame, table.hierarchies, k=k, highest=capped).suppressed_rows == 0
        return
    with pytest.raises(StadtlandError) as raised:
        search(table.frame, table.hierarchies, k=k, highest=capped)
    assert raised.value.facts["smallest_rows"] == breaks
    share = float(raised.value.facts["smallest_share"])
    assert (
        search(table.frame, table.hierarchies, k=k, highest=capped, suppression_limit=share).suppressed_rows == breaks
    )
