"""Noise: calibrated as OpenDP's own pipelines say, distributed as promised.

Draws cannot be seeded, so bounds on what is seen leave a false alarm less than one chance in 10^9.
"""

from __future__ import annotations

import math
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import opendp.prelude as dp
import pytest

from schemas.errors import StadtlandError
from transforms.privacy.differential.float_below import float_below
from transforms.privacy.differential.noise import calibrate

SURE = 7
"""Standard deviations: a normal deviate lies beyond with probability 3e-12."""


@pytest.mark.parametrize("epsilon", ["0.1", "0.3", "0.7", "1", "3", "0.000001", "12.5"])
@pytest.mark.parametrize("sensitivity", [1, 2, 7, 1_000_000])
def test_the_loss_is_what_was_asked_and_hardly_less(epsilon: str, sensitivity: int) -> None:
    noise = calibrate("laplace", sensitivity=sensitivity, epsilon=Decimal(epsilon))
    assert Fraction(noise.loss[0]) <= Fraction(epsilon)
    assert noise.scale == pytest.approx(sensitivity / float(epsilon), rel=1e-14)
    assert noise.loss[0] == pytest.approx(float(epsilon), rel=1e-14)


def test_the_scale_is_that_of_a_whole_opendp_pipeline() -> None:
    """Clamp to -5 … 7, sum, noise: two rows per person change the sum by at most 2 · 7."""
    epsilon = Decimal("0.8")
    noise = calibrate("laplace", sensitivity=14, epsilon=epsilon)
    rows = dp.vector_domain(dp.atom_domain(T="i64")), dp.symmetric_distance()
    total = rows >> dp.t.then_clamp((-5, 7)) >> dp.t.then_sum() >> dp.m.then_laplace(scale=noise.scale)
    assert total.map(2) <= 0.8
    smaller = rows >> dp.t.then_clamp((-5, 7)) >> dp.t.then_sum() >> dp.m.then_laplace(scale=noise.scale * 0.999)
    assert smaller.map(2) > 0.8


def test_a_mean_over_a_known_number_is_that_of_a_whole_opendp_pipeline() -> None:
    """Exchanging one person who has 3 rows is 6 rows of symmetric distance, and changes the sum by 3 · (7 - 0)."""
    noise = calibrate("laplace", sensitivity=21, epsilon=Decimal(1))
    rows = dp.vector_domain(dp.atom_domain(bounds=(0, 7), T="i64"), size=100), dp.symmetric_distance()
    assert (rows >> dp.t.then_sum() >> dp.m.then_laplace(scale=noise.scale)).map(6) == pytest.approx(1, rel=1e-12)


def test_a_histogram_is_that_of_a_whole_opendp_pipeline() -> None:
    noise = calibrate("laplace", sensitivity=3, epsilon=Decimal("0.5"))
    rows = dp.vector_domain(dp.atom_domain(T=str)), dp.symmetric_distance()
    counts = dp.t.then_count_by_categories(categories=["a", "b"], null_category=False)
    histogram = rows >> counts >> dp.m.then_laplace(scale=noise.scale)
    assert histogram.map(3) <= 0.5


@pytest.mark.parametrize(
    ("sensitivity", "epsilon", "delta"), [(1, "0.5", "1e-6"), (4, "2", "1e-9"), (900, "1", "1e-5")]
)
def test_the_gaussian_keeps_its_epsilon_and_delta(sensitivity: int, epsilon: str, delta: str) -> None:
    noise = calibrate("gaussian", sensitivity=sensitivity, epsilon=Decimal(epsilon), delta=Decimal(delta))
    assert Fraction(noise.loss[0]) <= Fraction(epsilon)
    assert noise.loss[0] == pytest.approx(float(epsilon), rel=1e-6)
    assert Fraction(noise.loss[1]) <= Fraction(delta)
    classic = sensitivity * math.sqrt(2 * math.log(1.25 / float(delta))) / float(epsilon)
    assert noise.scale < 1.05 * classic, "zero-concentrated accounting needs no more than the textbook scale"


def test_draws_have_the_promised_spread_and_centre() -> None:
    """Discrete Laplace, scale s: variance 2q / (1 - q)^2 with q = e^(-1/s), fourth moment about 6 variances squared."""
    draws, scale = 40_000, 10.0
    noise = calibrate("laplace", sensitivity=1, epsilon=Decimal("0.1"))
    drawn = noise.draw([0] * draws)
    q = math.exp(-1 / scale)
    variance = 2 * q / (1 - q) ** 2
    assert abs(sum(drawn) / draws) < SURE * math.sqrt(variance / draws)
    assert abs(sum(n * n for n in drawn) / draws - variance) < SURE * math.sqrt(5.1 * variance**2 / draws)
    within = sum(abs(n) <= noise.accuracy() for n in drawn) / draws
    exact = 1 - 2 * q ** (noise.accuracy() + 1) / (1 + q)
    assert exact >= 0.95
    assert abs(within - exact) < SURE * math.sqrt(exact * (1 - exact) / draws)


