"""Non-uniform entropy: how many bits of each value are given up, given how often values occur."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.column import Column
from transforms.privacy.metrics.metric import Score, Scorer
from transforms.privacy.metrics.separable import Separable
from transforms.privacy.metrics.suppressed import Suppressed

_SHAVED = 1 - 1e-12  # a sum of logarithms is not exact; a floor has to stay below the score it bounds


@dataclass(frozen=True)
class NonUniformEntropy:
    """Bits lost (De Waal and Willenborg 1999; Gionis and Tassa 2009, section 3) as ARX 3.9 computes them.

    Per column the sum over all rows of log2(n(generalised value) / n(raw value)), cut to ten decimals. Suppressed
    rows count as if they were generalised only; with `counts_suppressed` the entropy of the suppressed rows'
    generalised values, times their number, is added per column.
    """

    counts_suppressed: bool = False
    name: str = "non-uniform-entropy"

    def on(self, columns: Sequence[Column], rows: int, tuples: int) -> Scorer:
        """Bind to a table."""
        del rows, tuples
        return _EntropyOn(self, columns)


class _EntropyOn(Separable):
    def __init__(self, metric: NonUniformEntropy, columns: Sequence[Column]) -> None:
        super().__init__(len(columns), "sum")
        self._counts_suppressed = metric.counts_suppressed
        self._table = columns
        self._bits = [
            np.maximum.accumulate([_bits(column.rows, groups) for groups in column.groups]) for column in columns
        ]

    def terms(self, column: int, extra: float) -> NDArray[np.float64]:
        bits: NDArray[np.float64] = self._bits[column] + extra
        return bits

    def extra(self, column: int, level: int, suppressed: Suppressed) -> float:
        if not self._counts_suppressed:
            return 0.0
        groups = np.take(self._table[column].groups[level], suppressed.codes[column])
        counts = np.bincount(groups, weights=suppressed.rows)
        return math.fsum(n * math.log2(suppressed.total / n) for n in counts[counts > 0].tolist())

    def floors_below(self, node: tuple[int, ...], suppressed: Suppressed) -> NDArray[np.float64] | None:
        floors = super().floors_below(node, suppressed)
        return None if floors is None else floors * _SHAVED

    def loss(self, score: Score) -> float | tuple[float, ...]:
        return score[0]


def _bits(rows: NDArray[np.int64], groups: NDArray[np.intp]) -> float:
    together = np.bincount(groups, weights=rows)
    pairs = zip(rows.tolist(), groups.tolist(), strict=True)
    bits = math.fsum(n * math.log2(together[g] / n) for n, g in pairs if n)
    return math.floor(bits * 1e10) / 1e10
