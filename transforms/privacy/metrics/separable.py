"""Metrics that are put together from one term per column: their floors come from the marginals alone."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import reduce
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.metrics.metric import Score
from transforms.privacy.metrics.suppressed import Suppressed

Aggregate = Literal["product", "sum", "rank"]


class Separable(ABC):
    """A scorer whose score is the product, the sum or the falling order of one term per column.

    A term grows with the level and with what is suppressed. Hence the terms without suppression are floors for the
    whole lattice, computed from the marginals in one outer product; and what a node suppresses, every finer node
    suppresses too, which lifts the floors below it.
    """

    needs_classes = False

    def __init__(self, columns: int, aggregate: Aggregate) -> None:
        self._columns = columns
        self._aggregate = aggregate
        self._last: tuple[tuple[int, ...], Suppressed, list[NDArray[np.float64]]] | None = None

    @abstractmethod
    def terms(self, column: int, extra: float) -> NDArray[np.float64]:
        """The term of `column` at each of its levels, when suppression adds `extra`."""

    @abstractmethod
    def extra(self, column: int, level: int, suppressed: Suppressed) -> float:
        """What suppressing adds to the term of `column` at `level`; never more than at any finer level."""

    def floors(self, highest: tuple[int, ...]) -> NDArray[np.float64]:
        """Floors of all nodes up to `highest`: nothing suppressed."""
        return self._together([self.terms(column, 0)[: level + 1] for column, level in enumerate(highest)])

    def score(self, node: tuple[int, ...], suppressed: Suppressed, classes: Classes, kept: NDArray[np.bool_]) -> Score:
        """The score at `node`, by the same float operations as the floors, so that a floor is never above it."""
        del classes, kept
        terms = self._terms(node, suppressed)
        at_node = self._together([term[level : level + 1] for term, level in zip(terms, node, strict=True)])
        return tuple(float(part) for part in at_node.reshape(-1))

    def floors_below(self, node: tuple[int, ...], suppressed: Suppressed) -> NDArray[np.float64] | None:
        """Floors of the nodes below, lifted by what `node` suppresses; None where that is nothing."""
        if not suppressed.total:
            return None
        terms = self._terms(node, suppressed)
        return self._together([term[: level + 1] for term, level in zip(terms, node, strict=True)])

    def floor_above(self, classes: Classes) -> float | None:
        """None: the floors from the marginals are the best there is."""
        del classes
        return None

    def _terms(self, node: tuple[int, ...], suppressed: Suppressed) -> list[NDArray[np.float64]]:
        if not suppressed.total:
            return [self.terms(column, 0) for column in range(self._columns)]
        if self._last is None or self._last[0] != node or self._last[1] is not suppressed:
            found = [self.terms(column, self.extra(column, level, suppressed)) for column, level in enumerate(node)]
            self._last = (node, suppressed, found)  # a score and the floors below it are asked for in turn
        return self._last[2]

    def _together(self, terms: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
        if self._aggregate == "rank":
            grid = np.stack(np.meshgrid(*terms, indexing="ij"), axis=-1)
            return np.sort(grid, axis=-1)[..., ::-1]
        combine = np.multiply if self._aggregate == "product" else np.add
        return reduce(combine.outer, terms)[..., np.newaxis]
