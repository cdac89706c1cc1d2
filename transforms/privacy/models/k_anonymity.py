"""k-anonymity: every class holds at least k rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.models.model import Model, Union


@dataclass(frozen=True)
class KAnonymity:
    """Each row shares its quasi-identifiers with at least k - 1 others (Samarati and Sweeney 1998).

    Guarantees: nobody is singled out by the quasi-identifiers alone; the prosecutor's risk is at most 1/k.
    Does not guarantee: that a class differs in what is sensitive (see l-diversity), nor anything about fields that
    were not named as quasi-identifiers, nor about joining several releases. Cost: one count per class.
    """

    k: int

    union: Union = "either"

    def holds(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id whether it has k rows."""
        return classes.rows >= self.k

    def necessary(self) -> Sequence[Model]:
        """Itself."""
        return (self,)
