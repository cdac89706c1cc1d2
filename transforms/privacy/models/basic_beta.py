"""Basic β-likeness: no sensitive value is much more frequent in a class than in the whole table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.models.model import Model, Union

_ROUNDING = 1e-12  # a gain that equals β keeps the promise


@dataclass(frozen=True)
class BasicBeta:
    """The relative gain (q - p) / p of every value that a class holds is at most β (Cao and Karras 2012, definition
    2), q its share in the class and p in the whole table.

    "Missing" is a value of its own. Guarantees: rare values are protected in proportion, which t-closeness does not
    do. Does not guarantee: anything about values that become rarer (one may learn that a person does not have them),
    nor k. Convex: a union of classes that keep it keeps it. Cost: one pass over the pairs of class and value.
    """

    beta: float
    field: str
    whole: tuple[float, ...]
    """Share p of each value, that of "missing" last."""
    union: Union = "both"

    def most(self) -> NDArray[np.float64]:
        """The largest gain allowed, per value."""
        return np.full(len(self.whole), self.beta)

    def holds(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id whether no value gains too much."""
        spread = classes.spread(self.field)
        entries, size = spread.all, spread.size
        p = np.array(self.whole)[entries.value_of]
        gain = (entries.rows / size[entries.class_of] - p) / p
        exceeds = gain > self.most()[entries.value_of] + _ROUNDING * (1 + gain)
        held: NDArray[np.bool_] = np.bincount(entries.class_of, weights=exceeds, minlength=classes.size) == 0
        return held

    def necessary(self) -> Sequence[Model]:
        """None."""
        return ()
