"""One published figure of a table, and how uncertain its primary cells must stay."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

TOLERANCE = 1e-6
"""Share of a demand that solver arithmetic may miss."""


@dataclass(frozen=True)
class Layer:
    """Figures of all cells and, per cell (0: nothing asked), what an attacker's interval [low, high] must reach.

    `upper`: high at least figure + upper. `lower`: low at most figure - lower. `width`: high - low at least width.
    `step`: the figure may be off by at least this much in one of the two directions; with 1 for counts an attacker
    cannot tell the true number from its neighbour. All in the unit of the figures.
    """

    name: str
    figures: NDArray[np.float64]
    upper: NDArray[np.float64]
    lower: NDArray[np.float64]
    width: NDArray[np.float64]
    step: NDArray[np.float64]
    attackers: tuple[NDArray[np.int64], ...] = (np.zeros(0, dtype=np.int64),)
    """What each attacker knows besides the published cells; nothing, for the public."""
    floor: NDArray[np.float64] = field(default_factory=lambda: np.zeros(1))
    """What everybody knows a cell to be at least, one figure for all or one each: 1 where zeros are always shown."""

    @classmethod
    def asking(
        cls,
        name: str,
        figures: NDArray[np.float64],
        *,
        upper: NDArray[np.float64] | float = 0.0,
        lower: NDArray[np.float64] | float = 0.0,
        width: NDArray[np.float64] | float = 0.0,
        step: NDArray[np.float64] | float = 0.0,
        attackers: tuple[NDArray[np.int64], ...] | None = None,
        floor: NDArray[np.float64] | float = 0.0,
    ) -> Layer:
        """A layer from arrays or one figure for all cells. Below the floor there is nothing: `lower` ends there."""
        spread = [np.broadcast_to(np.asarray(one, dtype=float), figures.shape).copy() for one in (upper, width, step)]
        # A floor above the figure itself would make the truth impossible.
        ground = np.minimum(np.broadcast_to(np.asarray(floor, dtype=float), figures.shape), figures)
        least = np.minimum(np.broadcast_to(np.asarray(lower, dtype=float), figures.shape), figures - ground)
        known = attackers if attackers is not None else (np.zeros(0, dtype=np.int64),)
        return cls(name, figures, spread[0], least, spread[1], spread[2], known, ground)

    @property
    def asked(self) -> NDArray[np.bool_]:
        """Marks the cells that something is asked of."""
        return (self.upper > 0) | (self.lower > 0) | (self.width > 0) | (self.step > 0)

    @property
    def depth(self) -> NDArray[np.float64]:
        """How far each cell can be thought down: to its floor."""
        return np.asarray(self.figures - self.floor)

    @property
    def reach(self) -> NDArray[np.float64]:
        """How far a cell needs to move at most for everything asked of it."""
        return np.asarray(np.maximum.reduce([self.upper, self.lower, self.width, self.step]))

    def met(self, up: NDArray[np.float64], down: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Marks the cells that may lie `up` above and `down` below their figure and so meet what is asked of them."""
        least = 1.0 - TOLERANCE
        return (
            (up >= self.upper * least)
            & (down >= self.lower * least)
            & (up + down >= self.width * least)
            & (np.maximum(up, down) >= self.step * least)
        )

    @property
    def ceiling(self) -> float:
        """What no cell is assumed to exceed; an interval that reaches it is reported as open."""
        return float(2.0 * self.figures.sum() + 4.0 * self.reach.max() + 1.0)
