"""Discernibility: every row is charged the size of the class it hides in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.counting.column import Column
from transforms.privacy.metrics.by_classes import ByClasses
from transforms.privacy.metrics.metric import Score, Scorer
from transforms.privacy.metrics.suppressed import Suppressed


@dataclass(frozen=True)
class Discernibility:
    """Sum of squared class sizes (Bayardo and Agrawal 2005, section 4) as ARX 3.9 computes it.

    With `counts_suppressed` a suppressed row is charged the number of all rows; without, suppressed classes are
    charged like the others (the monotone variant).
    """

    counts_suppressed: bool = True
    name: str = "discernibility"

    def on(self, columns: Sequence[Column], rows: int, tuples: int) -> Scorer:
        """Bind to a table."""
        return _DiscernibilityOn(self, columns, rows, tuples)


class _DiscernibilityOn(ByClasses):
    def __init__(self, metric: Discernibility, columns: Sequence[Column], rows: int, tuples: int) -> None:
        super().__init__(columns, rows, tuples)
        self._counts_suppressed = metric.counts_suppressed

    def score(self, node: tuple[int, ...], suppressed: Suppressed, classes: Classes, kept: NDArray[np.bool_]) -> Score:
        del node
        if not self._counts_suppressed:
            return (float((classes.rows**2).sum()),)
        return (float((classes.rows[kept] ** 2).sum()) + float(self._rows * suppressed.total),)

    def by_number(self, classes: NDArray[np.float64]) -> NDArray[np.float64]:
        return float(self._rows) ** 2 / classes  # equal sizes have the smallest sum of squares

    def floor_above(self, classes: Classes) -> float | None:
        # Merging classes only adds to the sum of squares, and charging a row with all rows adds more.
        return float((classes.rows**2).sum())