def test_gaussian_draws_have_the_promised_spread_and_accuracy() -> None:
    draws = 20_000
    noise = calibrate("gaussian", sensitivity=1, epsilon=Decimal(1), delta=Decimal("1e-6"))
    drawn = noise.draw([100] * draws)
    off = [n - 100 for n in drawn]
    assert abs(sum(off) / draws) < SURE * noise.scale / math.sqrt(draws)
    assert abs(sum(n * n for n in off) / draws - noise.scale**2) < SURE * noise.scale**2 * math.sqrt(2.1 / draws)
    assert sum(abs(n) <= noise.accuracy() for n in off) / draws > 0.95 - SURE * math.sqrt(0.0475 / draws)


def test_large_gaussian_scales_are_answered_at_once_and_never_too_narrow() -> None:
    noise = calibrate("gaussian", sensitivity=10**9, epsilon=Decimal(1), delta=Decimal("1e-6"))
    assert noise.accuracy() == pytest.approx(1.959964 * noise.scale, rel=1e-5)
    assert noise.accuracy() > 1.959963984 * noise.scale


def test_the_geometric_stays_within_its_range() -> None:
    noise = calibrate("geometric", sensitivity=1, epsilon=Decimal("0.1"), at_most=20)
    assert all(0 <= noise.draw([truth])[0] <= 20 for truth in (0, 3, 20, 500) for _ in range(50))


def test_draws_do_not_repeat() -> None:
    noise = calibrate("laplace", sensitivity=1, epsilon=Decimal("0.01"))
    assert noise.draw([0] * 50) != noise.draw([0] * 50)


def test_numbers_at_the_edge_of_64_bits_do_not_wrap() -> None:
    noise = calibrate("laplace", sensitivity=2**62, epsilon=Decimal("0.001"))
    assert all(abs(n) <= 2**63 for n in noise.draw([2**63 - 1] * 20))


@pytest.mark.parametrize(
    ("mechanism", "given"),
    [
        ("laplace", {"epsilon": Decimal(0)}),
        ("laplace", {"epsilon": Decimal(-1)}),
        ("laplace", {"sensitivity": 0}),
        ("laplace", {"delta": Decimal("1e-6")}),
        ("laplace", {"at_most": 9}),
        ("gaussian", {}),
        ("gaussian", {"delta": Decimal(1)}),
        ("geometric", {}),
        ("geometric", {"at_most": 10**7}),
    ],
)
def test_what_cannot_be_calibrated(mechanism: str, given: dict[str, object]) -> None:
    with pytest.raises(StadtlandError) as raised:
        calibrate(mechanism, **{"sensitivity": 1, "epsilon": Decimal(1), **given})  # type: ignore[arg-type]
    assert raised.value.code == "parameter-out-of-range"


@pytest.mark.parametrize("text", ["0.1", "0.3", "1", "0.7", "1e-30", "12345.678"])
def test_a_float_below_is_the_nearest_below(text: str) -> None:
    below = float_below(Decimal(text))
    assert Fraction(below) <= Fraction(text) < Fraction(math.nextafter(below, math.inf))


@pytest.mark.parametrize("mechanism", ["laplace", "gaussian"])
def test_draws_are_distributed_as_the_mechanism_says(mechanism: Literal["laplace", "gaussian"]) -> None:
    """Pearson's chi-squared over all sizes that are expected at least 20 times among 40,000 draws.

    Laplace: P(x) = (1 - q) / (1 + q) · q^|x| with q = e^(-1/scale) (Ghosh, Roughgarden, Sundararajan 2009).
    Gaussian: P(x) proportional to e^(-x² / (2 scale²)) (Canonne, Kamath, Steinke 2020). With n cells the statistic has
    mean n and deviation √(2n); beyond mean + 12 deviations a right sampler falls less than once in 10^9 runs.
    """
    delta = Decimal("1e-6") if mechanism == "gaussian" else Decimal(0)
    noise = calibrate(mechanism, sensitivity=3, epsilon=Decimal(1), delta=delta)
    drawn = Counter(noise.draw([0] * 40_000))
    sizes = range(-20 * int(noise.scale), 20 * int(noise.scale) + 1)
    weight = {
        size: math.exp(-abs(size) / noise.scale if mechanism == "laplace" else -(size**2) / (2 * noise.scale**2))
        for size in sizes
    }
    total = sum(weight.values())
    expected = {size: 40_000 * one / total for size, one in weight.items()}
    cells = [size for size in sizes if expected[size] >= 20]
    rest = 40_000 - sum(drawn[size] for size in cells), 40_000 - sum(expected[size] for size in cells)
    statistic = sum((drawn[size] - expected[size]) ** 2 / expected[size] for size in cells)
    statistic += (rest[0] - rest[1]) ** 2 / rest[1]
    assert len(cells) > 15
    assert statistic < len(cells) + 12 * math.sqrt(2 * len(cells))


def test_a_person_more_changes_the_odds_of_an_answer_by_no_more_than_epsilon() -> None:
    """The promise itself, seen from outside: 40,000 answers on 10 and on 11 rows. For every set "at least x" the odds
    differ by at most e^ε, but for what counting is off.
    """
    noise = calibrate("laplace", sensitivity=1, epsilon=Decimal("0.5"))
    without, with_one = (Counter(noise.draw([rows] * 40_000)) for rows in (10, 11))
    for least in range(22):
        one, two = (sum(n for value, n in it.items() if value >= least) for it in (without, with_one))
        for few, many in ((one, two), (two, one)):
            slack = SURE * math.sqrt(many + math.exp(1) * few + 1)
            assert many <= math.exp(0.5) * few + slack
