"""k-map: every class that is released has k rows in the population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.models.model import Model, Union


@dataclass(frozen=True)
class KMap:
    """Each released row matches at least k persons of the population it was drawn from (Sweeney 2001, section 4.3).

    Guarantees: the journalist's risk is at most 1/k, for an attacker who does not know who is in the release.
    Does not guarantee: anything once the attacker knows that a person is in it; nor that the population table given
    is the attacker's. Cost: one count per class.
    """

    k: int
    union: Union = "either"

    def holds(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id whether the population has k rows in it."""
        return classes.population >= self.k

    def necessary(self) -> Sequence[Model]:
        """Itself."""
        return (self,)
