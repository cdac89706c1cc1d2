"""One result: how much on average, with noise."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial

import polars as pl

from schemas.agreement.differential import Bounds, Mechanism, PrivacyUnit
from schemas.errors import StadtlandError
from transforms.privacy.differential.answer import Answer, NoisyCell
from transforms.privacy.differential.bounded_rows import bounded_rows
from transforms.privacy.differential.in_steps import in_steps, steps
from transforms.privacy.differential.noise import ALPHA, Noise, calibrate
from transforms.privacy.values.require import require_column


def noisy_mean(
    frame: pl.LazyFrame,
    unit: PrivacyUnit,
    column: str,
    bounds: Bounds,
    *,
    epsilon: Decimal,
    delta: Decimal = Decimal(0),
    mechanism: Mechanism = "laplace",
    size: int | None = None,
    where: Mapping[str, Sequence[str]] | None = None,
) -> Answer:
    """Mean of `column` over the rows that count and have a value, each brought into `bounds` first.

    Values are counted from the middle m of the bounds, which halves what one person can change (Li, Lyu, Su, Yang
    2016, section 2.4). Without `size`: m + noisy sum / noisy count, each for half of ε and δ; one person more or less
    is protected. Where the noisy count is 0 or less there is no mean: value None, the budget is spent all the same.
    With `size`, the publicly known number of rows: m + noisy sum / size, all of ε on the sum; what is protected then
    is one person exchanged for another, and the sum changes by rows_per_person · (upper - lower).

    `accuracy_95` holds for sum and count together (each at 97.5 %); the mean is brought into its bounds and shown
    to a thousandth of a step.
    Does not guarantee: freedom from bias, a ratio of noisy numbers has some; nor anything of values beyond the bounds.
    Errors: `size-not-as-declared`, `column-not-numeric`, those of `bounded_rows` and `calibrate`.
    """
    require_column(frame, column, method="differential-privacy", numeric=True)
    lower, upper = steps(bounds.lower, bounds), steps(bounds.upper, bounds)
    middle = (lower + upper) // 2
    rows = bounded_rows(frame, unit, [column], where)
    value = in_steps(column, bounds)
    part = Fraction(1, 1 if size is not None else 2)
    reach = upper - lower if size is not None else max(upper - middle, middle - lower)
    costs = partial(calibrate, mechanism, epsilon=Fraction(epsilon) * part, delta=Fraction(delta) * part)
    sum_noise = costs(sensitivity=unit.rows_per_person * reach)
    count_noise = None if size is not None else costs(sensitivity=unit.rows_per_person)
    all_rows, known, total = (
        rows.select(pl.len(), value.count().alias("known"), (value.cast(pl.Int128) - middle).sum().alias("total"))
        .collect()
        .row(0)
    )
    if size is not None and (known != size or all_rows != size):
        raise StadtlandError("size-not-as-declared", column=column, declared=size)
    (noisy_total,) = sum_noise.draw([int(total)])
    noisy_known = count_noise.draw([known])[0] if count_noise is not None else size or 0
    cell = _mean(noisy_total, noisy_known, sum_noise, count_noise, bounds, middle)
    return Answer(
        kind="mean",
        by=(),
        cells=(cell,),
        mechanism=mechanism,
        scale=Decimal(repr(sum_noise.scale)) * bounds.step,
        count_scale=None if count_noise is None else Decimal(repr(count_noise.scale)),
        epsilon=epsilon,
        delta=delta,
        accuracy_95_all=cell.accuracy_95,
    )


def _mean(
    total: int, count: int, sum_noise: Noise, count_noise: Noise | None, bounds: Bounds, middle: int
) -> NoisyCell:
    if count <= 0:
        return NoisyCell((), None, None)
    alpha = ALPHA if count_noise is None else ALPHA / 2
    off_total, off_count = sum_noise.accuracy(alpha), 0 if count_noise is None else count_noise.accuracy(alpha)
    mean = _bounded(Fraction(total, count), bounds, middle)
    ends = [mean, Fraction(bounds.lower), Fraction(bounds.upper)]
    if count > off_count:
        ends = [
            _bounded(Fraction(total + of_total, count + of_count), bounds, middle)
            for of_total in (-off_total, off_total)
            for of_count in (-off_count, off_count)
        ]
    finest = Fraction(bounds.step) / 1000  # digits beyond it would say nothing
    shown = round(mean / finest) * finest
    accuracy = math.ceil(max(abs(end - shown) for end in ends) / finest) * finest
    return NoisyCell((), _decimal(shown), _decimal(accuracy))


def _bounded(from_middle: Fraction, bounds: Bounds, middle: int) -> Fraction:
    mean = (middle + from_middle) * Fraction(bounds.step)
    return max(Fraction(bounds.lower), min(Fraction(bounds.upper), mean))


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
