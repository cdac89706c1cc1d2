"""Laws of local recoding: what is released keeps the promise, along the hierarchies, whatever the order of rows."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemas.errors import StadtlandError
from tests.properties.privacy_models import MEANING, kept_by
from tests.properties.privacy_tables import Row, Table, generalised, tables
from tests.properties.test_privacy_models import named
from transforms.privacy.counting.contingency import contingency
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.local.local_recoding import local_recoding
from transforms.privacy.local.local_solution import LocalSolution
from transforms.privacy.local.recode_locally import recode_locally
from transforms.privacy.risk.promises import held_promises

K = st.fixed_dictionaries({"model": st.just("k-anonymity"), "k": st.integers(1, 4)})
L = st.fixed_dictionaries({"model": st.just("distinct-l-diversity"), "l": st.integers(1, 3)})
OTHERS = [
    "entropy-l-diversity",
    "recursive-(c,l)-diversity",
    "t-closeness-equal",
    "t-closeness-hierarchical",
    "basic-beta-likeness",
    "enhanced-beta-likeness",
]
PROMISES = {"k-anonymity": K, "distinct-l-diversity": L} | {name: named(name) for name in OTHERS}


def released(table: Table, found: LocalSolution) -> list[Row]:
    """The labels of each row, once rows, their order and the sensitive field are seen to be untouched."""
    frame = recode_locally(table.frame, table.hierarchies, found).collect()
    assert frame.columns == [*table.hierarchies, "s"]
    assert frame["s"].to_list() == table.sensitive
    return frame.select(list(table.hierarchies)).rows()


def ancestors(hierarchy: Hierarchy, value: str | None) -> list[str | None]:
    """The labels of a value, level by level."""
    for row in hierarchy.levels.iter_rows():
        if row[0] == value:
            return list(row)
    return [*[None] * hierarchy.height, "*"]


def covers(table: Table, labels: Row, row: Row) -> bool:
    """Whether the labels could stand for the raw row."""
    known = table.hierarchies.values()
    return all(label in ancestors(h, value) for label, value, h in zip(labels, row, known, strict=True))


def brute_loss(table: Table, labels: list[Row]) -> float:
    """Iyengar's loss from the labels alone: the leaves that have the label among their ancestors."""
    product = 1.0
    for place, hierarchy in enumerate(table.hierarchies.values()):
        leaves = hierarchy.leaf_count
        under = Counter(label for row in hierarchy.levels.iter_rows() for label in set(row))
        total = sum((Fraction(max(1, under[row[place]]), leaves) for row in labels), Fraction(0))
        total = total if leaves > 1 else Fraction(len(labels))
        least = Fraction(len(labels), leaves)
        lost = (total - least) / (len(labels) - least) if leaves > 1 else Fraction(0)
        product *= 1 + math.floor(lost * 10**10) / 1e10
    return product ** (1 / len(table.hierarchies)) - 1


