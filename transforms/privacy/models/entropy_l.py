"""Entropy l-diversity: the sensitive values of every class are as uncertain as l equally likely ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.models.digamma import digamma
from transforms.privacy.models.distinct_l import DistinctL
from transforms.privacy.models.model import Model, Union

_ROUNDING = 1e-12  # the entropy of l equally frequent values comes out as ln l or just below


@dataclass(frozen=True)
class EntropyL:
    """The entropy of a sensitive field in each class is at least ln l (Machanavajjhala et al. 2007, definition 4.1),
    and the class holds at least int(l) distinct values.

    `SHANNON` takes the shares as they are, `GRASSBERGER` corrects for small classes (Grassberger 2003, equation 28:
    G(n) for ln n), which finds more entropy in them. A missing value is a value in the entropy, as in what is
    measured, but none of the distinct ones.

    Guarantees: no value is close to certain in a class. Does not guarantee: that the spread equals that of the whole
    table (see t-closeness), nor that values differ in meaning. Concave: a union of classes that keep it keeps it
    (Shannon; nothing is known of the estimate). Cost: one pass over the pairs of class and value.
    """

    l: float  # noqa: E741 - the model's own name
    field: str
    estimator: Literal["SHANNON", "GRASSBERGER"] = "SHANNON"

    @property
    def union(self) -> Union:
        """Shannon's entropy is concave; of the estimate that is not known."""
        return "both" if self.estimator == "SHANNON" else "unknown"

    def holds(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id whether it has the entropy and the distinct values."""
        spread = classes.spread(self.field)
        entries = spread.all
        logs = np.log(entries.rows) if self.estimator == "SHANNON" else _corrected(entries.rows)
        size = np.maximum(1.0, spread.size)
        given = np.bincount(entries.class_of, weights=entries.rows * logs, minlength=classes.size)
        enough = size * np.log(size) - given >= size * (math.log(self.l) - _ROUNDING)
        kept: NDArray[np.bool_] = enough & (classes.distinct(self.field) >= int(self.l))
        return kept

    def necessary(self) -> Sequence[Model]:
        """As many distinct values."""
        return (DistinctL(int(self.l), self.field),)


def _corrected(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    sizes, place = np.unique(rows, return_inverse=True)
    return np.array([_g(int(n)) for n in sizes.tolist()], dtype=np.float64)[place]


def _g(n: int) -> float:
    sign = 1.0 if n % 2 == 0 else -1.0
    return digamma(n) + 0.5 * sign * (digamma((n + 1) / 2) - digamma(n / 2))
