"""Counts, sums, means and histograms: at ε = 1000 the noise is 0 but for one chance in 10^10, so the truth shows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from schemas.agreement.differential import Bounds, PrivacyUnit
from schemas.errors import StadtlandError
from transforms.privacy.differential.answer import Answer
from transforms.privacy.differential.bounded_rows import bounded_rows
from transforms.privacy.differential.noisy_count import noisy_count
from transforms.privacy.differential.noisy_histogram import noisy_histogram
from transforms.privacy.differential.noisy_mean import noisy_mean
from transforms.privacy.differential.noisy_sum import noisy_sum

SURELY = Decimal(1000)
PERSON = PrivacyUnit(person="p", rows_per_person=2)
ROW = PrivacyUnit()
TO_TEN = Bounds(lower=Decimal(0), upper=Decimal(10), step=Decimal("0.5"))
#  person 1 has three rows, of which the two smallest count; -4 becomes 0; person 3 has no value
FRAME = pl.LazyFrame({"p": [1, 1, 1, 2, 3], "x": [1.5, 2.0, 99.0, -4.0, None], "g": ["a", "b", "a", "b", "c"]})


def test_a_person_counts_with_the_rows_that_were_agreed() -> None:
    assert noisy_count(FRAME, PERSON, epsilon=SURELY).value == 4
    assert noisy_count(FRAME, ROW, epsilon=SURELY).value == 5
    assert noisy_count(FRAME, PERSON, epsilon=SURELY, where={"g": ["a"]}).value == 2
    assert bounded_rows(FRAME, PERSON, ["x"]).collect()["x"].to_list() == [1.5, 2.0, -4.0, None]


def test_the_rows_that_count_do_not_depend_on_the_order_of_rows() -> None:
    for seed in range(5):
        shuffled = FRAME.collect().sample(fraction=1, shuffle=True, seed=seed).lazy()
        assert noisy_sum(shuffled, PERSON, "x", TO_TEN, epsilon=SURELY).value == Decimal("3.5")


def test_values_are_brought_into_their_bounds() -> None:
    """Rows: 1.5 + 2 + 10 (of 99) + 0 (of -4), a missing one adds nothing."""
    assert noisy_sum(FRAME, ROW, "x", TO_TEN, epsilon=SURELY).value == Decimal("13.5")
    extreme = pl.LazyFrame({"x": [float("inf"), float("-inf"), float("nan")]})
    assert noisy_sum(extreme, ROW, "x", TO_TEN, epsilon=SURELY).value == 10


def test_sums_by_declared_groups() -> None:
    answer = noisy_sum(FRAME, ROW, "x", TO_TEN, epsilon=SURELY, by={"g": ["b", "a", "d"]})
    assert [(cell.group, cell.value) for cell in answer.cells] == [
        (("b",), Decimal(2)),
        (("a",), Decimal("11.5")),
        (("d",), Decimal(0)),
    ]


def test_a_histogram_shows_what_was_declared_never_what_was_found() -> None:
    answer = noisy_histogram(FRAME, ROW, {"g": ["a", "z"], "p": ["1", "2"]}, epsilon=SURELY)
    assert [(cell.group, cell.value) for cell in answer.cells] == [
        (("a", "1"), 2),
        (("a", "2"), 0),
        (("z", "1"), 0),
        (("z", "2"), 0),
    ]


def test_groups_share_one_epsilon() -> None:
    """Disjoint groups: ten groups have the noise of one, and all together are less certain than each."""
    one = noisy_histogram(FRAME, PERSON, {"g": ["a"]}, epsilon=Decimal("0.5"))
    ten = noisy_histogram(FRAME, PERSON, {"g": list("abcdefghij")}, epsilon=Decimal("0.5"))
    assert ten.scale == one.scale == pytest.approx(Decimal(4), rel=Decimal("1e-12"))
    assert ten.epsilon == Decimal("0.5")
    assert ten.accuracy_95_all is not None
    assert one.accuracy_95_all is not None
    assert ten.accuracy_95_all > one.accuracy_95_all == one.cells[0].accuracy_95


def test_means() -> None:
    """(1.5 + 2 + 10 + 0) / 4 with rows; (1.5 + 2 + 0) / 3 = 1.16667 with two rows per
    person, shown to a thousandth of a step of 0.5: 1.1665 is nearest."""
    assert noisy_mean(FRAME, ROW, "x", TO_TEN, epsilon=SURELY).value == Decimal("3.375")
    assert noisy_mean(FRAME, PERSON, "x", TO_TEN, epsilon=SURELY).value == Decimal("1.1665")
    known = FRAME.filter(pl.col("x").is_not_null())
    assert noisy_mean(known, ROW, "x", TO_TEN, epsilon=SURELY, size=4).value == Decimal("3.375")


def test_scales_by_hand() -> None:
    """ε = 0.5, two rows per person, values 0 … 10 in steps of 0.5 (20 steps, middle 10):
    sum 2 · 10 / 0.5 = 40; mean of unknown size 2 · 5 / 0.25 = 40 and count 2 / 0.25 = 8; of known size 2 · 10 / 0.5.
    """
    half = Decimal("0.5")
    assert float(noisy_sum(FRAME, PERSON, "x", TO_TEN, epsilon=half).scale) == pytest.approx(40)
    mean = noisy_mean(FRAME, PERSON, "x", TO_TEN, epsilon=half)
    assert (float(mean.scale), float(mean.count_scale or 0)) == pytest.approx((40, 8))
    known = pl.LazyFrame({"p": [1, 2], "x": [1, 2]})
    assert float(noisy_mean(known, PERSON, "x", TO_TEN, epsilon=half, size=2).scale) == pytest.approx(40)


def test_the_accuracy_of_a_mean_covers() -> None:
    """200 means of the same rows: fewer than 95 % within would happen less than once in 10^9 (threshold 80 %)."""
    rows = pl.LazyFrame({"x": [3.0, 4.0] * 200})
    answers = [noisy_mean(rows, ROW, "x", TO_TEN, epsilon=Decimal("0.5")) for _ in range(200)]
    within = [
        answer.value is not None and abs(answer.value - Decimal("3.5")) <= (answer.cells[0].accuracy_95 or 0)
        for answer in answers
    ]
    assert sum(within) >= 160
    assert all(answer.value is None or 0 <= answer.value <= 10 for answer in answers)


def test_a_mean_of_hardly_anybody_is_none_or_in_bounds() -> None:
    nobody = pl.LazyFrame({"x": []}, schema={"x": pl.Float64})
    answers = [noisy_mean(nobody, ROW, "x", TO_TEN, epsilon=Decimal("0.1")) for _ in range(40)]
    assert any(answer.value is None for answer in answers), "noisy counts of nobody are 0 or less in half the draws"
    assert all(answer.value is None or 0 <= answer.value <= 10 for answer in answers)


def test_an_answer_survives_json() -> None:
    answer = noisy_histogram(FRAME, ROW, {"g": ["a", "b"]}, epsilon=Decimal("0.70"), mechanism="laplace")
    assert Answer.from_dict(answer.as_dict()) == answer


def test_sums_beyond_64_bits_are_cut_not_wrapped() -> None:
    wide = Bounds(lower=Decimal(0), upper=Decimal(2**53), step=Decimal(1))
    rows = pl.LazyFrame({"x": pl.repeat(2**53, 5000, dtype=pl.Int64, eager=True)})
    value = noisy_sum(rows, ROW, "x", wide, epsilon=SURELY).value
    assert value is not None
    assert value > 2**62


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"column": "y"}, "column-not-in-frame"),
        ({"column": "g"}, "column-not-numeric"),
        ({"unit": PrivacyUnit(person="q")}, "column-not-in-frame"),
        ({"where": {"h": ["1"]}}, "column-not-in-frame"),
        ({"frame": pl.LazyFrame({"p": [1, None], "x": [1.0, 2.0]})}, "person-missing"),
        ({"size": 4}, "size-not-as-declared"),
        ({"size": 5}, "size-not-as-declared"),  # one of the five rows has no value
    ],
)
def test_what_cannot_be_answered(given: dict[str, Any], code: str) -> None:
    terms = {"frame": FRAME, "unit": PERSON, "column": "x", "bounds": TO_TEN, "epsilon": SURELY, **given}
    with pytest.raises(StadtlandError) as raised:
        noisy_mean(terms.pop("frame"), terms.pop("unit"), terms.pop("column"), terms.pop("bounds"), **terms)
    assert raised.value.code == code
