"""Laws of Mondrian: ranges keep the promise, hold what they stand for, and do not depend on the order of rows."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemas.errors import StadtlandError
from tests.properties.privacy_models import MEANING, kept_by
from tests.properties.test_privacy_local import PROMISES
from transforms.privacy.local.mondrian import mondrian

Number = int | float | None
numbers = st.sampled_from([-3, -1, 0, 1, 2, 3, 4, 5, 6, 11, None])
halves = st.sampled_from([0.0, -0.0, 0.5, 1.5, 2.0, 4.75, 6.5, 20.25, None, float("nan")])
rows = st.lists(st.tuples(numbers, halves, st.sampled_from(["x", "y", "z", None])), min_size=4, max_size=25)
SCHEMA = {"a": pl.Int64, "b": pl.Float64, "s": pl.String}


def frame_of(found: list[tuple[Number, Number, str | None]]) -> pl.LazyFrame:
    return pl.LazyFrame(found, schema=SCHEMA, orient="row")


def ends(label: str | None) -> tuple[float, float] | None:
    """The range as a reader takes it."""
    if label is None:
        return None
    if label.startswith("["):
        low, high = label.strip("[]").split(", ")
        return float(low), float(high)
    low, _, high = label.removeprefix("-").partition("-")
    sign = -1 if label.startswith("-") else 1
    return sign * float(low), sign * float(high or low)


def is_within(label: str | None, value: Number) -> bool:
    found = ends(label)
    if found is None or value is None or value != value:
        return found is None and (value is None or value != value)
    return found[0] <= value <= found[1]


@pytest.mark.parametrize("strict", [True, False])
@given(rows, st.sampled_from(sorted(PROMISES)), st.data())
@settings(max_examples=150, deadline=None)
def test_ranges_keep_the_promise_and_hold_their_values(
    strict: bool, table: list[tuple[Number, Number, str | None]], name: str, data: st.DataObject
) -> None:
    values = [value for *_, value in table]
    known = [(a, b if b == b else None) for a, b, _ in table]
    models: list[dict[str, Any]] = [data.draw(PROMISES[name])]
    assume(all(len(set(values) - {None}) >= int(model.get("l", 0)) for model in models))
    assume(all(len(table) >= model.get("k", 0) for model in models))
    begin = [tuple("missing" if value is None else "" for value in row) for row in known]
    asked: dict[str, Any] = {"models": models, "sensitive": ["s"], "strict": strict, "files": {"meaning.csv": MEANING}}
    if not all(kept_by(models, begin, list(range(len(table))), values) or []):
        with pytest.raises(StadtlandError) as raised:
            mondrian(frame_of(table), ["a", "b"], **asked)
        assert raised.value.code == "coarsest-breaks-promise"
        return
    found = mondrian(frame_of(table), ["a", "b"], **asked)
    released = found.frame.collect()
    assert released["s"].to_list() == values
    labels = released.select("a", "b").rows()
    assert all(kept_by(models, labels, list(range(len(table))), values) or [])
    assert all(
        is_within(label, value)
        for own, row in zip(labels, table, strict=True)
        for label, value in zip(own, row[:2], strict=True)
    )
    assert (found.rows, found.classes) == (len(table), len(set(labels)))
    if strict:  # a row lies in its own class only
        for own, row in zip(labels, table, strict=True):
            others = set(labels) - {own}
            assert not [other for other in others if all(map(is_within, other, row[:2]))]


@given(rows, st.integers(1, 4), st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_does_not_matter(
    table: list[tuple[Number, Number, str | None]], k: int, dice: Any, strict: bool
) -> None:
    full = [(a, b, s) for a, b, s in table if a is not None and b is not None and b == b]
    assume(len(full) >= k)
    found = mondrian(frame_of(full), ["a", "b"], k=k, strict=strict)
    mixed = full.copy()
    dice.shuffle(mixed)
    again = mondrian(frame_of(mixed), ["a", "b"], k=k, strict=strict)
    assert again == found
    assert again.frame.collect().sort(pl.all()).equals(found.frame.collect().sort(pl.all()))
    for field in ("a", "b"):
        assert found.frame.collect()[field].dtype == pl.String
