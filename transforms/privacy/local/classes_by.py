"""The classes of tuples by any numbering, so that the models can be asked about them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.counting.tuples import Tuples


def classes_by(tuples: Tuples, ids: NDArray[np.intp], size: int) -> Classes:
    """The tuples with the same of `ids` are one class; `size` is one more than the largest id there can be."""
    return Classes(ids, size, tuples.weights, tuples.sensitive)
