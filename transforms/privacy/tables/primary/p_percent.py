"""p %: a cell is at risk where its second largest contributor can estimate the largest to within p percent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def p_percent(
    total: NDArray[np.float64], largest: NDArray[np.float64], *, p: float
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Marks the cells at risk, and per cell how far above its figure an attacker's best guess must be able to lie.

    The second largest knows x2 and reads total - x2 as an upper limit of x1; what separates the two is the rest,
    total - x1 - x2. A cell is at risk where the rest is smaller than p/100 · x1, and safe again once the total may
    be larger by p/100 · x1 minus the rest. A cell with one or two contributors is always at risk.
    Not guaranteed: anything against a coalition of contributors, or against knowledge from outside.
    Source: Hundepool et al., Statistical Disclosure Control (2012), sections 4.2.2 and 4.3.2 (protection levels).
    """
    rest = total - largest[0] - largest[1]
    needed = largest[0] * (p / 100.0) - rest
    risky = (largest[0] > 0) & (needed > 1e-9 * np.maximum(total, 1.0))
    return risky, np.where(risky, needed, 0.0)
