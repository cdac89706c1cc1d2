"""Average re-identification risk: classes hold enough rows on average."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.privacy.counting.classes import Classes

_ROUNDING = 1 - 1e-12  # rows times risk is rounded; equality counts as kept


@dataclass(frozen=True)
class AverageRisk:
    """Released rows over released classes are at least 1 / risk (El Emam 2013, chapter 16, "average risk") as ARX 3.9
    brings it about: the smallest classes are suppressed first, until it holds.

    Classes of one size are suppressed in the order of their generalised values; ARX goes by the order of rows, which
    would make the answer depend on it. Guarantees: an attacker who tries random released persons is right with a
    share of at most `risk`. Does not guarantee: anything about a single person; one row may stand alone if others
    make up for it. The rows suppressed are the fewest possible, and coarser nodes never suppress more. Cost: one sort
    of the classes.
    """

    risk: float

    def allows(self, rows: float, classes: int) -> bool:
        """Whether so many rows in so many classes keep it."""
        return rows * self.risk >= classes * _ROUNDING

    def kept(self, classes: Classes, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Of the class ids `kept` those that stay: all but the smallest ones in the way."""
        held = np.flatnonzero(kept & (classes.rows > 0))
        smallest = held[np.argsort(classes.rows[held], kind="stable")]
        rows = np.cumsum(classes.rows[smallest][::-1])[::-1]  # in this class and all larger ones
        count = np.arange(len(smallest), 0, -1)
        enough = rows * self.risk >= count * _ROUNDING
        first = int(np.argmax(enough)) if enough.any() else len(smallest)
        stays = kept.copy()
        stays[smallest[:first]] = False
        return stays
