"""Metrics of class sizes: not separable, so their floors come from how many classes there can be."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.counting.column import Column
from transforms.privacy.metrics.metric import Score
from transforms.privacy.metrics.suppressed import Suppressed

_SHAVED = 1 - 1e-12  # a quotient is rounded; a floor has to stay below the score it bounds


class ByClasses(ABC):
    """A scorer of class sizes whose score grows as classes merge, were nothing suppressed."""

    needs_classes = True

    def __init__(self, columns: Sequence[Column], rows: int, tuples: int) -> None:
        self._table, self._rows, self._tuples = columns, rows, tuples

    @abstractmethod
    def score(self, node: tuple[int, ...], suppressed: Suppressed, classes: Classes, kept: NDArray[np.bool_]) -> Score:
        """The score at `node`."""

    @abstractmethod
    def by_number(self, classes: NDArray[np.float64]) -> NDArray[np.float64]:
        """The least score that so many classes can have."""

    @abstractmethod
    def floor_above(self, classes: Classes) -> float | None:
        """The least score of any node that is coarser than the one with these classes."""

    def floors(self, highest: tuple[int, ...]) -> NDArray[np.float64]:
        """Floors from the most classes a node can have: the product of its groups, or all distinct tuples."""
        groups = [
            np.array(column.sizes[: top + 1], dtype=np.float64)
            for column, top in zip(self._table, highest, strict=True)
        ]
        most = np.minimum(reduce(np.multiply.outer, groups), float(self._tuples))
        floors: NDArray[np.float64] = self.by_number(most)[..., np.newaxis] * _SHAVED
        return floors

    def floors_below(self, node: tuple[int, ...], suppressed: Suppressed) -> NDArray[np.float64] | None:
        """None: what a node suppresses says little about the classes of finer ones."""
        del node, suppressed
        return None

    def loss(self, score: Score) -> float | tuple[float, ...]:
        """The score itself."""
        return score[0]
