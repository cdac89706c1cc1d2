"""The cells that a table withholds, and what is proven about their number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Effort:
    """How hard to look for the cheapest pattern. Without `seconds` the same input gives the same pattern anywhere.

    `rounds`: at most so many times a choice is made and its failures are learnt from; `patience`: after so many that
    did not raise the bound, the best found is taken. `exact_below`: up to so many
    candidate cells the choice is a mixed integer program with at most `nodes` nodes; above, a relaxation guides it.
    `seconds`: a further limit on one choice, for impatient people; what is found then depends on the machine.
    """

    rounds: int = 12
    patience: int = 2
    exact_below: int = 900
    nodes: int = 100
    seconds: float | None = None


@dataclass(frozen=True)
class Pattern:
    """`withheld` marks primary, secondary and never shown cells; no pattern costs less than `bound`."""

    withheld: NDArray[np.bool_]
    cost: float
    bound: float
    rounds: int

    @property
    def is_optimal(self) -> bool:
        """Proven: nothing cheaper protects all primary cells."""
        return self.bound >= self.cost - 1e-6
