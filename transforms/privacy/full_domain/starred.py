"""The rows that a node suppresses, as their reader sees them: all alike, '*' in every quasi-identifier."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes
from transforms.privacy.counting.tuples import Tuples


def starred(tuples: Tuples, classes: Classes, kept: NDArray[np.bool_]) -> Classes:
    """Class 0: rows of the classes that are not `kept` (by class id), and everybody of the population who may be one.

    Who is in no released class may be a '*': also persons of whose class no row was there to suppress. Class 1 is the
    rest, and of no interest.
    """
    is_released = (kept & (classes.rows > 0))[classes.ids]
    return Classes(is_released.astype(np.intp), 2, tuples.weights, tuples.sensitive, tuples.population_weights)
