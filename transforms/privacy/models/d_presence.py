"""δ-presence: from a class one can learn neither that a person is in a subset nor that she is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.models.model import Model, Union

_ROUNDING = 1e-12  # a share that equals its bound keeps it


@dataclass(frozen=True)
class DPresence:
    """Rows of the subset over rows of the population lie between `least` and `most` in every class of the population
    (Nergiz, Atzori and Clifton 2007, definition 2).

    A class of the population without a row in the subset has share 0. Nothing of it is released, so it cannot be
    suppressed either: with `least` above 0 one such class rules a generalisation out. ARX 3.9 does not look at these
    classes when another model sets a class size; that lets an attacker learn for sure that somebody is *not* in the
    subset, and is not done here unless `checks_empty` is False, which is there to compare.

    Guarantees: bounds on the belief that a member of the population is in the subset. Does not guarantee: anything
    about sensitive values, nor against a better population table. A union of two classes that keep it does; a union
    with one that breaks it may break it. Cost: two counts per class.
    """

    least: float
    most: float
    checks_empty: bool = True
    union: Union = "both"

    def holds(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id whether its share lies between the bounds."""
        rows, population = classes.rows, classes.population
        held: NDArray[np.bool_] = (rows >= self.least * population * (1 - _ROUNDING)) & (
            rows <= self.most * population * (1 + _ROUNDING)
        )
        return held

    def is_void(self, classes: Classes) -> bool:
        """Whether a class of the population holds no row of the subset although each has to."""
        if not self.checks_empty or self.least <= 0:
            return False
        return bool(((classes.rows == 0) & (classes.population > 0)).any())

    def necessary(self) -> Sequence[Model]:
        """None."""
        return ()
