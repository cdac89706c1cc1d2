"""A privacy model: the promise each class of a release must keep."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.classes import Classes


class Model(Protocol):
    """A promise that is monotone: where two classes keep it, or one of them does, so does their union.

    That is what lets the search close everything finer than a node that suppresses too much. Models that are not
    monotone when rows are suppressed (entropy and recursive l, t-closeness, β-likeness) must not be given this type.
    """

    def holds(self, classes: Classes) -> NDArray[np.bool_]:
        """Per class id whether the promise is kept."""
        ...
