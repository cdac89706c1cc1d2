"""Minimum frequency: a cell in which too few units stand is at risk."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def minimum_frequency(units: NDArray[np.float64], *, n: float, protect_zeros: bool = False) -> NDArray[np.bool_]:
    """Marks the cells with fewer than `n` units, those without any only if `protect_zeros`.

    Guarantees nothing about what the figures of a larger cell betray (see dominance, p %). A zero tells that nobody
    of a group has a property, which can be as telling as a one: protect zeros unless they are structural.
    Source: Hundepool et al., Statistical Disclosure Control (2012), section 4.2.1.
    """
    return (units < n) & ((units > 0) | protect_zeros)
