"""What releases say themselves about cells that show no count: that much may be known of them."""

from __future__ import annotations

import numpy as np

from transforms.privacy.releases.count_program import Numbers
from transforms.privacy.releases.groups import Groups
from transforms.privacy.releases.knowledge import Knowledge


class Stated:
    """The stated range of a set of groups, where a suppressed cell consists of just them and groups that are empty."""

    def __init__(self, of: Groups, now: Knowledge) -> None:
        self._of, self._now = of, now
        self._holding: dict[int, list[int]] = {}
        for cell in np.flatnonzero(~of.is_exact).tolist():
            for group in of.inside(cell).tolist():
                self._holding.setdefault(group, []).append(cell)

    def of(self, groups: Numbers) -> tuple[int, int] | None:
        """Fewest and most; None where no suppressed cell is this set."""
        limits: tuple[int, int] | None = None
        for cell in self._holding.get(int(groups[0]), []):
            if np.array_equal(self._now.without_zeros(self._of.inside(cell)), groups):
                low, high = limits or (0, int(self._of.OPEN))
                limits = max(low, int(self._of.least[cell])), min(high, int(self._of.most[cell]))
        return limits
