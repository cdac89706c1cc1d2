"""Mondrian by hand, and what it refuses."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from schemas.errors import StadtlandError
from tests.transforms.privacy.conftest import Adult
from transforms.privacy.local.mondrian import mondrian
from transforms.privacy.risk.measure import measure

PATIENTS = pl.LazyFrame(
    {
        "age": [25, 25, 26, 27, 27, 28],
        "zip": [53711, 53712, 53711, 53710, 53712, 53711],
        "ill": ["flu", "hepatitis", "bronchitis", "arm", "aids", "hang nail"],
    }
)
"""The patients of LeFevre et al. (2006), figure 1, without their sex."""


def test_the_widest_field_is_cut_at_its_median() -> None:
    """At k = 2 both fields have range 1 of 1; the first, age, is cut between 26 and 27: three rows on each side.
    There neither half has four rows, so nothing can be cut again.
    """
    found = mondrian(PATIENTS, ["age", "zip"], k=2)
    assert found.frame.collect().rows() == [
        ("25-26", "53711-53712", "flu"),
        ("25-26", "53711-53712", "hepatitis"),
        ("25-26", "53711-53712", "bronchitis"),
        ("27-28", "53710-53712", "arm"),
        ("27-28", "53710-53712", "aids"),
        ("27-28", "53710-53712", "hang nail"),
    ]
    assert (found.rows, found.classes, found.smallest, found.average_class_size) == (6, 2, 3, 3.0)
    # Ranges of 1 of 3 years in all rows, and of 1 of 2 and 2 of 2 in zip for half of them each.
    assert found.loss == pytest.approx((1 / 3 + (1 / 2 + 1) / 2) / 2)


def test_where_the_widest_field_cannot_be_cut_the_next_one_is() -> None:
    """In age one row stands alone; zip has two on each side of the middle."""
    frame = pl.LazyFrame({"age": [30, 30, 30, 90], "zip": [1, 1, 2, 2]})
    assert mondrian(frame, ["age", "zip"], k=2).frame.collect()["zip"].to_list() == ["1", "1", "2", "2"]
    assert mondrian(frame, ["age", "zip"], k=2).frame.collect()["age"].to_list() == ["30", "30", "30-90", "30-90"]


def test_strict_keeps_equal_values_together_and_relaxed_does_not() -> None:
    """Of six rows four are 40: no cut between values leaves three and more on both sides. Relaxed, ties in age are
    ordered by the other field, and three go to each side: their ranges overlap at 40.
    """
    frame = pl.LazyFrame({"age": [39, 40, 40, 40, 40, 41], "height": [1, 1, 1, 1, 2, 1]})
    assert mondrian(frame, ["age", "height"], k=3).classes == 1
    found = mondrian(frame, ["age", "height"], k=1, strict=False)
    assert found.frame.collect()["age"].to_list() == ["39", "40", "40", "40", "40", "41"]
    spread = pl.LazyFrame({"age": [39, 40, 40, 40, 40, 41], "height": [1, 1, 1, 2, 2, 2]})
    assert mondrian(spread, ["age"], k=3, strict=True).classes == 1
    halves = mondrian(spread, ["age", "height"], k=3, strict=False).frame.collect()
    assert halves["age"].to_list() == ["39-40"] * 3 + ["40-41"] * 3


def test_missing_values_stay_missing_and_are_a_class() -> None:
    frame = pl.LazyFrame({"age": [1.5, 2.5, None, float("nan")]})
    assert mondrian(frame, ["age"], k=2).frame.collect()["age"].to_list() == ["1.5-2.5", "1.5-2.5", None, None]
    with pytest.raises(StadtlandError) as raised:
        mondrian(pl.LazyFrame({"age": [1, 2, None]}), ["age"], k=2)
    assert raised.value.code == "coarsest-breaks-promise"
    assert raised.value.facts == {"broken": 1, "rows": 3}


def test_negative_ends_are_written_in_brackets() -> None:
    frame = pl.LazyFrame({"net": [-5, 3]})
    assert mondrian(frame, ["net"], k=2).frame.collect()["net"].to_list() == ["[-5, 3]"] * 2
    assert mondrian(frame, ["net"], k=1).frame.collect()["net"].to_list() == ["-5", "3"]


def test_adult_ages_keep_k_and_closeness(adult: Adult) -> None:
    frame = adult.frame.with_columns(pl.col("age").cast(pl.Int64))
    close: dict[str, Any] = {"models": [{"model": "t-closeness-equal", "t": 0.2}], "sensitive": ["occupation"]}
    plain, near = mondrian(frame, ["age"], k=5), mondrian(frame, ["age"], k=5, **close)
    assert measure(plain.frame, ["age"]).k == plain.smallest >= 5
    figures = measure(near.frame, ["age"], "occupation")
    assert figures.k >= 5
    assert figures.t_equal is not None
    assert figures.t_equal <= 0.2
    assert near.classes <= plain.classes
    assert figures.rows == 30162


@pytest.mark.parametrize(
    ("frame", "fields", "asked", "code"),
    [
        (PATIENTS, [], {"k": 2}, "quasi-identifiers-none"),
        (PATIENTS, ["size"], {"k": 2}, "quasi-identifier-absent"),
        (PATIENTS, ["ill"], {"k": 2}, "column-not-numeric"),
        (PATIENTS, ["age"], {}, "promise-none"),
        (PATIENTS, ["age"], {"k": 7}, "k-exceeds-rows"),
        (PATIENTS, ["age"], {"l": 2}, "sensitive-not-named"),
        (PATIENTS, ["age"], {"l": 2, "sensitive": ["age"]}, "sensitive-is-quasi-identifier"),
        (PATIENTS, ["age"], {"l": 2, "sensitive": ["diagnosis"]}, "sensitive-absent"),
        (PATIENTS, ["age"], {"models": [{"model": "k-map", "k": 2}]}, "model-not-local"),
        (pl.LazyFrame({"age": [1.0, float("inf")]}), ["age"], {"k": 2}, "values-not-finite"),
    ],
)
def test_bad_asking_is_refused(frame: pl.LazyFrame, fields: list[str], asked: dict[str, Any], code: str) -> None:
    with pytest.raises(StadtlandError) as raised:
        mondrian(frame, fields, **asked)
    assert raised.value.code == code


def test_an_empty_table_has_no_class() -> None:
    asked: dict[str, Any] = {"models": [{"model": "t-closeness-equal", "t": 0.2}], "sensitive": ["ill"]}
    found = mondrian(PATIENTS.head(0), ["age"], **asked)
    assert (found.rows, found.classes, found.smallest, found.loss) == (0, 0, 0, 0.0)
    assert found.frame.collect().height == 0
