"""(n, k) dominance: a cell whose n largest contributors make up more than k % of it is at risk."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def dominance(
    total: NDArray[np.float64], largest: NDArray[np.float64], *, n: int, k_percent: float
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Marks the cells at risk, and per cell how far above its figure an attacker's best guess must be able to lie.

    `largest` holds one row per rank, at least `n`. A cell is at risk where x1 + … + xn > k/100 · total; it is safe
    again once the total may be as large as 100/k · (x1 + … + xn). Not guaranteed: that the second largest cannot
    estimate the largest well, which is what the p % rule asks; prefer that one.
    Source: Hundepool et al., Statistical Disclosure Control (2012), sections 4.2.2 and 4.3.2 (protection levels).
    """
    top = largest[:n].sum(axis=0)
    needed = top * (100.0 / k_percent) - total
    # Relative, because a share of exactly k % must not become a risk by the last digit of a float.
    risky = needed > 1e-9 * np.maximum(total, 1.0)
    return risky, np.where(risky, needed, 0.0)
