"""Ambiguity: how many original records each released one could be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.counting.column import Column
from transforms.privacy.metrics.metric import Score, Scorer
from transforms.privacy.metrics.suppressed import Suppressed

_SHAVED = 1 - 1e-9  # logarithms of products are rounded; a floor has to stay below the score it bounds


@dataclass(frozen=True)
class Ambiguity:
    """Sum over rows of the number of leaf combinations that its labels stand for (Nergiz and Clifton 2007, section 4,
    ambiguity metric) as ARX 3.9 computes it: the product over the columns of the leaves under the label, of all
    leaves for a suppressed row.
    """

    name: str = "ambiguity"

    def on(self, columns: Sequence[Column], rows: int, tuples: int) -> Scorer:
        """Bind to a table."""
        del tuples
        return _AmbiguityOn(columns, rows)


class _AmbiguityOn:
    """Not separable, but never below what its columns allow apart: the mean of a product is at least the product of
    the geometric means (Jensen).
    """

    needs_classes = False

    def __init__(self, columns: Sequence[Column], rows: int) -> None:
        self._table, self._rows = columns, rows

    def floors(self, highest: tuple[int, ...]) -> NDArray[np.float64]:
        """From the geometric means of the columns."""
        means = [
            np.array(
                [
                    math.exp(math.fsum((column.rows * np.log(column.under[level])).tolist()) / max(1, self._rows))
                    for level in range(top + 1)
                ]
            )
            for column, top in zip(self._table, highest, strict=True)
        ]
        floors: NDArray[np.float64] = reduce(np.multiply.outer, means)[..., np.newaxis] * (self._rows * _SHAVED)
        return floors

    def score(self, node: tuple[int, ...], suppressed: Suppressed, classes: Classes, kept: NDArray[np.bool_]) -> Score:
        """Row by row; products beyond 2^53 are rounded."""
        del suppressed
        under = [
            np.take(column.under[level], codes).astype(np.float64)
            for column, level, codes in zip(self._table, node, classes.codes, strict=True)
        ]
        everything = math.prod(float(column.leaf_count) for column in self._table)
        meant = np.where(np.take(kept, classes.ids), reduce(np.multiply, under), everything)
        return (math.fsum((meant * classes.tuple_rows).tolist()),)

    def floors_below(self, node: tuple[int, ...], suppressed: Suppressed) -> NDArray[np.float64] | None:
        """None: the floors do not know which rows are suppressed."""
        del node, suppressed
        return None

    def floor_above(self, classes: Classes) -> float | None:
        """None: see `floors`."""
        del classes
        return None

    def loss(self, score: Score) -> float | tuple[float, ...]:
        """The score itself."""
        return score[0]
