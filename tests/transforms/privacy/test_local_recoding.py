"""Local recoding by hand, and what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.counting.classes import Classes
from transforms.privacy.counting.sensitive import Sensitive
from transforms.privacy.hierarchies.hierarchy import Hierarchy
from transforms.privacy.local.keeps import keeps
from transforms.privacy.local.local_recoding import local_recoding
from transforms.privacy.local.recode_locally import recode_locally
from transforms.privacy.models.entropy_l import EntropyL
from transforms.privacy.models.k_anonymity import KAnonymity
from transforms.privacy.models.promise import Promise

AGE = Hierarchy.from_table(
    pl.DataFrame({"age": ["31", "32", "33", "41"], "decade": ["30-39", "30-39", "30-39", "40-49"]}), name="age"
)
PERSONS = pl.LazyFrame(
    {"age": [31, 31, 31, 32, 33, 41, 41, 41], "ill": ["a", "b", "c", "a", "b", "a", "b", "c"]},
    schema_overrides={"age": pl.Int64},
)


def ages(frame: pl.LazyFrame = PERSONS, **asked: Any) -> list[str | None]:
    found = local_recoding(frame, {"age": AGE}, **asked)
    return recode_locally(frame, {"age": AGE}, found).collect()["age"].to_list()


def test_strict_splits_only_where_every_part_keeps_k() -> None:
    """Five persons are in their thirties, three in their forties: both groups hold 2. One 32 and one 33 do not, so
    31 stays "30-39" with them, while all three of the forties are 41 and may be told.
    """
    assert ages(k=2, strict=True) == ["30-39"] * 5 + ["41"] * 3


def test_relaxed_splits_off_what_keeps_k_and_leaves_the_rest() -> None:
    """31 holds three persons and goes; 32 and 33 stay "30-39" together: two rows, which is k."""
    assert ages(k=2, strict=False) == ["31"] * 3 + ["30-39"] * 2 + ["41"] * 3


def test_relaxed_keeps_back_what_those_left_need() -> None:
    """At k = 3 the 32 and the 33 need company. All 31 are alike, so they stay together: as a group or not at all.
    With them gone nobody is split off.
    """
    assert ages(k=3, strict=False) == ["30-39"] * 5 + ["41"] * 3


def test_a_diverse_class_is_split_like_one_of_k() -> None:
    """The classes of 31 and 41 hold a, b and c; 32 and 33 together only a and b."""
    asked: dict[str, Any] = {"models": [{"model": "distinct-l-diversity", "l": 2}], "sensitive": ["ill"]}
    assert ages(strict=False, **asked) == ["31"] * 3 + ["30-39"] * 2 + ["41"] * 3
    asked["models"][0]["l"] = 3
    assert ages(strict=False, **asked) == ["30-39"] * 5 + ["41"] * 3


def test_the_loss_counts_each_row_at_its_own_level() -> None:
    """Of four leaves three lie under "30-39": two rows lose (3 - 1) / (4 - 1) each, six nothing: 2 * 2/3 / 8 = 1/6."""
    found = local_recoding(PERSONS, {"age": AGE}, k=2, strict=False)
    assert found.loss == pytest.approx(1 / 6, abs=1e-10)
    assert found.levels == {"age": {0: 6, 1: 2}}
    assert (found.classes, found.rows, found.suppressed_rows, found.bound) == (3, 8, 0, 0.0)
    assert (found.search, found.optimal, found.heights) == ("local-relaxed", False, {"age": 2})


def test_a_missing_value_is_a_value_of_its_own() -> None:
    """Two missing values are a group of 2, beside two 31; a single 41 needs company, and takes the first group."""
    assert ages(pl.LazyFrame({"age": ["31", "31", None, None]}), k=2, strict=True) == ["31", "31", None, None]
    alone = pl.LazyFrame({"age": ["31", "31", None, None, "41"]})
    assert ages(alone, k=2, strict=False) == ["*", "*", None, None, "*"]
    assert ages(alone, k=2, strict=True) == ["*"] * 5


def test_a_column_that_may_not_be_generalised_parts_the_table_from_the_start() -> None:
    frame = PERSONS.with_columns(zone=pl.Series(["x"] * 4 + ["y"] * 4))
    zone = Hierarchy.from_table(pl.DataFrame({"zone": ["x", "y"]}), name="zone")
    found = local_recoding(frame, {"age": AGE, "zone": zone}, k=3, strict=False, highest={"zone": 0})
    released = recode_locally(frame, {"age": AGE, "zone": zone}, found).collect()
    assert released["zone"].to_list() == ["x"] * 4 + ["y"] * 4
    with pytest.raises(StadtlandError) as raised:
        local_recoding(frame, {"age": AGE, "zone": zone}, k=5, strict=False, highest={"zone": 0})
    assert raised.value.code == "coarsest-breaks-promise"
    assert raised.value.facts == {"broken": 8, "rows": 8}


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "promise-none"),
        ({"k": 0}, "parameter-out-of-range"),
        ({"k": 9}, "k-exceeds-rows"),
        ({"l": 2}, "sensitive-not-named"),
        ({"k": 2, "models": [{"model": "t-closeness-equal", "t": 0.1}]}, "model-needs-sensitive"),
        ({"models": [{"model": "distinct-l-diversity", "l": 4}], "sensitive": ["ill"]}, "l-exceeds-values"),
        ({"models": [{"model": "average-reidentification-risk", "risk": 0.2}]}, "model-not-local"),
        ({"models": [{"model": "k-map", "k": 3}]}, "model-not-local"),
        ({"k": 2, "models": [{"model": "k"}]}, "models-refused"),
        ({"k": 2, "metric": "non-uniform-entropy"}, "metric-not-local"),
        ({"k": 2, "metric": "fun"}, "metric-unknown"),
        ({"k": 2, "highest": {"age": 3}}, "level-exceeds-height"),
        ({"k": 2, "highest": {"size": 1}}, "quasi-identifier-absent"),
        (
            {"k": 2, "models": [{"model": "t-closeness-equal", "t": 0.5}], "sensitive": ["age"]},
            "sensitive-is-quasi-identifier",
        ),
    ],
)
@pytest.mark.parametrize("strict", [True, False])
def test_bad_asking_is_refused(asked: dict[str, Any], code: str, strict: bool) -> None:
    with pytest.raises(StadtlandError) as raised:
        local_recoding(PERSONS, {"age": AGE}, strict=strict, **asked)
    assert raised.value.code == code


def test_bad_data_are_refused() -> None:
    with pytest.raises(StadtlandError) as raised:
        local_recoding(pl.LazyFrame({"age": ["31", "99"]}), {"age": AGE}, k=1, strict=True)
    assert raised.value.code == "hierarchy-misses-value"
    found = local_recoding(PERSONS, {"age": AGE}, k=2, strict=True)
    with pytest.raises(StadtlandError) as raised:
        recode_locally(pl.LazyFrame({"size": [1]}), {"age": AGE}, found)
    assert raised.value.code == "quasi-identifier-absent"


def test_an_empty_table_has_no_class() -> None:
    empty = PERSONS.head(0)
    found = local_recoding(
        empty, {"age": AGE}, models=[{"model": "t-closeness-equal", "t": 0.2}], sensitive=["ill"], strict=True
    )
    assert (found.rows, found.classes, found.loss) == (0, 0, 0.0)
    assert recode_locally(empty, {"age": AGE}, found).collect().height == 0


def test_what_a_reader_would_see_is_measured_first() -> None:
    """One class of one value: a model that unions keep says the search is at fault, Grassberger's estimate does not."""
    one = {"ill": Sensitive(np.array([0]), np.array([0]), np.array([4]), 1, ("a",))}
    classes = Classes(np.zeros(1, dtype=np.intp), 1, np.array([4.0]), one)
    assert keeps(classes, Promise([KAnonymity(4)]))
    assert not keeps(classes, Promise([EntropyL(1.9, "ill", "GRASSBERGER")]))
    with pytest.raises(StadtlandError) as raised:
        keeps(classes, Promise([KAnonymity(5)]))
    assert (raised.value.code, raised.value.facts) == ("recoding-breaks-promise", {"broken": 4, "rows": 4})
