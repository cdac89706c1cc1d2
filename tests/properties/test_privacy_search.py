"""Laws of the search: exact, kept promises, no order, no partition."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib import import_module
from typing import Any
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import StadtlandError
from tests.properties.privacy_tables import Table, brute_score, generalised, kept, nodes, tables
from transforms.privacy.counting.contingency import contingency
from transforms.privacy.full_domain.recode import recode
from transforms.privacy.full_domain.search import search
from transforms.privacy.risk.measure import measure

at_hand, classes, grouping, hierarchical, tuples = (
    import_module(f"transforms.privacy.{name}")
    for name in (
        "full_domain.at_hand",
        "counting.classes",
        "counting.grouping",
        "models.t_closeness_hierarchical",
        "counting.tuples",
    )
)

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
    {"name": "precision"},
    {"name": "ambiguity"},
]
limits = st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0])


def diverse(table: Table, values: int) -> int:
    """As many distinct sensitive values as are asked for, or as there are."""
    return max(1, min(values, len({value for value in table.sensitive if value is not None})))


@pytest.mark.parametrize("metric", METRICS, ids=str)
@given(tables(least_rows=4), st.integers(1, 4), st.integers(1, 3), limits)
@settings(max_examples=40, deadline=None)
def test_search_equals_looking_at_every_node(
    metric: dict[str, Any], table: Table, k: int, values: int, limit: float
) -> None:
    values = diverse(table, values)
    most = math.floor(limit * len(table.rows))
    best: list[float] | None = None
    for node in nodes(table):
        stays = kept(table, generalised(table, node), k, values)
        if stays.count(False) <= most:
            score = brute_score(table, node, stays, metric)
            best = score if best is None else min(best, score)
    asked: dict[str, Any] = {"k": k, "l": values, "sensitive": ["s"], "suppression_limit": limit}
    found = search(table.frame, table.hierarchies, metric=metric, **asked)
    loss = list(found.loss) if isinstance(found.loss, tuple) else [found.loss]
    assert loss == pytest.approx(best, rel=1e-9, abs=1e-9)
    node = tuple(found.levels.values())
    stays = kept(table, generalised(table, node), k, values)
    assert found.suppressed_rows == stays.count(False) <= most
    assert loss == pytest.approx(brute_score(table, node, stays, metric), rel=1e-9, abs=1e-9)


@contextmanager
def shortcuts_forced() -> Iterator[None]:
    """Small tables go the ways of large ones: sorted keys, parts, rolled-up tables, keys in pieces and in steps."""
    with ExitStack() as stack:
        for module, name, value in (
            (tuples, "_SPARE", 0),
            (grouping, "_SMALL", 0),
            (tuples, "_CHUNK", 3),
            (tuples, "_KEYS", 12),
            (classes, "_DENSE", 0),
            (hierarchical, "_AT_ONCE", 1),
            (at_hand, "_SMALL", 0),
            (at_hand, "_WORTH", 0.0),
        ):
            stack.enter_context(patch.object(module, name, value))
        yield


@pytest.mark.parametrize("metric", METRICS, ids=str)
@given(tables(least_rows=4), st.integers(1, 4), st.integers(1, 3), limits)
@settings(max_examples=40, deadline=None)
def test_shortcuts_change_nothing(metric: dict[str, Any], table: Table, k: int, values: int, limit: float) -> None:
    asked: dict[str, Any] = {"k": k, "l": diverse(table, values), "sensitive": ["s"], "suppression_limit": limit}
    plain = search(table.frame, table.hierarchies, metric=metric, **asked)
    with shortcuts_forced():
        forced = search(table.frame, table.hierarchies, metric=metric, **asked)
    assert replace(forced, nodes_checked=plain.nodes_checked) == plain
    order = plain.kept.columns
    assert plain.kept.height == 0 or not order or forced.kept.sort(order).equals(plain.kept.sort(order))


@given(tables(least_rows=4), st.integers(1, 4), st.integers(1, 3), limits)
@settings(max_examples=100, deadline=None)
def test_measured_is_at_least_what_was_promised(table: Table, k: int, values: int, limit: float) -> None:
    values = diverse(table, values)
    found = search(table.frame, table.hierarchies, k=k, l=values, sensitive=["s"], suppression_limit=limit)
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


@given(tables(least_rows=3), st.integers(1, 3), limits, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_does_not_matter(table: Table, k: int, limit: float, dice: random.Random) -> None:
    order = list(range(len(table.rows)))
    dice.shuffle(order)
    shuffled = Table([table.rows[n] for n in order], [table.sensitive[n] for n in order], table.hierarchies)
    asked: dict[str, Any] = {"k": k, "l": diverse(table, 2), "sensitive": ["s"], "suppression_limit": limit}
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


@given(tables(least_rows=6), st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_the_smallest_share_named_is_the_smallest(table: Table, k: int) -> None:
    """With all levels capped at 0 nothing can be generalised: what breaks k is what has to be suppressed."""
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
