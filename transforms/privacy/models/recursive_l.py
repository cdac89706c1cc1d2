"""Recursive (c,l)-diversity: the most frequent sensitive value is not too frequent, even without some others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.models.distinct_l import DistinctL
from transforms.privacy.models.model import Model, Union

_ROUNDING = 1 - 1e-12  # c times the rest is rounded; equality breaks the promise


@dataclass(frozen=True)
class RecursiveL:
    """With the frequencies of a class falling, f1 < c * (f_l + f_(l+1) + … + f_m), and m >= l distinct values
    (Machanavajjhala et al. 2007, definition 4.2; falling, not rising as pycanon reads it).

    A missing value is not counted as a value. Guarantees: even who can rule out l - 2 values is not certain of the
    most frequent one. Does not guarantee: that the values differ in meaning, nor that their spread equals that of the
    whole table. A union of classes that keep it keeps it. Cost: one sort of the pairs of class and value.
    """

    c: float
    l: int  # noqa: E741 - the model's own name
    field: str
    union: Union = "both"

    def holds(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id whether the most frequent value is rare enough."""
        known = classes.spread(self.field).known
        order = np.lexsort((-known.rows, known.class_of))
        class_of, rows = known.class_of[order], known.rows[order]
        is_first = np.ones(len(rows), dtype=np.bool_)
        is_first[1:] = class_of[1:] != class_of[:-1]
        first = np.flatnonzero(is_first)
        rank = np.arange(len(rows)) - np.repeat(first, np.diff(first, append=len(rows)))
        rest = np.bincount(class_of, weights=np.where(rank >= self.l - 1, rows, 0.0), minlength=classes.size)
        most = np.bincount(class_of, weights=np.where(is_first, rows, 0.0), minlength=classes.size)
        held: NDArray[np.bool_] = most < self.c * rest * _ROUNDING
        return held  # fewer than l values leave a rest of 0, which nothing is below

    def necessary(self) -> Sequence[Model]:
        """As many distinct values."""
        return (DistinctL(self.l, self.field),)