def possible(table: Table, models: list[dict[str, Any]]) -> None:
    distinct = len({value for value in table.sensitive if value is not None})
    assume(all(distinct >= int(model.get("l", 0)) for model in models))
    assume(all(model.get("k", 0) <= len(table.rows) for model in models))


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("name", PROMISES)
@given(tables(least_rows=5), st.data(), K)
@settings(max_examples=40, deadline=None)
def test_what_is_released_keeps_every_model(
    name: str, strict: bool, table: Table, data: st.DataObject, k: dict[str, Any]
) -> None:
    models = [data.draw(PROMISES[name])] + ([k] if name != "k-anonymity" else [])
    possible(table, models)
    top: list[Row] = [tuple("*" for _ in table.hierarchies)] * len(table.rows)
    places = list(range(len(table.rows)))
    asked: dict[str, Any] = {"models": models, "sensitive": ["s"], "strict": strict, "files": {"meaning.csv": MEANING}}
    if not all(kept_by(models, top, places, table.sensitive) or []):
        with pytest.raises(StadtlandError) as raised:
            local_recoding(table.frame, table.hierarchies, **asked)
        assert raised.value.code == "coarsest-breaks-promise"
        return
    found = local_recoding(table.frame, table.hierarchies, **asked)
    labels = released(table, found)
    assert all(kept_by(models, labels, places, table.sensitive) or [])
    assert all(covers(table, label, row) for label, row in zip(labels, table.rows, strict=True))
    assert found.rows == len(table.rows)
    assert found.classes == len(set(labels))
    assert found.loss == pytest.approx(brute_loss(table, labels), abs=1e-12)
    for place, (field, hierarchy) in enumerate(table.hierarchies.items()):
        assert sum(found.levels[field].values()) == len(labels)
        at_top = sum(label[place] == "*" for label in labels)
        assert at_top == found.levels[field].get(hierarchy.height, 0)


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("name", PROMISES)
@given(tables(least_rows=5), st.data(), K, st.sampled_from([0.2, 0.5, 1.0]), st.sampled_from([0.05, 0.5]))
@settings(max_examples=25, deadline=None)
def test_suppression_stays_within_its_limit_and_never_costs(
    name: str, strict: bool, table: Table, data: st.DataObject, k: dict[str, Any], limit: float, factor: float
) -> None:
    """Fields may be capped: then classes of the coarsest node that break the promise go, and nobody knows better."""
    models = [data.draw(PROMISES[name])] + ([k] if name != "k-anonymity" else [])
    possible(table, models)
    caps = {field: data.draw(st.integers(0, it.height), label=field) for field, it in table.hierarchies.items()}
    asked: dict[str, Any] = {
        "models": models, "sensitive": ["s"], "strict": strict, "files": {"meaning.csv": MEANING}, "highest": caps,
        "metric": {"name": "loss", "suppression_factor": factor},
    }  # fmt: skip
    places, most = list(range(len(table.rows))), math.floor(limit * len(table.rows))
    coarsest = kept_by(models, generalised(table, tuple(caps.values())), places, table.sensitive) or []
    if coarsest.count(False) > most:
        with pytest.raises(StadtlandError) as raised:
            local_recoding(table.frame, table.hierarchies, **asked, suppression_limit=limit)
        assert raised.value.code == "suppression-limit-infeasible"
        assert raised.value.facts["smallest_rows"] == coarsest.count(False)
        return
    found = local_recoding(table.frame, table.hierarchies, **asked, suppression_limit=limit)
    assert coarsest.count(False) <= found.suppressed_rows <= most
    assert found.withheld_rows in (0, found.suppressed_rows)
    frame = recode_locally(table.frame, table.hierarchies, found).collect()
    assert frame.height == len(table.rows) - found.withheld_rows
    names = list(table.hierarchies)
    held = held_promises(frame.lazy(), models, names, ["s"], reference=table.frame, files={"meaning.csv": MEANING})
    assert all(promise.is_kept for promise in held)
    if not found.withheld_rows and factor == 0.5:
        labels = frame.select(names).rows()
        assert found.loss == pytest.approx(brute_loss(table, labels), abs=1e-12)
        assert all(covers(table, label, row) for label, row in zip(labels, table.rows, strict=True))
    if all(coarsest):
        assert found.loss <= local_recoding(table.frame, table.hierarchies, **asked).loss


@st.composite
def crowds(draw: st.DrawFn) -> Table:
    """Some hundred skewed rows: groups large enough to lend rows to those that are left."""
    dice = np.random.default_rng(draw(st.integers(0, 2**32)))
    known = {
        name: Hierarchy.from_table(
            pl.DataFrame({"v": [f"{name}{n}" for n in range(9)], "g": [f"{name}-{n // 3}" for n in range(9)]}),
            name=name,
        )
        for name in ("q0", "q1", "q2")
    }
    size = draw(st.integers(60, 240))
    codes = np.minimum(dice.geometric(draw(st.sampled_from([0.2, 0.4, 0.7])), (size, 3)) - 1, 8)
    values = [["x", "y", "z", None][n] for n in dice.integers(0, 4, size)]
    return Table([tuple(f"q{place}{n}" for place, n in enumerate(row)) for row in codes.tolist()], values, known)


