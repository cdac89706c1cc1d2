"""t-closeness with equal distances: the sensitive values of a class are spread as in the whole table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.models.model import Model, Union

_ROUNDING = 1e-12  # a distance that equals t keeps the promise


@dataclass(frozen=True)
class TCloseness:
    """Half the sum of |q - p| over all values is at most t, q in the class and p in the whole table (Li, Li and
    Venkatasubramanian 2007, section 4.1: all values equally far apart).

    "Missing" is a value of its own. Guarantees: whoever finds a person's class learns little more about the sensitive
    field than the whole table tells. Does not guarantee: k (a single row may be close when t is large), nor that
    values near in meaning are told apart (see the hierarchical distance). Convex: a union of classes that keep it
    keeps it, a union with one that breaks it may not. Cost: one pass over the pairs of class and value.
    """

    t: float
    field: str
    whole: tuple[float, ...]
    """Share p of each value, that of "missing" last."""
    union: Union = "both"

    def holds(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id whether it is close enough."""
        spread = classes.spread(self.field)
        entries, size = spread.all, np.maximum(1.0, spread.size)
        gain = entries.rows / size[entries.class_of] - np.array(self.whole)[entries.value_of]
        # Shares add up to 1 on both sides: half the sum of |q - p| is the sum of what is gained.
        gained = np.bincount(entries.class_of, weights=np.maximum(0.0, gain), minlength=classes.size)
        held: NDArray[np.bool_] = gained <= self.t + _ROUNDING
        return held

    def necessary(self) -> Sequence[Model]:
        """None."""
        return ()
