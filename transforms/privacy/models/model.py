"""A privacy model: the promise each class of a release must keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes

Union = Literal["either", "both", "unknown"]
"""When the union of two classes is sure to keep a promise: if either does, if both do, or not even then.

`either` lets the search close everything finer than a node that suppresses too much, and lift the floors there by
what the node suppresses. With `both` that holds only where nothing may be suppressed: a class that keeps the promise
could be joined to one that breaks it, and be suppressed with it."""


class Model(Protocol):
    """A promise about single classes."""

    @property
    def union(self) -> Union:
        """When unions keep it."""
        ...

    def holds(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id whether the promise is kept; ids without rows keep it or not, nobody asks."""
        ...

    def necessary(self) -> Sequence[Model]:
        """Weaker promises of the kind `either` that whatever keeps this one keeps; they speed the search."""
        ...
