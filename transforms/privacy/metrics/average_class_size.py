"""Average class size: how many rows a class holds on average."""

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
class AverageClassSize:
    """Rows over classes (LeFevre et al. 2006, section 5) as ARX 3.9 computes it: all suppressed rows are one class."""

    name: str = "average-class-size"

    def on(self, columns: Sequence[Column], rows: int, tuples: int) -> Scorer:
        """Bind to a table."""
        return _AverageOn(columns, rows, tuples)


class _AverageOn(ByClasses):
    def score(self, node: tuple[int, ...], suppressed: Suppressed, classes: Classes, kept: NDArray[np.bool_]) -> Score:
        del node
        held = int(np.count_nonzero(classes.rows[kept])) + bool(suppressed.total)
        return (self._rows / held,)

    def by_number(self, classes: NDArray[np.float64]) -> NDArray[np.float64]:
        return self._rows / classes

    def floor_above(self, classes: Classes) -> float | None:
        # Something suppressed is at least one class of its own, so there are never more than before suppressing.
        return self._rows / int(np.count_nonzero(classes.rows))
