"""Distinct l-diversity: every class holds at least l different values of the sensitive field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.models.model import Model, Union


@dataclass(frozen=True)
class DistinctL:
    """At least l distinct sensitive values per class (Machanavajjhala et al. 2007, section 4, "distinct").

    A missing value is not counted as a value: "A or unknown" protects nobody from being taken for A.
    Guarantees: from membership of a class alone no sensitive value is certain. Does not guarantee: that no value is
    very likely (99 of 100 rows may share one), nor that the values differ in meaning. Unlike the entropy and the
    recursive form it is monotone even with suppression: a union holds every value its parts hold.
    """

    l: int  # noqa: E741 - the model's own name
    field: str

    union: Union = "either"

    def holds(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id whether it has l distinct values."""
        return classes.distinct(self.field) >= self.l

    def necessary(self) -> Sequence[Model]:
        """Itself."""
        return (self,)
