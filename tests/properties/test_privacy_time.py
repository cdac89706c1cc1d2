"""Laws of a search that runs out of time: what it answers is allowed, and its bound holds, wherever it stops."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.errors import StadtlandError
from tests.properties.privacy_tables import Table, brute_score, generalised, kept, tables
from tests.properties.test_privacy_search import METRICS, diverse, limits
from transforms.privacy.full_domain.recode import recode
from transforms.privacy.full_domain.search import search
from transforms.privacy.risk.measure import measure

MODELS: list[dict[str, Any]] = [
    {"model": "k-anonymity", "k": 2},
    {"model": "t-closeness-equal", "t": 0.25},
    {"model": "recursive-(c,l)-diversity", "c": 2.0, "l": 2},
    {"model": "average-reidentification-risk", "risk": 0.3},
]


def after(questions: int) -> Callable[[], bool]:
    """A clock that says no so many times, and yes from then on."""
    asked = iter(range(questions))
    return lambda: next(asked, None) is None


def as_vector(loss: float | tuple[float, ...]) -> list[float]:
    return list(loss) if isinstance(loss, tuple) else [loss]


@pytest.mark.parametrize("metric", METRICS, ids=str)
@given(tables(least_rows=4), st.integers(1, 4), st.integers(1, 3), limits, st.integers(0, 12))
@settings(max_examples=30, deadline=None)
def test_an_interrupted_answer_is_allowed_and_bounded(
    metric: dict[str, Any], table: Table, k: int, values: int, limit: float, questions: int
) -> None:
    values = diverse(table, values)
    asked: dict[str, Any] = {"k": k, "l": values, "sensitive": ["s"], "suppression_limit": limit, "metric": metric}
    best = search(table.frame, table.hierarchies, **asked)
    found = search(table.frame, table.hierarchies, is_out_of_time=after(questions), **asked)
    assert as_vector(found.bound) <= as_vector(best.loss) <= as_vector(found.loss)
    assert found.optimal == (found.bound == found.loss)
    node = tuple(found.levels.values())
    stays = kept(table, generalised(table, node), k, values)
    assert found.suppressed_rows == stays.count(False) <= math.floor(limit * len(table.rows))
    assert as_vector(found.loss) == pytest.approx(brute_score(table, node, stays, metric), rel=1e-9, abs=1e-9)
    if found.optimal:
        assert found.loss == best.loss


@given(tables(least_rows=6), st.lists(st.sampled_from(MODELS), min_size=1, unique_by=str), limits, st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_models_that_are_not_monotone_are_bounded_too(
    table: Table, models: list[dict[str, Any]], limit: float, questions: int
) -> None:
    asked: dict[str, Any] = {"models": models, "sensitive": ["s"], "suppression_limit": limit}
    refused: str | None = None
    try:
        best = search(table.frame, table.hierarchies, **asked)
    except StadtlandError as error:
        refused = error.code
    if refused is not None:
        with pytest.raises(StadtlandError) as raised:
            search(table.frame, table.hierarchies, is_out_of_time=after(questions), **asked)
        assert raised.value.code == refused
        return
    found = search(table.frame, table.hierarchies, is_out_of_time=after(questions), **asked)
    assert as_vector(found.bound) <= as_vector(best.loss) <= as_vector(found.loss)
    assert found.suppressed_rows <= math.floor(limit * len(table.rows))
    released = recode(table.frame, table.hierarchies, found).collect()
    if released.height and models == MODELS[:1]:
        assert measure(released.lazy(), list(table.hierarchies), "s").k >= 2


@given(tables(least_rows=4), st.lists(st.sampled_from(MODELS), min_size=1, unique_by=str), limits)
@settings(max_examples=60, deadline=None)
def test_time_enough_changes_nothing(table: Table, models: list[dict[str, Any]], limit: float) -> None:
    asked: dict[str, Any] = {"models": models, "sensitive": ["s"], "suppression_limit": limit}
    answers = []
    for clock in (None, lambda: False):
        try:
            found = search(table.frame, table.hierarchies, is_out_of_time=clock, **asked)
        except StadtlandError as error:
            answers.append((error.code, error.facts))
        else:
            assert found.optimal
            answers.append((found.levels, found.loss, found.bound, found.suppressed_rows, found.kept.sort(pl.all())))
    one, other = answers
    assert str(one) == str(other)
