"""Measures of small releases, with their arithmetic."""

from __future__ import annotations

import math

import polars as pl
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.risk.measure import measure

#  class a: 3 rows, illness flu flu cold    class b: 2 rows, flu none
RELEASE = pl.LazyFrame(
    {
        "place": ["a", "a", "a", "b", "b"],
        "illness": ["flu", "flu", "cold", "flu", "none"],
        "days": [1, 1, 2, 1, 4],
    }
)


def test_risk_of_two_classes() -> None:
    found = measure(RELEASE, ["place"])
    assert (found.rows, found.classes, found.k) == (5, 2, 2)
    assert found.prosecutor_max == 1 / 2
    assert found.prosecutor_average == found.marketer == 2 / 5  # one expected hit per class, over five rows
    assert found.expected_reidentifications == 2
    assert found.violations == {2: 0, 3: 2, 5: 5}
    assert found.distinct_l is found.t_equal is found.alpha is None


def test_diversity_of_two_classes() -> None:
    """p = flu 3/5, cold 1/5, none 1/5; q_a = 2/3, 1/3, 0; q_b = 1/2, 0, 1/2."""
    found = measure(RELEASE, ["place"], "illness")
    assert found.distinct_l == 2
    assert found.entropy_l == 1  # exp(entropy of a) = exp(0.6365) = 1.89
    assert found.recursive_c == 2  # a: 2 / 1, b: 1 / 1
    assert found.alpha == pytest.approx(2 / 3)
    assert found.basic_beta == pytest.approx(1.5)  # none in b: (1/2 - 1/5) / (1/5)
    assert found.enhanced_beta == pytest.approx(1.5)  # below -ln(1/5) = 1.609, so it holds
    assert found.delta == pytest.approx(math.log(2.5))
    assert found.t_equal == pytest.approx(0.3)  # b: (1/10 + 1/5 + 3/10) / 2
    assert found.t_ordered is None  # text has no order


def test_ordered_distance_of_numbers() -> None:
    """Values 1, 2, 4: P = .6, .8, 1; Q_a = 2/3, 1, 1; Q_b = .5, .5, 1: sums 4/15 and .4, over m - 1 = 2."""
    assert measure(RELEASE, ["place"], "days").t_ordered == pytest.approx(0.2)


def test_enhanced_beta_is_none_where_no_beta_holds() -> None:
    """A class of one value with p = 1/2: the gain is 1, -ln(1/2) is 0.69."""
    frame = pl.LazyFrame({"q": ["a", "b"], "s": ["x", "y"]})
    found = measure(frame, ["q"], "s")
    assert found.basic_beta == 1
    assert found.enhanced_beta is None


def test_entropy_of_three_equal_values_is_three() -> None:
    assert measure(pl.LazyFrame({"q": ["a"] * 3, "s": ["x", "y", "z"]}), ["q"], "s").entropy_l == 3


def test_missing_quasi_identifiers_are_counted_not_dropped() -> None:
    frame = pl.LazyFrame({"q": ["a", "a", None]})
    assert measure(frame, ["q"]).k == 1
    assert measure(frame, ["q"], wildcards="match").k == 3


def test_stars_are_their_own_class_unless_they_match() -> None:
    frame = pl.LazyFrame({"q": ["a", "a", "*"], "r": ["x", "y", "*"]})
    assert measure(frame, ["q", "r"]).classes == 3
    matched = measure(frame, ["q", "r"], wildcards="match")
    assert matched.k == 2  # each of the first two is compatible with itself and the starred row
    assert matched.expected_reidentifications == pytest.approx(1 / 2 + 1 / 2 + 1 / 3)


def test_diversity_under_wildcards_takes_compatible_rows() -> None:
    frame = pl.LazyFrame({"q": ["a", "b", "*"], "s": ["x", "y", "z"]})
    assert measure(frame, ["q"], "s").distinct_l == 1
    assert measure(frame, ["q"], "s", wildcards="match").distinct_l == 2


def test_missing_sensitive_values_add_no_diversity() -> None:
    frame = pl.LazyFrame({"q": ["a", "a", "b", "b"], "s": ["x", None, "x", "y"]})
    assert measure(frame, ["q"], "s").distinct_l == 1


def test_a_class_without_any_sensitive_value() -> None:
    frame = pl.LazyFrame({"q": ["a", "a", "b", "b"], "s": [None, None, 1, 2]})
    found = measure(frame, ["q"], "s")
    assert found.distinct_l == 1
    assert found.alpha == 1
    assert found.t_ordered == 0  # over known values, the only class with any is the whole


def test_an_empty_release_has_no_risk() -> None:
    found = measure(pl.LazyFrame(schema={"q": pl.String, "s": pl.String}), ["q"], "s")
    assert (found.rows, found.classes, found.k, found.prosecutor_max) == (0, 0, 0, 0.0)


def test_a_column_of_nulls_is_one_class() -> None:
    assert measure(pl.LazyFrame({"q": pl.Series([None] * 4, dtype=pl.String)}), ["q"]).k == 4


@pytest.mark.parametrize(
    ("quasi", "sensitive", "code"),
    [
        ([], None, "quasi-identifiers-none"),
        (["nowhere"], None, "quasi-identifier-absent"),
        (["place"], "nowhere", "sensitive-absent"),
        (["place"], "place", "sensitive-is-quasi-identifier"),
        (["place", "place"], None, "risk-column-twice"),
    ],
)
def test_what_cannot_be_measured(quasi: list[str], sensitive: str | None, code: str) -> None:
    with pytest.raises(StadtlandError) as raised:
        measure(RELEASE, quasi, sensitive)
    assert raised.value.code == code


def test_keys_for_programs() -> None:
    keys = list(measure(RELEASE, ["place"], "illness").as_dict())
    assert keys == [
        *("rows", "classes", "k", "distinct_l", "entropy_l", "recursive_c", "alpha", "basic_beta", "enhanced_beta"),
        *("delta", "t_equal", "t_ordered", "prosecutor_max", "prosecutor_average", "marketer", "violations"),
        "expected_reidentifications",
    ]
