"""Noise for whole numbers, by OpenDP: the one place where differential privacy draws its randomness."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import opendp.prelude as dp

from schemas.agreement.differential import Mechanism
from schemas.errors import StadtlandError
from transforms.privacy.differential.float_below import float_below

dp.enable_features("contrib")
ALPHA = 0.05
_SCALE_FROM = 0.01  # below it OpenDP's accuracy overflows, and the noise is 0 in all but e^-100 of draws
_DISCRETE_UP_TO = 10_000.0


@dataclass(frozen=True)
class Noise:
    """One calibrated mechanism: `sensitivity` in whole steps is what one person changes at most, in all cells together.

    `draw` noises values; OpenDP's generator is cryptographically secure and cannot be seeded, so no draw repeats.
    """

    mechanism: Mechanism
    scale: float
    """Laplace, geometric: mean size of the noise, about its standard deviation / √2. Gaussian: standard deviation."""
    loss: tuple[float, float]
    """ε and δ by OpenDP's own privacy map: never above what was asked."""
    draw: Callable[[Sequence[int]], list[int]]

    def accuracy(self, alpha: float = ALPHA) -> int:
        """Steps: with probability 1 - alpha or more the noise of one cell is at most this far from zero."""
        scale = max(self.scale, _SCALE_FROM)
        if self.mechanism != "gaussian":
            return int(dp.discrete_laplacian_scale_to_accuracy(scale, alpha))
        if scale <= _DISCRETE_UP_TO:
            return int(dp.discrete_gaussian_scale_to_accuracy(scale, alpha))
        # The discrete tail from t lies below the continuous one from t - 1 (Canonne, Kamath, Steinke 2020, fact 19);
        # counting it out takes time in proportion to the scale.
        return int(dp.gaussian_scale_to_accuracy(scale, alpha)) + 1


def calibrate(
    mechanism: Mechanism,
    *,
    sensitivity: int,
    epsilon: Decimal | Fraction,
    delta: Decimal | Fraction = Decimal(0),
    at_most: int | None = None,
) -> Noise:
    """The least noise whose loss, by OpenDP's map at `sensitivity`, stays within `epsilon` and `delta`.

    laplace: the two-sided geometric ("discrete Laplace") distribution, pure ε; for vectors the sensitivity is L1.
    geometric: the same on 0 … `at_most`, one number only, in near constant time (no timing betrays the draw).
    gaussian: the discrete Gaussian, (ε, δ) through zero-concentrated privacy; the sensitivity is L2.

    Whole numbers throughout: floating-point noise betrays the value in its last bits (Mironov 2012).
    Sources: Ghosh, Roughgarden, Sundararajan 2009, section 2; Canonne, Kamath, Steinke 2020; Bun, Steinke 2016,
    proposition 1.3. Errors: `parameter-out-of-range`.
    """
    _refuse(mechanism, sensitivity, epsilon, delta, at_most)
    limit, slack = float_below(epsilon), float_below(delta)
    if mechanism == "gaussian":
        scale, measurement = _least_gaussian(sensitivity, limit, slack)
        loss = measurement.map(sensitivity)
        return Noise(mechanism, scale, (loss[0], loss[1]), lambda values: list(measurement(list(values))))
    if mechanism == "geometric":
        space = dp.atom_domain(T="i64"), dp.absolute_distance(T="i64")
        bounded = _least(
            lambda scale: dp.m.make_geometric(*space, scale=scale, bounds=(0, at_most)), sensitivity, limit
        )
        scale, measurement = bounded
        return Noise(
            mechanism, scale, (measurement.map(sensitivity), 0.0), lambda values: [measurement(v) for v in values]
        )
    vectors = dp.vector_domain(dp.atom_domain(T="i64")), dp.l1_distance(T="i64")
    scale, measurement = _least(lambda scale: dp.m.make_laplace(*vectors, scale=scale), sensitivity, limit)
    return Noise(mechanism, scale, (measurement.map(sensitivity), 0.0), lambda values: list(measurement(list(values))))


def _least_gaussian(sensitivity: int, limit: float, delta: float) -> tuple[float, Any]:
    vectors = dp.vector_domain(dp.atom_domain(T="i64")), dp.l2_distance(T="i64")

    def make(scale: float) -> Any:
        return dp.c.make_fix_delta(dp.c.make_zCDP_to_approxDP(dp.m.make_gaussian(*vectors, scale=scale)), delta)

    # Bun and Steinke's closed form needs somewhat more than OpenDP's exact conversion: between a quarter of it and it.
    log = -math.log(delta)
    high = sensitivity / (math.sqrt(2) * (math.sqrt(log + limit) - math.sqrt(log))) * (1 + 1e-6)
    low = high / 4
    while high - low > 1e-9 * high:
        middle = (low + high) / 2
        low, high = (low, middle) if make(middle).map(sensitivity)[0] <= limit else (middle, high)
    return high, make(high)


def _least(make: Callable[[float], Any], sensitivity: int, limit: float) -> tuple[float, Any]:
    # sensitivity / ε but for the last bit, in which OpenDP's map rounds to the safe side.
    scale = sensitivity / limit
    while (measurement := make(scale)).map(sensitivity) > limit:
        scale = math.nextafter(scale, math.inf)
    return scale, measurement


def _refuse(
    mechanism: Mechanism, sensitivity: int, epsilon: Decimal | Fraction, delta: Decimal | Fraction, at_most: int | None
) -> None:
    has_delta = 0 < delta < 1
    wrong = [
        ("epsilon", epsilon, "über 0", "above 0", not 0 < epsilon < math.inf),
        ("sensitivity", sensitivity, "1 bis 2^62", "1 to 2^62", not 1 <= sensitivity <= 2**62),
        ("delta", delta, "zwischen 0 und 1", "between 0 and 1", mechanism == "gaussian" and not has_delta),
        ("delta", delta, "0 außer bei gaussian", "0 but for gaussian", mechanism != "gaussian" and delta != 0),
        ("at_most", str(at_most), "1 bis 1000000", "1 to 1000000", at_most is not None and not 1 <= at_most <= 10**6),
        (
            "at_most",
            str(at_most),
            "nur bei geometric",
            "with geometric only",
            (mechanism == "geometric") != bool(at_most),
        ),
    ]
    for parameter, given, allowed_de, allowed_en, is_wrong in wrong:
        if is_wrong:
            raise StadtlandError(
                "parameter-out-of-range",
                parameter=parameter,
                given=str(given),
                allowed_de=allowed_de,
                allowed_en=allowed_en,
            )
