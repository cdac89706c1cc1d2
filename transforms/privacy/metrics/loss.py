"""Loss: how much of each field's detail is given up, between 0 (nothing) and 1 (everything)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from schemas.errors import StadtlandError
from transforms.privacy.counting.column import Codes, Column
from transforms.privacy.counting.compiled import compiled
from transforms.privacy.metrics.metric import Score, Scorer
from transforms.privacy.metrics.separable import Separable
from transforms.privacy.metrics.suppressed import Suppressed


@dataclass(frozen=True)
class Loss:
    """Iyengar's loss (2002, section 3.1) as ARX 3.9 computes it, losses equal to 1e-9.

    The share of a label is the number of leaves under it over all leaves of the hierarchy. A row costs its share in
    each column, a suppressed row 1; each column's sum is scaled to 0 … 1 and cut to ten decimals.
    `suppression_factor` below 0.5 makes suppression cheaper, above 0.5 generalisation. `geometric-mean` puts the
    columns together as prod(1 + loss)^(1/d) - 1; `rank` compares the columns' losses in falling order.
    """

    suppression_factor: float = 0.5
    aggregate: Literal["geometric-mean", "rank"] = "geometric-mean"
    name: str = "loss"

    def __post_init__(self) -> None:
        if not 0 <= self.suppression_factor <= 1:
            raise StadtlandError(
                "parameter-out-of-range",
                parameter="suppression_factor",
                given=self.suppression_factor,
                allowed_de="zwischen 0 und 1",
                allowed_en="between 0 and 1",
            )
        if self.aggregate not in ("geometric-mean", "rank"):
            raise StadtlandError("metric-unknown", metric=f"loss {self.aggregate}", known="geometric-mean, rank")

    def on(self, columns: Sequence[Column], rows: int, tuples: int) -> Scorer:
        """Bind to a table."""
        del tuples
        return _LossOn(self, columns, rows)


class _LossOn(Separable):
    """All sums are whole numbers (rows times leaves, times the factors' denominator): exact, in any order."""

    def __init__(self, metric: Loss, columns: Sequence[Column], rows: int) -> None:
        super().__init__(len(columns), "rank" if metric.aggregate == "rank" else "product")
        factor = Fraction(Decimal(str(metric.suppression_factor)))
        keeping, suppressing = min(Fraction(1), 2 - 2 * factor), min(Fraction(1), 2 * factor)
        self._one = keeping.denominator * suppressing.denominator
        self._keeping, self._suppressing = int(keeping * self._one), int(suppressing * self._one)
        self._columns_of_table = columns
        self._rank = metric.aggregate == "rank"
        self._sums = [
            np.array([int((column.rows * under).sum()) for under in column.under], dtype=np.float64) * self._keeping
            for column in columns
        ]
        self._least = [float(self._keeping * rows) for _ in columns]
        self._span = [float(self._one * rows * c.leaf_count - self._keeping * rows) for c in columns]

    def terms(self, column: int, extra: float) -> NDArray[np.float64]:
        if self._span[column] <= 0:  # a field with one leaf has no detail to lose
            lost = np.zeros_like(self._sums[column])
        else:
            lost = np.maximum(0.0, (self._sums[column] + extra - self._least[column]) / self._span[column])
        lost = np.floor(lost * 1e10) / 1e10
        return lost if self._rank else 1.0 + lost

    def extra(self, column: int, level: int, suppressed: Suppressed) -> float:
        leaves = self._columns_of_table[column].leaf_count
        shares = _weighed(suppressed.rows, self._columns_of_table[column].under[level], suppressed.codes[column])
        everything = suppressed.total * leaves
        if self._suppressing == self._one:
            return float(self._one * everything - self._keeping * shares)
        return float(self._suppressing * (everything - shares))

    def loss(self, score: Score) -> float | tuple[float, ...]:
        return score if self._rank else score[0] ** (1.0 / self._columns) - 1.0


@compiled
def _weighed(rows: NDArray[np.int64], under: NDArray[np.int64], codes: Codes) -> int:
    """The sum of rows times leaves."""
    together = 0
    for place in range(len(rows)):
        together += rows[place] * under[codes[place]]
    return together
