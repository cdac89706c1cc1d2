"""The loss of a release whose rows stand at different levels, by the metric that was asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.column import Codes, Column
from transforms.privacy.counting.tuples import Tuples
from transforms.privacy.metrics.ambiguity import Ambiguity
from transforms.privacy.metrics.average_class_size import AverageClassSize
from transforms.privacy.metrics.discernibility import Discernibility
from transforms.privacy.metrics.loss import Loss
from transforms.privacy.metrics.metric import Metric
from transforms.privacy.metrics.precision import Precision

_LOCAL = (Loss, Precision, Ambiguity, Discernibility, AverageClassSize)


def refuse_metric(metric: Metric) -> None:
    """Error `metric-not-local` for a metric that needs one level per column."""
    if not isinstance(metric, _LOCAL):
        raise StadtlandError(
            "metric-not-local",
            metric=metric.name,
            known="loss, precision, ambiguity, discernibility, average-class-size",
        )


def released_loss(
    metric: Metric,
    tuples: Tuples,
    levels: NDArray[np.int16],
    class_rows: NDArray[np.float64],
    is_suppressed: NDArray[np.bool_],
) -> float | tuple[float, ...]:
    """What the full-domain search says of the same metric, each row at its own levels.

    `class_rows` are those of classes that are not suppressed; suppressed tuples stand at '*' everywhere. Iyengar's loss
    charges such a row everything, times 2 * `suppression_factor` where that is below 0.5; discernibility that counts
    them charges it all rows.
    """
    rows = int(tuples.rows.sum())
    at = list(zip(tuples.columns, tuples.codes, levels.T, strict=True))
    if isinstance(metric, Loss):
        return _iyengar(metric, at, tuples.rows, is_suppressed)
    if isinstance(metric, Precision):
        shares = [Fraction(int((level * tuples.rows).sum()), max(1, column.height)) for column, _, level in at]
        return float(sum(shares, Fraction(0)) / max(1, rows) / len(shares))
    if isinstance(metric, Ambiguity):
        meant = reduce(np.multiply, [_under(*column).astype(np.float64) for column in at])
        return math.fsum((meant * tuples.weights).tolist())
    held = class_rows[class_rows > 0]
    gone = int(tuples.rows[is_suppressed].sum())
    if isinstance(metric, Discernibility):
        return float((held**2).sum()) + float(gone) * (rows if metric.counts_suppressed else gone)
    return rows / max(1, len(held) + (gone > 0))


def labels_lose(tuples: Tuples, levels: NDArray[np.int16]) -> NDArray[np.float64]:
    """Per tuple the sum over the columns of what its labels lose, 0 (raw) to 1 ('*') each."""
    lost = np.zeros(len(tuples.rows))
    for column, codes, level in zip(tuples.columns, tuples.codes, levels.T, strict=True):
        lost += (_under(column, codes, level) - 1) / max(1, column.leaf_count - 1)
    return lost


def _iyengar(
    metric: Loss,
    at: Sequence[tuple[Column, Codes, NDArray[np.int16]]],
    rows: NDArray[np.int64],
    is_suppressed: NDArray[np.bool_],
) -> float | tuple[float, ...]:
    """Whole numbers until the one division of each column, then cut to ten decimals as in `Loss`."""
    factor = Fraction(Decimal(str(metric.suppression_factor)))
    keeping, suppressing = min(Fraction(1), 2 - 2 * factor), min(Fraction(1), 2 * factor)
    kept, gone = np.where(is_suppressed, 0, rows), int(rows[is_suppressed].sum())
    total, losses = int(rows.sum()), []
    for column, codes, level in at:
        share = keeping * int((_under(column, codes, level) * kept).sum()) + suppressing * gone * column.leaf_count
        span = total * column.leaf_count - keeping * total
        lost = max(Fraction(0), (share - keeping * total) / span) if span > 0 else Fraction(0)
        losses.append(math.floor(lost * 10**10) / 1e10)
    if metric.aggregate == "rank":
        return tuple(sorted(losses, reverse=True))
    return math.prod(1.0 + lost for lost in losses) ** (1.0 / len(losses)) - 1.0


def _under(column: Column, codes: Codes, level: NDArray[np.int16]) -> NDArray[np.int64]:
    """Leaves under the label of each tuple."""
    found: NDArray[np.int64] = np.stack(column.under)[level, codes]
    return found