@pytest.mark.parametrize("strict", [True, False])
@given(crowds(), st.integers(2, 12), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_class_of_a_crowd_holds_k_rows(strict: bool, table: Table, k: int, in_general: bool) -> None:
    """The loops compiled for k, and those for any promise: a distance of at most 1 asks for nothing."""
    asked: dict[str, Any] = {"models": [{"model": "t-closeness-equal", "t": 1.0}], "sensitive": ["s"]}
    found = local_recoding(table.frame, table.hierarchies, k=k, strict=strict, **(asked if in_general else {}))
    labels = released(table, found)
    sizes = Counter(labels)
    assert min(sizes.values()) >= k
    assert len(sizes) == found.classes
    assert all(covers(table, label, row) for label, row in zip(labels, table.rows, strict=True))
    if strict:
        raw = set(zip(table.rows, labels, strict=True))
        assert not [1 for row, own in raw for other in sizes if other != own and covers(table, other, row)]


@given(tables(least_rows=4), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_a_strict_class_covers_no_row_of_another_and_cannot_be_split(table: Table, k: int) -> None:
    assume(k <= len(table.rows))
    labels = released(table, local_recoding(table.frame, table.hierarchies, k=k, strict=True))
    for label, row in zip(labels, table.rows, strict=True):
        assert not [other for other in set(labels) - {label} if covers(table, other, row)]
    for label in set(labels):
        rows = [row for row, own in zip(table.rows, labels, strict=True) if own == label]
        for place, hierarchy in enumerate(table.hierarchies.values()):
            level = ancestors(hierarchy, rows[0][place]).index(label[place])
            if level > 0 and hierarchy.leaf_count > 1:  # with a single leaf there is nothing to gain
                children = Counter(ancestors(hierarchy, row[place])[level - 1] for row in rows)
                assert len(children) > 1
                assert min(children.values()) < k


@given(tables(least_rows=6), st.integers(1, 4), st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=80, deadline=None)
def test_order_and_partitions_of_the_rows_do_not_matter(table: Table, k: int, dice: Any, strict: bool) -> None:
    assume(k <= len(table.rows))
    promises: list[dict[str, Any]] = [
        {"k": k},
        {"models": [{"model": "t-closeness-equal", "t": 0.4}], "sensitive": ["s"]},
    ]
    for promise in promises:
        found = local_recoding(table.frame, table.hierarchies, strict=strict, **promise)
        places = list(range(len(table.rows)))
        dice.shuffle(places)
        mixed = Table([table.rows[p] for p in places], [table.sensitive[p] for p in places], table.hierarchies)
        half = len(places) // 2
        fields = promise.get("sensitive", ())
        first, second = (
            contingency(part, table.hierarchies, fields)
            for part in (mixed.frame.slice(0, half), mixed.frame.slice(half))
        )
        for data in (mixed.frame, first.merge(second), second.merge(first)):
            again = local_recoding(data, table.hierarchies, strict=strict, **promise)
            assert again == found
            assert again.released.equals(found.released)


@st.composite
def confusing(draw: st.DrawFn) -> Table:
    """Groups called like one of their values: the same text means several things."""
    table = draw(tables(least_rows=6))
    told: dict[str, Hierarchy] = {}
    for name, hierarchy in table.hierarchies.items():
        levels = hierarchy.levels.clone()
        for level in range(1, hierarchy.height):
            levels = levels.with_columns(pl.col("level_0").min().over(f"level_{level}").alias(f"level_{level}"))
        told[name] = Hierarchy(levels, name)
    return Table(table.rows, table.sensitive, told)


@pytest.mark.parametrize("strict", [True, False])
@given(confusing(), st.sampled_from(["k-anonymity", "entropy-l-diversity", "t-closeness-equal"]), st.data())
@settings(max_examples=80, deadline=None)
def test_labels_that_mean_several_things_are_measured_as_a_reader_sees_them(
    strict: bool, table: Table, name: str, data: st.DataObject
) -> None:
    models = [data.draw(PROMISES[name])]
    possible(table, models)
    try:
        found = local_recoding(table.frame, table.hierarchies, models=models, sensitive=["s"], strict=strict)
    except StadtlandError as error:
        if error.code != "coarsest-breaks-promise":
            raise
        return
    labels = released(table, found)
    assert found.classes == len(set(labels))
    assert all(kept_by(models, labels, list(range(len(labels))), table.sensitive) or [])


@given(tables(least_rows=3), st.booleans())
@settings(max_examples=60, deadline=None)
def test_other_metrics_are_what_their_definitions_say_of_the_labels(table: Table, strict: bool) -> None:
    def lost(metric: Any) -> Any:
        return local_recoding(table.frame, table.hierarchies, k=2, strict=strict, metric=metric).loss

    labels = released(table, local_recoding(table.frame, table.hierarchies, k=2, strict=strict))
    sizes = Counter(labels)
    assert lost("discernibility") == sum(n * n for n in sizes.values())
    assert lost("average-class-size") == pytest.approx(len(labels) / len(sizes))
    meant = height = 0.0
    columns: dict[int, list[float]] = defaultdict(list)
    for label, row in zip(labels, table.rows, strict=True):
        product = 1
        for place, hierarchy in enumerate(table.hierarchies.values()):
            level = ancestors(hierarchy, row[place]).index(label[place])
            height += level / hierarchy.height
            leaves = [own[level] for own in hierarchy.levels.iter_rows()].count(label[place])
            product *= hierarchy.leaf_count if level == hierarchy.height else max(1, leaves)
            columns[place].append(1 - (1 - (max(1, leaves) / hierarchy.leaf_count)))
        meant += product
    assert lost("ambiguity") == pytest.approx(meant)
    assert lost("precision") == pytest.approx(height / len(labels) / len(table.hierarchies))
    ranked = lost({"name": "loss", "aggregate": "rank"})
    assert list(ranked) == sorted(ranked, reverse=True)
    assert math.prod(1 + part for part in ranked) ** (1 / len(ranked)) - 1 == pytest.approx(lost("loss"))
