"""Precision: how far up their hierarchies the values were moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.column import Column
from transforms.privacy.metrics.metric import Score, Scorer
from transforms.privacy.metrics.separable import Separable
from transforms.privacy.metrics.suppressed import Suppressed


@dataclass(frozen=True)
class Precision:
    """Mean over the columns of the share of height lost (Sweeney 2002, section 4, as a loss: 1 - Prec): level / height
    per row, 1 per suppressed row. The number of values under a label plays no part; see `Loss` for that.
    """

    name: str = "precision"

    def on(self, columns: Sequence[Column], rows: int, tuples: int) -> Scorer:
        """Bind to a table."""
        del tuples
        return _PrecisionOn(columns, rows)


class _PrecisionOn(Separable):
    def __init__(self, columns: Sequence[Column], rows: int) -> None:
        super().__init__(len(columns), "sum")
        self._heights, self._rows = [column.height for column in columns], rows

    def terms(self, column: int, extra: float) -> NDArray[np.float64]:
        height = max(1, self._heights[column])
        levels = np.arange(self._heights[column] + 1, dtype=np.float64)
        # whole numbers until the one division: nothing is rounded that a floor could suffer from
        lost: NDArray[np.float64] = (levels * (self._rows - extra) + height * extra) / (height * max(1, self._rows))
        return lost

    def extra(self, column: int, level: int, suppressed: Suppressed) -> float:
        del column, level
        return float(suppressed.total)

    def loss(self, score: Score) -> float | tuple[float, ...]:
        return score[0] / self._columns
