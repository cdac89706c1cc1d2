"""Enhanced β-likeness: gains are bounded for frequent sensitive values too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.models.basic_beta import BasicBeta


@dataclass(frozen=True)
class EnhancedBeta(BasicBeta):
    """The relative gain of every value that a class holds is at most min(β, -ln p) (Cao and Karras 2012, definition
    3), p its share in the whole table.

    Beyond basic β-likeness no value can become certain: a gain of 1 / p - 1 is always above -ln p. Otherwise it
    guarantees and leaves open what basic β-likeness does, at the same cost.
    """

    def most(self) -> NDArray[np.float64]:
        """The largest gain allowed, per value; a value that does not occur has no bound but β."""
        p = np.array(self.whole)
        # Not the logarithm of exp(-β): from β = 746 on that is the logarithm of nothing.
        surprise: NDArray[np.float64] = -np.log(p, out=np.full(len(p), -np.inf), where=p > 0)
        return np.minimum(self.beta, surprise)
